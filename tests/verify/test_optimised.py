"""Awards across lots: what is accepted is true. The twin of the optimiser tries every award and is the judge."""

from pathlib import Path
from random import Random
from typing import Any

import pytest
from instances.small import small

from abasto_verify.findings import Findings
from abasto_verify.impossible import possible_columns
from abasto_verify.optimised import check_optimised
from abasto_verify.problem import Problem
from abasto_verify.rows import Rows
from abasto_verify.scopes import Scopes

from ..engines.award import twin
from . import small_problem
from . import written_problem as write


def checked(folder: Path, raw: object, claim: object, **asked: str) -> Findings:
    """Every fault of a problem with a certificate; raises `Refused` where nothing more could be checked."""
    (folder / "problem.json").write_bytes(write.written(raw))
    (folder / "certificate.json").write_bytes(write.written(claim))
    findings = Findings(all_faults=True)
    check_optimised(str(folder / "problem.json"), str(folder / "certificate.json"), asked.get("expected"), findings)
    return findings


def test_a_good_certificate_is_accepted(tmp_path: Path) -> None:
    raw, claim = small_problem.made()
    findings = checked(tmp_path, raw, claim)
    assert not findings.faults
    said = {remark.code: remark.values for remark in findings.checked}
    assert said["award-legal"]["cost"] == claim["cost_e4_centavos"]
    assert said["bound-holds"] == {"bound": claim["bound_e4_centavos"], "leaves": 5, "empty": 0, "cuts": 7}


def test_a_study_is_said_to_be_no_award(tmp_path: Path) -> None:
    raw, claim = small_problem.made()
    assert "study-not-awardable" in [remark.code for remark in checked(tmp_path, raw, claim).checked]


def test_nothing_is_said_to_hold_after_a_fault(tmp_path: Path) -> None:
    raw, claim = small_problem.made()
    claim["awards"][3][1] = [["B11", 100]]
    findings = checked(tmp_path, raw, claim)
    assert "rule-broken" in [fault.code for fault in findings.faults]
    said = {remark.code for remark in findings.checked}
    assert said == {"problem-read", "study-not-awardable", "columns-enumerated"}


def test_the_problem_is_compared_with_the_one_published(tmp_path: Path) -> None:
    raw, claim = small_problem.made()
    assert not checked(tmp_path, raw, claim, expected=claim["problem_sha256"]).faults
    other = checked(tmp_path, raw, claim, expected="0" * 64).faults
    assert [fault.code for fault in other] == ["other-problem-published"]


@pytest.mark.parametrize("seed", range(120))
def test_an_accepted_bound_is_never_above_the_cheapest_award(seed: int, tmp_path: Path) -> None:
    problem = small(seed, 1 + seed % 4, bidders=4)
    best = twin.cheapest(problem)
    assert best is not None
    cost, award = best
    raw = write.raw_problem(problem)
    claim = write.certificate(raw, write.awards_of(problem, award), cost, seed, depth=seed % 4)
    assert claim["bound_e4_centavos"] <= cost
    assert not checked(tmp_path, raw, claim).faults


@pytest.mark.parametrize("seed", range(40))
def test_any_legal_award_costs_what_the_twin_says_and_any_other_is_refused(seed: int, tmp_path: Path) -> None:
    random = Random(seed)
    problem = small(seed, 3, bidders=4)
    best = twin.cheapest(problem)
    assert best is not None
    raw = write.raw_problem(problem)
    claim = write.certificate(raw, [], best[0], seed)
    every = [[(), *twin.columns(problem, lot)] for lot in problem.lots]
    for _ in range(10):
        award = {
            lot.id: column for lot, some in zip(problem.lots, every, strict=True) if (column := random.choice(some))
        }
        cost = twin.cost_of(problem, award)
        claim |= {"awards": write.awards_of(problem, award), "cost_e4_centavos": cost or 0}
        faults = [fault.code for fault in checked(tmp_path, raw, claim).faults]
        assert ("rule-broken" in faults) if cost is None else not faults


@pytest.mark.parametrize("seed", range(60))
def test_the_columns_of_a_lot_are_exactly_the_legal_ones(seed: int) -> None:
    problem = small(seed, 4, bidders=5)
    opened = Problem(write.raw_problem(problem))
    for place, lot in enumerate(problem.lots):
        own = [
            frozenset((opened.bids[opened.part_bid[part]]["id"], opened.part_share[part]) for part in column)
            for column in opened.columns_of_lot[place]
        ]
        assert len(set(own)) == len(own)
        assert set(own) == {frozenset((bid.id, share) for bid, share in one) for one in twin.columns(problem, lot)}


@pytest.mark.parametrize("seed", range(60))
def test_a_choice_of_bids_is_a_column_where_every_rule_asked_alone_says_so(seed: int) -> None:
    random = Random(seed)
    problem = small(seed, 2, bidders=5)
    opened = Problem(write.raw_problem(problem))
    for place, lot in enumerate(problem.lots):
        mine = opened.bids_of_lot[place]
        for _ in range(60 if mine else 0):
            pattern = random.choice(lot.share_patterns_percent)
            chosen = list(zip(random.sample(mine, min(len(mine), len(pattern))), pattern, strict=False))
            column = tuple((problem.bids[bid], share) for bid, share in chosen)
            assert (opened.column_fault(place, chosen)[0] == "") == twin.is_column(problem, lot, column)


@pytest.mark.parametrize("seed", range(80))
def test_a_column_is_impossible_where_it_breaks_a_hard_rule_at_its_kindest(seed: int) -> None:
    problem = small(seed, 4, bidders=4)
    opened = Problem(write.raw_problem(problem))
    scopes = Scopes(opened)
    possible = possible_columns(opened, scopes, Rows(opened, scopes))
    columns = {lot.id: twin.columns(problem, lot) for lot in problem.lots}
    for place, lot in enumerate(problem.lots):
        own = {_named(opened, column) for _, column in possible[place]}
        assert own == {_key(column) for column in columns[lot.id] if not _is_impossible(problem, columns, lot, column)}


def _named(opened: Problem, column: tuple[int, ...]) -> frozenset[tuple[str, int]]:
    return frozenset((opened.bids[opened.part_bid[part]]["id"], opened.part_share[part]) for part in column)


def _key(column: twin.Column) -> frozenset[tuple[str, int]]:
    return frozenset((bid.id, share) for bid, share in column)


def _is_impossible(problem: Any, columns: dict[str, list[twin.Column]], lot: Any, column: twin.Column) -> bool:
    """Some hard rule is broken whatever the others take; how far a row is beyond its limit adds up over the lots."""
    for rule in problem.rules:
        if rule.kind == "winners" or rule.soft_centavos is not None:
            continue
        nothing = twin._beyond(problem, rule, [])[0]
        beyond = nothing
        for other in problem.lots:
            some = [column] if other.id == lot.id else [(), *columns[other.id]]
            beyond += min(_beyond(problem, rule, other, one) - nothing for one in some)
        if beyond > 0:
            return True
    return False


def _beyond(problem: Any, rule: Any, lot: Any, column: twin.Column) -> int:
    return int(twin._beyond(problem, rule, [(lot, bid, share) for bid, share in column])[0])
