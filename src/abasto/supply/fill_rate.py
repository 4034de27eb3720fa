"""The fill rate of each supplier: pieces received of the pieces due so far.

Due is what was ordered for the months that have passed. Rates are per ten thousand, rounded down, so that they agree
wherever they are computed. Source: orders on time and in full, OECD review of 2018, chapter 4.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
WHOLE = 10_000


@dataclass(frozen=True)
class OrderLines:
    """Contract lines: pieces ordered by the month in which they are due, received and on time by month of arrival.

    Pieces have shape (lines, months); supplier_codes one per line.
    """

    supplier_codes: tuple[str, ...]
    ordered_pieces: Integers
    received_pieces: Integers
    on_time_pieces: Integers


@dataclass(frozen=True)
class FillRate:
    """A supplier's fill with its parts: fill = received / due, on time = on time / due; None when nothing was due."""

    supplier_code: str
    lines: int
    due_pieces: int
    received_pieces: int
    on_time_pieces: int

    @property
    def fill_per_ten_thousand(self) -> int | None:
        return self.received_pieces * WHOLE // self.due_pieces if self.due_pieces else None

    @property
    def on_time_per_ten_thousand(self) -> int | None:
        return self.on_time_pieces * WHOLE // self.due_pieces if self.due_pieces else None


def fill_rates(lines: OrderLines, as_of_month: int) -> tuple[FillRate, ...]:
    """One rate per supplier over the months before `as_of_month` (0-based), the worst first.

    A tie goes to more pieces due, then to the code; suppliers with nothing due yet come last.
    """
    codes = sorted(set(lines.supplier_codes))
    place = {code: number for number, code in enumerate(codes)}
    supplier = np.fromiter((place[code] for code in lines.supplier_codes), np.int64, len(lines.supplier_codes))
    columns = [
        _summed(supplier, pieces[:, : max(as_of_month, 0)].sum(axis=1), len(codes))
        for pieces in (lines.ordered_pieces, lines.received_pieces, lines.on_time_pieces)
    ]
    counts = np.bincount(supplier, minlength=len(codes)).tolist()
    rates = [FillRate(*row) for row in zip(codes, counts, *columns, strict=True)]
    return tuple(sorted(rates, key=_worst_first))


def _worst_first(rate: FillRate) -> tuple[bool, Fraction, int, str]:
    filled = Fraction(rate.received_pieces, rate.due_pieces) if rate.due_pieces else Fraction(1)
    return rate.due_pieces == 0, filled, -rate.due_pieces, rate.supplier_code


def _summed(supplier: Integers, pieces: Integers, suppliers: int) -> list[int]:
    """Pieces by supplier, in integers (`bincount` with weights would go through floating point)."""
    sums = np.zeros(suppliers, dtype=np.int64)
    np.add.at(sums, supplier, pieces)
    added: list[int] = sums.tolist()
    return added
