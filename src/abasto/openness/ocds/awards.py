"""The awards section: one award per supplier, with an item per lot won."""

from collections.abc import Iterable

from ..facts import AwardFacts, ItemFacts, ProcedureFacts
from .parties import names_of, reference
from .tender import classification
from .values import Json, money


def awards(procedure: ProcedureFacts) -> list[Json]:
    """The Award objects, by supplier."""
    names = names_of(procedure)
    items = {lot.id: lot.item for lot in procedure.lots}
    won: dict[str, list[AwardFacts]] = {}
    for award in procedure.awards:
        won.setdefault(award.supplier_id, []).append(award)
    return [
        {
            "id": award_id(procedure, supplier),
            "status": "active",
            "date": procedure.dates.award,
            "suppliers": [reference(names, supplier)],
            "value": money(sum(award.price_centavos * award.maximum_pieces for award in won[supplier])),
            "relatedLots": sorted({award.lot_id for award in won[supplier]}),
            "relatedBids": [award.bid_id for award in won[supplier]],
            "items": _items(won[supplier], items),
        }
        for supplier in sorted(won)
    ]


def award_id(procedure: ProcedureFacts, supplier_id: str) -> str:
    """The id of a supplier's award in a procedure."""
    return f"{procedure.number}-{supplier_id}"


def _items(won: Iterable[AwardFacts], items: dict[str, ItemFacts]) -> list[Json]:
    return [
        {
            "id": award.id,
            "relatedLot": award.lot_id,
            "classification": classification(items[award.lot_id]),
            "quantity": award.maximum_pieces,
            "minimumQuantity": award.minimum_pieces,
            "unit": {"value": money(award.price_centavos)},
        }
        for award in won
    ]
