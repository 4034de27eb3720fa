"""The rules said again, slowly and plainly: lists and loops over every row, against which the fast ones are held."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping

STEPS = 64
Row = Mapping[str, int | bool | None]


def least_pieces_of_step(step: int) -> int:
    """The least whole number that is 2 ** (step / 64) or more."""
    number = 2**step
    low = 1
    while low**STEPS < number:
        low = low * 2
    high, low = low, low // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if middle**STEPS >= number else (middle, high)
    return high


TABLE = [least_pieces_of_step(step) for step in range(1, STEPS * 24)]


def log(pieces: int) -> int:
    return bisect_right(TABLE, pieces)


def scale(rows: Iterable[Row], base: int) -> set[tuple[int, int, int, bool]]:
    """(series, month, factor, is sure) of every month that may be out of scale."""
    logs: dict[int, dict[int, int]] = defaultdict(dict)
    for row in rows:
        out = row["stock_out_days"] or 0
        if row["reported"] and row["consumption_pieces"] and out <= 24:
            logs[row["series"]][row["month"] - base] = log(row["consumption_pieces"] * 30 // (30 - out))
    return {found for series, of in logs.items() if len(of) >= 6 for found in _of_series(series, of, base)}


def _of_series(series: int, of: Mapping[int, int], base: int) -> Iterable[tuple[int, int, int, bool]]:
    shelves = [[(value, at) for at, value in of.items() if at % 3 == shelf] for shelf in range(3)]
    highs = [max(shelf) for shelf in shelves if shelf]
    lows = [min(shelf) for shelf in shelves if shelf]
    rest = [value for at, value in of.items() if (value, at) not in {*highs, *lows}]
    for sign, extremes in ((1, highs), (-1, lows)):
        for value, at in extremes:
            held = rest if len(rest) >= 4 else [other for month, other in of.items() if month != at]
            n, total, squares = len(held), sum(held), sum(one * one for one in held)
            off = sign * (n * value - total)
            if off >= n * 112:
                factor = 1000 if off >= n * 532 else 100 if off >= n * 319 else 10
                is_sure = off >= n * 144 and off * off >= 25 * (n * squares - total * total)
                yield series, base + at, sign * factor, is_sure


def from_nowhere(rows: Iterable[Row]) -> set[tuple[int, int]]:
    """(series, month) with more used and left than there was and came in."""
    told = {(row["series"], row["month"]): row for row in rows}
    found = set()
    for (series, month), row in told.items():
        before = told.get((series, month - 1))
        if before is None or not row["reported"] or not before["reported"]:
            continue
        figures = (before["stock_pieces"], row["received_pieces"], row["stock_pieces"], row["consumption_pieces"])
        if None in figures:
            continue
        opening, received, left, used = figures
        excess = left + used - opening - received
        if excess >= 10 and excess * 100 > (opening + received) * 10:
            found.add((series, month))
    return found
