"""Two independent readings of docs/award-problem.md agree: every combination tried, and one model on HiGHS.

What `solve` is measured against must be right itself. Every sort of rule alone and together, limits at 0 and beyond
everything, soft and hard, all rebates, joint bids, tiers, partial patterns.
"""

from dataclasses import replace

import pytest
from instances.small import SORTS, RuleSort, bare, rebate_of, rule_of, small
from numpy.random import PCG64, Generator

from abasto.engines.award.problem import Problem, RebateKind, Rule

from . import twin
from .compact import Compact

MOST_COMBINATIONS = 2_000


def few(problem: Problem) -> bool:
    combinations = 1
    for lot in problem.lots:
        combinations *= 1 + len(twin.columns(problem, lot))
    return combinations <= MOST_COMBINATIONS


def agree(problem: Problem) -> int | None:
    """The lowest cost, as both find it; None when the hard rules clash."""
    best, award = twin.cheapest(problem), Compact(problem).optimum()
    assert (best is None) == (award is None)
    if best is None or award is None:
        return None
    assert twin.cost_of(problem, award) == best[0]
    return best[0]


def test_the_numbers_of_a_lot_done_by_hand() -> None:
    """100 pieces at 10 centavos and 5 % off from 50 pieces' worth: 100 * 100 * 100 * 10 - 100 * 100 * 10 * 5."""
    problem = by_hand()
    assert agree(problem) == 9_500_000
    assert agree(replace(problem, rules=(Rule("none", "pieces", "at-most", limit=0),))) == 20_000_000


def by_hand() -> Problem:
    from abasto.engines.award.problem import Bid, Lot, Rebate, Supplier

    lot = Lot("L", "c", "", (100,), (100,), None, ((100,),), 0, False, 0, False, (), 0, 20)
    bid = Bid("B", "L", ("S",), "MX", ((1, 10),), None, 0, 0)
    back = Rebate("V", "percent", "S", threshold=500, percent=5)
    supplier = (Supplier("S", "small", "MX"),)
    return Problem("By hand", "synthetic", "MXN", False, ("I",), ("P",), 0, supplier, (lot,), (bid,), (), (back,))


@pytest.mark.parametrize("sort", SORTS, ids=str)
def test_each_sort_of_rule_alone(sort: RuleSort) -> None:
    costs = []
    for seed in range(50):
        problem = bare(seed, 1 + seed % 4, 5)
        ruled = replace(problem, rules=(rule_of(Generator(PCG64(seed)), problem, sort, "only"),))
        if few(ruled):
            costs.append((agree(problem), agree(ruled)))
    assert any(free != bound for free, bound in costs), "no rule ever mattered"


@pytest.mark.parametrize("kind", ["lump", "percent", "bundle"])
def test_each_kind_of_rebate_alone(kind: RebateKind) -> None:
    costs = []
    for seed in range(14):
        problem = bare(seed, 1 + seed % 4, 5)
        random = Generator(PCG64(seed))
        rebates = tuple(rebate_of(random, problem, kind, f"rebate-{number}") for number in range(3))
        if few(problem):
            costs.append((agree(problem), agree(replace(problem, rebates=rebates))))
    assert any(free != lowered for free, lowered in costs), "no rebate ever mattered"


@pytest.mark.parametrize("first", range(0, 120, 20))
def test_rules_and_rebates_together(first: int) -> None:
    checked = [agree(problem) for seed in range(first, first + 20) if few(problem := small(seed, 1 + seed % 5, 5))]
    assert len(checked) > 10


@pytest.mark.parametrize("seed", range(12))
def test_many_hard_rules_and_floors_that_may_clash(seed: int) -> None:
    problem = bare(seed, 3, 4)
    random = Generator(PCG64(seed))
    hard = [sort for sort in SORTS if not sort.is_soft]
    rules = tuple(rule_of(random, problem, sort, f"rule-{number}") for number, sort in enumerate(hard))
    agree(replace(problem, rules=rules))
