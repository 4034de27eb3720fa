"""Suppliers of a round: what they bid, won and lost, at which price, and how they fill."""

from collections.abc import Sequence
from statistics import median

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from ...contracts.lines import sum_of
from ...contracts.screens.contracts import why_fill
from ...page.chart import Chart, Mark, Source, scatter
from ...page.figures import percent, pieces
from ...page.screens.download import asked_for
from ...page.table import Column, Link, Row, make_table
from ...page.why import Why
from ...page.words import add_words, word
from ...rounds.models import Round
from ...rounds.queries import round_named, sight
from ...rounds.screens.closed import closed
from ..lines import SupplierChoice, SupplierLine, chosen
from ..queries import supplier_lines

SIZES = {
    "micro": gettext_noop("Micro firm"),
    "small": gettext_noop("Small firm"),
    "medium": gettext_noop("Medium firm"),
    "large": gettext_noop("Large firm"),
}
add_words(SIZES)


@require_safe
def suppliers(request: HttpRequest, round_code: str) -> HttpResponse:
    """The suppliers the viewer may know of."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    told: dict[str, object] = {"crumbs": [(of.code, reverse("web:round", args=[of.code])), (_("Suppliers"), "")]}
    every = supplier_lines(seen, of)
    if not every and (shut := closed(seen, of, "bid_existence")):
        return render(request, "supply/suppliers.html", {**told, "closed": shut}, status=403)
    choice = SupplierChoice(*(request.GET.get(name, "") for name in ("size", "outcome", "q")))
    lines = chosen(every, choice)
    rows, columns = _rows(lines, of), _columns()
    if file := asked_for(request, f"suppliers-{of.code}", columns, rows, of.is_synthetic):
        return file
    delivered = [line.delivered for line in lines if line.delivered]
    told |= {
        "choice": choice,
        "sizes": [(size, word(size)) for size in SIZES],
        "outcomes": [("won", _("won something")), ("lost", _("bid and won nothing"))],
        "table": make_table(_("Suppliers"), columns, rows, request.GET),
        "count": len(lines), "all_count": len(every),
        "winners": sum(bool(line.won) for line in every),
        "bids": sum(line.bids for line in lines),
        "won": sum(line.won or 0 for line in lines),
        "money": sum(line.awarded_centavos or 0 for line in lines),
        "delivered": sum_of(delivered) if delivered else None,
        "overdue": sum(line.overdue_centavos or 0 for line in lines),
        "picture": _picture(lines, of),
        "why_money": _why_money(lines, of),
        "why_fill": why_fill(sum_of(delivered), of) if delivered else None,
        "why_overdue": why_overdue(of),
    }  # fmt: skip
    return render(request, "supply/suppliers.html", told)


def _columns() -> tuple[Column, ...]:
    return (
        Column("name", _("Supplier"), wide=True),
        Column("size", _("Size"), "word"),
        Column("country", _("Country")),
        Column("bids", _("Bids"), "number"),
        Column("won", _("Won"), "number"),
        Column("lost", _("Lost"), "number"),
        Column("money", _("Awarded"), "money", unit="MXN"),
        Column("price", _("Of the reference price"), "share"),
        Column("due", _("Due so far"), "pieces", unit=_("pieces")),
        Column("fill", _("Fill rate"), "share"),
        Column("on_time", _("On time"), "share"),
        Column("overdue", _("Not received on time"), "money", unit="MXN"),
    )


def _rows(lines: Sequence[SupplierLine], of: Round) -> list[Row]:
    base = reverse("web:suppliers", args=[of.code])
    return [
        {
            "name": Link(line.name, f"{base}{line.code}/"),
            "size": line.size,
            "country": line.country,
            "bids": line.bids,
            "won": line.won,
            "lost": line.lost,
            "money": line.awarded_centavos or None,
            "price": line.price_of_reference,
            "due": line.delivered.due_pieces if line.delivered else None,
            "fill": line.fill,
            "on_time": line.delivered.on_time if line.delivered else None,
            "overdue": line.overdue_centavos,
        }
        for line in lines
    ]


def _picture(lines: Sequence[SupplierLine], of: Round) -> Chart | None:
    """Price against fill rate, for suppliers with both; None where there is none."""
    points = [
        (line.name.split(",")[0], round(line.price_of_reference * 100, 1), line.fill)
        for line in lines
        if line.price_of_reference is not None and line.fill is not None
    ]
    if not points:
        return None
    middle = median(fill for _name, _price, fill in points)
    title = _("Half of %(count)s suppliers have filled at most %(fill)s of what was due") % {
        "count": len(points), "fill": percent(middle),
    }  # fmt: skip
    origin = "synthetic" if of.is_synthetic else "published"
    source = Source(_("Awards and receipts"), of.clock.date().isoformat(), origin)
    axes = (_("Price, % of the reference price"), _("Fill rate"))
    marks = (Mark(_("median"), middle),)
    return scatter("suppliers", title, axes, points, source=source, label=_("Supplier"), kind="share", marks=marks)


def _why_money(lines: Sequence[SupplierLine], of: Round) -> Why:
    return Why(
        _("sum over the awards of: pieces awarded × the winner's own price"),
        ((_("suppliers shown"), pieces(len(lines))), (_("bids won"), pieces(sum(line.won or 0 for line in lines)))),
        _("decisions of the award run"),
        origin="synthetic" if of.is_synthetic else "published",
    )


def why_overdue(of: Round) -> Why:
    """What stands behind the money of pieces not received on time."""
    return Why(
        _("sum over the contract lines of: (pieces due so far − pieces received on time) × price"),
        (),
        _("orders and receipts up to the round's own date"),
        origin="synthetic" if of.is_synthetic else "published",
    )
