"""One contract: its lines, calendar and deliveries; and the delivery points of one of its buyers."""

from collections.abc import Callable, Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...base.refusal import Refused
from ...law.reader import read_rule_set
from ...page.chart import Chart, Source, lines
from ...page.figures import money, pieces
from ...page.places import STATE_NAMES
from ...page.screens.download import asked_for
from ...page.shorten import with_short_text
from ...page.table import Column, Link, Row, make_table
from ...page.totals import Totals
from ...page.why import Why
from ...people.models import Organisation
from ...people.visibility import Sight
from ...rounds.models import Round
from ...rounds.queries import round_named, sight
from ..lines import Delivered, sum_of
from ..models import Contract
from ..queries import LineSeen, contract_numbered, lines_of, ordered_by_month, points_with_pieces
from .contracts import why_fill

DeliveredByLine = Callable[[Sight, Round, Contract], Mapping[int, Delivered]]
ReceivedByMonth = Callable[[Sight, Round, Contract], list[int] | None]


@require_safe
def contract(
    request: HttpRequest,
    round_code: str,
    number: str,
    delivered_by_line: DeliveredByLine,
    received_by_month: ReceivedByMonth,
) -> HttpResponse:
    """One contract; the two callables are what the supply room knows of it."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    found = contract_numbered(seen, of, number)
    held, delivered = lines_of(seen, of, found), delivered_by_line(seen, of, found)
    rows, columns = _rows(held, delivered, of, number), _columns()
    if file := asked_for(request, f"contract-{number.replace('/', '-')}", columns, rows, of.is_synthetic):
        return file
    received = received_by_month(seen, of, found)
    told = {
        "crumbs": _crumbs(of, number),
        "contract": found,
        "totals": Totals(len({line.clave for line in held}), found.maximum_pieces, found.maximum_centavos),
        "delivered": sum_of(delivered.values()) if delivered else None,
        "table": with_short_text(make_table(_("Lines"), columns, rows, request.GET)),
        "picture": _calendar(held, received, of) if held else None,
        "buyers": sorted({(line.buyer_code, line.buyer) for line in held}, key=lambda one: one[1]),
        "why": _why_total(found, of),
        "why_guarantee": _why_guarantee(found, of),
        "why_fill": why_fill(sum_of(delivered.values()), of) if delivered else None,
    }
    return render(request, "contracts/contract.html", told)


def _crumbs(of: Round, number: str) -> list[tuple[str, str]]:
    return [
        (of.code, reverse("web:round", args=[of.code])),
        (_("Contracts"), reverse("web:contracts", args=[of.code])),
        (number, ""),
    ]


def _columns() -> tuple[Column, ...]:
    return (
        Column("clave", _("Clave"), "clave"),
        Column("description", _("Description"), wide=True),
        Column("buyer", _("Buyer"), wide=True),
        Column("minimum", _("Minimum"), "pieces", unit=_("pieces")),
        Column("maximum", _("Maximum"), "pieces", unit=_("pieces")),
        Column("price", _("Price"), "money", unit=_("MXN per piece")),
        Column("money", _("Maximum"), "money", unit="MXN"),
        Column("due", _("Due so far"), "pieces", unit=_("pieces")),
        Column("received", _("Received"), "pieces", unit=_("pieces")),
        Column("on_time", _("On time"), "pieces", unit=_("pieces")),
        Column("fill", _("Fill rate"), "share"),
    )


def _rows(held: Sequence[LineSeen], delivered: Mapping[int, Delivered], of: Round, number: str) -> list[Row]:
    awards = reverse("web:awards", args=[of.code])
    points = f"{reverse('web:contracts', args=[of.code])}{number}/points/"
    return [
        {
            "clave": Link(line.clave, f"{awards}{line.clave}/"),
            "description": line.description,
            "buyer": Link(line.buyer, f"{points}{line.buyer_code}/"),
            "minimum": line.minimum_pieces,
            "maximum": line.maximum_pieces,
            "price": line.price_centavos,
            "money": line.maximum_pieces * line.price_centavos,
            **_delivered(delivered.get(line.pk)),
        }
        for line in held
    ]


def _delivered(one: Delivered | None) -> dict[str, object]:
    if one is None:
        return {}
    return {"due": one.due_pieces, "received": one.received_pieces, "on_time": one.on_time_pieces, "fill": one.fill}


def _calendar(held: list[LineSeen], received: list[int] | None, of: Round) -> Chart:
    """Pieces by month: what the contract asks at most, and what arrived in the months that have passed."""
    ordered = ordered_by_month(held, of.months)
    passed = _months_passed(of)
    names = [
        date_format(of.starts.replace(year=of.starts.year + at // 12, month=at % 12 + 1), "M Y")
        for at in range(of.months)
    ]
    source = Source(
        _("Contract lines and receipts"), of.clock.date().isoformat(), "synthetic" if of.is_synthetic else "published"
    )
    if received is None:
        title = _("%(pieces)s pieces at most over %(months)s months") % {
            "pieces": pieces(sum(ordered)),
            "months": of.months,
        }
        rows: list[tuple[object, ...]] = list(zip(names, ordered, strict=True))
        one = (_("At most"),)
        return lines("calendar", title, _("Month"), rows, series=one, source=source, kind="pieces", value=_("Pieces"))
    arrived = [count if at < passed else None for at, count in enumerate(received)]
    title = _("%(received)s of %(due)s pieces due have arrived") % {
        "received": pieces(sum(received)), "due": pieces(sum(ordered[:passed])),
    }  # fmt: skip
    rows = list(zip(names, ordered, arrived, strict=True))
    both = (_("At most"), _("Received"))
    return lines("calendar", title, _("Month"), rows, series=both, source=source, kind="pieces", value=_("Pieces"))


def _months_passed(of: Round) -> int:
    return (of.clock.year - of.starts.year) * 12 + of.clock.month - of.starts.month


def _why_total(found: Contract, of: Round) -> Why:
    return Why(
        _("sum over the lines of: maximum pieces × the winner's own price"),
        ((_("lines"), pieces(found.lines_count)), (_("minimum"), f"{money(found.minimum_centavos)} MXN")),
        _("awards of call %(number)s") % {"number": found.procedure.number},
        origin=found.procedure.origin,
    )


def _why_guarantee(found: Contract, of: Round) -> Why:
    value = read_rule_set(of.rule_set).value("guarantee.performance_percent", found.procedure.published_on)
    return Why(
        _("guarantee = maximum of the contract × percent"),
        ((_("maximum"), f"{money(found.maximum_centavos)} MXN"), (_("percent"), f"{value.value} %")),
        article=value.citation,
        origin=found.procedure.origin,
    )


@require_safe
def points(request: HttpRequest, round_code: str, number: str, buyer: str) -> HttpResponse:
    """The delivery points of one buyer, with the contract's pieces spread over them: computed on request, derived."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    found = contract_numbered(seen, of, number)
    held = [line for line in lines_of(seen, of, found) if line.buyer_code == buyer]
    if not held:
        raise Refused("not-found", "", {"what": "buyer", "value": buyer})
    whole = sum(line.maximum_pieces for line in held)
    parts = points_with_pieces(Organisation.objects.get(code=buyer), whole)
    columns = (
        Column("name", _("Delivery point"), wide=True),
        Column("state", _("State")),
        Column("municipality", _("Municipality")),
        Column("size", _("Staff")),
        Column("pieces", _("Pieces"), "pieces"),
        Column("origin", _("Data"), "origin"),
    )
    rows = [
        {"name": one.name, "state": STATE_NAMES.get(one.state, one.state), "municipality": one.municipality,
         "size": one.size_class, "pieces": one.pieces, "origin": "derived"}
        for one in parts
    ]  # fmt: skip
    if file := asked_for(request, f"points-{buyer}", columns, rows, of.is_synthetic):
        return file
    crumbs = _crumbs(of, number)
    crumbs[-1] = (number, reverse("web:contract", args=[of.code, number]))
    told = {
        "crumbs": [*crumbs, (_("Delivery points"), "")], "contract": found, "buyer": held[0].buyer, "whole": whole,
        "codes": len(held), "points": len(parts), "table": make_table(_("Delivery points"), columns, rows, request.GET),
        "why": Why(_("pieces of the buyer × staff of the point ÷ staff of all its points, by largest remainder"),
                   ((_("pieces"), pieces(whole)), (_("points"), pieces(len(parts)))),
                   _("INEGI, directory of economic units (DENUE), hospitals"), origin="derived"),
    }  # fmt: skip
    return render(request, "contracts/points.html", told)
