"""Marks problems as settled, or opens them again, with a note; and takes that back."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from ...base.refusal import Refused
from ...ledger.actions.record import record
from ...ledger.models import Event
from ...people.roles import Viewer
from ..models import ListedProblem
from ..settling import TRANSITIONS, may_settle

SETTLED = "problems-settled"
RESTORED = "problems-restored"
LONGEST_NOTE = 500
CHUNK = 500


@dataclass(frozen=True)
class Settled:
    """The event that undoes it, how many problems changed, and how many were left as they wait for someone else."""

    event: int
    count: int
    left: int


def settle(
    selection: QuerySet[ListedProblem], round_code: str, state: str, note: str, viewer: Viewer, at: datetime
) -> Settled:
    """Set the state and note of every problem of the selection that waits for the viewer and may go to that state.

    Refuses `problem-state-unknown`, `note-missing`, `nothing-to-settle`.
    """
    if state not in TRANSITIONS:
        raise Refused("problem-state-unknown", "", {"state": state, "known": sorted(TRANSITIONS)})
    note = note.strip()[:LONGEST_NOTE]
    if not note:
        raise Refused("note-missing", "", {})
    with transaction.atomic():
        rows = list(selection.filter(round_code=round_code).select_related("organisation"))
        mine = [row for row in rows if state in TRANSITIONS[row.state] and _waits_for(viewer, row)]
        if not mine:
            raise Refused("nothing-to-settle", "", {"count": len(rows), "state": state})
        before = [[row.key, row.state, row.note] for row in mine]
        _write(mine, state, note)
        event = record(
            SETTLED, round_code, actor_of(viewer), at, {"state": state, "note": note, "before": before}, round_code
        )
    return Settled(event.pk, len(mine), len(rows) - len(mine))


def undo(event: int, round_code: str, viewer: Viewer, at: datetime) -> int:
    """Give the problems of that event their former state and note; those changed since stay as they are.

    Refuses `nothing-to-undo`: no such event, someone else's, or every problem changed since. Returns how many.
    """
    with transaction.atomic():
        done = Event.objects.filter(pk=event, kind=SETTLED, round_code=round_code, actor=actor_of(viewer)).first()
        if done is None:
            raise Refused("nothing-to-undo", "", {"event": event})
        body = json.loads(done.body)
        before = {key: (state, note) for key, state, note in body["before"]}
        same = ListedProblem.objects.filter(round_code=round_code, state=body["state"], note=body["note"])
        rows = [row for row in same if row.key in before]
        if not rows:
            raise Refused("nothing-to-undo", "", {"event": event})
        for row in rows:
            row.state, row.note = before[row.key]
        ListedProblem.objects.bulk_update(rows, ["state", "note"], batch_size=CHUNK)
        record(RESTORED, round_code, actor_of(viewer), at, {"undoes": done.leaf_hash, "count": len(rows)}, round_code)
    return len(rows)


def actor_of(viewer: Viewer) -> str:
    """The actor as the record names it: role and organisation, no person."""
    return f"{viewer.role.value} {viewer.organisation_code}".strip()


def _waits_for(viewer: Viewer, row: ListedProblem) -> bool:
    return may_settle(viewer, row.role, row.organisation.code if row.organisation else "")


def _write(rows: Sequence[ListedProblem], state: str, note: str) -> None:
    for start in range(0, len(rows), CHUNK):
        keys = [row.pk for row in rows[start : start + CHUNK]]
        ListedProblem.objects.filter(pk__in=keys).update(state=state, note=note)
