"""Projects the stock of every code and buyer from stock, use, deliveries and the contracts' calendar."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from ...base.fields import insert_rows
from ...base.series import to_bytes
from ...ledger.actions.record import record
from ...rounds.models import Round
from ...supply.models import LineDelivery
from ..models import StockLine
from ..project import REASONS, Projection, StockLines, project

CHUNK = 5000
COLUMNS = (
    "round_id", "item_id", "buyer_id", "opening_pieces", "stock_pieces", "monthly_use_pieces", "used_by_month",
    "stock_by_month", "cover_tenths", "first_short_month", "short_pieces", "is_at_risk", "reason", "origin",
)  # fmt: skip
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class StockReport:
    """What the buyers report, one entry per code and buyer (row ids), pieces.

    opening_pieces, needed_pieces of shape (lines,); used_pieces of shape (lines, months).
    """

    item_ids: Sequence[int]
    buyer_ids: Sequence[int]
    opening_pieces: Ints
    needed_pieces: Ints
    used_pieces: Ints
    origin: str


def project_stock(
    of: Round, report: StockReport, months_passed: int, risk_months: int, late_months: int, actor: str
) -> dict[str, int]:
    """Save one projected line per code and buyer; returns how many lines and codes are at risk."""
    received, calendar = _arrivals(of, report)
    lines = StockLines(report.opening_pieces, report.needed_pieces, report.used_pieces, received, calendar)
    found = project(lines, months_passed, risk_months, late_months)
    insert_rows(StockLine, COLUMNS, _rows(of, report, found))
    at_risk = np.flatnonzero(found.is_at_risk).tolist()
    told = {
        "lines": len(report.item_ids),
        "lines_at_risk": len(at_risk),
        "codes_at_risk": len({report.item_ids[at] for at in at_risk}),
    }
    record("stock-projected", of.code, actor, of.clock, told, of.code)
    return told


def _arrivals(of: Round, report: StockReport) -> tuple[Ints, Ints]:
    """Received and contracted pieces by line and month, summed over the suppliers of a code."""
    place = {pair: at for at, pair in enumerate(zip(report.item_ids, report.buyer_ids, strict=True))}
    received = np.zeros((len(place), of.months), dtype=np.int64)
    calendar = np.zeros_like(received)
    deliveries = LineDelivery.objects.filter(line__contract__round=of).values_list(
        "line__award__lot__item", "line__buyer", "line__ordered_by_month", "received_by_month"
    )
    for item, buyer, ordered, arrived in deliveries.iterator(chunk_size=CHUNK):
        at = place[item, buyer]
        calendar[at] += ordered
        received[at] += arrived
    return received, calendar


def _rows(of: Round, report: StockReport, found: Projection) -> Iterable[tuple[object, ...]]:
    """Rows in the order of COLUMNS; -1 of the projection is null in the table."""
    return zip(
        repeat(of.pk),
        report.item_ids,
        report.buyer_ids,
        report.opening_pieces.tolist(),
        found.stock_now_pieces.tolist(),
        found.monthly_use_pieces.tolist(),
        map(to_bytes, report.used_pieces),
        map(to_bytes, found.stock_pieces),
        (None if cover < 0 else cover for cover in found.cover_tenths.tolist()),
        (None if month < 0 else month for month in found.first_short_month.tolist()),
        found.short_pieces.tolist(),
        found.is_at_risk.tolist(),
        (REASONS[reason] for reason in found.reasons.tolist()),
        repeat(report.origin),
        strict=False,
    )
