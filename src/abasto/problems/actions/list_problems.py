"""Puts problems on the list; the same problem found twice is one row."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from ...base.problem import Problem
from ...people.models import Organisation
from ..models import ListedProblem
from ..settling import OPEN

MENDED = "mended"
CHUNK = 500


def list_problems(
    room: str,
    round_code: str,
    role: str,
    source: str,
    found: Iterable[Problem],
    at: datetime,
    organisation: Organisation | None = None,
) -> int:
    """List problems of one source for one role, of one organisation where it is its matter; returns how many are new.

    A problem that was mended and is found again is open again.
    """
    rows = [_row(room, round_code, role, source, problem, at, organisation) for problem in found]
    listed = ListedProblem.objects.filter(round_code=round_code, room=room)
    known = dict(listed.values_list("key", "state"))
    fresh = {row.key: row for row in rows if row.key not in known}
    ListedProblem.objects.bulk_create(fresh.values(), batch_size=2000)
    again = [row.key for row in rows if known.get(row.key) == MENDED]
    for start in range(0, len(again), CHUNK):
        listed.filter(key__in=again[start : start + CHUNK]).update(state=OPEN, note="")
    return len(fresh)


def key_of(room: str, round_code: str, source: str, problem: Problem) -> str:
    """What makes a problem the same problem: where it comes from, its kind, place and subject."""
    place = (room, round_code, source, problem.kind, problem.sheet, str(problem.row), problem.column, problem.subject)
    return hashlib.sha256("\x1f".join(place).encode()).hexdigest()


def _row(
    room: str,
    round_code: str,
    role: str,
    source: str,
    problem: Problem,
    at: datetime,
    organisation: Organisation | None,
) -> ListedProblem:
    return ListedProblem(
        key=key_of(room, round_code, source, problem),
        round_code=round_code,
        room=room,
        kind=problem.kind,
        severity=problem.severity,
        source=source,
        sheet=problem.sheet,
        row=problem.row,
        column=problem.column,
        subject=problem.subject,
        found=problem.found,
        rule=problem.rule,
        mend=problem.mend,
        role=role,
        organisation=organisation,
        at=at,
    )
