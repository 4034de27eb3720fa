"""Where the header of a template is, and which column is which; order, language and extra columns do not matter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from abasto.base.problem import Problem

from ...annexes import limits
from ...annexes.sheet import Sheet, is_blank, letters, plain, text_of
from .headers import CLAVE, KNOWN, MINIMUM_HEAD, month_labels, month_of, month_places
from .kinds import problem
from .reading import Expected

LISTED = 12


@dataclass(frozen=True)
class Columns:
    """Columns counted from 0: the clave's, each month's in order (-1: none), the minimum's, the total's."""

    row: int
    clave: int
    months: tuple[int, ...]
    minimum: int
    total: int
    problems: tuple[Problem, ...] = field(default=())


def header_rows(sheet: Sheet) -> list[int]:
    """Rows that could be the header: one with a clave's column and a month's."""
    found = []
    for place, row in enumerate(sheet.rows[: limits.HEADER_ROWS]):
        if any(isinstance(value, str) and KNOWN.get(plain(value)) == CLAVE for value in row) and any(
            month_of(value) for value in row
        ):
            found.append(place)
    return found


def columns_of(sheet: Sheet, row: int, expected: Expected) -> Columns:
    """The columns under a header, with what is wrong or unread among them."""
    months, others, problems = _named(sheet, row, expected)
    lost = [place for place, column in enumerate(months) if column < 0]
    if lost:
        labels = month_labels(expected.starts, expected.months)
        told = ", ".join(labels[place] for place in lost[:LISTED]) + (" …" if len(lost) > LISTED else "")
        problems.append(problem("month-column-missing", sheet.name, row, found=told))
    if MINIMUM_HEAD not in others:
        problems.append(problem("minimum-column-missing", sheet.name, row))
    minimum, total = others.get(MINIMUM_HEAD, -1), others.get("total", -1)
    return Columns(row, others[CLAVE], tuple(months), minimum, total, tuple(problems))


def _named(sheet: Sheet, row: int, expected: Expected) -> tuple[list[int], Mapping[str, int], list[Problem]]:
    places = month_places(expected.starts, expected.months)
    months, others = [-1] * expected.months, dict[str, int]()
    problems = []
    for column, value in enumerate(sheet.rows[row]):
        if is_blank(value):
            if _holds_something(sheet, row, column):
                problems.append(problem("column-unread", sheet.name, row, column, found=letters(column)))
            continue
        pair, key = month_of(value), KNOWN.get(plain(value))
        told = {"sheet": sheet.name, "row": row, "column": column, "found": text_of(value)}
        if pair in places:
            if months[places[pair]] >= 0:
                problems.append(problem("month-column-twice", **told))  # type: ignore[arg-type]
            months[places[pair]] = column
        elif key is None:
            problems.append(problem("column-unread", **told))  # type: ignore[arg-type]
        elif key in others and key in (CLAVE, MINIMUM_HEAD):
            problems.append(problem("column-named-twice", **told))  # type: ignore[arg-type]
        else:
            others[key] = column
    return months, others, problems


def _holds_something(sheet: Sheet, row: int, column: int) -> bool:
    below: Sequence[object] = [one[column] for one in sheet.rows[row + 1 :]]
    return any(value is not None for value in below)
