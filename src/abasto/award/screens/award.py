"""The award of one code: the answer, the offers in order, the split over buyers, and what other rooms add."""

from collections.abc import Callable, Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from ...law.reader import read_rule_set
from ...law.values import RuleSet
from ...page.figures import money, pieces, share
from ...page.screens.download import asked_for
from ...page.table import Column, Link, Row, Table
from ...page.why import Why
from ...page.words import word
from ...people.visibility import Sight
from ...rounds.models import Round
from ...rounds.queries import round_named, sight
from ...rounds.screens.closed import closed
from ..lines import Winner
from ..losing.queries import answers_seen
from ..models import LotDecision
from ..queries import BidRow, LotDetail, lot_detail
from ..winning_price import WinningPrice
from . import pictures
from .act import act_files
from .reasons_told import answer_told, beyond_told
from .why import FORMULAS, citation_of, documents_in_words, inputs, why_bid, why_lot, won_by

Slot = Callable[[Sight, Round, str], str]
Answers = Mapping[str, WinningPrice]
OF_LOSERS = frozenset({"winning", "taken"})


@require_safe
def award(request: HttpRequest, round_code: str, clave: str, slots: Sequence[Slot] = ()) -> HttpResponse:
    """One lot; `slots` are pieces of page of later rooms (contracts, flags), "" where they have nothing to say."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    crumbs = [
        (of.code, reverse("web:round", args=[of.code])),
        (_("Awards"), reverse("web:awards", args=[of.code])),
        (clave, ""),
    ]
    told: dict[str, object] = {"clave": clave, "crumbs": crumbs}
    if shut := closed(seen, of, "lot_decision"):
        return render(request, "award/award.html", {**told, "closed": shut}, status=403)
    detail, law = lot_detail(seen, of, clave, request.GET.get("procedure", "")), read_rule_set(of.rule_set)
    offers = _offers(detail, answers_seen(seen, detail.lot), of, law)
    if file := asked_for(request, f"award-{clave}", offers.columns, offers.rows, of.is_synthetic):
        return file
    told |= {
        "detail": detail,
        "answer": answer(detail),
        "why": why_lot(detail, law),
        "offers": offers,
        "picture": pictures.of_offers(detail, of),
        "prices_closed": closed(detail.sight, of, "losing_price"),
        "has_standing": detail.sight != seen,
        "parts": _parts(detail),
        "limits": _limits(detail, law),
        "facts": _facts(detail, law),
        "files": act_files(seen, of, detail.lot.procedure.number),
        "extras": [extra for slot in slots if (extra := slot(seen, of, clave))],
    }
    return render(request, "award/award.html", told)


def answer(detail: LotDetail) -> str:
    """The question of the page, answered: who won at which price, or why nobody did; and whose award ended."""
    return " ".join([_answer(detail, [one for one in detail.winners if not one.is_ended]), *_ended(detail)])


def _ended(detail: LotDetail) -> list[str]:
    """What was delivered under awards that were annulled or not signed: it stays delivered."""
    told = _("%(supplier)s keeps the %(pieces)s pieces it delivered before its award ended.")
    return [told % {"supplier": one.supplier, "pieces": pieces(one.pieces)} for one in detail.winners if one.is_ended]


def _answer(detail: LotDetail, winners: Sequence[Winner]) -> str:
    decision = detail.decision
    if not winners:
        return _not_awarded(decision)
    who = "; ".join(
        _("%(supplier)s at %(price)s MXN") % {"supplier": one.supplier, "price": money(one.price_centavos)}
        for one in winners
    )
    if decision.certificate_sha256:
        return _answer_across(decision, who)
    told = {"who": who, "solvent": detail.figures["solvent_bids"], "winners": len(winners)}
    if decision.unawarded_pieces:
        told |= {"part": pieces(decision.awarded_pieces), "whole": pieces(decision.needed_pieces)}
        return _("Awarded in part to %(who)s: %(part)s of %(whole)s pieces, as far as capacity goes.") % told
    if len(winners) == 1:
        return _lowest_of(int(str(told["solvent"]))) % told
    return _("Awarded to %(who)s: the %(winners)s lowest of %(solvent)s solvent bids.") % told


def _answer_across(decision: LotDecision, who: str) -> str:
    told = {
        "who": who,
        "part": pieces(decision.awarded_pieces),
        "whole": pieces(decision.needed_pieces),
        "certificate": decision.certificate_sha256[:16],
    }
    if decision.unawarded_pieces:
        return (
            _(
                "Awarded in part to %(who)s: %(part)s of %(whole)s pieces. Decided across lots, "
                "certificate %(certificate)s…"
            )
            % told
        )
    return _("Awarded to %(who)s. Decided across lots, certificate %(certificate)s…") % told


def _not_awarded(decision: LotDecision) -> str:
    if not decision.causes:
        return _("Not awarded: nobody bid.")
    causes = ", ".join(f"{word(cause)} {count}" for cause, count in decision.causes.items())
    bids = sum(decision.causes.values())
    return _("Not awarded: %(reason)s. Bids by reason, of %(bids)s: %(causes)s.") % {
        "reason": word(decision.reason), "bids": bids, "causes": causes,
    }  # fmt: skip


def _lowest_of(solvent: int) -> str:
    return ngettext(
        "Awarded to %(who)s: the only solvent bid.",
        "Awarded to %(who)s: lowest of %(solvent)s solvent bids.",
        solvent,
    )


def _offers(detail: LotDetail, answers: Answers, of: Round, law: RuleSet) -> Table:
    columns = (
        Column("place", _("Place"), "number", is_sortable=False),
        Column("supplier", _("Supplier"), is_sortable=False, wide=True),
        Column("price", _("Price"), "money", unit=_("MXN per piece"), is_sortable=False),
        Column("over", _("Above the lowest"), "share", is_sortable=False),
        Column("result", _("Result"), "state", is_sortable=False),
        Column("why", _("Why"), "why", is_sortable=False),
        Column("winning", _("Would have won at"), "money", unit=_("MXN per piece"), is_sortable=False),
        Column("share", _("Share"), "share", is_sortable=False),
        Column("pieces", _("Awarded"), "pieces", unit=_("pieces"), is_sortable=False),
        Column("band", _("Band"), is_sortable=False),
        Column("lacking", _("Documents lacking"), is_sortable=False),
        Column("capacity", _("Capacity"), "pieces", unit=_("pieces"), is_sortable=False),
        Column("taken", _("What it would have taken"), is_sortable=False, wide=True),
        Column("origin", _("Data"), "origin", is_sortable=False),
    )
    rows = [_offer(row, answers.get(row.bid.key), detail, of, law) for row in detail.bids]
    shown = tuple(column for column in columns if answers or column.key not in OF_LOSERS)
    return Table(_("Offers, in order"), shown, rows)


def _offer(row: BidRow, answer: WinningPrice | None, detail: LotDetail, of: Round, law: RuleSet) -> Row:
    lowest = detail.figures.get("lowest_price_centavos")
    price = row.price_centavos
    lacking = row.bid.documents_lacking
    return {
        "place": row.rank or None,
        "supplier": Link(row.bid.supplier, reverse("web:supplier", args=[of.code, row.bid.supplier_code])),
        "result": "winner" if row.is_winner else row.reason,
        "price": price,
        "over": price / lowest - 1 if price is not None and isinstance(lowest, int) else None,
        "band": _band(price, detail),
        "lacking": None if lacking is None else documents_in_words(lacking, law) or _("none"),
        "capacity": row.bid.capacity_pieces,
        "share": row.share_percent / 100 if row.share_percent else None,
        "pieces": row.awarded_pieces or None,
        "origin": row.bid.origin,
        "why": why_bid(row, detail, law),
        "winning": answer.price_centavos if answer else None,
        "taken": " · ".join(part for part in (answer_told(answer, price), beyond_told(answer)) if part) or None,
    }


def _band(price: int | None, detail: LotDetail) -> str | None:
    """Where a price lies among the limits of the lot that the viewer may see, in words."""
    if price is None:
        return None
    figures = detail.figures
    ceiling, highest = figures.get("ceiling_centavos"), figures.get("highest_acceptable_centavos")
    least, spread = figures.get("lowest_convenient_centavos"), figures.get("spread_limit_centavos")
    tests = (
        (ceiling, isinstance(ceiling, int) and price > ceiling, _("above the ceiling")),
        (highest, isinstance(highest, int) and price > highest, _("above the research")),
        (least, isinstance(least, int) and price < least, _("below the convenient price")),
        (spread, isinstance(spread, int) and price > spread, _("outside the spread")),
    )
    known = [limit for limit, _is, _words in tests if limit is not None]
    return next((words for _limit, is_outside, words in tests if is_outside), _("within the limits") if known else None)


def _facts(detail: LotDetail, law: RuleSet) -> list[tuple[str, str]]:
    lot, decision = detail.lot, detail.decision
    return [
        (_("Lot"), str(lot.number)),
        (_("Share pattern"), lot.share_pattern),
        (_("Pieces asked"), pieces(decision.needed_pieces)),
        (
            _("Pieces awarded"),
            f"{pieces(decision.awarded_pieces)} ({share(decision.awarded_pieces, decision.needed_pieces)})",
        ),
        (_("Buyers"), str(len(lot.buyers))),
        (_("Rule"), citation_of(decision.reason or won_by(decision), lot.procedure, law)),
    ]


def _limits(detail: LotDetail, law: RuleSet) -> list[tuple[str, int, Why]]:
    """The limits of the lot the viewer may see: label, centavos, why."""
    figures = detail.figures
    wanted = (
        ("lowest_price_centavos", _("Lowest solvent price"), "not-among-winners", ()),
        ("spread_limit_centavos", _("Highest price of a further winner"), "outside-spread", ("lowest_price_centavos",)),
        (
            "ceiling_centavos",
            _("Ceiling"),
            "above-ceiling",
            ("statistic", "statistic_centavos", "not_acceptable_percent"),
        ),
        (
            "highest_acceptable_centavos",
            _("Highest acceptable price"),
            "above-ceiling",
            ("statistic", "statistic_centavos", "not_acceptable_percent"),
        ),
        (
            "lowest_convenient_centavos",
            _("Lowest convenient price"),
            "below-convenient",
            ("base", "base_mean_centavos", "not_convenient_percent"),
        ),
    )
    return [
        (label, value, _why_limit(reason, [name for name in names if name in figures], detail, law))
        for key, label, reason, names in wanted
        if isinstance(value := figures.get(key), int)
    ]


def _why_limit(reason: str, names: Sequence[str], detail: LotDetail, law: RuleSet) -> Why:

    return Why(
        str(FORMULAS[reason]),
        inputs({name: detail.figures[name] for name in names}, law),
        _("bids as opened, market research"),
        citation_of(reason, detail.lot.procedure, law),
        "award",
        detail.decision.run_key,
        detail.lot.procedure.origin,
    )


def _parts(detail: LotDetail) -> Table:
    """What each buyer asks for and gets of each winner, and what is left."""
    winners = [
        Column(one.supplier_code, one.supplier.split(",")[0], "pieces", unit=_("pieces"), is_sortable=False)
        for one in detail.winners
    ]
    columns = (
        Column("buyer", _("Buyer"), is_sortable=False),
        Column("minimum", _("Minimum"), "pieces", unit=_("pieces"), is_sortable=False),
        Column("maximum", _("Maximum"), "pieces", unit=_("pieces"), is_sortable=False),
        *winners,
        Column("left", _("Not awarded"), "pieces", unit=_("pieces"), is_sortable=False),
    )
    rows = [
        {"buyer": part.name, "minimum": part.minimum_pieces, "maximum": part.maximum_pieces, **part.awarded,
         "left": part.maximum_pieces - sum(part.awarded.values())}
        for part in detail.parts
    ]  # fmt: skip
    return Table(_("Split over the buyers"), columns, rows)
