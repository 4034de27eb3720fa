"""The calendar of a contract line whose pieces changed while it ran; pure."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .form import monthly_calendar

Int64 = NDArray[np.int64]


def renewed_calendar(ordered_by_month: Sequence[int] | Int64, maximum_pieces: int, month: int) -> Int64:
    """Pieces by month, shape (months,), that add up to `maximum_pieces`.

    Fewer pieces: the earlier months keep theirs until none is left. More: the additional ones are split equally over
    the months from `month` on (0 is the first; at the latest the last one).
    """
    before = np.asarray(ordered_by_month, dtype=np.int64)
    more = maximum_pieces - int(before.sum())
    if more >= 0:
        first = min(max(month, 0), before.size - 1)
        return np.asarray(before + monthly_calendar(np.array([more]), before.size, first)[0], dtype=np.int64)
    until = np.minimum(np.cumsum(before), maximum_pieces)
    return np.asarray(np.diff(until, prepend=0), dtype=np.int64)
