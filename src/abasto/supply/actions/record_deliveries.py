"""Records what was received on each contract line up to the round's clock, and each supplier's fill."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from ...base.fields import insert_rows
from ...base.series import to_bytes
from ...ledger.actions.record import record
from ...people.models import Organisation
from ...rounds.models import Round
from ..fill_rate import FillRate, OrderLines, fill_rates
from ..models import LineDelivery, SupplierFill

COLUMNS = (
    "line_id", "due_pieces", "received_pieces", "on_time_pieces", "received_by_month", "on_time_by_month", "origin",
)  # fmt: skip
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Received:
    """Contract lines (row ids) with what was ordered, received and received on time, each of shape (lines, months)."""

    line_ids: Sequence[int]
    supplier_codes: tuple[str, ...]
    ordered_pieces: Ints
    received_pieces: Ints
    on_time_pieces: Ints
    origin: str


def record_deliveries(of: Round, received: Received, months_passed: int, actor: str) -> dict[str, int]:
    """Save the deliveries and the fill of every supplier; returns the totals in pieces.

    A line's due pieces are those its calendar asks for in the months passed.
    """
    due = received.ordered_pieces[:, :months_passed].sum(axis=1)
    totals, punctual = received.received_pieces.sum(axis=1), received.on_time_pieces.sum(axis=1)
    insert_rows(
        LineDelivery,
        COLUMNS,
        zip(
            received.line_ids,
            due.tolist(),
            totals.tolist(),
            punctual.tolist(),
            map(to_bytes, received.received_pieces),
            map(to_bytes, received.on_time_pieces),
            repeat(received.origin),
            strict=False,
        ),
    )
    lines = OrderLines(
        received.supplier_codes, received.ordered_pieces, received.received_pieces, received.on_time_pieces
    )
    _save_fill(of, fill_rates(lines, months_passed), received.origin)
    told = {"due": int(due.sum()), "received": int(totals.sum()), "on_time": int(punctual.sum())}
    record("deliveries-recorded", of.code, actor, of.clock, told, of.code)
    return told


def _save_fill(of: Round, fills: Sequence[FillRate], origin: str) -> None:
    suppliers = dict(Organisation.objects.filter(kind="supplier").values_list("code", "pk"))
    SupplierFill.objects.bulk_create(
        SupplierFill(
            round=of,
            supplier_id=suppliers[fill.supplier_code],
            due_pieces=fill.due_pieces,
            received_pieces=fill.received_pieces,
            on_time_pieces=fill.on_time_pieces,
            lines_count=fill.lines,
            origin=origin,
        )
        for fill in fills
    )
