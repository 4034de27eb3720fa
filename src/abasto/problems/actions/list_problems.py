"""Puts problems on the list; the same problem found twice is one row."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from ...base.problem import Problem
from ...people.models import Organisation
from ..models import ListedProblem


def list_problems(
    room: str,
    round_code: str,
    role: str,
    source: str,
    found: Iterable[Problem],
    at: datetime,
    organisation: Organisation | None = None,
) -> int:
    """List problems of one source for one role, of one organisation where it is named; returns how many are new."""
    rows = [_row(room, round_code, role, source, problem, at) for problem in found]
    for row in rows:
        row.organisation = organisation
    known = set(ListedProblem.objects.filter(round_code=round_code, room=room).values_list("key", flat=True))
    fresh = {row.key: row for row in rows if row.key not in known}
    ListedProblem.objects.bulk_create(fresh.values(), batch_size=2000)
    return len(fresh)


def _row(room: str, round_code: str, role: str, source: str, problem: Problem, at: datetime) -> ListedProblem:
    place = (room, round_code, source, problem.kind, problem.sheet, str(problem.row), problem.column, problem.subject)
    return ListedProblem(
        key=hashlib.sha256("\x1f".join(place).encode()).hexdigest(),
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
        at=at,
    )
