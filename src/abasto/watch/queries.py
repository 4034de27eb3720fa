"""Reads of the watch: projected stock and cover by code and buyer, those at risk first; sums in the database."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from django.db.models import Count, F, Q, QuerySet, Sum
from numpy.typing import NDArray

from ..people.roles import INSTITUTION_SIDE
from ..people.visibility import Sight
from ..rounds.models import Round
from .models import StockLine
from .project import COVERED, REASONS

RISKS = tuple(reason for reason in REASONS if reason != COVERED)
SHOWN = ("at-risk", "all")
ORDERS = {
    "clave": "item__clave",
    "buyer": "buyer__short_name",
    "stock": "stock_pieces",
    "use": "monthly_use_pieces",
    "cover": "cover_tenths",
    "short": "short_pieces",
    "month": "first_short_month",
}
LINE_FIELDS = (
    "item__clave", "item__description", "item__category", "buyer__code", "buyer__short_name", "stock_pieces",
    "monthly_use_pieces", "cover_tenths", "first_short_month", "short_pieces", "is_at_risk", "reason", "origin",
)  # fmt: skip


def visible_to(sight: Sight, of: Round) -> QuerySet[StockLine]:
    """The lines whose stock and risk the viewer may see: all, or those of the own institution."""
    lines = StockLine.objects.filter(round=of)
    fields = ("stock", "stock_risk")
    if all(sight.sees_all(field) for field in fields):
        return lines
    if all(sight.sees_own(field) for field in fields):
        return lines.filter(buyer__code__in=sight.viewer.own)
    return lines.none()


def may_watch(sight: Sight) -> bool:
    """Whether the page is open to the viewer at all: stock of all, or of an own institution."""
    fields = ("stock", "stock_risk")
    owns = sight.viewer.role in INSTITUTION_SIDE and all(sight.sees_own(field) for field in fields)
    return owns or all(sight.sees_all(field) for field in fields)


@dataclass(frozen=True)
class Asked:
    """What part of the lines is asked for; "" asks for everything."""

    shown: str = SHOWN[0]
    reason: str = ""
    buyer: str = ""
    category: str = ""
    words: str = ""
    sort: str = ""


def chosen(lines: QuerySet[StockLine], asked: Asked) -> QuerySet[StockLine]:
    """The lines that are asked for, in no order."""
    if asked.shown == SHOWN[0]:
        lines = lines.filter(is_at_risk=True)
    if asked.reason:
        lines = lines.filter(reason=asked.reason)
    if asked.buyer:
        lines = lines.filter(buyer__code=asked.buyer)
    if asked.category:
        lines = lines.filter(item__category=asked.category)
    for word in asked.words.split():
        lines = lines.filter(Q(item__description__icontains=word) | Q(item__clave__contains=word))
    return lines.order_by()


def in_order(lines: QuerySet[StockLine], sort: str) -> QuerySet[StockLine]:
    """Those at risk first, the least cover first; or the order asked for."""
    key = sort.removeprefix("-")
    if key not in ORDERS:
        return lines.order_by("-is_at_risk", "cover_tenths", "-short_pieces", "pk")
    field = F(ORDERS[key])
    way = field.desc(nulls_last=True) if sort.startswith("-") else field.asc(nulls_last=True)
    return lines.order_by(way, "pk")


@dataclass(frozen=True)
class WatchLine:
    """One code and buyer; cover in tenths of a month, the month from the round's start (0-based)."""

    clave: str
    description: str
    category: str
    buyer_code: str
    buyer: str
    stock_pieces: int
    monthly_use_pieces: int
    cover_tenths: int | None
    first_short_month: int | None
    short_pieces: int
    is_at_risk: bool
    reason: str
    origin: str


def watch_lines(lines: QuerySet[StockLine], start: int = 0, count: int | None = None) -> list[WatchLine]:
    """Lines from `start`, `count` of them or all the rest."""
    stop = None if count is None else start + count
    return [WatchLine(*row) for row in lines.values_list(*LINE_FIELDS)[start:stop]]


@dataclass(frozen=True)
class Shortage:
    """Codes, lines (a code and a buyer) and pieces short of a set."""

    codes: int
    lines: int
    pieces: int


@dataclass(frozen=True)
class Summary:
    """The shortage of the lines asked for: in all, by reason and by buyer (code: name and shortage)."""

    total: Shortage
    by_reason: Mapping[str, Shortage]
    by_buyer: Mapping[str, tuple[str, Shortage]]


def summary(lines: QuerySet[StockLine]) -> Summary:
    """Shortage in all, by reason and by buyer, the largest first."""
    total = Shortage(**lines.aggregate(codes=Count("item", distinct=True), lines=Count("pk"), pieces=_short()))
    reasons = lines.values_list("reason").annotate(Count("item", distinct=True), Count("pk"), _short())
    buyers = lines.values_list("buyer__code", "buyer__short_name").annotate(Count("pk"), _short())
    return Summary(
        total,
        {reason: Shortage(*row) for reason, *row in sorted(reasons, key=lambda row: (-row[3], row[0]))},
        {
            code: (name, Shortage(count, count, pieces))
            for code, name, count, pieces in sorted(buyers, key=lambda row: (-row[3], row[0]))
        },
    )


def _short() -> Sum:
    return Sum("short_pieces", default=0)


@dataclass(frozen=True)
class StockSeen:
    """The stock of one code summed over the buyers seen: pieces at the end of each month and use by month."""

    buyers: int
    opening_pieces: int
    stock_pieces: int
    stock_by_month: NDArray[np.int64]
    used_by_month: NDArray[np.int64]


def stock_of_code(sight: Sight, of: Round, clave: str) -> StockSeen | None:
    """The stock of one code over the buyers seen; None where there is none to see."""
    lines = visible_to(sight, of).filter(item__clave=clave)
    rows = list(lines.values_list("opening_pieces", "stock_pieces", "stock_by_month", "used_by_month"))
    if not rows:
        return None
    opening, stock, by_month, used = zip(*rows, strict=True)
    return StockSeen(len(rows), sum(opening), sum(stock), np.sum(by_month, axis=0), np.sum(used, axis=0))
