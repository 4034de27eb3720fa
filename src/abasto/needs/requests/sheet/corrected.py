"""The corrected workbook: the file's own cells, those with a problem coloured and with a comment, and a list of all.

It can be mended and handed in again as it is: what the template carries hidden goes along.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from abasto.base.problem import Problem

from ...annexes.findings import RANK
from ...annexes.sheet import Sheet, column_number, letters
from .headers import STATE_SHEET
from .kinds import counted
from .look import MONTH_WIDTH, OTHER_WIDTH, WIDTHS, Look, workbook
from .reading import KEEP, Reading
from .template import write_total

MOST_COMMENTS = 20_000
"""Comments of one workbook; a program that shows them slows down. What is beyond is coloured and listed."""
MOST_LINKS = 20_000
COMMENT_SIZE = {"x_scale": 2.2, "y_scale": 1.3}

Say = Callable[[Problem], tuple[str, str, str]]
"""(what is wrong, which rule, what to do) of a problem, in the reader's language."""


@dataclass(frozen=True)
class CorrectedWords:
    """Words of the corrected workbook: its title, name of the sheet of problems, header, and "found"."""

    title: str
    sheet: str
    counts: str
    header: tuple[str, ...]
    found: str
    more: str


def corrected_workbook(reading: Reading, problems: Sequence[Problem], say: Say, words: CorrectedWords) -> bytes:
    """The .xlsx of every sheet as it was read, then the problems: how many of each kind, and one by one.

    problems: those of the reading and those found when it was applied (conflicts, closed lines).
    """
    marks = _marks(reading, problems)
    names = {sheet.name for sheet in reading.sheets}
    told = 0
    with workbook(words.title) as (book, look, target):
        for place, sheet in enumerate(reading.sheets):
            page = book.add_worksheet(sheet.name)
            told = _write_sheet(page, sheet, marks.get(sheet.name, {}), _Style(reading, place), look, say, words, told)
            if sheet.name == STATE_SHEET:
                page.very_hidden()
        name = words.sheet if words.sheet not in names else f"{words.sheet} (Abasto)"
        _write_list(book.add_worksheet(name), problems, reading, look, say, words)
    return target.getvalue()


def _marks(reading: Reading, problems: Sequence[Problem]) -> dict[str, dict[tuple[int, int], list[Problem]]]:
    """Problems by sheet and cell, those of a whole row on its first cell."""
    marks: dict[str, dict[tuple[int, int], list[Problem]]] = {}
    for one in problems:
        if one.row > 0:
            place = one.row - 1, column_number(one.column) if one.column else 0
            marks.setdefault(one.sheet, {}).setdefault(place, []).append(one)
    return marks


class _Style:
    """How the cells of a sheet look: those of a template as they did, others plain."""

    def __init__(self, reading: Reading, place: int) -> None:
        self.is_table = place == reading.place
        self.head = reading.header_row if self.is_table else -1
        self.total = reading.total_column if self.is_table else -1
        self.counted = frozenset(reading.column_of) if self.is_table else frozenset()
        months = sorted(column for column in reading.column_of[:-1] if column >= 0)
        is_one_block = bool(months) and months[-1] - months[0] == len(months) - 1
        self.months = (months[0], months[-1]) if self.is_table and is_one_block else None

    def of(self, row: int, column: int, look: Look) -> Any:
        if not self.is_table or row < self.head:
            return None
        if row == self.head:
            return look.month_head if column in self.counted else look.head
        if column in self.counted:
            return look.figure
        return look.total if column == self.total else look.code


def _write_sheet(
    page: Any, sheet: Sheet, marks: Mapping[tuple[int, int], list[Problem]], style: _Style, look: Look, say: Say,
    words: CorrectedWords, told: int,
) -> int:  # fmt: skip
    if style.is_table:
        _set_columns(page, sheet, style)
    marked_rows = {row for row, _column in marks}
    for row, values in enumerate(sheet.rows):
        for column, value in enumerate(values):
            found = marks.get((row, column)) if row in marked_rows else None
            if found is None:
                if value is not None:
                    _write(page, row, column, value, style.of(row, column, look), style, look)
                continue
            gravest = min(found, key=lambda one: RANK[one.severity])
            _write_value(page, row, column, value, look.marked[gravest.severity])
            if told < MOST_COMMENTS:
                page.write_comment(row, column, _comment(found, say, words), COMMENT_SIZE)
                told += 1
    return told


def _set_columns(page: Any, sheet: Sheet, style: _Style) -> None:
    page.set_column(0, max(sheet.width - 1, 0), OTHER_WIDTH)
    if style.months:
        page.set_column(*style.months, MONTH_WIDTH)
    page.set_column(0, 0, WIDTHS["clave"])
    page.freeze_panes(style.head + 1, 2)


def _write(page: Any, row: int, column: int, value: object, look_of: Any, style: _Style, look: Look) -> None:
    if column == style.total and style.months and row > style.head and isinstance(value, (int, float)):
        write_total(page, row, column, style.months, int(value), look)
    else:
        _write_value(page, row, column, value, look_of)


def _write_value(page: Any, row: int, column: int, value: object, look_of: Any) -> None:
    """A value as it is; a text never as a formula."""
    if value is None or value == KEEP:
        page.write_blank(row, column, None, look_of)
    elif isinstance(value, bool):
        page.write_boolean(row, column, value, look_of)
    elif isinstance(value, (int, float)):
        page.write_number(row, column, value, look_of)
    else:
        page.write_string(row, column, str(value), look_of)


def _comment(found: Sequence[Problem], say: Say, words: CorrectedWords) -> str:
    lines = []
    for one in found[:5]:
        what, _rule, mend = say(one)
        told = f"\n{words.found}: {one.found}" if one.found else ""
        lines.append(f"{what}{told}\n{mend}")
    return "\n\n".join(lines)[:2000]


def _write_list(
    page: Any, problems: Sequence[Problem], reading: Reading, look: Look, say: Say, words: CorrectedWords
) -> None:
    for place, width in enumerate((34, 12, 20, 9, 9, 18, 30, 60, 60)):
        page.set_column(place, place, width)
    page.write_string(0, 0, words.title, look.title)
    page.write_string(1, 0, words.counts, look.bold)
    first = {one.kind: one for one in reversed(problems)}
    groups = counted(problems)
    for row, (kind, count) in enumerate(groups, 2):
        page.write_string(row, 0, say(first[kind])[0])
        page.write_number(row, 1, count)
    head = len(groups) + 3
    for place, label in enumerate(words.header):
        page.write_string(head, place, label, look.head)
    sheets = {sheet.name for sheet in reading.sheets}
    for row, one in enumerate(problems, head + 1):
        what, rule, mend = say(one)
        page.write_string(row, 0, what, look.marked[one.severity])
        page.write_string(row, 1, words.more if one.row == 0 else str(one.row))
        page.write_string(row, 2, one.sheet)
        page.write_string(row, 3, one.column)
        _link(page, row, one, row - head <= MOST_LINKS and one.sheet in sheets)
        for place, text in enumerate((one.subject, one.found, rule, mend), 5):
            page.write_string(row, place, text)


def _link(page: Any, row: int, one: Problem, is_linked: bool) -> None:
    """A link to the cell, where it is one."""
    if not is_linked or one.row == 0:
        return
    cell = f"{one.column or letters(0)}{one.row}"
    sheet = one.sheet.replace("'", "''")
    page.write_url(row, 4, f"internal:'{sheet}'!{cell}", None, cell)
