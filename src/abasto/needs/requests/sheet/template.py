"""The workbook that an institution downloads, fills in and hands back: a row per code, a column per month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from ...annexes.sheet import letters
from ..cells import MOST_PIECES, Cells
from .headers import DATA_SHEET, HEADERS, STATE_SHEET, month_labels
from .look import MONTH_WIDTH, OTHER_WIDTH, WIDTHS, Look, workbook
from .state import State, state_rows

TITLE_ROW, NOTE_ROW, SUM_ROW, HEAD_ROW = 0, 1, 2, 3
FIRST_ROW = HEAD_ROW + 1
TOLD = ("last", "consumption", "stock", "suggestion")
"""Columns that are only told: shown where there are figures, never read back."""


@dataclass(frozen=True)
class TemplateCode:
    """A code of the round as a row begins."""

    clave: str
    description: str
    unit: str


@dataclass(frozen=True, eq=False)
class Template:
    """What goes into a template.

    codes: its rows. cells: figures as they are, by clave, shape (months + 1,); absent is all zero. told: by column
    ("last", "consumption", "stock", "suggestion"), pieces by clave; a column that is absent is not written.
    language: "es" or "en". token: of this one download. words: "title", "note", "sums", "too_many", "validation", and
    "instructions" (the lines of the legend) in that language.
    """

    round: str
    organisation: str
    starts: date
    months: int
    codes: Sequence[TemplateCode]
    cells: Mapping[str, Cells]
    language: str
    token: str
    words: Mapping[str, str]
    told: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns before the months."""
        return ("clave", "description", "unit", *(key for key in TOLD if key in self.told), "minimum", "total")

    @property
    def heads(self) -> tuple[str, ...]:
        """The headers, months included."""
        return (*(HEADERS[key][self.language] for key in self.keys), *month_labels(self.starts, self.months))

    @property
    def state(self) -> State:
        """What it carries hidden: the figures of its own rows alone."""
        kept = {one.clave: self.cells[one.clave] for one in self.codes if one.clave in self.cells}
        return State(self.round, self.organisation, self.token, self.months, kept)


def template_workbook(template: Template) -> bytes:
    """The .xlsx: the figures with their frozen header, the legend, and hidden what was there when it was made."""
    with workbook(template.words["title"]) as (book, look, target):
        page = book.add_worksheet(DATA_SHEET[template.language])
        _set_columns(page, template)
        _write_top(page, template, look)
        for at, code in enumerate(template.codes):
            _write_row(page, FIRST_ROW + at, code, template, look)
        _guard(page, template)
        write_legend(book, template.words["legend"], template.words["instructions"], look)
        write_state(book, state_rows(template.state))
    return target.getvalue()


def _set_columns(page: Any, template: Template) -> None:
    for place, key in enumerate(template.keys):
        page.set_column(place, place, WIDTHS.get(key, OTHER_WIDTH))
    first = len(template.keys)
    page.set_column(first, first + template.months - 1, MONTH_WIDTH)
    page.freeze_panes(FIRST_ROW, 2)


def _write_top(page: Any, template: Template, look: Look) -> None:
    page.write_string(TITLE_ROW, 0, template.words["title"], look.title)
    page.write_string(NOTE_ROW, 0, template.words["note"])
    page.write_string(SUM_ROW, 0, template.words["sums"], look.bold)
    last = FIRST_ROW + max(len(template.codes), 1)
    for place, value in enumerate(_sums(template), len(template.keys) - 1):
        column = letters(place)
        page.write_formula(SUM_ROW, place, f"=SUM({column}{FIRST_ROW + 1}:{column}{last})", look.total, value)
    for place, head in enumerate(template.heads):
        page.write_string(HEAD_ROW, place, head, look.head if place < len(template.keys) else look.month_head)


def _sums(template: Template) -> list[int]:
    """The total of the months, then each month, over all rows."""
    claves = [one.clave for one in template.codes if one.clave in template.cells]
    months = np.zeros(template.months, dtype=np.int64)
    for clave in claves:
        months += template.cells[clave][:-1]
    return [int(months.sum()), *months.tolist()]


def _write_row(page: Any, row: int, code: TemplateCode, template: Template, look: Look) -> None:
    page.write_string(row, 0, code.clave, look.code)
    page.write_string(row, 1, code.description, look.code)
    page.write_string(row, 2, code.unit, look.code)
    column = 3
    for key in template.keys[3:-2]:
        figure = template.told[key].get(code.clave)
        if figure is None:
            page.write_blank(row, column, None, look.told)
        else:
            page.write_number(row, column, figure, look.told)
        column += 1
    cells = template.cells.get(code.clave)
    first = len(template.keys)
    total = 0 if cells is None else int(cells[:-1].sum())
    if cells is not None and cells.any():
        page.write_number(row, first - 2, int(cells[-1]), look.figure)
    write_total(page, row, first - 1, (first, first + template.months - 1), total, look)
    if total and cells is not None:
        for place, figure in enumerate(cells[:-1].tolist(), first):
            if figure:
                page.write_number(row, place, figure, look.figure)


def write_total(page: Any, row: int, column: int, months: tuple[int, int], value: int, look: Look) -> None:
    """The sum of a row's months, with its value, so that a program that does not calculate shows it too."""
    span = f"{letters(months[0])}{row + 1}:{letters(months[1])}{row + 1}"
    page.write_formula(row, column, f"=SUM({span})", look.total, value)


def _guard(page: Any, template: Template) -> None:
    """Months and minimum take whole numbers from 0; the file can be typed into by other programs, so it is advice."""
    last = FIRST_ROW + max(len(template.codes), 1) - 1
    first = len(template.keys)
    rule = {
        "validate": "integer", "criteria": "between", "minimum": 0, "maximum": MOST_PIECES,
        "error_title": template.words["validation_title"], "error_message": template.words["validation"],
    }  # fmt: skip
    page.data_validation(FIRST_ROW, first, last, first + template.months - 1, rule)
    page.data_validation(FIRST_ROW, first - 2, last, first - 2, rule)
    page.autofilter(HEAD_ROW, 0, last, first + template.months - 1)


def write_legend(book: Any, name: str, lines: str, look: Look) -> None:
    """A sheet of sentences, one a row."""
    page = book.add_worksheet(name)
    page.set_column(0, 0, 110)
    for row, line in enumerate(lines.split("\n")):
        page.write_string(row, 0, line, look.title if row == 0 else look.text)


def write_state(book: Any, rows: Sequence[tuple[str, str]]) -> None:
    """The hidden sheet."""
    page = book.add_worksheet(STATE_SHEET)
    for row, (left, right) in enumerate(rows):
        page.write_string(row, 0, left)
        page.write_string(row, 1, right)
    page.very_hidden()
