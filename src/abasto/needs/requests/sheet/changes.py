"""What a reading changes: every cell that says something else than what its author saw when it was downloaded."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from abasto.base.problem import Problem

from ..cells import MINIMUM, CellChange, Cells, Conflict
from .kinds import problem
from .reading import UNSAID, Reading


@dataclass(frozen=True, eq=False)
class Wanted:
    """Cell changes of a reading, with warnings about rows that were emptied or taken out of the file."""

    changes: tuple[CellChange, ...]
    problems: tuple[Problem, ...]


def seen_by(reading: Reading, current: Mapping[str, Cells], earlier: Mapping[str, Cells] | None) -> dict[str, Cells]:
    """What the author of the file saw, by clave: as downloaded, and as the file said when it was handed in before.

    current: what is there now; it is what was seen where the file carries no state (a CSV). A clave without an entry
    was seen empty.
    """
    if reading.state is None:
        return dict(current)
    return {**reading.state.cells, **(earlier or {})}


def changes_of(reading: Reading, seen: Mapping[str, Cells]) -> Wanted:
    """The changes, in the order of the file; nothing where the reading is not sound as a whole."""
    if not reading.is_sound_as_a_whole:
        return Wanted((), ())
    before = _stacked(reading, seen)
    after = np.where(reading.cells == UNSAID, before, reading.cells)
    rows, places = (after != before).nonzero()
    months = after.shape[1] - 1 if len(reading.claves) else 0
    changes = tuple(
        CellChange(reading.claves[row], MINIMUM if place == months else place, was, wanted)
        for row, place, was, wanted in zip(
            rows.tolist(), places.tolist(), before[rows, places].tolist(), after[rows, places].tolist(), strict=True
        )
    )
    return Wanted(changes, (*_emptied(reading, before, after), *_removed(reading)))


def seen_after(
    reading: Reading, seen: Mapping[str, Cells], conflicts: tuple[Conflict, ...], closed: Mapping[str, str]
) -> dict[str, Cells]:
    """What its author has seen once the file was applied: its own figures, but for conflicts and closed lines."""
    after = _stacked(reading, seen)
    after = np.where(reading.cells == UNSAID, after, reading.cells)
    place = {clave: at for at, clave in enumerate(reading.claves)}
    for one in conflicts:
        after[place[one.clave], one.month] = one.before
    return {clave: after[at] for clave, at in place.items() if clave not in closed}


def _stacked(reading: Reading, seen: Mapping[str, Cells]) -> Cells:
    stacked = np.zeros_like(reading.cells)
    for at, clave in enumerate(reading.claves):
        if clave in seen:
            stacked[at] = seen[clave]
    return stacked


def _emptied(reading: Reading, before: Cells, after: Cells) -> list[Problem]:
    lost = before[:, :-1].any(axis=1) & ~after[:, :-1].any(axis=1)
    sheet = reading.sheets[reading.place].name
    return [
        problem("row-emptied", sheet, reading.row_of[reading.claves[at]], subject=reading.claves[at],
                found=str(int(before[at, :-1].sum())))
        for at in np.flatnonzero(lost).tolist()
    ]  # fmt: skip


def _removed(reading: Reading) -> list[Problem]:
    """Rows with figures that were in the template and are not in the file: they stay as they are."""
    if reading.state is None:
        return []
    sheet = reading.sheets[reading.place].name
    told = {one.subject for one in reading.problems}
    return [
        problem("row-removed", sheet, -1, subject=clave, found=str(int(cells[:-1].sum())))
        for clave, cells in reading.state.cells.items()
        if clave not in reading.row_of and clave not in told and cells[:-1].any()
    ]
