"""What becomes of an upload, in words that are stored, and its figures before and after."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from abasto.base.problem import Problem

from .cells import CellChange, Cells, Conflict, Merged
from .sheet.headers import month_labels
from .sheet.kinds import CELLS, ROWS, problem
from .sheet.reading import Expected, Reading

UNREADABLE, STOPPED, PREVIEW, HELD, APPLIED = "unreadable", "stopped", "preview", "held", "applied"
UPLOAD_STATES = (UNREADABLE, STOPPED, PREVIEW, HELD, APPLIED)
"""unreadable: no file that can be read; stopped: not sound as a whole; preview: nothing is saved yet; held: all or
nothing was asked for, and it was nothing; applied: what is sound is saved."""
SOUND, ALL = "sound", "all"
MODES = (SOUND, ALL)
LISTED_KINDS = frozenset({*ROWS, *CELLS, "line-closed", "upload-conflict"})
"""Kinds that an applied upload puts on the problem list: what was asked for and is not there."""


@dataclass(frozen=True)
class Totals:
    """Codes asked for, and pieces (maximum)."""

    codes: int
    pieces: int


def totals_of(cells: Mapping[str, Cells]) -> Totals:
    """The totals of an organisation's lines; the minimum stands last in each."""
    pieces = [int(line[:-1].sum()) for line in cells.values()]
    return Totals(sum(1 for count in pieces if count), sum(pieces))


def after_merge(current: Mapping[str, Cells], merged: Merged) -> Totals:
    """The totals once the merge is saved."""
    return totals_of({**current, **merged.cells})


def applied_problems(
    reading: Reading, conflicts: Sequence[Conflict], closed: Mapping[str, str], expected: Expected
) -> list[Problem]:
    """Conflicts and closed lines as problems at their cells."""
    sheet = reading.sheets[reading.place].name
    labels = (*month_labels(expected.starts, expected.months), "")
    found = [
        problem(
            "upload-conflict", sheet, reading.row_of[one.clave], reading.column_of[one.month],
            subject=one.clave,
            found=f"{labels[one.month]} {one.before} → {one.theirs} | {one.mine}".strip(),
        )
        for one in conflicts
    ]  # fmt: skip
    return found + [
        problem("line-closed", sheet, reading.row_of[clave], subject=clave, found=state)
        for clave, state in closed.items()
    ]


def is_clean(problems: Collection[Problem], conflicts: Collection[Conflict], closed: Mapping[str, str]) -> bool:
    """Whether all that the file says can be saved."""
    return not conflicts and not closed and not any(one.kind in LISTED_KINDS for one in problems)


def decided_changes(conflicts: Sequence[Conflict]) -> list[CellChange]:
    """The changes that put one's own figures in place of what stood there when the conflict was told."""
    return [CellChange(one.clave, one.month, one.theirs, one.mine) for one in conflicts]
