"""A sheet with a row per clave and a column per month becomes figures, with a problem for whatever is none."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from abasto.base.clave import parse_clave
from abasto.base.problem import Problem
from abasto.base.refusal import Refused

from ...annexes.sheet import Cell, Sheet, is_blank, plain, text_of
from ..cells import MOST_PIECES, Cells
from .cell import of_number, pieces_of
from .header_row import Columns
from .kinds import problem
from .reading import KEEP, UNSAID, Expected

NUMBERS = {float, int, type(None)}
TOTALS = {"total", "totales", "totals", "suma", "sum"}


@dataclass(eq=False)
class Table:
    """Figures by clave (see `Reading.cells`), the row of each, and what was wrong."""

    claves: list[str] = field(default_factory=list)
    row_of: dict[str, int] = field(default_factory=dict)
    cells: Cells = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int64))
    problems: list[Problem] = field(default_factory=list)


def read_table(sheet: Sheet, columns: Columns, expected: Expected) -> Table:
    """Every row under the header that names an open clave once."""
    table = Table()
    rows = _rows(sheet, columns, expected, table)
    table.claves = [clave for clave, _row in rows]
    table.row_of = dict(rows)
    bad = _bad_places(sheet, columns)
    _read_cells(sheet, columns, table, bad)
    _check_minimum(sheet, columns, table)
    return table


def _rows(sheet: Sheet, columns: Columns, expected: Expected, table: Table) -> list[tuple[str, int]]:
    """(clave, row) of the rows to read; both rows of a clave that stands twice are in doubt, so neither is."""
    named: dict[str, list[int]] = {}
    counted = [*columns.months, columns.minimum]
    for row, values in _below(sheet, columns):
        raw = values[columns.clave]
        if is_blank(raw):
            if any(values[column] is not None for column in counted if column >= 0):
                table.problems.append(problem("request-clave-missing", sheet.name, row))
            continue
        if clave := _clave_of(raw, row, sheet, columns, expected, table):
            named.setdefault(clave, []).append(row)
    found = []
    for clave, rows in named.items():
        if len(rows) == 1:
            found.append((clave, rows[0]))
            continue
        told = ", ".join(str(row + 1) for row in rows)
        table.problems += [
            problem("request-clave-twice", sheet.name, row, columns.clave, subject=clave, found=told) for row in rows
        ]
    return found


def _below(sheet: Sheet, columns: Columns) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    start = columns.row + 1
    return enumerate(sheet.rows[start:], start)


def _clave_of(raw: Cell, row: int, sheet: Sheet, columns: Columns, expected: Expected, table: Table) -> str:
    """The open clave a row names, or "" with a problem."""
    text = text_of(raw)
    if text in expected.open:
        return text
    place = {"sheet": sheet.name, "row": row, "column": columns.clave}
    if plain(text) in TOTALS:
        table.problems.append(problem("row-of-totals", **place, found=text))  # type: ignore[arg-type]
        return ""
    try:
        clave = parse_clave(text, expected.open).text
    except Refused:
        table.problems.append(problem("request-clave-unreadable", **place, found=text))  # type: ignore[arg-type]
        return ""
    if clave in expected.open:
        return clave
    kind = "request-clave-withdrawn" if clave in expected.withdrawn else "request-clave-unknown"
    table.problems.append(problem(kind, **place, subject=clave, found=text))  # type: ignore[arg-type]
    return ""


def _bad_places(sheet: Sheet, columns: Columns) -> dict[tuple[int, int], str]:
    """Places whose value is not to be believed, with the kind of problem."""
    counted = {column for column in (*columns.months, columns.minimum, columns.clave) if column >= 0}
    bad = {place: "cell-formula-valueless" for place in sheet.valueless if place[1] in counted}
    bad |= {place: "cell-error" for place in sheet.errors if place[1] in counted}
    for first_row, first, last_row, last in sheet.merged:
        if last_row > columns.row:
            rows = range(max(first_row, columns.row + 1), min(last_row, len(sheet.rows) - 1) + 1)
            among = [column for column in counted if first <= column <= last]
            bad |= {(row, column): "cell-merged" for row in rows for column in among}
    return bad


def _read_cells(sheet: Sheet, columns: Columns, table: Table, bad: dict[tuple[int, int], str]) -> None:
    """Rows of numbers go the short way, all at once; whatever else stands in a cell is looked at by itself."""
    asked = [*columns.months, columns.minimum]
    figures = np.zeros((len(table.claves), len(asked)), dtype=np.float64)
    odd: list[tuple[int, int, str]] = []
    kept: list[tuple[int, int]] = []
    for at, clave in enumerate(table.claves):
        row = sheet.rows[table.row_of[clave]]
        values = [row[column] if column >= 0 else None for column in asked]
        if NUMBERS.issuperset(map(type, values)):
            figures[at] = values
            continue
        for place, value in enumerate(values):
            if value == KEEP:
                kept.append((at, place))
            else:
                figures[at, place], kind = pieces_of(value)
                if kind:
                    odd.append((at, place, kind))
    figures = np.nan_to_num(figures, copy=False)
    unfit = (figures < 0) | (figures > MOST_PIECES) | (figures != np.floor(figures))
    for at, place in np.argwhere(unfit).tolist():
        odd.append((at, place, of_number(float(figures[at, place]))[1]))
        figures[at, place] = 0
    table.cells = figures.astype(np.int64)
    for at, place in kept:
        table.cells[at, place] = UNSAID
    _leave_minimum(sheet, columns, table)
    _leave_out(sheet, asked, columns, table, odd, bad)


def _leave_minimum(sheet: Sheet, columns: Columns, table: Table) -> None:
    """An empty minimum says nothing: it follows the months by the legal share."""
    for at, clave in enumerate(table.claves):
        if columns.minimum < 0 or is_blank(sheet.rows[table.row_of[clave]][columns.minimum]):
            table.cells[at, -1] = UNSAID


def _leave_out(
    sheet: Sheet, asked: list[int], columns: Columns, table: Table, odd: list[tuple[int, int, str]],
    bad: dict[tuple[int, int], str],
) -> None:  # fmt: skip
    at_of = {row: at for at, row in enumerate(table.row_of.values())}
    place_of = {column: place for place, column in enumerate(asked) if column >= 0}
    kinds = {(at, place): kind for at, place, kind in odd}
    for (row, column), kind in bad.items():
        at = at_of.get(row)
        if at is not None and column in place_of:
            kinds[at, place_of[column]] = kind
        elif at is not None and column == columns.clave:
            kinds |= {(at, place): kind for place in range(len(asked)) if asked[place] >= 0}
    for (at, place), kind in sorted(kinds.items()):
        clave, column = table.claves[at], asked[place]
        row = table.row_of[clave]
        told = text_of(sheet.cell(row, column))
        table.cells[at, place] = UNSAID
        table.problems.append(problem(kind, sheet.name, row, column, subject=clave, found=told))


def _check_minimum(sheet: Sheet, columns: Columns, table: Table) -> None:
    """A minimum above the months of its row is left out; where a month was left out nobody can tell."""
    if columns.minimum < 0 or not len(table.claves):
        return
    months = table.cells[:, :-1]
    total = np.where(months < 0, 0, months).sum(axis=1)
    above = (table.cells[:, -1] > total) & ~(months < 0).any(axis=1)
    for at in np.flatnonzero(above).tolist():
        clave = table.claves[at]
        told = f"{table.cells[at, -1]} > {total[at]}"
        row = table.row_of[clave]
        table.problems.append(
            problem("minimum-above-total", sheet.name, row, columns.minimum, subject=clave, found=told)
        )
        table.cells[at, -1] = UNSAID
