"""The table of flags, in the order of their pages."""

from ..competition import Competition, Flag, FlagRaised, Thresholds
from .concentration import CONCENTRATION
from .heavily_discounted_bid import HEAVILY_DISCOUNTED_BID
from .identical_prices import IDENTICAL_PRICES
from .single_bid import SINGLE_BID

FLAGS: tuple[Flag, ...] = (SINGLE_BID, IDENTICAL_PRICES, HEAVILY_DISCOUNTED_BID, CONCENTRATION)


def raised(competition: Competition, thresholds: Thresholds) -> tuple[FlagRaised, ...]:
    """Every flag that the procedure raises, by key."""
    found = (one for flag in FLAGS for one in flag.find(competition, thresholds))
    return tuple(sorted(found, key=lambda one: one.key))
