"""Growth over the last round, and the lines that surprise most, against it and against the suggested interval.

A surprise is |ln(pieces / expected)|, a change beyond tenfold counting as tenfold, times the root of the larger of
both: a doubling of many pieces weighs more than one of few, yet less than in proportion, so that the largest codes do
not fill the list. It knows no price. Expected is what the same buyer asked last round, spread over the months of this
one, or the nearest end of the interval suggested for it where the request lies outside.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log, sqrt

import numpy as np

from .figures import Figures, Ints

MOST = 50
TENFOLD = log(10)
LAST_ROUND, INTERVAL = "last-round", "interval"
Interval = tuple[int, int]
"""The least and the most pieces that would not surprise."""


@dataclass(frozen=True)
class Surprise:
    """A request far from what was expected: of a code and buyer ("" for all buyers together)."""

    clave: str
    description: str
    buyer: str
    buyer_name: str
    pieces: int
    expected: int
    against: str
    score: float


def score(pieces: int, expected: int) -> float:
    """How far a request is from what was expected (see the module's text)."""
    ratio = abs(log((pieces + 1) / (expected + 1)))
    return min(ratio, TENFOLD) * sqrt(max(pieces, expected))


def surprises(
    now: Figures, before: Figures | None, intervals: Mapping[tuple[str, str], Interval], most: int = MOST
) -> list[Surprise]:
    """The lines that surprise most, the most surprising first.

    intervals: by clave and buyer. A buyer that asked for nothing in the last round is not held against it.
    """
    found = [*_against_last(now, before, most), *_against_intervals(now, intervals)]
    best: dict[tuple[str, str], Surprise] = {}
    for one in found:
        key = (one.clave, one.buyer)
        if key not in best or one.score > best[key].score:
            best[key] = one
    return sorted(best.values(), key=lambda one: (-one.score, one.clave, one.buyer))[:most]


def growth(now: Figures, before: Figures) -> list[tuple[int, int, int]]:
    """(place of the code, pieces now, pieces before over as many months), the largest difference first."""
    summed, was = now.maximum.sum(axis=1), _expected(now, before).sum(axis=1)
    order = np.lexsort((np.arange(len(summed)), -np.abs(summed - was)))
    return [(int(at), int(summed[at]), int(was[at])) for at in order.tolist() if summed[at] or was[at]]


def _expected(now: Figures, before: Figures) -> Ints:
    """Pieces of the last round of shape (codes, buyers seen now plus all others), over the months of this one.

    The last column is what buyers asked that take no part now.
    """
    column = {buyer.code: at for at, buyer in enumerate(now.buyers)}
    row = {code.clave: at for at, code in enumerate(now.codes)}
    expected = np.zeros((len(now.codes), len(now.buyers) + 1), dtype=np.int64)
    kept = [(at, row[code.clave]) for at, code in enumerate(before.codes) if code.clave in row]
    if not kept or not before.buyers:
        return expected
    rows_before, rows_now = (list(places) for places in zip(*kept, strict=True))
    columns = [column.get(buyer.code, len(now.buyers)) for buyer in before.buyers]
    np.add.at(expected, (np.array(rows_now)[:, None], np.array(columns)[None, :]), before.maximum[rows_before])
    return expected * now.months // max(before.months, 1)


def _against_last(now: Figures, before: Figures | None, most: int) -> list[Surprise]:
    if before is None or not now.buyers:
        return []
    expected = _expected(now, before)[:, :-1]
    asked_before = expected.sum(axis=0) > 0
    ratio = np.abs(np.log((now.maximum + 1) / (expected + 1)))
    scores = np.minimum(ratio, TENFOLD) * np.sqrt(np.maximum(now.maximum, expected)) * asked_before[None, :]
    return [
        _surprise(now, at // len(now.buyers), at % len(now.buyers), int(expected.reshape(-1)[at]), LAST_ROUND)
        for at in np.argsort(-scores.reshape(-1), kind="stable")[:most].tolist()
        if scores.reshape(-1)[at] > 0
    ]


def _against_intervals(now: Figures, intervals: Mapping[tuple[str, str], Interval]) -> list[Surprise]:
    row = {code.clave: at for at, code in enumerate(now.codes)}
    column = {buyer.code: at for at, buyer in enumerate(now.buyers)}
    found = []
    for (clave, buyer), (least, largest) in intervals.items():
        if clave not in row or buyer not in column:
            continue
        pieces = int(now.maximum[row[clave], column[buyer]])
        if not least <= pieces <= largest:
            expected = least if pieces < least else largest
            found.append(_surprise(now, row[clave], column[buyer], expected, INTERVAL))
    return found


def _surprise(now: Figures, row: int, column: int, expected: int, against: str) -> Surprise:
    code, buyer, pieces = now.codes[row], now.buyers[column], int(now.maximum[row, column])
    return Surprise(code.clave, code.description, buyer.code, buyer.name, pieces, expected, against,
                    score(pieces, expected))  # fmt: skip
