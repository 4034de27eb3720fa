"""Why a bid lost and why pieces were left: codes, and which of several comes first."""

from collections import Counter
from collections.abc import Iterable

NO_BID = "no-bid"
DEBARRED = "debarred"
DOCUMENTS = "documents"
BELOW_CONVENIENT = "below-convenient"
ABOVE_CEILING = "above-ceiling"
CAPACITY = "capacity"
OUTSIDE_SPREAD = "outside-spread"
NOT_AMONG_WINNERS = "not-among-winners"

DEFECTS = (DEBARRED, DOCUMENTS, BELOW_CONVENIENT, ABOVE_CEILING, CAPACITY)
BID_REASONS = (*DEFECTS, OUTSIDE_SPREAD, NOT_AMONG_WINNERS)
LOT_REASONS = (NO_BID, *DEFECTS)

WHY = {
    DEBARRED: (),
    DOCUMENTS: (),
    BELOW_CONVENIENT: ("base", "base_mean_centavos", "lowest_convenient_centavos"),
    ABOVE_CEILING: ("ceiling_centavos", "statistic", "statistic_centavos", "highest_acceptable_centavos"),
    CAPACITY: ("needed_pieces", "minimum_share_pieces"),
    OUTSIDE_SPREAD: ("lowest_price_centavos", "spread_limit_centavos"),
    NOT_AMONG_WINNERS: ("lowest_price_centavos", "shares", "places"),
}
"""The figures of the lot that explain each reason."""


def lot_reason(bid_reasons: Iterable[str]) -> str:
    """The one reason of a lot that no bid won: the first, by precedence, among the reasons of its bids."""
    return min(bid_reasons, key=LOT_REASONS.index, default=NO_BID)


def counted(reasons: Iterable[str]) -> dict[str, int]:
    """How often each reason occurs, in the order of precedence; winners ("") are left out."""
    counts = Counter(reasons)
    return {reason: counts[reason] for reason in BID_REASONS if reason in counts}
