"""How the sheets look: the formats of a template and of the corrected workbook, made once a workbook."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

FIXED = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""A workbook's own dates: the same figures give the same bytes."""
WINE, LIGHT, GREY = "#611232", "#f5eef0", "#f2f2f2"
MARKS = {"critical": ("#f8c9c9", "#9b0000"), "warning": ("#fde9b8", "#7a5a00"), "note": ("#dbe9f6", "#1b3f66")}
"""Fill and letters of a cell with a problem, by severity; a comment says the rest in words."""
WIDTHS = {"clave": 17, "description": 46, "unit": 12, "minimum": 13, "total": 14}
OTHER_WIDTH, MONTH_WIDTH = 13, 10


@dataclass(frozen=True)
class Look:
    """Formats of one workbook."""

    title: Any
    head: Any
    month_head: Any
    code: Any
    told: Any
    figure: Any
    total: Any
    text: Any
    bold: Any
    marked: dict[str, Any]


@contextmanager
def workbook(title: str) -> Iterator[tuple[Any, Look, io.BytesIO]]:
    """A workbook written row by row, in little memory; its bytes are in the target afterwards."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}  # fmt: skip
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"created": FIXED, "title": title})
        yield book, _look(book), target


def _look(book: Any) -> Look:
    grid = {"border": 1, "border_color": "#d9d9d9"}
    number = {"num_format": "#,##0"}
    marked = {
        severity: book.add_format({"bg_color": fill, "font_color": letters, "border": 2, "border_color": letters,
                                   **number})
        for severity, (fill, letters) in MARKS.items()
    }  # fmt: skip
    return Look(
        title=book.add_format({"bold": True, "font_size": 14, "font_color": WINE}),
        head=book.add_format({"bold": True, "bg_color": GREY, "text_wrap": True, "valign": "top", **grid}),
        month_head=book.add_format({"bold": True, "bg_color": LIGHT, "align": "right", **grid}),
        code=book.add_format({"bg_color": GREY, "font_color": "#1b1b1b", **grid}),
        told=book.add_format({"bg_color": GREY, "font_color": "#555555", **grid, **number}),
        figure=book.add_format({**grid, **number}),
        total=book.add_format({"bold": True, "bg_color": LIGHT, **grid, **number}),
        text=book.add_format({"text_wrap": True, "valign": "top"}),
        bold=book.add_format({"bold": True}),
        marked=marked,
    )
