"""Why a supplier lost: every bid that won nothing, its reason, and the price at which it would have won."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...base.refusal import Refused
from ...law.reader import read_rule_set
from ...law.values import RuleSet
from ...page.chart import Chart, Source, bars
from ...page.figures import pieces, share
from ...page.legal_words import legal
from ...page.screens.download import asked_for
from ...page.shorten import with_short_text
from ...page.table import Column, Link, Row, Table, make_table
from ...page.why import Why
from ...page.words import CATEGORIES, word
from ...people.models import Organisation
from ...people.visibility import Sight
from ...rounds.models import Round
from ...rounds.queries import round_named, sight
from ...rounds.screens.closed import closed
from ...tender.models import Procedure
from ...tender.queries import procedure_of
from ..complaint import complaint_term
from ..losing.queries import losses_of
from ..losses import Loss, LossChoice, asked_in, by_band, by_reason, chosen_losses, within_reach
from ..queries import outcomes_of_supplier
from ..reasons import BID_REASONS
from .act import extract_files
from .reasons_told import answer_told, beyond_told, reason_told
from .why import FORMULAS, citation_of, inputs

OF_ANSWERS = frozenset({"winning", "distance", "saved", "pieces", "answer"})
CHOICE = ("reason", "band", "category", "q")
BAND_NAMES: dict[str, str | Promise] = {
    "within-1": gettext_lazy("up to 1 % away"),
    "within-5": gettext_lazy("1 to 5 % away"),
    "within-10": gettext_lazy("5 to 10 % away"),
    "within-25": gettext_lazy("10 to 25 % away"),
    "beyond-25": gettext_lazy("more than 25 % away"),
    "no-price": gettext_lazy("no price helps"),
    "any-price": gettext_lazy("at any higher price"),
}
ANSWER = gettext_lazy(
    "the highest whole price with which the bid, all else equal, receives pieces when its lot is decided again; "
    "one centavo more does not"
)


@require_safe
def losses(request: HttpRequest, round_code: str, code: str) -> HttpResponse:
    """The losing bids of one supplier, as far as the viewer may see them."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    firm = _firm(code)
    base = reverse("web:supplier", args=[of.code, code])
    told: dict[str, object] = {
        "firm": firm,
        "crumbs": [
            (of.code, reverse("web:round", args=[of.code])),
            (_("Suppliers"), reverse("web:suppliers", args=[of.code])),
            (firm.name, base),
            (_("Bids not won"), ""),
        ],
    }
    if shut := closed(seen, of, "lot_decision"):
        return render(request, "award/losses.html", {**told, "closed": shut}, status=403)
    every = losses_of(seen, of, code)
    chosen = chosen_losses(every, LossChoice(*(request.GET.get(name, "") for name in CHOICE)))
    law = read_rule_set(of.rule_set)
    rows, columns = _rows(chosen, of, law), _open(_columns(), every)
    if file := asked_for(request, f"losses-{code}", columns, rows, of.is_synthetic):
        return file
    told |= _told(request, of, seen, every, chosen, law)
    told["table"] = with_short_text(make_table(_("Bids not won"), columns, rows, request.GET))
    told["prices_closed"] = not all(one.answer for one in every)
    return render(request, "award/losses.html", told)


def _firm(code: str) -> Organisation:
    for firm in Organisation.objects.filter(code=code):
        return firm
    raise Refused("not-found", "", {"what": "supplier", "value": code})


def _told(
    request: HttpRequest, of: Round, seen: Sight, every: Sequence[Loss], chosen: Sequence[Loss], law: RuleSet
) -> dict[str, object]:
    code = str(request.resolver_match.kwargs["code"]) if request.resolver_match else ""
    reach = within_reach(chosen)
    near = [one for one in chosen if one.band in ("within-1", "within-5")]
    bids = outcomes_of_supplier(seen, of, code).count()
    told: dict[str, object] = {
        "bids": bids, "lost": len(every), "sentence": _sentence(every, bids),
        "is_filtered": len(chosen) < len(every), "shown": len(chosen),
        "choice": {name: request.GET.get(name, "") for name in CHOICE},
        "reasons": [(reason, word(reason)) for reason, _those in by_reason(every, BID_REASONS)],
        "bands": [(band, BAND_NAMES[band]) for band, _those in by_band(every)],
        "categories": list(CATEGORIES.items()),
        "asked": asked_in(chosen), "reach": reach, "near": within_reach(near),
        "has_answers": any(one.answer for one in every),
        "picture": _picture(chosen, of),
        "whys": _whys(chosen, of),
    }  # fmt: skip
    if every:
        procedure = procedure_of(seen, of, every[-1].procedure)
        told |= {
            "by_reason": _grouped(chosen, procedure, law),
            "complaint": _complaint(procedure, law),
            "files": extract_files(of, code, sorted({one.procedure for one in every})),
            "extract": reverse("web:extract_file", args=[of.code, code, get_language() or "es"])
            + f"?procedure={every[-1].procedure}",
        }
    return told


def _sentence(every: Sequence[Loss], bids: int) -> str:
    """The question of the page answered: how many lost, and how many a price would have saved."""
    told = {"lost": pieces(len(every)), "bids": pieces(bids)}
    if not every:
        return _("None of its %(bids)s bids was lost.") % told
    if not any(one.answer for one in every):
        return _("%(lost)s of its %(bids)s bids won nothing.") % told
    saved = sum(one.answer is not None and one.answer.price_centavos is not None for one in every)
    told["saved"] = pieces(saved)
    return (
        ngettext(
            "%(lost)s of its %(bids)s bids won nothing; another price would have won %(saved)s of them.",
            "%(lost)s of its %(bids)s bids won nothing; another price would have won %(saved)s of them.",
            len(every),
        )
        % told
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("clave", _("Clave"), "clave"),
        Column("description", _("Description"), wide=True),
        Column("reason", _("Reason"), "state"),
        Column("price", _("Its price"), "money", unit=_("MXN per piece")),
        Column("winning", _("Would have won at"), "money", unit=_("MXN per piece")),
        Column("distance", _("Difference"), "share"),
        Column("pieces", _("Would have won"), "pieces", unit=_("pieces")),
        Column("told", _("Reason in figures"), wide=True, is_sortable=False),
        Column("lowest", _("Lowest price awarded"), "money", unit=_("MXN per piece")),
        Column("needed", _("Asked"), "pieces", unit=_("pieces")),
        Column("answer", _("What it would have taken"), wide=True, is_sortable=False),
        Column("why", _("Why"), "why", is_sortable=False),
        Column("category", _("Category"), "word"),
    )


def _rows(chosen: Sequence[Loss], of: Round, law: RuleSet) -> list[Row]:
    base = reverse("web:awards", args=[of.code])
    return [
        {
            "clave": Link(one.clave, f"{base}{one.clave}/?procedure={one.procedure}"),
            "description": one.description,
            "reason": one.reason,
            "told": reason_told(one.reason, one.figures, one.rank, law),
            "price": one.price_centavos,
            "winning": one.answer.price_centavos if one.answer else None,
            "distance": one.distance,
            "pieces": one.answer.pieces or None if one.answer else None,
            "lowest": one.lowest_won_centavos,
            "needed": one.needed_pieces,
            "answer": answer_told(one.answer, one.price_centavos) or None,
            "why": _why(one, of, law),
            "category": one.category,
        }
        for one in chosen
    ]


def _why(one: Loss, of: Round, law: RuleSet) -> Why:
    told = inputs(one.figures, law)
    beyond = beyond_told(one.answer)
    return Why(
        formula=str(FORMULAS[one.reason]),
        inputs=(*told, (_("winning price"), beyond)) if beyond else told,
        source=_("bids as opened, market research"),
        origin="synthetic" if of.is_synthetic else "published",
        href=f"{reverse('web:award', args=[of.code, one.clave])}?procedure={one.procedure}",
    )


def _grouped(chosen: Sequence[Loss], procedure: Procedure, law: RuleSet) -> Table:
    """One row per reason: how many, how much, and how many of them a price would have saved."""
    columns = (
        Column("reason", _("Reason"), "state", is_sortable=False),
        Column("bids", _("Bids"), "number", is_sortable=False),
        Column("part", _("Share"), "share", is_sortable=False),
        Column("needed", _("Asked"), "pieces", unit=_("pieces"), is_sortable=False),
        Column("saved", _("Another price would have won"), "number", unit=_("bids"), is_sortable=False),
        Column("pieces", _("Would have won"), "pieces", unit=_("pieces"), is_sortable=False),
        Column("rule", _("Rule"), is_sortable=False, wide=True),
    )
    rows = []
    for reason, those in by_reason(chosen, BID_REASONS):
        reach = within_reach(those)
        rows.append(
            {
                "reason": Link(reason, f"?reason={reason}"),
                "bids": len(those),
                "part": len(those) / len(chosen),
                "needed": sum(one.needed_pieces for one in those),
                "saved": sum(one.answer is not None and one.answer.price_centavos is not None for one in those),
                "pieces": reach.pieces,
                "rule": citation_of(reason, procedure, law),
            }
        )
    return Table(_("Why, most decisive reason first"), _open(columns, chosen), rows)


def _open(columns: Sequence[Column], losses: Sequence[Loss]) -> tuple[Column, ...]:
    """Without those on what it would have taken, where that is closed to the reader."""
    has_answers = any(one.answer for one in losses)
    return tuple(column for column in columns if has_answers or column.key not in OF_ANSWERS)


def _picture(chosen: Sequence[Loss], of: Round) -> Chart | None:
    """How far its prices were from winning; None where that is closed or nothing is chosen."""
    bands = by_band(chosen)
    if not bands:
        return None
    near = sum(len(those) for band, those in bands if band in ("within-1", "within-5"))
    counted = sum(len(those) for _band, those in bands)
    title = _("%(near)s of %(all)s bids (%(share)s) were at most 5 %% away from winning") % {
        "near": pieces(near), "all": pieces(counted), "share": share(near, counted),
    }  # fmt: skip
    source = Source(
        _("Each lot decided again"), of.clock.date().isoformat(), "synthetic" if of.is_synthetic else "published"
    )
    rows = [(str(BAND_NAMES[band]), len(those)) for band, those in bands]
    return bars("nearness", title, _("Distance of its price"), rows, series=(_("Bids"),), source=source)


def _whys(chosen: Sequence[Loss], of: Round) -> dict[str, Why]:
    origin = "synthetic" if of.is_synthetic else "published"
    counted = ((_("bids not won"), pieces(len(chosen))),)
    source = _("bids as opened, each lot decided again")
    return {
        "asked": Why(_("sum over the bids of: pieces asked of the lot; money: × the bid's own price"), counted,
                     _("decisions of the award run"), origin=origin),
        "reach": Why(_("sum over the bids of: pieces it would have won; money: × the price at which it would have won, "
                       "each lot changed alone"), (*counted, (_("winning price"), str(ANSWER))), source, origin=origin),
    }  # fmt: skip


def _complaint(procedure: Procedure, law: RuleSet) -> dict[str, object]:
    term, last = complaint_term(law, procedure.character, procedure.award_on)
    return {
        "last": date_format(last, "DATE_FORMAT"),
        "days": term.integer,
        "article": legal(term.citation),
        "is_checked": term.is_checked,
        "key": term.key,
    }
