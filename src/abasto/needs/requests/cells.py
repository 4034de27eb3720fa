"""Two people at once: what was typed against what is there, cell by cell; nothing of either is lost.

A change says what its author saw (`before`) and wants (`after`). It applies where the cell still holds what was seen,
is already done where the cell holds what is wanted, and is a conflict otherwise: both values go back to be decided.
Sending the same changes twice thus changes nothing twice, and a lost connection can simply send again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...base.refusal import Refused

MOST_PIECES = 10**12
MINIMUM = -1
"""The cell of the line's minimum, beside its months; it stands last in a line's cells."""
Cells = NDArray[np.int64]


@dataclass(frozen=True)
class CellChange:
    """One cell of the grid: clave, month (0 is the round's first, `MINIMUM` the minimum), pieces as seen and wanted."""

    clave: str
    month: int
    before: int
    after: int


@dataclass(frozen=True)
class Conflict:
    """A cell that somebody else changed: what was seen, what is wanted, and what stands there now."""

    clave: str
    month: int
    before: int
    mine: int
    theirs: int


@dataclass(frozen=True, eq=False)
class Merged:
    """Cells after the merge by clave (only the lines that change), how many were applied, and the conflicts."""

    cells: Mapping[str, Cells]
    applied: int
    conflicts: tuple[Conflict, ...]


def merge(current: Mapping[str, Cells], changes: Sequence[CellChange]) -> Merged:
    """Merge changes into the current cells of each line, of shape (months + 1,): its months, then its minimum.

    Refuses `code-not-in-round`, `month-outside-round`, `pieces-unfit` (negative, or above 10^12).
    """
    merged: dict[str, Cells] = {}
    conflicts = []
    applied = 0
    for change in changes:
        series = merged.get(change.clave, current.get(change.clave))
        if series is None:
            raise Refused("code-not-in-round", "", {"clave": change.clave})
        if not MINIMUM <= change.month < len(series) - 1:
            raise Refused("month-outside-round", "", {"clave": change.clave, "month": change.month + 1})
        if not 0 <= change.after <= MOST_PIECES:
            raise Refused("pieces-unfit", "", {"clave": change.clave, "month": change.month + 1, "value": change.after})
        there = int(series[change.month])
        if there == change.after:
            continue
        if there != change.before:
            conflicts.append(Conflict(change.clave, change.month, change.before, change.after, there))
            continue
        if change.clave not in merged:
            merged[change.clave] = series.copy()
        merged[change.clave][change.month] = change.after
        applied += 1
    return Merged(merged, applied, tuple(conflicts))
