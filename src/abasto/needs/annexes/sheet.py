"""A sheet as plain cells, and the words of its headers."""

import re
import unicodedata
from dataclasses import dataclass

Cell = str | float | int | bool | None
FORMULA_STARTS = ("=", "+", "@")
"""Texts that begin so would run as a formula once they are written to a CSV."""

Place = tuple[int, int]
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Source:
    """The file that was read: its name without folder, and the SHA-256 of its bytes."""

    file_name: str
    sha256: str


@dataclass(frozen=True)
class Sheet:
    """Cells from A1 on, row by row; places and boxes count rows and columns from 0.

    merged: first row, first column, last row, last column. valueless: formulas without a cached value.
    errors: cells that hold an error such as #REF!. rows_written: the number of the last row element in the file.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[Box, ...] = ()
    valueless: frozenset[Place] = frozenset()
    errors: frozenset[Place] = frozenset()
    rows_written: int = 0

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def cell(self, row: int, column: int) -> Cell:
        if row < 0 or row >= len(self.rows) or column < 0 or column >= self.width:
            return None
        return self.rows[row][column]


def is_blank(value: Cell) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def text_of(value: Cell) -> str:
    """A cell as people read it: 5 for 5.0, nothing for an empty one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()


def plain(value: Cell) -> str:
    """A header's text without accents, case, underscores and runs of spaces, so that spellings compare."""
    text = unicodedata.normalize("NFKD", text_of(value).replace("_", " "))
    kept = "".join(letter for letter in text if not unicodedata.combining(letter))
    return re.sub(r"\s+", " ", kept).strip().casefold()


def letters(column: int) -> str:
    """Letters of a column counted from 0: A, Z, AA, XFD."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def column_number(text: str) -> int:
    """Column counted from 0 of its letters; 0 for none."""
    number = 0
    for letter in text:
        number = number * 26 + ord(letter) - 64
    return max(number - 1, 0)
