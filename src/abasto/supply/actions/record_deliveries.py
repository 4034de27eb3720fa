"""Records what was received on each contract line up to the round's clock, and each supplier's fill."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...contracts.models import ContractLine
from ...ledger.actions.record import record
from ...rounds.models import Round
from ..fill_rate import FillRate, OrderLines, fill_rates
from ..models import LineDelivery, SupplierFill

CHUNK = 3000
Ints = NDArray[np.int64]


def record_deliveries(
    of: Round, lines: Sequence[ContractLine], received: Ints, on_time: Ints, months_passed: int, actor: str, origin: str
) -> dict[str, int]:
    """Save deliveries of shape (lines, months) and the fill of every supplier; returns the totals in pieces.

    A line's due pieces are those its calendar asks for in the months passed.
    """
    ordered = np.stack([line.ordered_by_month for line in lines]) if lines else np.zeros((0, of.months), np.int64)
    due, totals, punctual = ordered[:, :months_passed].sum(axis=1), received.sum(axis=1), on_time.sum(axis=1)
    LineDelivery.objects.bulk_create(
        (
            LineDelivery(
                line=line,
                due_pieces=int(due[at]),
                received_pieces=int(totals[at]),
                on_time_pieces=int(punctual[at]),
                received_by_month=received[at],
                on_time_by_month=on_time[at],
                origin=origin,
            )
            for at, line in enumerate(lines)
        ),
        batch_size=CHUNK,
    )
    codes = tuple(line.contract.supplier.code for line in lines)
    _save_fill(of, lines, fill_rates(OrderLines(codes, ordered, received, on_time), months_passed), origin)
    told = {"due": int(due.sum()), "received": int(totals.sum()), "on_time": int(punctual.sum())}
    record("deliveries-recorded", of.code, actor, of.clock, told, of.code)
    return told


def _save_fill(of: Round, lines: Sequence[ContractLine], fills: Sequence[FillRate], origin: str) -> None:
    suppliers = {line.contract.supplier.code: line.contract.supplier for line in lines}
    SupplierFill.objects.bulk_create(
        SupplierFill(
            round=of,
            supplier=suppliers[fill.supplier_code],
            due_pieces=fill.due_pieces,
            received_pieces=fill.received_pieces,
            on_time_pieces=fill.on_time_pieces,
            lines_count=fill.lines,
            origin=origin,
        )
        for fill in fills
    )
