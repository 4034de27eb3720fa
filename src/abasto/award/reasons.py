"""Why a bid lost and why pieces were left: codes, and which of several comes first."""

from collections import Counter
from collections.abc import Iterable

NO_BID = "no-bid"
BY_RESOLUTION = "by-resolution"
DID_NOT_SIGN = "did-not-sign"
DEBARRED = "debarred"
NOT_COVERED = "not-covered"
DOCUMENTS = "documents"
TECHNICAL_MINIMUM = "technical-minimum"
BELOW_CONVENIENT = "below-convenient"
ABOVE_CEILING = "above-ceiling"
CAPACITY = "capacity"
NO_NET_BENEFIT = "no-net-benefit"
BEYOND_SECOND_PLACE = "beyond-second-place-margin"
OUTSIDE_SPREAD = "outside-spread"
NOT_AMONG_WINNERS = "not-among-winners"
COSTS_MORE_ACROSS = "costs-more-across-lots"
"""Of a solvent bid, or a lot with one: the award was decided across lots, and without it all of it costs less."""

TECHNICAL = (BY_RESOLUTION, DID_NOT_SIGN, DEBARRED, NOT_COVERED, DOCUMENTS, TECHNICAL_MINIMUM)
"""What keeps an offer from being technically accepted."""
DEFECTS = (*TECHNICAL, BELOW_CONVENIENT, ABOVE_CEILING, CAPACITY, NO_NET_BENEFIT, BEYOND_SECOND_PLACE)
BID_REASONS = (*DEFECTS, OUTSIDE_SPREAD, NOT_AMONG_WINNERS, COSTS_MORE_ACROSS)
LOT_REASONS = (NO_BID, *DEFECTS)
EVERY_LOT_REASON = (*LOT_REASONS, COSTS_MORE_ACROSS)
"""Those of lots decided alone, by precedence, and that of a lot decided across lots."""

WHY = {
    BY_RESOLUTION: (),
    DID_NOT_SIGN: (),
    DEBARRED: (),
    NOT_COVERED: ("character", "home_country", "least_national_content_percent"),
    DOCUMENTS: (),
    TECHNICAL_MINIMUM: ("technical_minimum_points",),
    BELOW_CONVENIENT: ("base", "base_mean_centavos", "lowest_convenient_centavos"),
    ABOVE_CEILING: ("ceiling_centavos", "statistic", "statistic_centavos", "highest_acceptable_centavos"),
    CAPACITY: ("needed_pieces", "minimum_share_pieces"),
    NO_NET_BENEFIT: ("least_net_benefit_centavos",),
    BEYOND_SECOND_PLACE: ("declined_price_centavos", "second_place_limit_centavos"),
    OUTSIDE_SPREAD: ("lowest_price_centavos", "spread_limit_centavos"),
    NOT_AMONG_WINNERS: ("lowest_price_centavos", "shares", "places"),
    COSTS_MORE_ACROSS: ("lowest_price_centavos",),
}
"""The figures of the lot that explain each reason."""


def lot_reason(bid_reasons: Iterable[str]) -> str:
    """The one reason of a lot that no bid won: the first, by precedence, among the reasons of its bids."""
    return min(bid_reasons, key=LOT_REASONS.index, default=NO_BID)


def counted(reasons: Iterable[str]) -> dict[str, int]:
    """How often each reason occurs, in the order of precedence; winners ("") are left out."""
    counts = Counter(reasons)
    return {reason: counts[reason] for reason in BID_REASONS if reason in counts}
