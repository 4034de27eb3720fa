"""Monthly series: integers by month, stored as little-endian int64 bytes (one field, not 24 rows)."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Months = NDArray[np.int64]


def to_bytes(values: Iterable[int] | Months) -> bytes:
    """Little-endian int64 bytes of a series of shape (months,)."""
    return np.asarray(values, dtype="<i8").tobytes()


def from_bytes(data: bytes) -> Months:
    """The series of shape (months,) held in `data`."""
    return np.frombuffer(data, dtype="<i8").astype(np.int64)


def equal_split(total: int, months: int) -> Months:
    """`total` over `months` by largest remainder, the earlier months first; the sum is `total`."""
    base, left = divmod(total, months)
    series = np.full(months, base, dtype=np.int64)
    series[:left] += 1
    return series
