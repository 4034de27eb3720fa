"""The order of solvent bids and who takes a place: by the criterion of the call, then size of the firm, then the draw.

The draw is data: it takes place at the award act before everyone, and is never generated here.
Source: preference for micro, small and medium firms, then draw (old art. 36 Bis and Reglamento 54, to check);
simultaneous supply: gob.mx/sfp 1-3-6.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from abasto.base.refusal import Refused
from abasto.tender.call import CallRules

from .facts import BidFacts
from .merit import Merits, merits

CITATION = "LAASSP art. 36 Bis and Reglamento 54 of the law of 2000, to check in the law of 2025"
SIZES = {"micro": 0, "small": 1, "medium": 2, "large": 3}


@dataclass(frozen=True)
class Ranking:
    """order: solvent bids, the best first; takers: of them, those that take part in the shares, in order of place.

    spread_limit: the highest evaluated price within the spread, in parts; None for a lot with one share or no bid.
    """

    order: tuple[BidFacts, ...]
    takers: tuple[BidFacts, ...]
    merits: Merits
    spread_limit: int | None

    def is_within_spread(self, bid: BidFacts) -> bool:
        """Whether a solvent bid is near enough to the lowest; all are where the lot has no spread."""
        return self.spread_limit is None or self.merits.evaluated[bid.bid_id] <= self.spread_limit


def rank(solvent: Sequence[BidFacts], shares: int, rules: CallRules, draw: Mapping[str, int]) -> Ranking:
    """Order the solvent bids of a lot with so many shares and give out its places.

    The first has a place; of those after it each that is within the spread, while places are left.
    A tie that matters and whose draw was not recorded raises `Refused` "draw-not-recorded"; any other tie without draw
    changes nothing and stands in the order of the bids' ids.
    """
    worths = merits(solvent, rules)
    unplaced = Ranking((), (), worths, _spread_limit(worths, rules) if shares > 1 and solvent else None)
    order: list[BidFacts] = []
    takers: list[BidFacts] = []
    for equals in _groups(solvent, worths, rules):
        near = [bid for bid in equals if unplaced.is_within_spread(bid)]
        if len(equals) > 1:
            equals = _drawn(equals, draw, len(takers) < shares and (not takers or len(near) > 1))
        for bid in equals:
            if len(takers) < shares and (not takers or unplaced.is_within_spread(bid)):
                takers.append(bid)
        order += equals
    return Ranking(tuple(order), tuple(takers), worths, unplaced.spread_limit)


def _spread_limit(worths: Merits, rules: CallRules) -> int:
    """Rounded down, which is exact: evaluated prices are whole parts."""
    above, per = rules.spread_percent.as_integer_ratio()
    return worths.lowest * (100 * per + above) // (100 * per)


def _groups(solvent: Sequence[BidFacts], worths: Merits, rules: CallRules) -> list[list[BidFacts]]:
    """Solvent bids, the best first, with those that stand equal together."""
    standing = _standing(worths, "msme" in rules.tie_break)
    ordered = sorted(solvent, key=lambda bid: (standing(bid), bid.bid_id))
    return [list(equals) for _, equals in groupby(ordered, standing)]


def _standing(worths: Merits, prefers_small_firms: bool) -> Callable[[BidFacts], tuple[int, int]]:
    def standing(bid: BidFacts) -> tuple[int, int]:
        return worths.worth[bid.bid_id], SIZES[bid.supplier_size] if prefers_small_firms else 0

    return standing


def _drawn(tied: list[BidFacts], draw: Mapping[str, int], is_decisive: bool) -> list[BidFacts]:
    drawn = {draw[bid.bid_id] for bid in tied if bid.bid_id in draw}
    if len(drawn) == len(tied):
        return sorted(tied, key=lambda bid: draw[bid.bid_id])
    if is_decisive:
        values = {"bids": [bid.bid_id for bid in tied], "price_centavos": tied[0].price_centavos}
        raise Refused("draw-not-recorded", CITATION, values)
    return tied
