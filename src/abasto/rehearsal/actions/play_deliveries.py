"""Plays the deliveries: in full, short, late or hardly at all, up to the month the rehearsal has reached."""

import numpy as np

from ...contracts.models import ContractLine
from ...rounds.models import Round
from ...supply.actions.record_deliveries import Received, record_deliveries
from ..deliveries import DeliveryLines, deliver


def play_deliveries(of: Round, months_passed: int) -> dict[str, int]:
    """Deliver on every contract line of the round; returns due, received and punctual pieces."""
    lines = ContractLine.objects.filter(contract__round=of).values_list(
        "award__key", "buyer__code", "pk", "contract__supplier__code", "ordered_by_month"
    )
    rows = sorted(lines.iterator(chunk_size=5000), key=lambda row: row[:2])
    ordered = np.stack([row[4] for row in rows]) if rows else np.zeros((0, of.months), dtype=np.int64)
    suppliers = tuple(row[3] for row in rows)
    played = deliver(
        DeliveryLines(tuple(f"{award}/{buyer}" for award, buyer, *_ in rows), suppliers, ordered),
        of.seed,
        months_passed,
    )
    received = Received(
        line_ids=[row[2] for row in rows],
        supplier_codes=suppliers,
        ordered_pieces=ordered,
        received_pieces=played.received_pieces,
        on_time_pieces=played.on_time_pieces,
        origin="synthetic",
    )
    return record_deliveries(of, received, months_passed, "rehearsal")
