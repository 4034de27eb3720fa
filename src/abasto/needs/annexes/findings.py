"""How a problem of an annex is made: its severity by kind, its place as a spreadsheet shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from abasto.base.problem import Problem

from . import limits
from .sheet import column_number, letters

SEVERITY = {
    "clave-ambiguous": "critical",
    "clave-missing": "critical",
    "clave-twice": "critical",
    "clave-unreadable": "critical",
    "error-value": "critical",
    "formula-as-text": "critical",
    "formula-without-value": "critical",
    "fractional-pieces": "critical",
    "merged-cells": "critical",
    "minimum-above-maximum": "critical",
    "minimum-without-maximum": "critical",
    "negative-pieces": "critical",
    "row-ragged": "critical",
    "buyer-missing": "critical",
    "text-in-quantity": "critical",
    "too-many-pieces": "critical",
    "unknown-institution": "critical",
    "detail-disagrees": "warning",
    "formula-like-text": "warning",
    "column-missing": "warning",
    "minimum-not-percent": "warning",
    "minimum-zero": "warning",
    "missing-sheet": "warning",
    "numbering-gap": "warning",
    "subtotal-disagrees": "warning",
    "total-disagrees": "warning",
    "total-unreadable": "warning",
    "unknown-clave": "warning",
    "description-not-text": "note",
    "empty-rows": "note",
    "encoding-latin-1": "note",
    "moved-header-row": "note",
    "permuted-columns": "note",
    "renamed-sheet": "note",
    "separator-not-comma": "note",
    "totals-missing": "note",
    "unread-column": "note",
    "unread-sheet": "note",
}
"""critical: the cells it names count 0; only an unknown institution keeps its pieces, under the name as published."""

SUBJECT_CHARACTERS = 120
FOUND_CHARACTERS = 300
"""Of a cell's text; a cell can hold 32,767."""

RANK = {"critical": 0, "warning": 1, "note": 2}


@dataclass(frozen=True)
class Spot:
    """A cell (row and column counted from 0) with what it is about and what stood there."""

    row: int
    column: int
    subject: str
    found: str


def finding(kind: str, sheet: str, row: int, column: str = "", *, subject: str = "", found: str = "") -> Problem:
    """A problem whose rule and mend are keys of `words.PROBLEM_WORDS`; row counts from 1, 0 is the whole sheet."""
    subject = subject[:SUBJECT_CHARACTERS]
    return Problem(sheet, row, column, kind, SEVERITY[kind], subject, found, f"rule-{kind}", f"mend-{kind}")


def cell_findings(kind: str, sheet: str, spots: Iterable[Spot]) -> list[Problem]:
    """One problem per cell; more than `LISTED_PER_COLUMN` in a column become one that names all their rows."""
    problems = []
    by_column = sorted(spots, key=lambda spot: (spot.column, spot.row))
    for column, group in groupby(by_column, key=lambda spot: spot.column):
        cells = list(group)
        if len(cells) > limits.LISTED_PER_COLUMN:
            rows = row_ranges([spot.row + 1 for spot in cells])
            found = f"{len(cells)}: {rows}"
            problems.append(finding(kind, sheet, cells[0].row + 1, letters(column), found=found))
        else:
            problems += [_one_cell(kind, sheet, cell) for cell in cells]
    return problems


def _one_cell(kind: str, sheet: str, cell: Spot) -> Problem:
    found = cell.found[:FOUND_CHARACTERS]
    return finding(kind, sheet, cell.row + 1, letters(cell.column), subject=cell.subject, found=found)


def row_ranges(rows: list[int]) -> str:
    """Ascending row numbers as ranges: 3-5, 9."""
    ranges: list[list[int]] = []
    for row in rows:
        if ranges and row <= ranges[-1][1] + 1:
            ranges[-1][1] = row
        else:
            ranges.append([row, row])
    return ", ".join(f"{first}-{last}" if last > first else str(first) for first, last in ranges)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """By severity, then sheet, row and column as the spreadsheet shows them."""
    return tuple(
        sorted(problems, key=lambda p: (RANK[p.severity], p.sheet, p.row, column_number(p.column), p.kind, p.found))
    )
