"""The fewest hard rules that cannot hold together, against every subset tried one by one."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

import pytest
from instances.small import SORTS, bare, rule_of, small
from numpy.random import PCG64, Generator

from abasto.engines.award.clash import Clash, smallest_clash
from abasto.engines.award.problem import Problem, Rule

from . import twin

HARD = [sort for sort in SORTS if not sort.is_soft]


def with_hard_rules(seed: int) -> Problem:
    problem = bare(seed, 1 + seed % 3, 5)
    random = Generator(PCG64(seed))
    sorts = [HARD[random.integers(len(HARD))] for _ in range(6)]
    return replace(problem, rules=tuple(rule_of(random, problem, sort, f"r{n}") for n, sort in enumerate(sorts)))


def is_impossible(problem: Problem, rules: Iterable[Rule]) -> bool:
    return twin.cheapest(replace(problem, rules=tuple(rules), rebates=())) is None


def fewest(problem: Problem) -> int | None:
    sizes = range(1, len(problem.rules) + 1)
    return next(
        (k for k in sizes if any(is_impossible(problem, some) for some in combinations(problem.rules, k))), None
    )


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_no_fewer_rules_clash_than_those_named(first: int) -> None:
    for seed in range(first, first + 20):
        problem = with_hard_rules(seed)
        clash = smallest_clash(problem)
        assert (len(clash.rules) if clash else None) == fewest(problem)
        if clash:
            assert clash.is_smallest
            assert is_impossible(problem, [rule for rule in problem.rules if rule.id in clash.rules])


def test_a_floor_and_a_cap_on_the_same_pieces_clash() -> None:
    problem = small(4, 40)
    floor = Rule("floor", "pieces", "at-least", limit=500)
    cap = Rule("cap", "pieces", "at-most", limit=499)
    clashing = replace(problem, rules=(*problem.rules, cap, floor))
    assert smallest_clash(clashing) == Clash(("cap", "floor"), True)
    assert smallest_clash(clashing) == smallest_clash(clashing)


def test_rules_that_nothing_breaks_do_not_clash() -> None:
    assert smallest_clash(small(4, 40)) is None


def test_a_soft_floor_never_clashes() -> None:
    problem = small(4, 40)
    cap = Rule("cap", "pieces", "at-most", limit=0)
    floor = Rule("floor", "pieces", "at-least", limit=500, soft_centavos=1)
    assert smallest_clash(replace(problem, rules=(cap, floor))) is None


def test_three_rules_of_which_any_two_hold() -> None:
    """Neither half of the suppliers may win anything, and something must be awarded."""
    problem = next(p for p in (bare(seed, 6, 8) for seed in range(99)) if len({b.lot for b in p.bids}) == 6)
    total = sum(lot.pieces for lot in problem.lots)
    names = [supplier.id for supplier in problem.suppliers]
    half = len(names) // 2
    first = Rule("first", "winners", "at-most", limit=0, suppliers=tuple(names[:half]))
    second = Rule("second", "winners", "at-most", limit=0, suppliers=tuple(names[half:]))
    floor = Rule("floor", "pieces", "at-least", limit=max(1, total // 1000))
    clash = smallest_clash(replace(problem, rules=(first, second, floor)))
    assert clash == Clash(("first", "second", "floor"), True)


def test_a_search_cut_short_names_rules_that_all_are_needed_and_does_not_say_smallest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("abasto.engines.award.clash.MOST_STEPS", 1)
    floor = Rule("floor", "pieces", "at-least", limit=500)
    cap = Rule("cap", "pieces", "at-most", limit=499)
    problem = small(4, 40)
    assert smallest_clash(replace(problem, rules=(*problem.rules, cap, floor))) == Clash(("cap", "floor"), False)


def test_a_large_problem_finds_its_clash_in_the_relaxation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("abasto.engines.award.clash.MOST_WHOLE_COLUMNS", 0)
    floor = Rule("floor", "pieces", "at-least", limit=500)
    cap = Rule("cap", "pieces", "at-most", limit=499)
    problem = small(4, 40)
    assert smallest_clash(problem) is None
    assert smallest_clash(replace(problem, rules=(*problem.rules, cap, floor))) == Clash(("cap", "floor"), False)
