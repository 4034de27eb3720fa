"""From accepted lines to a locked, signed need that later stages read; and back, on record."""

import json
from datetime import date

import numpy as np
import pytest

from abasto.base.refusal import Refused
from abasto.ledger.models import Event
from abasto.needs.consolidated.actions.lock_version import lock_version
from abasto.needs.consolidated.actions.make_version import Maker, make_version
from abasto.needs.consolidated.actions.reopen_version import reopen_version
from abasto.needs.consolidated.changes import read_changes
from abasto.needs.consolidated.models import NeedVersion
from abasto.needs.consolidated.queries import rows_of_version, standing_by_buyer, store_of
from abasto.needs.consolidated.verifying.queries import verify_version
from abasto.needs.models import ConsolidatedNeed, NeedImport, NeedLine
from abasto.needs.requests.models import RequestLine
from abasto.needs.requests.queries import codes_open
from abasto.needs.requests.states import ACCEPTED, APPROVED, LOCKED, RETURNED
from abasto.people.models import Organisation
from abasto.people.roles import Role, Viewer
from abasto.problems.models import ListedProblem
from abasto.rehearsal.actions.play_first_version import play_first_version
from abasto.rounds.models import Participation, Round

from ..requests.announced import AT, COORDINATOR, after, buyer_of
from .agreed import STATE, agreed, ask, locked, made, signature

pytestmark = [pytest.mark.django_db, pytest.mark.db]
STORE = store_of(STATE)


def refusal(act, *args, **kwargs) -> str:  # type: ignore[no-untyped-def]
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value.code


def test_a_version_holds_every_accepted_line_and_nothing_else() -> None:
    of = agreed()
    ask(of, buyer_of(of, 2), next(iter(codes_open(of))), [50], state=APPROVED)
    version = made(of)
    rows = rows_of_version(STORE, version)
    lines = RequestLine.objects.filter(round=of, state=ACCEPTED)
    assert (version.number, version.state, version.lines, version.codes, version.buyers) == (1, "open", 6, 3, 2)
    assert version.maximum_pieces == sum(lines.values_list("maximum_pieces", flat=True)) == int(rows.months.sum())
    assert rows.keys == sorted(rows.keys)
    assert version.changes == {}


def test_the_same_lines_give_the_same_bytes_whatever_the_order_they_came_in() -> None:
    of = agreed()
    first = made(of)
    rows = list(RequestLine.objects.filter(round=of).order_by("-pk"))
    RequestLine.objects.filter(round=of).delete()
    for row in rows:
        row.pk = None
    RequestLine.objects.bulk_create(rows)
    assert refusal(made, of, "again") == "need-version-same"
    RequestLine.objects.filter(pk=RequestLine.objects.filter(round=of).first().pk).update(minimum_pieces=1)
    assert made(of, "changed").content_sha256 != first.content_sha256


def test_the_next_version_tells_what_differs_by_whom_and_why() -> None:
    of = agreed()
    made(of)
    mine, claves = buyer_of(of, 0), list(codes_open(of))
    lines = RequestLine.objects.filter(round=of, organisation=mine).order_by("item__clave")
    gone, moved, changed = lines
    RequestLine.objects.filter(pk=gone.pk).update(state=RETURNED, decision_note="Two vials a box")
    months = np.roll(moved.maximum_by_month, 1)
    RequestLine.objects.filter(pk=moved.pk).update(maximum_by_month=months.tobytes())
    RequestLine.objects.filter(pk=changed.pk).update(maximum_pieces=500, reason="epidemic", reason_text="Dengue")
    ask(of, mine, claves[5], [9])
    version = made(of, "after the review")
    told = {one.clave: one for one in read_changes(STORE.get(version.changes_sha256))}
    assert {clave: one.kind for clave, one in told.items()} == {
        gone.item.clave: "removed", moved.item.clave: "changed", changed.item.clave: "changed", claves[5]: "added",
    }  # fmt: skip
    assert {one.buyer for one in told.values()} == {mine.code}
    assert told[gone.item.clave].note == "Two vials a box"
    assert (told[changed.item.clave].reason, told[changed.item.clave].note) == ("epidemic", "Dengue")
    assert [told[one.item.clave].only_months for one in (moved, changed)] == [True, False]
    assert (version.changes["added"], version.changes["removed"], version.changes["changed"]) == (1, 1, 2)
    assert NeedVersion.objects.get(round=of, number=1).state == "replaced"


def test_locking_writes_the_need_that_later_stages_read() -> None:
    of = agreed()
    version = locked(made(of))
    lines = NeedLine.objects.filter(round=of)
    requests = {(one.item_id, one.organisation_id): one for one in RequestLine.objects.filter(round=of)}
    assert lines.count() == version.lines == 6
    for line in lines:
        asked = requests[line.item_id, line.buyer_id]
        assert (line.minimum_pieces, line.maximum_pieces) == (asked.minimum_pieces, asked.maximum_pieces)
        assert line.maximum_by_month.tolist() == asked.maximum_by_month.tolist()
        assert line.minimum_by_month.sum() == line.minimum_pieces
        assert (line.minimum_by_month <= line.maximum_by_month).all()
        assert (line.origin, asked.state) == ("synthetic", LOCKED)
    assert NeedImport.objects.get(round=of).layout == "requests"
    summed = ConsolidatedNeed.objects.filter(round=of)
    assert summed.count() == 3
    assert sum(summed.values_list("maximum_pieces", flat=True)) == version.maximum_pieces
    assert {one.run_key for one in summed} == {version.run_key}


def test_a_locked_version_verifies_and_says_what_was_tampered_with() -> None:
    of = agreed()
    version = locked(made(of))
    assert [(one.what, one.holds) for one in verify_version(STORE, version)] == [
        ("file", True), ("signature", True), ("lines", True),
    ]  # fmt: skip
    NeedLine.objects.filter(pk=NeedLine.objects.filter(round=of).first().pk).update(maximum_pieces=1)
    assert [one.holds for one in verify_version(STORE, version)] == [True, True, False]
    version.maximum_pieces += 1
    assert [one.holds for one in verify_version(STORE, version)] == [False, False, False]
    version.content_sha256 = "0" * 64
    assert [(one.what, one.holds) for one in verify_version(STORE, version)] == [("file", False)]


def test_the_lock_is_on_record_without_naming_a_person() -> None:
    of = agreed()
    version = locked(made(of))
    event = Event.objects.get(round_code=of.code, kind="need-version-locked")
    assert json.loads(event.body)["sha256"] == version.content_sha256
    assert "coordinator" not in event.actor


@pytest.mark.parametrize(("password", "username", "code"), [
    ("wrong", "coordinator", "wrong-password"), (None, "buyer", "not-allowed"),
])  # fmt: skip
def test_only_the_coordinator_locks_with_the_password(password: str | None, username: str, code: str) -> None:
    of = agreed()
    version = made(of)
    sign = signature(username=username) if password is None else signature(password)
    assert refusal(lock_version, version, sign, {}, AT, STATE) == code
    assert not NeedLine.objects.filter(round=of).exists()


def test_outside_a_rehearsal_a_value_nobody_checked_blocks_the_lock() -> None:
    of = agreed(is_synthetic=False)
    assert refusal(locked, made(of)) == "value-to-check"
    assert RequestLine.objects.filter(round=of, state=LOCKED).count() == 0


def test_a_version_whose_lines_changed_since_is_not_locked() -> None:
    of = agreed()
    version = made(of)
    RequestLine.objects.filter(pk=RequestLine.objects.filter(round=of).first().pk).update(maximum_pieces=1)
    assert refusal(locked, version) == "need-version-stale"
    version.refresh_from_db()
    assert version.state == "open"
    assert RequestLine.objects.filter(round=of, state=LOCKED).count() == 0


def test_critical_problems_block_the_lock() -> None:
    of = agreed()
    version = made(of)
    ListedProblem.objects.create(
        key="x", round_code=of.code, room="needs", kind="minimum-above-maximum", severity="critical", role="planner",
        at=AT,
    )  # fmt: skip
    assert refusal(locked, version) == "critical-problems-open"
    assert not NeedLine.objects.filter(round=of).exists()


def test_lines_that_wait_hold_up_the_lock_and_are_left_out_only_after_the_deadline_with_a_note() -> None:
    of = agreed()
    late = buyer_of(of, 2)
    ask(of, late, next(iter(codes_open(of))), [50], state=APPROVED)
    version = made(of)
    assert [one.code for one in standing_by_buyer(of) if one.holds_up] == [late.code]
    assert refusal(locked, version) == "lines-wait"
    note = {late.code: "Handed in late; will buy by itself."}
    assert refusal(lock_version, version, signature(), note, AT, STATE) == "left-out-too-early"
    done = lock_version(version, signature(), note, after(77), STATE)
    assert done.left_out == note
    assert not NeedLine.objects.filter(round=of, buyer=late).exists()


def test_an_institution_that_left_does_not_count_and_may_be_left_out_at_once() -> None:
    of = agreed()
    left = buyer_of(of, 1)
    made(of)
    ask(of, left, list(codes_open(of))[4], [3], state=APPROVED)
    Participation.objects.filter(round=of, organisation=left).update(left_on=date(2026, 9, 20))
    version = made(of, "without the one that left")
    assert {one.reason for one in read_changes(STORE.get(version.changes_sha256))} == {"left"}
    done = locked(version, **{left.code: "Left the purchase."})
    assert set(NeedLine.objects.filter(round=of).values_list("buyer__code", flat=True)) == {buyer_of(of, 0).code}
    assert done.buyers == 1


def test_figures_of_a_unit_count_only_when_its_buyer_collects_them() -> None:
    of = agreed()
    mine, clave = buyer_of(of, 0), list(codes_open(of))[4]
    unit = Organisation.objects.create(code="a-clinic", name="A clinic", kind="unit", parent=mine, origin="synthetic")
    line = ask(of, unit, clave, [40])
    version = made(of)
    assert version.lines == 6
    assert refusal(locked, version) == "lines-wait"
    ask(of, mine, clave, [40])
    done = locked(made(of, "collected"))
    line.refresh_from_db()
    assert (done.lines, line.state) == (7, LOCKED)


def test_reopening_is_on_record_and_the_next_lock_has_the_next_number() -> None:
    of = agreed()
    first = locked(made(of))
    assert refusal(made, of, "too early") == "need-locked"
    assert refusal(reopen_version, first, COORDINATOR, "c", "IMSS", " ", AT) == "note-missing"
    assert refusal(reopen_version, first, COORDINATOR, "c", "", "A box holds two", AT) == "asker-missing"
    assert refusal(reopen_version, first, Viewer(Role.BUYER), "b", "IMSS", "Why", AT) == "not-allowed"
    opened = reopen_version(first, COORDINATOR, "coordinator", "IMSS", "A box holds two", AT)
    assert (opened.state, opened.reopened_for) == ("reopened", "IMSS")
    assert not NeedLine.objects.filter(round=of).exists()
    assert not ConsolidatedNeed.objects.filter(round=of).exists()
    assert set(RequestLine.objects.filter(round=of).values_list("state", flat=True)) == {ACCEPTED}
    RequestLine.objects.filter(pk=RequestLine.objects.filter(round=of).first().pk).update(minimum_pieces=1)
    second = locked(made(of, "corrected"))
    assert (second.number, second.changes["changed"]) == (2, 1)
    assert NeedLine.objects.filter(round=of).count() == 6
    assert [one.holds for one in verify_version(STORE, opened)] == [True, True]
    told = Event.objects.get(kind="need-version-reopened", round_code=of.code)
    assert json.loads(told.body)["asked_by"] == "IMSS"


def test_the_same_figures_can_be_locked_again_after_a_reopening() -> None:
    of = agreed()
    first = locked(made(of))
    reopen_version(first, COORDINATOR, "c", "IMSS", "To look again", AT)
    second = locked(made(of, "as it was"))
    assert second.content_sha256 == first.content_sha256
    assert second.changes == {"added": 0, "removed": 0, "changed": 0, "buyers": 0, "more_pieces": 0, "fewer_pieces": 0}


def test_after_the_phase_of_needs_nothing_is_made_locked_or_reopened() -> None:
    of = agreed()
    version = locked(made(of))
    Round.objects.filter(pk=of.pk).update(phase="research")
    version.refresh_from_db()
    of.refresh_from_db()
    assert refusal(reopen_version, version, COORDINATOR, "c", "IMSS", "Why", AT) == "phase-over"
    assert refusal(made, of) == "phase-over"


def test_nobody_else_makes_a_version_nor_without_saying_why() -> None:
    of = agreed()
    assert refusal(make_version, of, Maker(Viewer(Role.BUYER), "b", "why", AT), STATE) == "not-allowed"
    assert refusal(make_version, of, Maker(COORDINATOR, "c", "  ", AT), STATE) == "note-missing"
    RequestLine.objects.filter(round=of).update(state=APPROVED)
    assert refusal(made, of) == "nothing-accepted"


def test_the_rehearsal_makes_a_first_version_once() -> None:
    of = agreed()
    play_first_version(of, STATE)
    play_first_version(of, STATE)
    assert [(one.number, one.state, one.lines) for one in NeedVersion.objects.filter(round=of)] == [(1, "open", 6)]
