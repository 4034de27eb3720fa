"""Reads of deliveries and fill rates."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from django.db.models import F, Q, QuerySet, Sum

from ..base.series import Months
from ..contracts.models import Contract
from ..contracts.queries import lines_visible_to
from ..people.models import Organisation
from ..people.queries import codes_below, points_of
from ..people.visibility import Sight
from ..rounds.models import Round
from .models import LineDelivery, SupplierFill
from .points import split_over_points, weight_of


def visible_to(sight: Sight, of: Round) -> QuerySet[LineDelivery]:
    """Deliveries on the lines the viewer may see: all, or those of the viewer's organisation on either side."""
    deliveries = LineDelivery.objects.filter(line__contract__round=of)
    if sight.sees_all("delivery") and sight.sees_all("contract"):
        return deliveries
    if not sight.sees_own("delivery"):
        return deliveries.none()
    own = sight.viewer.own
    mine = Q(line__contract__legal_entity__code__in=own) | Q(line__contract__supplier__code__in=own)
    return deliveries.filter(mine | Q(line__buyer__code__in=own), line__in=lines_visible_to(sight, of))


def fills_visible_to(sight: Sight, of: Round) -> QuerySet[SupplierFill]:
    """Fill rates of suppliers: all, or the viewer's own."""
    fills = SupplierFill.objects.filter(round=of)
    if sight.sees_all("fill_rate"):
        return fills
    return fills.filter(supplier__code__in=sight.viewer.own) if sight.sees_own("fill_rate") else fills.none()


@dataclass(frozen=True)
class Delivered:
    """Pieces due so far, received, and received on time."""

    due_pieces: int
    received_pieces: int
    on_time_pieces: int

    @property
    def fill(self) -> float | None:
        return self.received_pieces / self.due_pieces if self.due_pieces else None

    @property
    def on_time(self) -> float | None:
        return self.on_time_pieces / self.due_pieces if self.due_pieces else None


SUMS = {"due": Sum("due_pieces"), "received": Sum("received_pieces"), "on_time": Sum("on_time_pieces")}


def delivered_by_contract(sight: Sight, of: Round, numbers: Collection[str] | None = None) -> Mapping[str, Delivered]:
    """What was delivered on each contract, by number; None is every contract."""
    deliveries = visible_to(sight, of)
    if numbers is not None:
        deliveries = deliveries.filter(line__contract__number__in=numbers)
    rows = deliveries.order_by().values("line__contract__number").annotate(**SUMS)
    return {
        row["line__contract__number"]: Delivered(row["due"], row["received"], row["on_time"]) for row in rows
    }


def delivered_by_line(sight: Sight, of: Round, contract: Contract) -> Mapping[int, Delivered]:
    """What was delivered on each line of a contract, by the line's id."""
    rows = visible_to(sight, of).filter(line__contract=contract)
    fields = ("line_id", "due_pieces", "received_pieces", "on_time_pieces")
    return {line: Delivered(*pieces) for line, *pieces in rows.values_list(*fields)}


def received_by_month(sight: Sight, of: Round, contract: Contract) -> list[int] | None:
    """Pieces received on a contract by month; None where there is nothing the viewer may see."""
    rows: list[Months] = list(
        visible_to(sight, of).filter(line__contract=contract).values_list("received_by_month", flat=True)
    )
    if not rows:
        return None
    longest = np.zeros(max(len(row) for row in rows), dtype=np.int64)
    for row in rows:
        longest[: len(row)] += row
    pieces: list[int] = longest.tolist()
    return pieces


def fills(sight: Sight, of: Round) -> Mapping[str, Delivered]:
    """The fill of each supplier the viewer may see, by code."""
    fields = ("supplier__code", "due_pieces", "received_pieces", "on_time_pieces")
    return {code: Delivered(*pieces) for code, *pieces in fills_visible_to(sight, of).values_list(*fields)}


def overdue_money(sight: Sight, of: Round) -> Mapping[str, int]:
    """What the pieces not received on time are worth, in centavos, by supplier code."""
    worth = Sum((F("due_pieces") - F("on_time_pieces")) * F("line__price_centavos"))
    rows = visible_to(sight, of).order_by().values("line__contract__supplier__code").annotate(money=worth)
    return {row["line__contract__supplier__code"]: row["money"] for row in rows}


@dataclass(frozen=True)
class PointPart:
    """A delivery point with its derived part of the pieces."""

    code: str
    name: str
    state: str
    municipality: str
    size_class: str
    pieces: int


def points_with_pieces(buyer: Organisation, pieces: int) -> list[PointPart]:
    """The pieces of a buyer over its delivery points, derived by class of staff; empty where no point is known."""
    points = list(points_of(codes_below(buyer)).order_by("code"))
    parts = split_over_points(pieces, [weight_of(point.size_class) for point in points])
    return [
        PointPart(point.code, point.name, point.state, point.municipality, point.size_class, part)
        for point, part in zip(points, parts, strict=True)
    ]
