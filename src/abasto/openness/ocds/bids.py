"""The bids section: every offer as opened, and how many there were."""

from ..facts import BidFacts, ProcedureFacts
from .parties import names_of, reference
from .values import Json, money


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
    return {
        "id": bid.id,
        "status": "valid" if bid.is_solvent else "disqualified",
        "tenderers": [reference(names, bid.tenderer_id)],
        "value": money(bid.price_centavos * bid.capacity_pieces),
        "relatedLots": [bid.lot_id],
        "items": [
            {
                "id": bid.id,
                "relatedLot": bid.lot_id,
                "quantity": bid.capacity_pieces,
                "unit": {"value": money(bid.price_centavos)},
            }
        ],
    }
