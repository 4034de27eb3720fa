"""Settling problems: by whom, from which state, with a note; recorded, and taken back."""

import json
from datetime import UTC, datetime

import pytest

from abasto.base.problem import Problem
from abasto.base.refusal import Refused
from abasto.ledger.models import Event
from abasto.people.models import Organisation
from abasto.people.roles import Role, Viewer
from abasto.problems.actions.list_problems import list_problems
from abasto.problems.actions.settle import settle, undo
from abasto.problems.models import ListedProblem
from abasto.problems.settling import may_settle

ROUND = "settling-round"
AT = datetime(2026, 3, 1, tzinfo=UTC)
COORDINATOR = Viewer(Role.COORDINATOR)
BUYER = Viewer(Role.BUYER)
PLANNER = Viewer(Role.PLANNER, "imss", frozenset({"imss"}))


@pytest.fixture
def listed(db: None) -> None:
    found = [Problem("Hoja1", row, "C", "minimum-zero", "warning", f"010.000.000{row}.00", "0") for row in range(3)]
    list_problems("needs", ROUND, "planner", "annex.xlsx", found, AT)


def rows() -> list[tuple[str, str]]:
    return list(ListedProblem.objects.filter(round_code=ROUND).order_by("row").values_list("state", "note"))


@pytest.mark.usefixtures("listed")
def test_settling_sets_state_and_note_and_is_recorded_with_what_was_before() -> None:
    done = settle(ListedProblem.objects.all(), ROUND, "mended", " corrected ", COORDINATOR, AT)
    assert (done.count, done.left) == (3, 0)
    assert rows() == [("mended", "corrected")] * 3
    event = Event.objects.get(pk=done.event)
    assert (event.kind, event.actor, event.at) == ("problems-settled", "coordinator", AT)
    assert [state for _key, state, _note in json.loads(event.body)["before"]] == ["open"] * 3


@pytest.mark.usefixtures("listed")
def test_undo_gives_back_former_states_and_notes_but_not_what_changed_since() -> None:
    first = ListedProblem.objects.filter(round_code=ROUND, row=0)
    settle(first, ROUND, "explained", "as asked", BUYER, AT)
    settle(first, ROUND, "open", "look again", BUYER, AT)
    done = settle(ListedProblem.objects.all(), ROUND, "accepted", "stands", BUYER, AT)
    settle(ListedProblem.objects.filter(round_code=ROUND, row=2), ROUND, "open", "no", COORDINATOR, AT)
    assert undo(done.event, ROUND, BUYER, AT) == 2
    assert rows() == [("open", "look again"), ("open", ""), ("open", "no")]


@pytest.mark.usefixtures("listed")
def test_what_was_undone_cannot_be_undone_again_nor_by_someone_else() -> None:
    done = settle(ListedProblem.objects.all(), ROUND, "accepted", "stands", BUYER, AT)
    for viewer in (COORDINATOR, PLANNER):
        with pytest.raises(Refused, match="nothing-to-undo"):
            undo(done.event, ROUND, viewer, AT)
    undo(done.event, ROUND, BUYER, AT)
    with pytest.raises(Refused, match="nothing-to-undo"):
        undo(done.event, ROUND, BUYER, AT)


@pytest.mark.usefixtures("listed")
def test_problems_that_wait_for_someone_else_are_left_and_counted() -> None:
    imss = Organisation.objects.get(code="imss")
    ListedProblem.objects.filter(round_code=ROUND, row=0).update(organisation=imss)
    done = settle(ListedProblem.objects.all(), ROUND, "mended", "done", COORDINATOR, AT)
    assert (done.count, done.left) == (2, 1)
    assert settle(ListedProblem.objects.all(), ROUND, "mended", "done", PLANNER, AT).count == 1


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize(
    ("state", "note", "code"),
    [("forgotten", "x", "problem-state-unknown"), ("mended", "  ", "note-missing"), ("open", "x", "nothing-to-settle")],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(state: str, note: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        settle(ListedProblem.objects.all(), ROUND, state, note, COORDINATOR, AT)
    assert rows() == [("open", "")] * 3


@pytest.mark.usefixtures("listed")
def test_a_settlement_never_reaches_another_round() -> None:
    with pytest.raises(Refused, match="nothing-to-settle"):
        settle(ListedProblem.objects.all(), "another-round", "mended", "done", COORDINATOR, AT)


@pytest.mark.parametrize(
    ("viewer", "organisation", "may"),
    [
        (PLANNER, "imss", True),
        (PLANNER, "issste", False),
        (PLANNER, "", False),
        (COORDINATOR, "", True),
        (COORDINATOR, "imss", False),
        (BUYER, "", True),
        (Viewer(Role.AUDITOR), "", False),
        (Viewer(Role.APPROVER, "imss", frozenset({"imss"})), "imss", False),
        (Viewer(), "", False),
    ],
)
def test_a_problem_waits_for_its_institution_or_for_the_desk(viewer: Viewer, organisation: str, may: bool) -> None:
    assert may_settle(viewer, "planner", organisation) is may
