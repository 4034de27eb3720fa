"""What can be wrong with an uploaded file: how grave each kind is, and what it leaves out."""

from collections import Counter
from collections.abc import Iterable, Sequence

from abasto.base.problem import Problem

from ...annexes.findings import RANK, row_ranges
from ...annexes.limits import LISTED_PER_COLUMN
from ...annexes.sheet import column_number, letters

STRUCTURE = {
    "header-missing": "critical",
    "sheets-alike": "critical",
    "month-column-missing": "critical",
    "month-column-twice": "critical",
    "column-named-twice": "critical",
    "other-round": "critical",
    "other-institution": "critical",
    "state-damaged": "critical",
}
"""The file cannot be trusted as a whole: it changes nothing."""
ROWS = {
    "request-clave-missing": "critical",
    "request-clave-unreadable": "critical",
    "request-clave-unknown": "critical",
    "request-clave-withdrawn": "critical",
    "request-clave-twice": "critical",
}
"""A row is left out."""
CELLS = {
    "cell-text": "critical",
    "cell-separators": "critical",
    "cell-date": "critical",
    "cell-not-finite": "critical",
    "cell-negative": "critical",
    "cell-fraction": "critical",
    "cell-too-many": "critical",
    "cell-error": "critical",
    "cell-formula-text": "critical",
    "cell-formula-valueless": "critical",
    "cell-merged": "critical",
    "month-outside-round": "critical",
    "minimum-above-total": "critical",
}
"""A cell is left out; what is there stays."""
TOLD = {
    "row-emptied": "warning",
    "row-removed": "warning",
    "line-closed": "warning",
    "upload-conflict": "warning",
    "state-missing": "warning",
    "column-unread": "note",
    "minimum-column-missing": "note",
    "request-sheet-unread": "note",
    "row-of-totals": "note",
    "macros-unread": "note",
}
"""Nothing is left out, or what is was never to be read."""
SEVERITY = {**STRUCTURE, **ROWS, **CELLS, **TOLD}
FOUND_CHARACTERS = 300
SUBJECT_CHARACTERS = 120


def problem(kind: str, sheet: str, row: int, column: int = -1, *, subject: str = "", found: str = "") -> Problem:
    """A problem at a place counted from 0 (-1: the whole sheet, or the whole row); its rule and mend are keys."""
    return Problem(
        sheet, row + 1, letters(column) if column >= 0 else "", kind, SEVERITY[kind],
        subject[:SUBJECT_CHARACTERS], found[:FOUND_CHARACTERS], f"rule-{kind}", f"mend-{kind}",
    )  # fmt: skip


def stops_all(problems: Iterable[Problem]) -> bool:
    """Whether a problem of the structure is among them."""
    return any(one.kind in STRUCTURE for one in problems)


def left_out(problems: Iterable[Problem]) -> int:
    """How many cells or rows were left out."""
    return sum(one.kind in ROWS or one.kind in CELLS for one in problems)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The gravest first, then by place as the spreadsheet shows it."""
    return tuple(
        sorted(problems, key=lambda p: (RANK[p.severity], p.sheet, p.row, column_number(p.column), p.kind, p.found))
    )


def counted(problems: Iterable[Problem]) -> list[tuple[str, int]]:
    """How many of each kind: the gravest first, then the most frequent."""
    counts = Counter(one.kind for one in problems)
    return sorted(counts.items(), key=lambda one: (RANK[SEVERITY[one[0]]], -one[1], one[0]))


def gathered(problems: Sequence[Problem]) -> list[Problem]:
    """For a list that people work through: many alike in one column become one that names their rows."""
    alike: dict[tuple[str, str, str], list[Problem]] = {}
    for one in problems:
        alike.setdefault((one.kind, one.sheet, one.column), []).append(one)
    found = []
    for (kind, sheet, column), members in alike.items():
        if len(members) <= LISTED_PER_COLUMN:
            found += members
        else:
            rows = row_ranges(sorted({one.row for one in members}))
            told = f"{len(members)}: {rows}"
            place = column_number(column) if column else -1
            found.append(problem(kind, sheet, members[0].row - 1, place, found=told))
    return found
