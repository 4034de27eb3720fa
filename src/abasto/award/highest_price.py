"""The highest price at which a losing bid is not surely beaten: it cannot win above it, whatever else turns.

Only rivals that stay solvent count, and only those that stand ahead of the bid whoever has the lowest price. That a
rival is ahead holds for every higher price too, so the bound is found by halving. Points are compared as floats with a
margin: what is not sure by the margin counts as not beaten, and is left to the decision itself.
"""

from collections.abc import Callable
from typing import NamedTuple

from .rivals import Against

MARGIN = 1e-9


class _Steady(NamedTuple):
    evaluated: int
    worth: int
    technical_points: float


def highest_not_beaten(of: Against, top: int) -> int:
    """The highest price from 1 to `top` at which the bid is not surely without a place; 0 if it is at all of them."""
    is_beaten = _beaten(of)
    if not is_beaten(top):
        return top
    low, high = 0, top
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_beaten(middle) else (middle, high)
    return low


def _beaten(of: Against) -> Callable[[int], bool]:
    steady = [_Steady(one.evaluated, one.worth, float(one.technical_points)) for one in of.rivals if one.is_steady]
    if not steady:
        return lambda _price: False
    above, per = of.rules.spread_percent.as_integer_ratio()
    least = min(one.evaluated for one in of.rivals)
    surely_lowest = min(one.evaluated for one in steady)
    is_ahead = _ahead_by_worth(of) if of.economic_weight is None else _ahead_by_points(of, least, surely_lowest)

    def within(lowest: int) -> int:
        return lowest * (100 * per + above) // (100 * per)

    def is_beaten(price: int) -> bool:
        own = price * of.rate
        ahead = [one for one in steady if is_ahead(one, own)]
        if of.places == 1:
            return bool(ahead)
        near = within(min(least, own))
        return (bool(ahead) and own > within(surely_lowest)) or sum(one.evaluated <= near for one in ahead) >= of.places

    return is_beaten


def _ahead_by_worth(of: Against) -> Callable[[_Steady, int], bool]:
    return lambda one, own: one.worth < own - of.net


def _ahead_by_points(of: Against, least: int, surely_lowest: int) -> Callable[[_Steady, int], bool]:
    """Ahead with the lowest solvent price at either end of what it may be; in between the lead is linear."""
    weight, technical = float(of.economic_weight or 0), float(of.technical_points)

    def is_ahead(one: _Steady, own: int) -> bool:
        per_lowest = weight * (1 / one.evaluated - 1 / own)
        lead = one.technical_points - technical
        return all(lead + per_lowest * lowest > MARGIN for lowest in (min(least, own), min(surely_lowest, own)))

    return is_ahead
