"""CSV and workbook of exactly what is shown. Text never becomes a formula; synthetic rows and files say so.

A cell that starts with = + - @ TAB or CR gets a leading apostrophe in CSV (OWASP, CSV injection); in a workbook
every text is written as a string. The workbook's dates are fixed, so the same rows give the same bytes.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from .grid import Grid
from .table import Column, Row, plain
from .words import word

RISKY = ("=", "+", "-", "@", "\t", "\r")
FIXED = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)
WORDED = ("word", "state", "origin")
"""Kinds of cells that a page shows as the words of a code; so do its files."""
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class File:
    """A file to hand out."""

    name: str
    content_type: str
    body: bytes


@dataclass(frozen=True)
class Sheet:
    """Header and rows of what is shown; cells are text, int, Decimal, float, date or None."""

    name: str
    header: tuple[str, ...]
    rows: Sequence[Sequence[object]]
    is_synthetic: bool


def sheet_of_table(name: str, columns: Sequence[Column], rows: Sequence[Row], is_synthetic: bool) -> Sheet:
    """The rows of a table, in its columns; money becomes an exact amount. "Why?" columns are left out."""
    written = [column for column in columns if column.kind != "why"]
    header = tuple(f"{column.label} ({column.unit})" if column.unit else str(column.label) for column in written)
    body = [[_cell(plain(row.get(column.key)), column.kind) for column in written] for row in rows]
    return Sheet(name, header, body, is_synthetic)


def sheet_of_grid(name: str, grid: Grid) -> Sheet:
    """The rows of a grid as it is shown."""
    header = tuple(f"{column.group} {column.name}".strip() for column in grid.columns)
    kinds = [column.kind for column in grid.columns]
    body = [[_cell(value, kind) for value, kind in zip(row, kinds, strict=True)] for row in grid.rows]
    return Sheet(name, header, body, grid.is_synthetic)


def as_csv(sheet: Sheet) -> File:
    """UTF-8 with a byte order mark, so that spreadsheets read the accents."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in _with_origin(sheet):
        writer.writerow([guarded(cell) for cell in row])
    return File(_name(sheet, ".csv"), CSV_TYPE, ("\ufeff" + text.getvalue()).encode())


def as_xlsx(sheet: Sheet) -> File:
    """One sheet with a frozen, filtered header."""
    return as_workbook(_name(sheet, ""), [sheet])


def as_workbook(name: str, sheets: Sequence[Sheet]) -> File:
    """Several sheets, each with a frozen, filtered header. name: of the file, without ending."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"created": FIXED, "title": name})
        dates, heads = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"bold": True, "text_wrap": True})
        for sheet in sheets:
            _add_sheet(book.add_worksheet(sheet.name[:31]), sheet, heads, dates)
    return File(f"{name}.xlsx", XLSX_TYPE, target.getvalue())


def _add_sheet(page: Any, sheet: Sheet, heads: Any, dates: Any) -> None:
    rows = _with_origin(sheet)
    for at, row in enumerate(rows):
        for place, cell in enumerate(row):
            _write(page, (at, place), cell, heads if at == 0 else None, dates)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(rows) - 1, 1), max(len(rows[0]) - 1, 0))


def guarded(cell: object) -> object:
    """A cell that a spreadsheet will not run."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RISKY) else cell


def _write(page: Any, spot: tuple[int, int], cell: object, head: Any, dates: Any) -> None:
    if cell is None:
        return
    if isinstance(cell, (bool, str)):
        page.write_string(*spot, str(cell), head)
    elif isinstance(cell, date):
        page.write_datetime(*spot, cell, dates)
    else:
        page.write_number(*spot, cell, head)


def _cell(value: object, kind: str) -> object:
    if value is None:
        return None
    if kind == "money" and isinstance(value, int):
        return Decimal(value).scaleb(-2)
    if kind == "tenths" and isinstance(value, int):
        return Decimal(value).scaleb(-1)
    if kind in WORDED:
        return str(word(value))
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value if isinstance(value, (int, float, Decimal, date, str)) else str(value)


def _with_origin(sheet: Sheet) -> list[Sequence[object]]:
    """Rows with the header on top; synthetic ones say so in a last column."""
    if not sheet.is_synthetic:
        return [sheet.header, *sheet.rows]
    return [(*sheet.header, "data"), *([*row, "synthetic"] for row in sheet.rows)]


def _name(sheet: Sheet, ending: str) -> str:
    return f"{sheet.name}{'-synthetic' if sheet.is_synthetic else ''}{ending}"
