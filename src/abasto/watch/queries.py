"""Reads of the watch: projected stock and cover by code and buyer, those at risk first; sums in the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from django.db.models import Count, F, Q, QuerySet, Sum
from numpy.typing import NDArray

from ..people.models import Organisation
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
    """Lines (a code and a buyer) and pieces short of a set."""

    lines: int
    pieces: int


@dataclass(frozen=True)
class Summary:
    """The shortage of the lines asked for: codes, lines and pieces; by reason, and by buyer's name; largest first."""

    codes: int
    total: Shortage
    by_reason: Mapping[str, Shortage]
    by_buyer: Mapping[str, Shortage]


def summary(lines: QuerySet[StockLine]) -> Summary:
    """Shortage in all, by reason and by buyer, in two passes of the database."""
    groups = list(lines.values_list("buyer_id", "reason").annotate(Count("pk"), Sum("short_pieces", default=0)))
    every = Organisation.objects.in_bulk({buyer for buyer, *_rest in groups})
    return Summary(
        lines.aggregate(codes=Count("item", distinct=True))["codes"],
        Shortage(sum(row[2] for row in groups), sum(row[3] for row in groups)),
        _added((reason, count, pieces) for _buyer, reason, count, pieces in groups),
        _added((str(every[buyer]), count, pieces) for buyer, _reason, count, pieces in groups),
    )


def _added(parts: Iterable[tuple[str, int, int]]) -> dict[str, Shortage]:
    """Parts of the same name added up, the most pieces first."""
    sums: dict[str, Shortage] = {}
    for name, count, pieces in parts:
        before = sums.get(name, Shortage(0, 0))
        sums[name] = Shortage(before.lines + count, before.pieces + pieces)
    return dict(sorted(sums.items(), key=lambda pair: (-pair[1].pieces, pair[0])))


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
