"""Each line is decided by itself, and the answer is one of four."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from abasto.needs.requests.judging import Decider, LineFacts, answer, judge
from abasto.needs.requests.states import ACTS, MOVES, STATES, SUBMITTED
from abasto.people.roles import Role

LINE = LineFacts(SUBMITTED, "imss", 40, 100, 40, "inside", False, None, False, False)
APPROVER = Decider(Role.APPROVER, frozenset({"imss"}))
PLANNER = Decider(Role.PLANNER, frozenset({"imss"}))
COORDINATOR = Decider(Role.COORDINATOR, frozenset())


def test_an_approver_approves_what_his_institution_submitted() -> None:
    assert judge("approve", LINE, APPROVER, "") == "done"


@pytest.mark.parametrize(
    ("line", "decider", "note", "act", "reason"),
    [
        (replace(LINE, wrote=True), APPROVER, "", "approve", "own-work"),
        (LINE, Decider(Role.APPROVER, frozenset({"issste"})), "", "approve", "not-his-to-decide"),
        (LINE, PLANNER, "", "approve", "not-his-to-decide"),
        (LINE, replace(APPROVER, is_active=False), "", "approve", "decider-removed"),
        (LINE, APPROVER, " ", "return", "note-missing"),
        (replace(LINE, state="in-review", opinions_missing=1), APPROVER, "", "approve", "opinions-missing"),
        (replace(LINE, withdrawn_on=date(2026, 9, 1)), APPROVER, "", "approve", "code-withdrawn"),
        (replace(LINE, state="draft"), APPROVER, "", "approve", "state-not-open-to-act"),
        (replace(LINE, state="draft", verdict="above"), PLANNER, "", "submit", "reason-missing"),
        (replace(LINE, state="draft", minimum_pieces=39), PLANNER, "", "submit", "minimum-below-legal"),
        (replace(LINE, state="draft", minimum_pieces=101), PLANNER, "", "submit", "minimum-above-maximum"),
        (replace(LINE, state="draft", blocked=2), PLANNER, "", "submit", "critical-problems-open"),
        (replace(LINE, state="approved", has_left=True), COORDINATOR, "", "accept", "institution-left"),
    ],
)
def test_a_line_that_cannot_be_decided_says_why(
    line: LineFacts, decider: Decider, note: str, act: str, reason: str
) -> None:
    assert judge(act, line, decider, note) == reason


def test_a_delegate_decides_as_the_approver_but_not_on_his_own_work() -> None:
    delegate = replace(PLANNER, approves_for=frozenset({"imss"}))
    assert judge("approve", LINE, delegate, "") == "done"
    assert judge("approve", replace(LINE, wrote=True), delegate, "") == "own-work"


def test_nobody_does_in_any_state_what_the_table_does_not_give_him() -> None:
    for state, act, role in product(STATES, ACTS, Role):
        found = judge(act, replace(LINE, state=state), Decider(role, frozenset({"imss"})), "why")
        assert (found == "done") == ((state, act) in MOVES and MOVES[state, act].role is role), (state, act, role)


@pytest.mark.parametrize(
    ("outcomes", "told"),
    [
        ({"done": 3}, "success"),
        ({"own-work": 3}, "invalid-data"),
        ({"error": 1, "own-work": 2}, "error-occurred"),
        ({"done": 1, "error": 1}, "partly"),
        ({"done": 1, "own-work": 1}, "partly"),
        ({}, "invalid-data"),
    ],
)
def test_the_answer_is_one_of_four(outcomes: dict[str, int], told: str) -> None:
    assert answer(outcomes) == told
