"""What is running short, where, and why: the queue of those who keep the shelves full."""

from collections.abc import Mapping
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ...page.chart import Chart, Source, bars
from ...page.figures import pieces
from ...page.screens.download import asked_for, wants_file
from ...page.table import Column, Link, Row, Table, asked_page
from ...page.why import Why
from ...page.words import CATEGORIES, word
from ...rounds.models import Round
from ...rounds.queries import buyers, round_named, sight
from ..queries import (
    ORDERS,
    RISKS,
    SHOWN,
    Asked,
    Summary,
    WatchLine,
    chosen,
    in_order,
    may_watch,
    summary,
    visible_to,
    watch_lines,
)

PER_PAGE = 50
BARS = 12
LONGEST = 60


@require_GET
def watch(request: HttpRequest, round_code: str) -> HttpResponse:
    """Stock and months of cover by code and buyer, those at risk first, with the reason."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    crumbs = [(of.code, reverse("web:round", args=[of.code])), (_("Supply watch"), "")]
    if not may_watch(seen):
        return render(request, "watch/closed.html", {"crumbs": crumbs}, status=403)
    asked = _asked(request.GET)
    lines = chosen(visible_to(seen, of), asked)
    ordered = in_order(lines, asked.sort)
    if wants_file(request):
        rows = [_row(line, of) for line in watch_lines(ordered)]
        if file := asked_for(request, f"watch-{of.code}", _columns(), rows, of.is_synthetic):
            return file
    told = summary(lines)
    number, pages = asked_page(request.GET, told.total.lines, PER_PAGE)
    shown = watch_lines(ordered, (number - 1) * PER_PAGE, PER_PAGE)
    rows = [_row(line, of) for line in shown]
    context = {
        "crumbs": crumbs,
        "asked": asked,
        "told": told,
        "sentence": _sentence(told, asked),
        "why": _why(of, told),
        "table": Table(_("Codes and buyers"), _columns(), rows, asked.sort, number, pages, told.total.lines),
        "charts": _charts(of, told) if told.total.lines else (),
        "shown_options": [("all", _("Everything, also what is covered"))],
        "reasons": [(reason, word(reason)) for reason in RISKS],
        "categories": list(CATEGORIES.items()),
        "buyers": _buyers(of, seen.sees_all("stock"), seen.viewer.own),
        "own_only": not seen.sees_all("stock"),
    }
    return render(request, "watch/watch.html", context)


def _asked(query: Mapping[str, str]) -> Asked:
    """The filters in the address; what is unknown asks for nothing."""
    sort = query.get("sort", "")
    return Asked(
        shown=query.get("shown", "") if query.get("shown", "") in SHOWN else SHOWN[0],
        reason=query.get("reason", "") if query.get("reason", "") in RISKS else "",
        buyer=query.get("buyer", ""),
        category=query.get("category", "") if query.get("category", "") in CATEGORIES else "",
        words=query.get("q", "").strip()[:80],
        sort=sort if sort.removeprefix("-") in ORDERS else "",
    )


def _buyers(of: Round, sees_all: bool, own: frozenset[str]) -> list[tuple[str, str]]:
    return [
        (one.organisation.code, str(one.organisation)) for one in buyers(of) if sees_all or one.organisation.code in own
    ]


def _columns() -> tuple[Column, ...]:
    return (
        Column("clave", _("Clave"), "clave"),
        Column("description", _("Description"), wide=True, is_sortable=False),
        Column("buyer", _("Institution")),
        Column("reason", _("Reason"), "state", is_sortable=False),
        Column("cover", _("Cover"), "tenths", unit=_("months")),
        Column("month", _("First month short")),
        Column("stock", _("Stock"), "pieces", unit=_("pieces")),
        Column("use", _("Use by month"), "pieces", unit=_("pieces")),
        Column("short", _("Short in the horizon"), "pieces", unit=_("pieces")),
        Column("origin", _("Origin"), "origin", is_sortable=False),
    )


def _row(line: WatchLine, of: Round) -> Row:
    return {
        "clave": Link(line.clave, reverse("web:item", args=[of.code, line.clave]) + "#stock"),
        "description": line.description if len(line.description) <= LONGEST else line.description[:LONGEST] + "…",
        "buyer": line.buyer or line.buyer_code,
        "reason": line.reason,
        "cover": line.cover_tenths,
        "month": None if line.first_short_month is None else month_name(of.starts, line.first_short_month),
        "stock": line.stock_pieces,
        "use": line.monthly_use_pieces,
        "short": line.short_pieces,
        "origin": line.origin,
    }


def month_name(starts: date, month: int) -> str:
    """The month, counted from 0 at the round's start, as people write it: "Mar 2028"."""
    years, at = divmod(starts.month - 1 + month, 12)
    return date_format(date(starts.year + years, at + 1, 1), "M Y")


def _sentence(told: Summary, asked: Asked) -> str:
    if not told.total.lines:
        return _("Nothing is at risk in what is shown.")
    text = _("%(codes)s codes run short in at least one institution: %(lines)s lines, %(pieces)s pieces.")
    if asked.shown == "all":
        text = _("%(codes)s codes are watched in %(lines)s lines; %(pieces)s pieces would be lacking.")
    total = told.total
    return text % {"codes": pieces(told.codes), "lines": pieces(total.lines), "pieces": pieces(total.pieces)}


def _why(of: Round, told: Summary) -> Why:
    return Why(
        formula=_("Stock of a month = stock before + arrivals − use; what is not met is short. Passed months take what "
                  "was received, months to come the contracts' calendar. At risk: short within the months watched."),
        inputs=tuple((str(word(reason)), pieces(one.lines)) for reason, one in told.by_reason.items()),
        source=_("Opening stock, use, receipts and contracts of the round on %(day)s")
        % {"day": date_format(of.clock.date(), "SHORT_DATE_FORMAT")},
        origin="synthetic" if of.is_synthetic else "derived",
    )  # fmt: skip


def _charts(of: Round, told: Summary) -> tuple[Chart, ...]:
    """Pieces short by reason and by institution; each title states the largest."""
    dated = date_format(of.clock.date(), "SHORT_DATE_FORMAT")
    source = Source(_("Projected stock"), dated, "synthetic" if of.is_synthetic else "derived")
    reasons = [(str(word(reason)), one.pieces) for reason, one in told.by_reason.items()]
    names = [(name, one.pieces) for name, one in list(told.by_buyer.items())[:BARS]]
    series = (_("Pieces short"),)
    why = _("Most pieces are short for one reason: %(name)s") % {"name": reasons[0][0].lower()}
    where = _("Most pieces are short at %(name)s") % {"name": names[0][0]}
    spread = _("No single one makes most of the pieces short; the largest is %(name)s")
    if 2 * reasons[0][1] <= told.total.pieces:
        why = spread % {"name": reasons[0][0].lower()}
    if 2 * names[0][1] <= told.total.pieces:
        where = spread % {"name": names[0][0]}
    return (
        bars("reasons", why, _("Reason"), reasons, series=series, source=source, kind="pieces", is_horizontal=True),
        bars("places", where, _("Institution"), names, series=series, source=source, kind="pieces", is_horizontal=True),
    )
