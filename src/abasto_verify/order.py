"""The order of the solvent bids of a lot, ties, and who has a place (docs/award-evidence.md, 4 and 5)."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby
from typing import Any, NamedTuple

from .criterion import Criterion, Facts
from .problem_shape import SIZES


class Order(NamedTuple):
    """Ids of solvent bids, the best first; with a place; beyond the spread. is_tied: the lot cannot be decided."""

    bids: list[str]
    places: list[str]
    outside: set[str]
    is_tied: bool


def ordered(rules: Criterion, shares: Sequence[int], solvent: dict[str, Facts]) -> Order:
    """Order all solvent bids of a lot."""
    if not solvent:
        return Order([], [], set(), False)
    evaluated = {bid: rules.evaluated(facts) for bid, facts in solvent.items()}
    lowest = min(evaluated.values())
    outside = {bid for bid, price in evaluated.items() if len(shares) > 1 and is_outside(rules, price, lowest)}
    keys = {bid: standing(rules, facts, lowest) for bid, facts in solvent.items()}
    bids: list[str] = []
    places: list[str] = []
    for _, group in groupby(sorted(solvent, key=lambda bid: (keys[bid], bid)), key=keys.__getitem__):
        tied = list(group)
        if len(tied) > 1:
            draws = [solvent[bid]["draw_place"] for bid in tied]
            if None not in draws and len(set(draws)) == len(draws):
                tied.sort(key=lambda bid: solvent[bid]["draw_place"])
            elif len(places) < len(shares) and (not places or len([bid for bid in tied if bid not in outside]) > 1):
                return Order([], [], set(), True)
        bids += tied
        for bid in tied:
            if len(places) < len(shares) and (not places or bid not in outside):
                places.append(bid)
    return Order(bids, places, outside, False)


def is_outside(rules: Criterion, price: int, lowest: int) -> bool:
    """Is an evaluated price further above the lowest than the spread?"""
    return price * rules.spread[1] > lowest * rules.spread[0]


def standing(rules: Criterion, facts: Facts, lowest: int) -> tuple[Any, int]:
    """What orders a bid, the smaller the better: price, points or net benefit, and then the size of the firm."""
    size = SIZES.index(facts["supplier_size"]) if rules.prefers_small else 0
    price = rules.evaluated(facts)
    if rules.evaluation == "points":
        return -(Fraction(facts["technical_points"] or 0) + rules.economic_weight * Fraction(lowest, price)), size
    if rules.evaluation == "cost-benefit":
        return price - (facts["benefit_centavos"] - facts["other_costs_centavos"]) * rules.per, size
    return price, size
