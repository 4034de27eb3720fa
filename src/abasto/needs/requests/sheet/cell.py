"""One cell as a number of pieces, or why it is none.

A text is read only where nobody could read it otherwise: 1,234 is 1234 in Mexico and 1 and a bit in Europe.
"""

import math
import re

from ...annexes.sheet import Cell
from ..cells import MOST_PIECES

DIGITS = re.compile(r"[0-9]{1,15}\Z")
SEPARATED = re.compile(r"[+-]?[.,]?[0-9][0-9.,' \u00a0\u202f]*\Z")
DATED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.]+)?\Z|[0-9]{1,2}[/-][0-9]{1,2}[/-][0-9]{2,4}\Z")
NOT_FINITE = {"nan", "inf", "-inf", "infinity", "-infinity"}
FORMULA = ("=", "@")


def pieces_of(value: Cell) -> tuple[int, str]:
    """(pieces, "") of a cell, or (0, kind of problem); an empty one is 0 pieces."""
    if value is None:
        return 0, ""
    if isinstance(value, bool):
        return 0, "cell-text"
    if isinstance(value, (int, float)):
        return of_number(value)
    return _of_text(value.strip())


def of_number(value: float) -> tuple[int, str]:
    """(pieces, "") of a number, or (0, kind of problem)."""
    if not math.isfinite(value):
        return 0, "cell-not-finite"
    if value < 0:
        return 0, "cell-negative"
    if value > MOST_PIECES:
        return 0, "cell-too-many"
    if value != int(value):
        return 0, "cell-fraction"
    return int(value), ""


def _of_text(text: str) -> tuple[int, str]:
    if DIGITS.match(text.removeprefix("-")):
        return of_number(int(text))
    kinds = (
        (not text, ""),
        (text.casefold() in NOT_FINITE, "cell-not-finite"),
        (DATED.match(text), "cell-date"),
        (SEPARATED.match(text), "cell-separators"),
        (text.startswith(FORMULA), "cell-formula-text"),
    )
    return 0, next((kind for holds, kind in kinds if holds), "cell-text")
