"""The sum of the institutions is the nation: one figure per code and month, agreed between the two ways to reach it.

The nation's own series is smoother, the institutions' sum knows who is growing. Each is weighted by one over the
square of its error out of sample; the agreed total is shared out in proportion to the institutions' forecasts, so that
nothing becomes negative and whoever used nothing gets nothing. Whole pieces: largest remainder, within each code and
month.
"""

import numpy as np

from .problem import Bools, Floats, Ints

FEWEST_KNOWN = 0.5  # a month of which less is known than this share of the usual use says nothing about the nation
MOST_STRETCH = 2.0  # an institution's figure is at most doubled or halved to agree


def usual_use(y: Floats, use: Bools) -> Floats:
    """Mean of the months that speak, float (series,)."""
    return np.asarray(np.where(use, y, 0.0).sum(axis=1) / np.maximum(use.sum(axis=1), 1))


def nation_of(y: Floats, use: Bools, code: Ints, codes: int, usual: Floats) -> tuple[Floats, Bools]:
    """The nation's series per code (codes, months) and where it is known.

    A month in which some institutions are silent is filled up to the share of usual use that spoke; an institution
    counts from its first month on. usual: float (series,), of months before the forecast only.
    """
    begun = np.maximum.accumulate(use, axis=1)
    spoke = by_code(use * usual[:, None], code, codes)
    share = spoke / np.maximum(by_code(begun * usual[:, None], code, codes), 1e-12)
    total = by_code(np.where(use, y, 0.0), code, codes)
    known = (share >= FEWEST_KNOWN) & (spoke > 0)
    silent = by_code(use.astype(float), code, codes) > 0
    return np.where(known, total / np.maximum(share, FEWEST_KNOWN), total), known | (silent & (spoke <= 0))


def by_code(values: Floats, code: Ints, codes: int) -> Floats:
    """Sums of (series, months) over the series of each code, float (codes, months)."""
    order = np.argsort(code, kind="stable")
    starts = np.flatnonzero(np.diff(code[order], prepend=-1))
    out = np.zeros((codes, values.shape[1]))
    out[code[order][starts]] = np.add.reduceat(values[order], starts, axis=0)
    return out


def share_of_nation(nation_miss: float, sum_miss: float) -> float:
    """The weight of the nation's own forecast against the sum, from their mean misses out of sample."""
    if nation_miss <= 0 and sum_miss <= 0:
        return 0.0
    return sum_miss**2 / (nation_miss**2 + sum_miss**2)


def agreed(series: Floats, nation: Floats, code: Ints, share: float) -> Floats:
    """The series' paths (series, months) scaled so that each code adds up to the agreed total."""
    total = by_code(series, code, len(nation))
    wanted = share * nation + (1.0 - share) * total
    stretch = np.clip(wanted / np.maximum(total, 1e-9), 1.0 / MOST_STRETCH, MOST_STRETCH)
    return np.asarray(series * np.where(total > 0, stretch, 1.0)[code])


def whole_pieces(series: Floats, code: Ints, codes: int) -> Ints:
    """Whole pieces by month (series, months) that add up over the months and the series of a code to its rounded
    total.

    The total of the period is shared by largest remainder (ties go to the earlier series), then each series' months
    are the steps of its rounded running sum, so that a third of a piece a month is eight pieces in two years and not
    none.
    """
    running = np.cumsum(series, axis=1)
    total = whole_totals(running[:, -1], code, codes)
    scale = np.where(running[:, -1] > 0, total / np.maximum(running[:, -1], 1e-12), 0.0)
    steps = np.floor(running * scale[:, None] + 0.5 + 1e-6).astype(np.int64)
    return np.diff(steps, axis=1, prepend=0)


def whole_totals(total: Floats, code: Ints, codes: int) -> Ints:
    """Whole pieces (series,) that add up to the rounded sum of each code."""
    floor = np.floor(total)
    rest = total - floor
    missing = np.rint(by_code(total[:, None], code, codes)) - by_code(floor[:, None], code, codes)
    order = np.lexsort((-rest, code))
    rank = np.arange(len(order)) - np.searchsorted(code[order], code[order])
    out = floor.astype(np.int64)
    out[order] += rank < missing[code[order], 0]
    return out
