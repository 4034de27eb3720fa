"""A workbook with one sheet per table, written row by row so that memory stays small.

Texts are always written as texts: nothing that came in can become a formula or a link.
"""

import datetime as dt
import io
from collections.abc import Sequence

import xlsxwriter

from ...base.refusal import Refused
from .tables import Table

MOST_ROWS = 1_048_576
LONGEST_NAME = 31
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(tables: Sequence[Table], banner: str, dated: dt.datetime) -> bytes:
    """The workbook's bytes. `banner` stands in the first row of every sheet ("" for none); `dated` is its date.

    Refuses `sheet-too-long` (more rows than a sheet holds) and `sheet-name-too-long` (over 31 characters).
    """
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        book.set_properties({"created": dated, "title": tables[0].name, "comments": banner})
        for table in tables:
            _write(book, table, banner)
    return stream.getvalue()


def _write(book: xlsxwriter.Workbook, table: Table, banner: str) -> None:
    head = 1 if banner else 0
    _check(table, head)
    sheet = book.add_worksheet(table.name)
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, column.width)
    if banner:
        sheet.write_string(0, 0, banner, book.add_format({"bold": True, "font_color": "#9b2247"}))
    bold = book.add_format({"bold": True, "bottom": 1})
    for number, column in enumerate(table.columns):
        sheet.write_string(head, number, column.title, bold)
    sheet.freeze_panes(head + 1, table.key_columns)
    sheet.autofilter(head, 0, head + len(table.rows), len(table.columns) - 1)
    _write_rows(book, sheet, table, head + 1)


def _write_rows(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, table: Table, first: int) -> None:
    money = book.add_format({"num_format": "#,##0.00"})
    whole = book.add_format({"num_format": "#,##0"})
    is_money = [column.kind == "money" for column in table.columns]
    for row_number, row in enumerate(table.ordered(), start=first):
        for number, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(row_number, number, cell)
            elif cell is not None and is_money[number]:
                sheet.write_number(row_number, number, cell / 100, money)
            elif cell is not None:
                sheet.write_number(row_number, number, cell, whole)


def _check(table: Table, head: int) -> None:
    if len(table.rows) + head + 1 > MOST_ROWS:
        raise Refused("sheet-too-long", "ECMA-376", {"sheet": table.name, "rows": len(table.rows)})
    if len(table.name) > LONGEST_NAME:
        raise Refused("sheet-name-too-long", "ECMA-376", {"sheet": table.name})
