"""Headers of two levels: a name over a pair of columns, minimum and maximum in either order."""

from collections.abc import Mapping
from dataclasses import dataclass

from abasto.base.clave import parse_clave
from abasto.base.problem import Problem
from abasto.base.refusal import Refused

from . import limits
from .findings import finding
from .sheet import Sheet, is_blank, letters, plain, text_of


@dataclass(frozen=True)
class Pair:
    """The two columns of one buyer (or year, or total), counted from 0, and the name above them."""

    name: str
    minimum: int
    maximum: int

    @property
    def letters(self) -> tuple[str, str]:
        return letters(self.minimum), letters(self.maximum)


@dataclass(frozen=True)
class Header:
    """Where a sheet's columns are: `row` is the last header row, counted from 0; `columns` gives a role's column."""

    row: int
    columns: Mapping[str, int]
    pairs: tuple[Pair, ...]

    def column(self, role: str) -> int | None:
        return self.columns.get(role)


def label_rows(sheet: Sheet, wanted: frozenset[str]) -> list[int]:
    """Rows near the top, counted from 0, that hold every label of `wanted`."""
    top = sheet.rows[: limits.HEADER_ROWS]
    return [
        number for number, row in enumerate(top) if wanted <= {plain(value) for value in row if isinstance(value, str)}
    ]


def the_only_row(sheet: Sheet, rows: list[int]) -> int:
    if len(rows) != 1:
        raise Refused("header-twice", "", {"sheet": sheet.name, "rows": [row + 1 for row in rows]})
    return rows[0]


def role_columns(sheet: Sheet, row: int, roles: Mapping[str, str]) -> dict[str, int]:
    """Column of each role whose label stands in `row`; refuses a label that stands twice."""
    columns: dict[str, int] = {}
    for column, value in enumerate(sheet.rows[row]):
        role = roles.get(plain(value))
        if role in columns:
            raise Refused("column-twice", "", _place(sheet, row, column))
        if role is not None:
            columns[role] = column
    return columns


def pairs_in(
    sheet: Sheet, row: int, name_row: int, minimum: str, maximum: str, *, names_may_repeat: bool = False
) -> tuple[Pair, ...]:
    """Pairs of adjacent columns labelled minimum and maximum, with the only name above either.

    Refuses `columns-unpaired` when a label stands alone and `buyer-without-name` when the name is missing or double.
    """
    labels = [plain(value) for value in sheet.rows[row]]
    pairs = []
    column = 0
    while column < len(labels):
        if labels[column] not in (minimum, maximum):
            _refuse_label_lost(sheet, row, name_row, column, {minimum, maximum})
            column += 1
            continue
        if {labels[column], *labels[column + 1 : column + 2]} != {minimum, maximum}:
            raise Refused("columns-unpaired", "", _place(sheet, row, column))
        low, high = (column, column + 1) if labels[column] == minimum else (column + 1, column)
        pairs.append(Pair(the_only_text(sheet, name_row, column), low, high))
        column += 2
    if not names_may_repeat:
        _refuse_names_twice(sheet, name_row, pairs)
    return tuple(pairs)


def _refuse_label_lost(sheet: Sheet, row: int, name_row: int, column: int, wanted: set[str]) -> None:
    """A name above an unknown label whose neighbour is half a pair: pairing on would shift every buyer by a column."""
    is_half = plain(sheet.cell(row, column + 1)) in wanted and is_blank(sheet.cell(name_row, column + 1))
    if is_half and not is_blank(sheet.cell(name_row, column)):
        raise Refused("columns-unpaired", "", _place(sheet, row, column))


def the_only_text(sheet: Sheet, row: int, column: int) -> str:
    """The one text above a pair of columns that starts at `column`."""
    texts = [text_of(sheet.cell(row, c)) for c in (column, column + 1) if not is_blank(sheet.cell(row, c))]
    if len(texts) != 1:
        raise Refused("buyer-without-name", "", _place(sheet, row, column))
    return texts[0]


def _refuse_names_twice(sheet: Sheet, row: int, pairs: list[Pair]) -> None:
    seen: set[str] = set()
    for pair in pairs:
        if plain(pair.name) in seen:
            raise Refused("buyer-twice", "", _place(sheet, row, pair.minimum) | {"name": pair.name})
        seen.add(plain(pair.name))


def refuse_rows_above(sheet: Sheet, header: Header) -> None:
    """A clave above the header would be lost: the header row was moved into the data."""
    column = header.columns["clave"]
    for row in range(header.row):
        try:
            parse_clave(text_of(sheet.cell(row, column)))
        except Refused:
            continue
        raise Refused("rows-above-header", "", _place(sheet, row, column))


def unread_columns(sheet: Sheet, header: Header, name_row: int) -> list[Problem]:
    """Columns that no role claims; refuses those that may hold a buyer's pieces."""
    read = set(header.columns.values()) | {c for pair in header.pairs for c in (pair.minimum, pair.maximum)}
    problems = []
    for column in range(sheet.width):
        if column in read:
            continue
        below = [row[column] for row in sheet.rows[header.row + 1 :] if row[column] is not None]
        if not below:
            continue
        label = text_of(sheet.cell(header.row, column))
        if not is_blank(sheet.cell(name_row, column)):
            raise Refused("column-unknown", "", _place(sheet, header.row, column) | {"label": label})
        if not label and any(type(value) in (int, float) for value in below):
            raise Refused("column-without-header", "", _place(sheet, header.row, column))
        problems.append(finding("unread-column", sheet.name, header.row + 1, letters(column), found=label))
    return problems


def header_notes(sheet: Sheet, header: Header, expected_row: int, order: tuple[str, ...]) -> list[Problem]:
    """Notes on a header in another row than published (counted from 1), with columns permuted or missing."""
    problems = []
    if header.row + 1 != expected_row:
        problems.append(
            finding("moved-header-row", sheet.name, header.row + 1, "", found=f"{header.row + 1} | {expected_row}")
        )
    found = [header.columns[role] for role in order if role in header.columns]
    found += [c for pair in header.pairs for c in (pair.minimum, pair.maximum)]
    found = list(dict.fromkeys(found))
    if found != sorted(found):
        listed = " ".join(letters(column) for column in found)
        problems.append(finding("permuted-columns", sheet.name, header.row + 1, "", found=listed))
    missing = [role for role in order if role not in header.columns]
    problems += [finding("column-missing", sheet.name, header.row + 1, found=role) for role in missing]
    if sheet.rows_written > limits.MAX_ROWS:
        problems.append(finding("empty-rows", sheet.name, len(sheet.rows) + 1, "", found=str(sheet.rows_written)))
    return problems


def _place(sheet: Sheet, row: int, column: int) -> dict[str, object]:
    return {"sheet": sheet.name, "row": row + 1, "column": letters(column)}
