"""Lists in a new round the codes of the round before it, but for those withdrawn."""

from ...rounds.models import Round
from ..models import RoundItem


def carry_items(before: Round, opened: Round) -> int:
    """Save the new round's codes in the order of the old one; returns how many."""
    rows = RoundItem.objects.filter(round=before, withdrawn_on=None).order_by("position")
    carried = [
        RoundItem(
            round=opened, item_id=row.item_id, position=position, lot_number=row.lot_number,
            description=row.description, unit=row.unit, cucop=row.cucop, origin=row.origin, rule=row.rule,
        )
        for position, row in enumerate(rows.iterator(chunk_size=2000))
    ]  # fmt: skip
    RoundItem.objects.bulk_create(carried, batch_size=1000)
    return len(carried)
