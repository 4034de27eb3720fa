"""The optimiser against the slow readings of the format, and its proofs against the verifier."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from instances.small import SORTS, RuleSort, bare, rebate_of, rule_of, small
from numpy.random import PCG64, Generator

from abasto.base.refusal import Refused
from abasto.engines.award.certificate import award_file, certificate
from abasto.engines.award.problem import Problem, RebateKind, Rule
from abasto.engines.award.problem_json import problem_to_json
from abasto.engines.award.rows import model_of
from abasto.engines.award.solve import Award, Search, Stop, solve

from . import twin
from .compact import Compact

EXACT = Stop(gap=0.0, leaves=30)
ROOT = Path(__file__).parents[3]


def cost_by_twin(problem: Problem, award: Award) -> int | None:
    bids = {bid.id: bid for bid in problem.bids}
    return twin.cost_of(
        problem, {lot: tuple((bids[bid], share) for bid, share in parts) for lot, parts in award.awards}
    )


def optimum(problem: Problem) -> int | None:
    found = Compact(problem).optimum()
    return None if found is None else twin.cost_of(problem, found)


def solved(problem: Problem) -> Award | None:
    try:
        return solve(problem, EXACT)
    except Refused as refused:
        if refused.code not in {"award-rules-clash", "award-not-found", "award-rule-out-of-reach"}:
            raise
        return None


def is_right(problem: Problem) -> None:
    award, best = solved(problem), optimum(problem)
    assert (award is None) == (best is None)
    if award is not None and best is not None:
        assert award.cost_e4_centavos == cost_by_twin(problem, award) == best
        assert award.bound_e4_centavos <= best


@pytest.mark.parametrize("seed", range(10))
def test_small_problems_are_solved_to_the_optimum(seed: int) -> None:
    is_right(small(seed, 3 + 2 * seed))


@pytest.mark.parametrize("sort", SORTS, ids=str)
def test_every_sort_of_rule_alone(sort: RuleSort) -> None:
    random = Generator(PCG64(3))
    problem = bare(random.integers(1, 1000).item(), 5)
    is_right(replace(problem, rules=(rule_of(random, problem, sort, "one"),)))


@pytest.mark.parametrize("kind", ["lump", "percent", "bundle"])
def test_every_sort_of_rebate_alone(kind: RebateKind) -> None:
    problem = bare(4, 5)
    is_right(replace(problem, rebates=(rebate_of(Generator(PCG64(1)), problem, kind, "one"),)))


def test_a_limit_of_zero_awards_nothing() -> None:
    problem = replace(bare(2, 4), rules=(Rule("none", "pieces", "at-most", limit=0),))
    award = solve(problem, EXACT)
    assert award.awards == ()
    assert award.bound_e4_centavos == award.cost_e4_centavos == cost_by_twin(problem, award)


def test_a_lot_nobody_can_serve_is_outside_the_gap() -> None:
    problem = small(0, 6)
    empty = replace(problem, bids=tuple(bid for bid in problem.bids if bid.lot != problem.lots[0].id))
    award = solve(replace(empty, rules=(), rebates=()), EXACT)
    assert award.unservable_e4_centavos >= 10_000 * problem.lots[0].pieces * problem.lots[0].unserved_centavos


@pytest.mark.parametrize("seed", range(6))
def test_decided_by_parts_the_bound_is_never_above_the_optimum(seed: int) -> None:
    problem = small(seed, 12)
    search = Search(model_of(problem), Stop(gap=0.0, steps=4, leaves=10), seed, None)
    search.relax()
    search.decide_by_parts()
    award, best = search.award(), optimum(problem)
    assert best is not None
    assert award.bound_e4_centavos <= best <= award.cost_e4_centavos == cost_by_twin(problem, award)


@pytest.mark.parametrize("seed", range(4))
def test_the_verifier_accepts_the_certificate(seed: int, tmp_path: Path) -> None:
    problem = small(seed, 25)
    (tmp_path / "problem.json").write_bytes(problem_to_json(problem))
    (tmp_path / "certificate.json").write_bytes(certificate(problem, solve(problem, EXACT)))
    command = [sys.executable, "-m", "abasto_verify", "optimised", "problem.json", "certificate.json"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout


def test_two_processes_write_the_same_bytes_on_one_and_two_processors() -> None:
    program = (
        "import hashlib; from instances.small import small; from abasto.engines.award.solve import *;"
        "from abasto.engines.award.certificate import certificate; from abasto.engines.award.rows import model_of;"
        "p = small(7, 40); s = Search(model_of(p), Stop(gap=0.0, steps=3, leaves=4), 5, None); s.relax();"
        "s.decide_by_parts(); print(hashlib.sha256(certificate(p, s.award())).hexdigest())"
    )
    processors = sorted(os.sched_getaffinity(0))
    seen = set()
    for allowed in (processors[:1], processors[:2]):
        line = f"import os; os.sched_setaffinity(0, {allowed}); {program}"
        env = {**os.environ, "PYTHONPATH": f"{ROOT / 'benchmarks'}"}
        ran = subprocess.run([sys.executable, "-c", line], capture_output=True, text=True, check=True, env=env)
        seen.add(ran.stdout)
    assert len(seen) == 1


def test_an_award_that_is_only_a_study_says_so() -> None:
    problem = small(1, 4)
    award = solve(problem, EXACT)
    assert b'"format":"abasto-award-study"' in award_file(
        replace(problem, is_awardable=False), replace(award, is_awardable=False)
    )
    assert b'"format":"abasto-award"' in award_file(problem, replace(award, is_awardable=True))


def test_rules_that_clash_are_refused() -> None:
    problem = bare(2, 4)
    clash = (Rule("none", "pieces", "at-most", limit=0), Rule("some", "pieces", "at-least", limit=1))
    with pytest.raises(Refused, match="award-rules-clash"):
        solve(replace(problem, rules=clash), EXACT)
