"""Projects the stock of every code and buyer from stock, use, deliveries and the contracts' calendar."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...ledger.actions.record import record
from ...rounds.models import Round
from ...supply.models import LineDelivery
from ..models import StockLine
from ..project import REASONS, Projection, StockLines, project

CHUNK = 3000
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
    StockLine.objects.bulk_create(
        (_row(of, report, found, at) for at in range(len(report.item_ids))), batch_size=CHUNK
    )
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


def _row(of: Round, report: StockReport, found: Projection, at: int) -> StockLine:
    cover, first = int(found.cover_tenths[at]), int(found.first_short_month[at])
    return StockLine(
        round=of,
        item_id=report.item_ids[at],
        buyer_id=report.buyer_ids[at],
        opening_pieces=int(report.opening_pieces[at]),
        stock_pieces=int(found.stock_now_pieces[at]),
        monthly_use_pieces=int(found.monthly_use_pieces[at]),
        used_by_month=report.used_pieces[at],
        stock_by_month=found.stock_pieces[at],
        cover_tenths=None if cover < 0 else cover,
        first_short_month=None if first < 0 else first,
        short_pieces=int(found.short_pieces[at]),
        is_at_risk=bool(found.is_at_risk[at]),
        reason=REASONS[int(found.reasons[at])],
        origin=report.origin,
    )
