"""`solve` finds the lowest cost: equal to every combination tried one by one, and to the compact model on HiGHS."""

from dataclasses import replace

import pytest
from instances.small import SORTS, RuleSort, bare, rebate_of, rule_of, small
from numpy.random import PCG64, Generator

from abasto.base.refusal import Refused
from abasto.engines.award.check_problem import faults
from abasto.engines.award.problem import Problem, RebateKind
from abasto.engines.award.solve import Award, Stop, solve

from . import twin
from .compact import Compact

TO_THE_END = Stop(gap=0.0)


def award_of(problem: Problem, award: Award) -> dict[str, twin.Column]:
    bids = {bid.id: bid for bid in problem.bids}
    return {lot: tuple((bids[bid], share) for bid, share in winners) for lot, winners in award.awards}


def solved_exactly(problem: Problem) -> int | None:
    """The cost of a legal award with an honest bound; None when the hard rules clash."""
    try:
        award = solve(problem, TO_THE_END)
    except Refused as refused:
        if refused.code != "award-rules-clash":
            raise
        return None
    chosen = award_of(problem, award)
    lots = {lot.id: lot for lot in problem.lots}
    assert all(twin.is_column(problem, lots[lot], column) for lot, column in chosen.items())
    assert twin.cost_of(problem, chosen) == award.cost_e4_centavos
    assert award.bound_e4_centavos <= award.cost_e4_centavos
    return award.cost_e4_centavos


def same_as_twin(problem: Problem) -> bool:
    best = twin.cheapest(problem)
    found = solved_exactly(problem)
    assert found == (best[0] if best else None)
    return best is not None


@pytest.mark.parametrize("sort", SORTS, ids=str)
def test_each_sort_of_rule_alone(sort: RuleSort) -> None:
    for seed in range(10):
        problem = bare(seed, 1 + seed % 4, 4)
        ruled = replace(problem, rules=(rule_of(Generator(PCG64(seed)), problem, sort, "only"),))
        if not faults(ruled):
            same_as_twin(ruled)


@pytest.mark.parametrize("kind", ["lump", "percent", "bundle"])
def test_each_kind_of_rebate_alone(kind: RebateKind) -> None:
    for seed in range(10):
        problem = bare(seed, 1 + seed % 4, 4)
        random = Generator(PCG64(seed))
        rebates = tuple(rebate_of(random, problem, kind, f"rebate-{number}") for number in range(3))
        assert same_as_twin(replace(problem, rebates=rebates))


@pytest.mark.parametrize("first", range(0, 60, 15))
def test_rules_and_rebates_together(first: int) -> None:
    for seed in range(first, first + 15):
        assert same_as_twin(small(seed, 1 + seed % 5, 4))


@pytest.mark.parametrize("seed", range(12))
def test_hard_rules_that_may_clash(seed: int) -> None:
    problem = bare(seed, 3, 4)
    random = Generator(PCG64(seed))
    hard = [sort for sort in SORTS if not sort.is_soft]
    rules = tuple(rule_of(random, problem, hard[random.integers(len(hard))], f"rule-{number}") for number in range(4))
    ruled = replace(problem, rules=rules)
    if not faults(ruled):
        same_as_twin(ruled)


@pytest.mark.parametrize(("seed", "lots"), [(1, 20), (2, 40), (3, 60), (4, 80), (6, 100), (7, 150), (8, 200), (9, 300)])
def test_some_hundred_lots_cost_what_the_compact_model_finds(seed: int, lots: int) -> None:
    problem = small(seed, lots)
    chosen = Compact(problem).optimum()
    assert chosen is not None
    assert solved_exactly(problem) == twin.cost_of(problem, chosen)
