"""Which bids of a lot are solvent, and every defect of the others.

Source: LAASSP 2025 art. 5; Reglamento 45-53; the call for documents and for the least capacity.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from abasto.market.reference import ReferenceFacts
from abasto.tender.call import CallRules
from abasto.tender.price_tests import PriceLimits, is_too_high, is_too_low, price_limits

from .facts import BidFacts, LotFacts
from .reasons import ABOVE_CEILING, BELOW_CONVENIENT, CAPACITY, DEBARRED, DOCUMENTS


@dataclass(frozen=True)
class Solvency:
    """needed_pieces: sum of the buyers' maxima; minimum_share_pieces: the least capacity of a solvent bid.

    defects: by bid_id, all defects in the order of precedence; an empty tuple is a solvent bid.
    """

    needed_pieces: int
    minimum_share_pieces: int
    limits: PriceLimits
    defects: dict[str, tuple[str, ...]]


def judge(lot: LotFacts, bids: Sequence[BidFacts], rules: CallRules, reference: ReferenceFacts) -> Solvency:
    """Judge every bid of a lot. Technically accepted: not debarred and no document lacking."""
    accepted = [bid.price_centavos for bid in bids if not bid.is_debarred and not bid.documents_lacking]
    limits = price_limits(lot.ceiling_centavos, reference, rules, accepted)
    needed = sum(lot.buyer_maximum_pieces)
    least = _minimum_share_pieces(needed, rules)
    defects = {bid.bid_id: _defects(bid, limits, rules.not_convenient_rejects, least) for bid in bids}
    return Solvency(needed, least, limits, defects)


def _minimum_share_pieces(needed: int, rules: CallRules) -> int:
    """The minimum share of the lot rounded up, one piece at least."""
    percent, per = rules.minimum_share_percent.as_integer_ratio()
    return max(1, -(-needed * percent // (100 * per)))


def _defects(bid: BidFacts, limits: PriceLimits, rejects_low: bool, least_pieces: int) -> tuple[str, ...]:
    found = (
        (DEBARRED, bid.is_debarred),
        (DOCUMENTS, bool(bid.documents_lacking)),
        (BELOW_CONVENIENT, rejects_low and is_too_low(bid.price_centavos, limits)),
        (ABOVE_CEILING, is_too_high(bid.price_centavos, limits)),
        (CAPACITY, bid.capacity_pieces < least_pieces),
    )
    return tuple(defect for defect, is_found in found if is_found)
