"""The need as a workbook in the layout in which demand annexes are published (2027-2028), and as tidy rows."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from .views.figures import Figures

SHEET = "ApendiceVF22dic"
NAME_ROW, HEADER_ROW = 7, 8
"""Rows 8 and 9 of the published sheet, counted from 0."""
FIXED = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)
SYNTHETIC = "DATOS SINTÉTICOS (synthetic data)"


@dataclass(frozen=True)
class AnnexColumn:
    """A buyer's pair of columns under the name by which annexes publish it, and its place among the figures."""

    name: str
    place: int


def annex_workbook(figures: Figures, columns: Sequence[AnnexColumn], title: str, is_synthetic: bool) -> bytes:
    """Names over MIN and MAX in rows 8 and 9, a line per code, the totals last; figures are values, not formulas."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"created": FIXED, "title": title, "comments": SYNTHETIC if is_synthetic else ""})
        page = book.add_worksheet(SHEET)
        page.write_string(0, 0, title)
        if is_synthetic:
            page.write_string(1, 0, SYNTHETIC)
        _header(page, columns)
        _lines(page, figures, columns)
    return target.getvalue()


def _header(page: Any, columns: Sequence[AnnexColumn]) -> None:
    for at, name in enumerate([*(column.name for column in columns), "TOTALES"]):
        page.write_string(NAME_ROW, 2 + 2 * at, name)
    page.write_string(HEADER_ROW, 0, "CLAVE")
    page.write_string(HEADER_ROW, 1, "DESCRIPCIÓN")
    for at in range(len(columns) + 1):
        page.write_string(HEADER_ROW, 2 + 2 * at, "MIN")
        page.write_string(HEADER_ROW, 3 + 2 * at, "MAX")


def _lines(page: Any, figures: Figures, columns: Sequence[AnnexColumn]) -> None:
    places = [column.place for column in columns]
    least, most = figures.minimum[:, places], figures.maximum[:, places]
    row = HEADER_ROW
    for code, low, high in zip(figures.codes, least.tolist(), most.tolist(), strict=True):
        if not any(high):
            continue
        row += 1
        page.write_string(row, 0, code.clave)
        page.write_string(row, 1, code.description)
        for at, pair in enumerate(zip([*low, sum(low)], [*high, sum(high)], strict=True)):
            page.write_number(row, 2 + 2 * at, pair[0])
            page.write_number(row, 3 + 2 * at, pair[1])


def plain_workbook(
    title: str, sheets: Sequence[tuple[str, Sequence[str], Sequence[Sequence[object]]]], is_synthetic: bool
) -> bytes:
    """Sheets of a name, a header and rows of text and whole numbers, written line by line: for many rows.

    A synthetic one says so in a last column of every sheet.
    """
    import xlsxwriter

    target = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"created": FIXED, "title": title, "comments": SYNTHETIC if is_synthetic else ""})
        for name, header, rows in sheets:
            page = book.add_worksheet(name)
            page.freeze_panes(1, 0)
            marked = ((*header, "data"), *((*row, "synthetic") for row in rows)) if is_synthetic else (header, *rows)
            for at, row in enumerate(marked):
                for place, cell in enumerate(row):
                    write = page.write_string if isinstance(cell, str) else page.write_number
                    write(at, place, cell)
    return target.getvalue()


TIDY_HEADER = ("clave", "description", "unit", "category", "buyer", "buyer_name", "institution", "state",
               "minimum_pieces", "maximum_pieces")  # fmt: skip


def tidy_rows(figures: Figures) -> Iterator[tuple[object, ...]]:
    """A row per code and buyer with a need, under `TIDY_HEADER`."""
    for at, code in enumerate(figures.codes):
        most = figures.maximum[at].tolist()
        for place, pieces in enumerate(most):
            if pieces:
                buyer = figures.buyers[place]
                yield (code.clave, code.description, code.unit, code.category, buyer.code, buyer.name, buyer.top_name,
                       buyer.state, int(figures.minimum[at, place]), pieces)  # fmt: skip
