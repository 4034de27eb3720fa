"""The order of solvent bids: the lower price; on a tie the smaller firm, then a public draw that was recorded.

The draw is data: it takes place at the award act before everyone, and is never generated here.
Source: preference for micro, small and medium firms, then draw (old art. 36 Bis and Reglamento 54, to check).
"""

from collections.abc import Mapping, Sequence
from itertools import groupby

from abasto.base.refusal import Refused

from .facts import BidFacts

CITATION = "LAASSP art. 36 Bis and Reglamento 54 of the law of 2000, to check in the law of 2025"
SIZES = {"micro": 0, "small": 1, "medium": 2, "large": 3}


def ranked(
    solvent: Sequence[BidFacts], tie_break: tuple[str, ...], draw: Mapping[str, int], places: int
) -> list[BidFacts]:
    """Solvent bids, the best first. `places`: how many of the first places receive pieces.

    A tie that reaches one of these places and whose draw was not recorded raises `Refused` "draw-not-recorded".
    Below them a tie without draw changes nothing and stands in the order of the bids' ids.
    """
    prefers_small_firms = "msme" in tie_break

    def standing(bid: BidFacts) -> tuple[int, int]:
        return bid.price_centavos, SIZES[bid.supplier_size] if prefers_small_firms else 0

    order: list[BidFacts] = []
    for _, equals in groupby(sorted(solvent, key=lambda bid: (standing(bid), bid.bid_id)), standing):
        tied = list(equals)
        order += tied if len(tied) == 1 else _drawn(tied, draw, is_decisive=len(order) < places)
    return order


def _drawn(tied: list[BidFacts], draw: Mapping[str, int], is_decisive: bool) -> list[BidFacts]:
    drawn = {draw[bid.bid_id] for bid in tied if bid.bid_id in draw}
    if len(drawn) == len(tied):
        return sorted(tied, key=lambda bid: draw[bid.bid_id])
    if is_decisive:
        values = {"bids": [bid.bid_id for bid in tied], "price_centavos": tied[0].price_centavos}
        raise Refused("draw-not-recorded", CITATION, values)
    return tied
