"""What came of it: contracts, deliveries, stock; and what the record says."""

from typing import Any

import numpy as np
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ...award.models import Award
from ...contracts.queries import contracts_of_code, lines_visible_to
from ...ledger.queries import events_of_round
from ...page.chart import Chart, Source, lines
from ...page.figures import money, pieces, share
from ...page.table import Column, Link, Row, Table
from ...page.why import Why
from ...page.words import actor
from ...people.visibility import Sight
from ...rounds.models import Round
from ...rounds.screens.closed import closed
from ...supply.queries import visible_to as deliveries_visible_to
from ...watch.queries import StockSeen, WatchLine, in_order, may_watch, stock_of_code, watch_lines
from ...watch.queries import visible_to as stock_visible_to
from .asked import month_of
from .band import Band, Figure

MOST_EVENTS = 60


def contracts(seen: Sight, of: Round, clave: str) -> Band:
    """The contracts that hold the code."""
    title, icon, shut = _("Contracts"), "file-earmark-text", closed(seen, of, "contract")
    found = contracts_of_code(seen, of, clave)
    if not found:
        return Band("contracts", title, icon, "next", "" if shut else _("No contract holds this code."), shut)
    columns = (
        Column("number", _("Contract"), is_sortable=False),
        Column("entity", _("Legal entity"), is_sortable=False, wide=True),
        Column("supplier", _("Supplier"), is_sortable=False),
        Column("pieces", _("Maximum"), "pieces", unit=_("pieces"), is_sortable=False),
        Column("price", _("Price"), "money", unit=_("MXN per piece"), is_sortable=False),
    )
    rows: list[Row] = [
        {"number": Link(one.number, reverse("web:contract", args=[of.code, one.number])), "entity": one.entity,
         "supplier": one.supplier, "pieces": one.pieces, "price": one.price_centavos}
        for one in found
    ]  # fmt: skip
    cost = sum(one.pieces * one.price_centavos for one in found)
    return Band(
        key="contracts",
        title=title,
        icon=icon,
        state="formed",
        closed=shut,
        figures=(
            Figure(_("Contracts"), pieces(len(found))),
            Figure(_("Maximum"), pieces(sum(one.pieces for one in found)), _("pieces")),
            Figure(_("Amount at most"), money(cost), "MXN"),
        ),
        tables=(Table(_("Contracts with this code"), columns, rows, total=len(rows)),),
        more=(_("All contracts"), reverse("web:contracts", args=[of.code])),
    )


def deliveries(seen: Sight, of: Round, clave: str) -> Band:
    """What was due and what came, by month."""
    title, icon, shut = _("Deliveries"), "truck", closed(seen, of, "delivery")
    # The awards come first as plain ids: joined, the database would walk through every line of the round.
    awards = list(Award.objects.filter(lot__procedure__round=of, lot__item__clave=clave).values_list("pk", flat=True))
    rows = deliveries_visible_to(seen, of).filter(line__award__in=awards)
    found = list(rows.values_list("due_pieces", "received_pieces", "on_time_pieces", "received_by_month", "origin"))
    if not found:
        return Band("deliveries", title, icon, "next", "" if shut else _("Nothing was delivered yet."), shut)
    due, received, on_time = (sum(int(row[place]) for row in found) for place in range(3))
    ordered = lines_visible_to(seen, of).filter(award__in=awards).values_list("ordered_by_month", flat=True)
    why = Why(
        formula=_("fill rate = pieces received ÷ pieces due so far; on time = received by the month due ÷ due"),
        inputs=((_("due"), pieces(due)), (_("received"), pieces(received)), (_("on time"), pieces(on_time))),
        source=_("orders and receipts of the round"),
        origin=found[0][4],
    )
    return Band(
        key="deliveries",
        title=title,
        icon=icon,
        state="delivered" if received >= due else "short",
        sentence=_("%(share)s of what was due so far has come.") % {"share": share(received, due)},
        closed=shut,
        figures=(
            Figure(_("Due so far"), pieces(due), _("pieces"), why),
            Figure(_("Received"), pieces(received), _("pieces"), why, share(received, due)),
            Figure(_("On time"), pieces(on_time), _("pieces"), why, share(on_time, due)),
        ),
        charts=(_months(of, list(ordered), [row[3] for row in found], found[0][4], due, received),),
    )


def _months(of: Round, ordered: list[Any], received: list[Any], origin: str, due: int, came: int) -> Chart:
    asked, got = np.sum(ordered, axis=0), np.sum(received, axis=0)
    title = _("%(pieces)s pieces due have not come") % {"pieces": pieces(due - came)}
    if came >= due:
        title = _("Everything due has come")
    rows = [
        (month_of(of, at), int(asked[at]), int(got[at]) if at < len(got) and got[at:].any() else None)
        for at in range(len(asked))
    ]
    source = Source(_("Orders and receipts"), date_format(of.clock.date(), "SHORT_DATE_FORMAT"), origin)
    series = (_("Ordered"), _("Received"))
    return lines(
        "deliveries-months", title, _("Month"), rows, series=series, source=source, kind="pieces", value=_("Pieces")
    )


def stock(seen: Sight, of: Round, clave: str) -> Band:
    """Projected stock, and the institutions that run short with the reason."""
    title, icon = _("Stock"), "box-seam"
    if not may_watch(seen):
        return Band("stock", title, icon, "next", closed=closed(seen, of, "stock_risk"))
    found = stock_of_code(seen, of, clave)
    if found is None:
        return Band("stock", title, icon, "next", _("No stock is known for this code."))
    every = watch_lines(in_order(stock_visible_to(seen, of).filter(item__clave=clave), ""))
    risky = [line for line in every if line.is_at_risk]
    short = sum(one.short_pieces for one in risky)
    told = _("No institution shown runs short.")
    if risky:
        told = _("%(count)s of %(all)s institutions run short, by %(pieces)s pieces in all.")
        told %= {"count": pieces(len(risky)), "all": pieces(found.buyers), "pieces": pieces(short)}
    why = Why(
        formula=_("Stock of a month = stock before + arrivals − use; what is not met is short."),
        inputs=((_("opening stock"), pieces(found.opening_pieces)), (_("stock now"), pieces(found.stock_pieces))),
        source=_("opening stock, use, receipts and contracts"),
        origin="synthetic" if of.is_synthetic else "derived",
    )
    return Band(
        key="stock",
        title=title,
        icon=icon,
        state="at-risk" if risky else "covered",
        sentence=told,
        figures=(
            Figure(_("Stock now"), pieces(found.stock_pieces), _("pieces"), why),
            Figure(_("Short in the horizon"), pieces(short), _("pieces"), why),
            Figure(_("Institutions at risk"), pieces(len(risky)), "", why),
        ),
        tables=(_at_risk(of, risky),) if risky else (),
        charts=(_projection(of, found),),
        more=(_("In the supply watch"), f"{reverse('web:watch', args=[of.code])}?q={clave}"),
    )


def _at_risk(of: Round, risky: list[WatchLine]) -> Table:
    columns = (
        Column("buyer", _("Institution"), is_sortable=False),
        Column("reason", _("Reason"), "state", is_sortable=False),
        Column("cover", _("Cover"), "tenths", unit=_("months"), is_sortable=False),
        Column("month", _("First month short"), is_sortable=False),
        Column("short", _("Short"), "pieces", unit=_("pieces"), is_sortable=False),
        Column("origin", _("Origin"), "origin", is_sortable=False),
    )
    rows: list[Row] = [
        {"buyer": one.buyer or one.buyer_code, "reason": one.reason, "cover": one.cover_tenths,
         "month": None if one.first_short_month is None else month_of(of, one.first_short_month),
         "short": one.short_pieces, "origin": one.origin}
        for one in risky
    ]  # fmt: skip
    return Table(_("Institutions at risk"), columns, rows, total=len(rows))


def _projection(of: Round, found: StockSeen) -> Chart:
    empty = np.flatnonzero(found.stock_by_month < found.used_by_month)
    title = _("Stock covers the use of every month shown")
    if empty.size:
        title = _("Stock falls below a month's use in %(month)s") % {"month": month_of(of, int(empty[0]))}
    pairs = zip(found.stock_by_month.tolist(), found.used_by_month.tolist(), strict=True)
    rows = [(month_of(of, at), held, used) for at, (held, used) in enumerate(pairs)]
    source = Source(
        _("Projected stock"),
        date_format(of.clock.date(), "SHORT_DATE_FORMAT"),
        "synthetic" if of.is_synthetic else "derived",
    )
    series = (_("Stock at the end of the month"), _("Use"))
    return lines(
        "stock-months", title, _("Month"), rows, series=series, source=source, kind="pieces", value=_("Pieces")
    )


def events(seen: Sight, of: Round, clave: str) -> Band:
    """The events of the record that decided on this code: its own, and those of the whole round."""
    title, icon, shut = _("Events"), "shield-check", closed(seen, of, "event")
    if not seen.sees_all("event"):
        return Band("events", title, icon, "next", closed=shut)
    found = events_of_round(of.code).order_by("-number")[:MOST_EVENTS]
    columns = (
        Column("number", _("Number"), "number", is_sortable=False),
        Column("kind", _("What happened"), "word", is_sortable=False),
        Column("subject", _("About"), is_sortable=False),
        Column("actor", _("By"), is_sortable=False),
        Column("at", _("When"), "datetime", is_sortable=False),
        Column("leaf", _("Hash"), is_sortable=False),
    )
    rows: list[Row] = [
        {"number": one.number, "kind": one.kind, "subject": one.subject, "actor": actor(one.actor), "at": one.at,
         "leaf": one.leaf_hash[:16]}
        for one in found
    ]  # fmt: skip
    told = _("Each event decides on all codes of the round at once; its body holds the outcome of this one.")
    return Band("events", title, icon, "done", told, tables=(Table(_("Events"), columns, rows, total=len(rows)),))
