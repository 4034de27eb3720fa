"""A line split over delivery points: what each gets by month, with sums that hold."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ....base.refusal import Refused

Months = NDArray[np.int64]


def check_points(parts: Mapping[str, Months], line: Months) -> None:
    """Refuse `points-do-not-add` where a month of the points is not that of the line; no point at all is no split."""
    if not parts:
        return
    found = np.sum(list(parts.values()), axis=0)
    for month in np.flatnonzero(found != line).tolist():
        values = {"month": month + 1, "found": f"{found[month]:,}", "wanted": f"{line[month]:,}"}
        raise Refused("points-do-not-add", "", values)


def share_out(totals: Sequence[int], line: Months) -> list[Months]:
    """Months for every point from its pieces in all, along the months of the line; both sums are exact.

    Each month goes to the points furthest behind their share so far. Refuses `points-sum-differs`.
    """
    whole = int(line.sum())
    if sum(totals) != whole:
        raise Refused("points-sum-differs", "", {"found": f"{sum(totals):,}", "wanted": f"{whole:,}"})
    given = [0] * len(totals)
    parts = np.zeros((len(totals), len(line)), dtype=np.int64)
    passed = 0
    for month, pieces in enumerate(line.tolist()):
        passed += pieces
        behind = [total * passed - have * whole for total, have in zip(totals, given, strict=True)]
        for at, count in enumerate(_portions(behind, whole, pieces)):
            parts[at, month] = count
            given[at] += count
    return list(parts)


def _portions(behind: Sequence[int], whole: int, pieces: int) -> list[int]:
    """Whole pieces to each of those behind, in units of 1/whole; what is left goes to the largest remainder."""
    counts = [max(0, one // whole) if whole else 0 for one in behind]
    order = sorted(range(len(behind)), key=lambda at: behind[at] - counts[at] * whole, reverse=True)
    left = pieces - sum(counts)
    for at in order[: max(0, left)]:
        counts[at] += 1
    for at in reversed(order):
        taken = min(counts[at], max(0, -left))
        counts[at] -= taken
        left += taken
    return counts
