"""One supplier: what it bid, won, lost and why; how it fills; its contracts. Its own account sees its own fields."""

from collections import Counter
from collections.abc import Collection, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...award.models import BidOutcome
from ...award.queries import outcomes_of_supplier, price_shown, shown_figures
from ...award.screens.why import FORMULAS, citation_of, inputs
from ...contracts.lines import ContractSeen
from ...contracts.queries import contracts_seen
from ...contracts.screens.contracts import why_fill
from ...law.reader import read_rule_set
from ...page.chart import Chart, Source, bars
from ...page.figures import pieces
from ...page.screens.download import asked_for
from ...page.shorten import with_short_text
from ...page.table import Column, Link, Row, Table, make_table
from ...page.why import Why
from ...page.words import word
from ...people.visibility import Sight
from ...rounds.models import Round
from ...rounds.queries import round_named, sight
from ...rounds.screens.closed import closed
from ...tender.queries import procedure_of
from ...tender.standing.queries import sight_by_lot
from ..queries import fills, overdue_money, supplier_coded
from .suppliers import why_overdue

CONTRACTS_SHOWN = 25


@require_safe
def supplier(request: HttpRequest, round_code: str, code: str) -> HttpResponse:
    """One supplier, as far as the viewer may know of it."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    firm = supplier_coded(code)
    outcomes = list(outcomes_of_supplier(seen, of, code).order_by("bid__lot__number"))
    citations = _citations(seen, of, {one.reason for one in outcomes})
    sight_of, columns = sight_by_lot(seen, of), _columns()
    rows = [_row(sight_of(one.bid.lot_id), of, code, one, citations[one.reason]) for one in outcomes]
    if file := asked_for(request, f"bids-{code}", columns, rows, of.is_synthetic):
        return file
    contracts = contracts_seen(seen, of, code)
    filled = fills(seen, of).get(code)
    won = sum(one.is_winner for one in outcomes)
    awarded = sum(one.awarded_pieces * one.bid.price_centavos for one in outcomes if one.is_winner)
    told = {
        "crumbs": _crumbs(of, firm.name), "firm": firm, "is_own": code in seen.viewer.own,
        "bids": len(outcomes), "won": won, "lost": len(outcomes) - won,
        "money": awarded if seen.sees_all("award") else None,
        "closed": "" if outcomes else closed(seen, of, "lot_decision"),
        "delivered": filled, "overdue": overdue_money(seen, of, code).get(code),
        "table": with_short_text(make_table(_("Bids"), columns, rows, request.GET)),
        "picture": _reasons(outcomes, of),
        "contracts": _contracts(contracts, of), "contracts_count": len(contracts),
        "why_money": Why(_("sum over its awards of: pieces awarded × its own price"), ((_("awards"), pieces(won)),),
                         _("decisions of the award run"), origin="synthetic" if of.is_synthetic else "published"),
        "why_fill": why_fill(filled, of) if filled else None,
        "why_overdue": why_overdue(of),
    }  # fmt: skip
    return render(request, "supply/supplier.html", told)


def _crumbs(of: Round, name: str) -> list[tuple[str, str]]:
    return [
        (of.code, reverse("web:round", args=[of.code])),
        (_("Suppliers"), reverse("web:suppliers", args=[of.code])),
        (name, ""),
    ]


def _columns() -> tuple[Column, ...]:
    return (
        Column("clave", _("Clave"), "clave"),
        Column("description", _("Description"), wide=True),
        Column("result", _("Result"), "state"),
        Column("place", _("Place"), "number"),
        Column("price", _("Price"), "money", unit=_("MXN per piece")),
        Column("share", _("Share"), "share"),
        Column("pieces", _("Awarded"), "pieces", unit=_("pieces")),
        Column("money", _("Awarded"), "money", unit="MXN"),
        Column("why", _("Why"), "why", is_sortable=False),
    )


def _citations(seen: Sight, of: Round, reasons: Collection[str]) -> dict[str, str]:
    """The articles behind each reason; a bid has a call, so where there are reasons there is one."""
    if not reasons:
        return {}
    procedure, law = procedure_of(seen, of), read_rule_set(of.rule_set)
    return {reason: citation_of(reason, procedure, law) for reason in reasons}


def _row(seen: Sight, of: Round, code: str, one: BidOutcome, citation: str) -> Row:
    item = one.bid.lot.item
    price = price_shown(seen, code, one.is_winner, one.bid.price_centavos)
    return {
        "clave": Link(item.clave, reverse("web:award", args=[of.code, item.clave])),
        "description": item.description,
        "result": "winner" if one.is_winner else one.reason,
        "place": one.rank or None,
        "price": price,
        "share": one.share_percent / 100 if one.share_percent else None,
        "pieces": one.awarded_pieces or None,
        "money": one.awarded_pieces * one.bid.price_centavos if one.is_winner else None,
        "why": _why(seen, of, code, one, price, citation),
    }


def _why(seen: Sight, of: Round, code: str, one: BidOutcome, price: int | None, citation: str) -> Why:
    law = read_rule_set(of.rule_set)
    figures = shown_figures(seen, one.figures, code)
    figures.pop("price_centavos", None)
    if price is not None:
        figures = {"price_centavos": price, **figures}
    return Why(
        str(FORMULAS[one.reason]),
        inputs(figures, law),
        _("bids as opened, market research"),
        citation,
        origin=one.bid.origin,
        href=reverse("web:award", args=[of.code, one.bid.lot.item.clave]),
    )


def _reasons(outcomes: Sequence[BidOutcome], of: Round) -> Chart | None:
    """Why its bids lost, the most frequent reason first; None where none did."""
    counted = sorted(
        Counter(one.reason for one in outcomes if not one.is_winner).items(), key=lambda one: (-one[1], one[0])
    )
    if not counted:
        return None
    title = _("“%(reason)s” is why most of its lost bids lost: %(count)s of %(all)s") % {
        "reason": word(counted[0][0]), "count": counted[0][1], "all": sum(count for _reason, count in counted),
    }  # fmt: skip
    source = Source(
        _("Decisions of the award run"), of.clock.date().isoformat(), "synthetic" if of.is_synthetic else "published"
    )
    rows = [(str(word(reason)), count) for reason, count in counted]
    return bars("lost", title, _("Reason"), rows, series=(_("Bids"),), source=source, is_horizontal=True)


def _contracts(contracts: Sequence[ContractSeen], of: Round) -> Table:
    """Its largest contracts; they come the largest first."""
    columns = (
        Column("number", _("Contract"), is_sortable=False),
        Column("entity", _("Legal entity"), is_sortable=False, wide=True),
        Column("lines", _("Lines"), "number", is_sortable=False),
        Column("pieces", _("Maximum"), "pieces", unit=_("pieces"), is_sortable=False),
        Column("money", _("Maximum"), "money", unit="MXN", is_sortable=False),
        Column("guarantee", _("Guarantee"), "money", unit="MXN", is_sortable=False),
    )
    base = reverse("web:contracts", args=[of.code])
    rows = [
        {"number": Link(one.number, f"{base}{one.number}/"), "entity": one.entity, "lines": one.lines,
         "pieces": one.maximum_pieces, "money": one.maximum_centavos, "guarantee": one.guarantee_centavos}
        for one in contracts[:CONTRACTS_SHOWN]
    ]  # fmt: skip
    return Table(_("Contracts"), columns, rows)
