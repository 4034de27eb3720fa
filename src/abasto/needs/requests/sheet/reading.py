"""A file of requests as it was understood, and what it is measured against."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from abasto.base.problem import Problem

from ...annexes.sheet import Sheet
from ..cells import Cells
from .kinds import STRUCTURE, stops_all
from .state import State

UNSAID = -1
"""A cell of a reading that says nothing: left out, or an empty minimum."""
KEEP = "·"
"""What stands in a month of which a tidy CSV says nothing."""


@dataclass(frozen=True)
class Expected:
    """Whose file this should be: codes of round and organisation, its months, its open and its withdrawn claves."""

    round: str
    organisation: str
    starts: date
    months: int
    open: frozenset[str]
    withdrawn: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Reading:
    """What a file says: pieces by clave and cell, shape (claves, months + 1), the minimum last; UNSAID where nothing.

    kind: "workbook", "csv" or "tidy-csv". state: None where the file carries none. sheets: as they came, the one with
    the figures at `place`. row_of: row by clave, column_of: column of every month and the minimum (-1: none), and
    total_column: all counted from 0.
    """

    kind: str
    state: State | None
    claves: tuple[str, ...]
    cells: Cells
    sheets: tuple[Sheet, ...]
    place: int
    row_of: Mapping[str, int]
    column_of: tuple[int, ...]
    header_row: int
    total_column: int
    problems: tuple[Problem, ...]

    @property
    def is_sound_as_a_whole(self) -> bool:
        return not stops_all(self.problems)

    @property
    def structure(self) -> tuple[Problem, ...]:
        return tuple(one for one in self.problems if one.kind in STRUCTURE)
