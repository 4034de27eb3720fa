"""What a solvent bid is worth under the criterion of the call: one exact number to order by.

Prices are compared as *evaluated prices*. A preference of home goods makes those fractions of a centavo, so they are
counted in whole parts of a centavo; without one a part is the centavo itself.
Source: LAASSP 2025, evaluation criteria; preference: old art. 28, to check in the law of 2025; the call.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from abasto.tender.call import CallRules
from abasto.tender.origin import preference_of

from .facts import BidFacts

Worth = int | Fraction


@dataclass(frozen=True)
class Merits:
    """Of each solvent bid, by bid_id. parts: per centavo; evaluated: price in parts; worth: the lowest comes first.

    lowest: the lowest evaluated price, 0 where no bid is solvent.
    """

    parts: int
    evaluated: dict[str, int]
    worth: dict[str, Worth]
    lowest: int


def merits(solvent: Sequence[BidFacts], rules: CallRules) -> Merits:
    """Evaluated price and worth of every solvent bid."""
    above, per = preference_of(rules.origin).as_integer_ratio()
    parts, abroad, home = (100 * per, 100 * per + above, rules.origin.home_country) if above else (1, 1, "")
    evaluated = {bid.bid_id: bid.price_centavos * (parts if bid.country == home else abroad) for bid in solvent}
    lowest = min(evaluated.values(), default=0)
    if rules.evaluation == "binary":
        return Merits(parts, evaluated, dict(evaluated), lowest)
    worth = {bid.bid_id: _worth(bid, evaluated[bid.bid_id], lowest, parts, rules) for bid in solvent}
    return Merits(parts, evaluated, worth, lowest)


def _worth(bid: BidFacts, evaluated: int, lowest: int, parts: int, rules: CallRules) -> Worth:
    if rules.evaluation != "points":
        return evaluated - (bid.benefit_centavos - bid.other_costs_centavos) * parts
    return -(Fraction(bid.technical_points) + economic_points(evaluated, lowest, rules))


def economic_points(evaluated: int, lowest: int, rules: CallRules) -> Fraction:
    """The lowest solvent price has all economic points, a price twice as high half of them."""
    weight = rules.points.economic_weight if rules.points else 0
    return Fraction(weight) * Fraction(lowest, evaluated)
