"""Quarters of a round, and how a need by month falls into them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from abasto.base.quantity import split_largest_remainder

MONTHS = 3


def quarters(first_year: int, first_month: int, months: int) -> tuple[str, ...]:
    """Names of the quarters of `months` months: "2027-Q1"; the last may be shorter."""
    starts = (divmod(first_month - 1 + month, 12) for month in range(0, months, MONTHS))
    return tuple(f"{first_year + years}-Q{month // MONTHS + 1}" for years, month in starts)


def by_quarter(total: int, by_month: NDArray[np.int64] | None, count: int) -> tuple[tuple[int, ...], bool]:
    """Pieces of each of `count` quarters, adding up to `total`, and whether they are derived from the total alone.

    by_month: pieces of each month, shape (months,); None or all zero is a split into equal parts. A need whose months
    add up to something else than the total (part of it was awarded before) keeps their proportions.
    """
    known = by_month is not None and bool(by_month.any())
    weights: Sequence[int] = [1] * count
    if by_month is not None and known:
        padded = np.zeros(count * MONTHS, dtype=np.int64)
        padded[: by_month.size] = by_month[: padded.size]
        weights = padded.reshape(count, MONTHS).sum(axis=1).tolist()
    return tuple(split_largest_remainder(total, weights)), not known
