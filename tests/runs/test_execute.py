"""A long work is done once, goes on where it stopped, and belongs to one worker at a time."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from abasto.base.refusal import Refused
from abasto.ledger.actions.record import record
from abasto.ledger.models import Event
from abasto.runs.actions.advance import Spent, advance
from abasto.runs.actions.claim import claim
from abasto.runs.actions.execute import execute
from abasto.runs.models import DONE, FAILED, RUNNING, Run
from abasto.runs.queries import result_of, run_with_key, runs_of_round
from abasto.runs.work import Chunk, Progress, Work, in_chunks, in_one_chunk

NOON = datetime(2026, 5, 29, 12, 0, tzinfo=UTC)
NOTHING = Spent(0, 0)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_happened() -> None:
    Event.objects.all().delete()
    Run.objects.all().delete()


def note(start: int, end: int) -> None:
    record("noted", f"{start}-{end}", "rehearsal", NOON, {}, "mx")


def noted() -> list[str]:
    return sorted(Event.objects.values_list("subject", flat=True))


def count() -> object:
    return {"chunks": Event.objects.count()}


def run(work: Work, progress: Progress = lambda done, total: None, seed: int = 7) -> Run:
    return execute("note", "mx", inputs={"units": 10}, parameters={}, seed=seed, work=work, progress=progress, code="1")


def test_a_work_is_done_in_chunks_and_its_result_kept() -> None:
    done = run(in_chunks(10, 4, note, count))
    assert noted() == ["0-4", "4-8", "8-10"]
    assert (done.state, result_of(done), done.done_units, done.total_units) == (DONE, {"chunks": 3}, 10, 10)


def test_a_work_done_is_not_done_again() -> None:
    first = run(in_chunks(10, 4, note, count))
    again = run(in_one_chunk(lambda: 1 // 0))
    assert (again.pk, again.result_sha256, len(noted())) == (first.pk, first.result_sha256, 3)


def test_another_seed_is_another_run() -> None:
    assert run(in_one_chunk(count)).key != run(in_one_chunk(count), seed=8).key


def test_progress_is_told_after_every_chunk() -> None:
    told: list[tuple[int, int]] = []
    run(in_chunks(10, 4, note, count), lambda done, total: told.append((done, total)))
    assert told == [(0, 0), (4, 10), (8, 10), (10, 10), (10, 10)]


def test_a_failure_is_stored_and_raised_and_the_work_goes_on_after_the_last_whole_chunk() -> None:
    def fail_late(start: int, end: int) -> None:
        note(start, end)
        if start == 4:
            raise ValueError("synthetic failure")

    with pytest.raises(ValueError, match="synthetic failure"):
        run(in_chunks(10, 4, fail_late, count))
    failed = Run.objects.get()
    assert (failed.state, failed.error, failed.cursor) == (FAILED, "ValueError: synthetic failure", "4")
    assert noted() == ["0-4"]
    done = run(in_chunks(10, 4, note, count))
    assert (done.state, done.error, result_of(done)) == (DONE, "", {"chunks": 3})


def test_a_work_that_ends_without_a_last_chunk_is_refused() -> None:
    def endless(cursor: str) -> Iterator[Chunk]:
        yield Chunk(count, 1, 2)

    with pytest.raises(Refused, match="run-without-end"):
        run(endless)


def test_a_worker_that_lost_its_lease_commits_nothing() -> None:
    slow = entered()
    quick = claim(slow.key)
    with pytest.raises(Refused, match="run-taken-over"):
        advance(slow, Chunk(lambda: note(0, 4), 4, 10, "4"), lambda: NOTHING)
    assert noted() == []
    advance(quick, Chunk(lambda: note(0, 4), 4, 10, "4"), lambda: NOTHING)
    assert noted() == ["0-4"]


def entered() -> Run:
    Run.objects.create(key="k", kind="note", round_code="mx", inputs="{}", parameters="{}", seed=7, code_version="1")
    return claim("k")


def held_elsewhere(lease_until: datetime) -> None:
    Run.objects.update(state=RUNNING, holder="another-machine:1:1:1", lease_until=lease_until)


def test_a_run_held_on_another_machine_is_refused_until_its_lease_runs_out() -> None:
    entered()
    held_elsewhere(timezone.now() + timedelta(minutes=1))
    with pytest.raises(Refused, match="run-held"):
        claim("k")
    held_elsewhere(timezone.now() - timedelta(seconds=1))
    assert claim("k").fencing_token == 2


def test_a_run_whose_worker_died_on_this_machine_is_free_at_once() -> None:
    host, process, began, thread = entered().holder.rsplit(":", 3)
    Run.objects.update(holder=f"{host}:{process}:{int(began) - 1}:{thread}")
    assert claim("k").fencing_token == 2


def test_a_run_held_by_another_thread_of_this_process_is_refused() -> None:
    holder = entered().holder.rpartition(":")[0]
    Run.objects.update(holder=f"{holder}:0")
    with pytest.raises(Refused, match="run-held"):
        claim("k")


def test_the_runs_of_a_round_tell_how_far_they_are() -> None:
    advance(entered(), Chunk(lambda: None, 4, 10, "4"), lambda: Spent(8, 120))
    (state,) = runs_of_round("mx")
    assert (state.percent, state.eta_seconds, state.peak_mb) == (40, 12, 120)
    assert run_with_key("k") == state


def test_an_unknown_run_and_the_result_of_an_unfinished_one_are_refused() -> None:
    with pytest.raises(Refused, match="not-found"):
        run_with_key("none")
    with pytest.raises(Refused, match="run-not-done"):
        result_of(entered())
