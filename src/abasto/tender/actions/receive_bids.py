"""Receives bids on the lots of a call."""

from collections.abc import Mapping, Sequence

from ...base.refusal import Refused
from ...ledger.actions.record import record
from ...people.models import Organisation
from ..facts import NewBid
from ..models import Bid, Lot, Procedure


def receive_bids(
    procedure: Procedure, bids: Sequence[NewBid], suppliers: Mapping[str, Organisation], origin: str
) -> int:
    """Save the bids; refuses one on an unknown lot, by an unknown supplier, or without a price. Returns how many."""
    lots = {lot.item.clave: lot for lot in Lot.objects.filter(procedure=procedure).select_related("item")}
    for bid in bids:
        if bid.clave not in lots or bid.supplier not in suppliers or bid.price_centavos <= 0:
            raise Refused("bid-not-admissible", "", {"clave": bid.clave, "supplier": bid.supplier})
    Bid.objects.bulk_create(
        (
            Bid(
                lot=lots[bid.clave],
                supplier=suppliers[bid.supplier],
                key=f"{procedure.number}/{bid.clave}/{bid.supplier}",
                price_centavos=bid.price_centavos,
                capacity_pieces=bid.capacity_pieces,
                country=bid.country,
                documents=list(bid.documents),
                draw_place=bid.draw_place,
                points={key: str(points) for key, points in bid.points.items()},
                national_content_percent=bid.national_content_percent,
                other_costs_centavos=bid.other_costs_centavos,
                benefit_centavos=bid.benefit_centavos,
                origin=origin,
            )
            for bid in bids
        ),
        batch_size=5000,
    )
    clock = procedure.round.clock
    record("bids-received", procedure.number, "suppliers", clock, {"bids": len(bids)}, procedure.round.code)
    return len(bids)
