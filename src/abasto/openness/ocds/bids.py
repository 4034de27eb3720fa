"""The bids section: every offer as opened, and how many there were."""

from ..facts import BidFacts, ProcedureFacts
from .parties import names_of, reference
from .values import Json, money, without_empty


def bids(procedure: ProcedureFacts) -> Json:
    """The Bids object: statistics of the procedure, and one bid per offer and lot."""
    names = names_of(procedure)
    valid = [bid for bid in procedure.bids if bid.is_solvent]
    counts = (
        ("bids", len(procedure.bids)),
        ("validBids", len(valid)),
        ("bidders", len({bid.tenderer_id for bid in procedure.bids})),
        ("qualifiedBidders", len({bid.tenderer_id for bid in valid})),
    )
    return {
        "statistics": [{"id": measure, "measure": measure, "value": count} for measure, count in counts],
        "details": [_bid(bid, names) for bid in procedure.bids],
    }


def _bid(bid: BidFacts, names: dict[str, str]) -> Json:
    return without_empty(
        {
            "id": bid.id,
            "status": "valid" if bid.is_solvent else "disqualified",
            "tenderers": [reference(names, bid.tenderer_id)],
            "value": _value(bid),
            "relatedLots": [bid.lot_id],
            "items": _items(bid),
        }
    )


def _value(bid: BidFacts) -> Json | None:
    if bid.price_centavos is None or bid.capacity_pieces is None:
        return None
    return money(bid.price_centavos * bid.capacity_pieces)


def _items(bid: BidFacts) -> list[Json]:
    """The offer itself, as far as it may be told."""
    told = without_empty(
        {
            "quantity": bid.capacity_pieces,
            "unit": None if bid.price_centavos is None else {"value": money(bid.price_centavos)},
        }
    )
    return [{"id": bid.id, "relatedLot": bid.lot_id, **told}] if told else []
