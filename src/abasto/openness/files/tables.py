"""A table and its CSV: UTF-8 with a byte order mark (spreadsheets read the accents), RFC 4180 line ends.

Formula injection: a text that a spreadsheet could run gets a leading apostrophe.
Source: OWASP, CSV Injection.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .amounts import decimal_text

Cell = str | int | None
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True)
class Column:
    """A column: heading, and whether its cells are text, whole numbers or amounts in centavos."""

    title: str
    kind: Literal["text", "number", "money"] = "text"
    width: int = 14


@dataclass(frozen=True)
class Table:
    """Rows under columns, each cell of its column's kind or None; ordered by the first `key_columns` cells."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    key_columns: int = 1

    def ordered(self) -> list[Sequence[Cell]]:
        """The rows by their key: text by code point, numbers by value, None first."""
        return sorted(self.rows, key=lambda row: tuple(map(_rank, row[: self.key_columns])))


def csv_bytes(table: Table) -> bytes:
    """The table as CSV; amounts as decimals, empty for None."""
    text = io.StringIO(newline="")
    text.write(BYTE_ORDER_MARK)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([safe(column.title) for column in table.columns])
    money = [column.kind == "money" for column in table.columns]
    writer.writerows(
        [_text(cell, is_money) for cell, is_money in zip(row, money, strict=True)] for row in table.ordered()
    )
    return text.getvalue().encode()


def safe(text: str) -> str:
    """The text as it can be opened in a spreadsheet without running."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def _rank(cell: Cell) -> tuple[str, int]:
    return (cell, 0) if isinstance(cell, str) else ("", cell or 0)


def _text(cell: Cell, is_money: bool) -> Cell:
    if isinstance(cell, str):
        return safe(cell)
    return decimal_text(cell) if is_money and cell is not None else cell
