"""What a solvent bid is worth under the criterion of the call: one exact number to order by.

Prices are compared as *evaluated prices*. A preference of home goods makes those fractions of a centavo, so they are
counted in whole parts of a centavo; without one a part is the centavo itself.
Source: LAASSP 2025, evaluation criteria; preference: old art. 28, to check in the law of 2025; the call.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm

from abasto.tender.call import CallRules
from abasto.tender.origin import preference_of

from .facts import BidFacts


@dataclass(frozen=True)
class Merits:
    """Of each solvent bid, by bid_id. parts: per centavo; evaluated: price in parts; worth: the lowest comes first.

    worth is in parts of a centavo, or in parts of a point in which every sum of points of these bids is whole.
    lowest: the lowest evaluated price, 0 where no bid is solvent.
    """

    parts: int
    evaluated: dict[str, int]
    worth: dict[str, int]
    lowest: int


def merits(solvent: Sequence[BidFacts], rules: CallRules) -> Merits:
    """Evaluated price and worth of every solvent bid."""
    above, per = preference_of(rules.origin).as_integer_ratio()
    parts, abroad, home = (100 * per, 100 * per + above, rules.origin.home_country) if above else (1, 1, "")
    evaluated = {bid.bid_id: bid.price_centavos * (parts if bid.country == home else abroad) for bid in solvent}
    lowest = min(evaluated.values(), default=0)
    if rules.evaluation == "binary":
        return Merits(parts, evaluated, dict(evaluated), lowest)
    if rules.evaluation == "points":
        return Merits(parts, evaluated, _points_lacking(solvent, evaluated, lowest, rules), lowest)
    nets = {bid.bid_id: (bid.benefit_centavos - bid.other_costs_centavos) * parts for bid in solvent}
    return Merits(parts, evaluated, {bid: evaluated[bid] - net for bid, net in nets.items()}, lowest)


def _points_lacking(
    solvent: Sequence[BidFacts], evaluated: dict[str, int], lowest: int, rules: CallRules
) -> dict[str, int]:
    """Minus the points of each bid. Whole numbers, because fractions are as exact and many times slower."""
    weight, unit = _economic_weight(rules).as_integer_ratio()
    technical = {bid.bid_id: bid.technical_points.as_integer_ratio() for bid in solvent}
    prices, units = lcm(*evaluated.values()), lcm(unit, *(below for _, below in technical.values()))
    economic = weight * (units // unit) * lowest
    return {
        bid: -(above * (units // below) * prices + economic * (prices // evaluated[bid]))
        for bid, (above, below) in technical.items()
    }


def economic_points(evaluated: int, lowest: int, rules: CallRules) -> Fraction:
    """The lowest solvent price has all economic points, a price twice as high half of them."""
    return Fraction(_economic_weight(rules)) * Fraction(lowest, evaluated)


def _economic_weight(rules: CallRules) -> Decimal:
    return rules.points.economic_weight if rules.points else Decimal(0)
