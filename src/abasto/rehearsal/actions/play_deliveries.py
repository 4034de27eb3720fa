"""Plays the deliveries: in full, short, late or hardly at all, up to the month the rehearsal has reached."""

import numpy as np

from ...contracts.models import ContractLine
from ...rounds.models import Round
from ...supply.actions.record_deliveries import record_deliveries
from ..deliveries import DeliveryLines, deliver


def play_deliveries(of: Round, months_passed: int) -> dict[str, int]:
    """Deliver on every contract line of the round; returns due, received and punctual pieces."""
    lines = list(
        ContractLine.objects.filter(contract__round=of)
        .select_related("contract__supplier", "award", "buyer")
        .order_by("award__key", "buyer__code")
    )
    ordered = np.stack([line.ordered_by_month for line in lines])
    played = deliver(
        DeliveryLines(
            tuple(f"{line.award.key}/{line.buyer.code}" for line in lines),
            tuple(line.contract.supplier.code for line in lines),
            ordered,
        ),
        of.seed,
        months_passed,
    )
    return record_deliveries(
        of, lines, played.received_pieces, played.on_time_pieces, months_passed, "rehearsal", "synthetic"
    )
