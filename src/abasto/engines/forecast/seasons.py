"""How much more or less is used in each month of the year, drawn towards none where the years disagree."""

import numpy as np

from .compiled import kernel

FEWEST_MONTHS = 24


@kernel
def ratios(x, n, ratio):  # type: ignore[no-untyped-def]
    """Fill ratio (n,) with each month over the mean of the 13 months around it, a fifth of which is the whole mean."""
    mean = 0.0
    for j in range(n):
        mean += x[j] / n
    for j in range(n):
        start, end = max(0, j - 6), min(n, j + 7)
        if start == 0:
            end = min(n, 13)
        if end == n:
            start = max(0, n - 13)
        around = 0.0
        for q in range(start, end):
            around += x[q] / (end - start)
        around = 0.8 * around + 0.2 * mean
        ratio[j] = x[j] / around if around > 0 else 1.0


@kernel
def seasonal_index(ratio, month, n, index):  # type: ignore[no-untyped-def]
    """Fill index (12,) with the mean ratio of each month of the year, and return how far it can be believed, 0 to 1.

    The belief is one less the variance that chance alone would give the twelve means over the variance they have; each
    index is drawn towards one by it. Fewer than 24 months give no season.
    """
    for q in range(12):
        index[q] = 1.0
    total = 0.0
    for j in range(n):
        total += ratio[j]
    if n < FEWEST_MONTHS or total <= 0:
        return 0.0
    mean = total / n
    sums, counts = np.zeros(12), np.zeros(12)
    for j in range(n):
        sums[month[j]] += ratio[j]
        counts[month[j]] += 1
    within, between, chance, known = 0.0, 0.0, 0.0, 0
    for j in range(n):
        within += (ratio[j] - sums[month[j]] / counts[month[j]]) ** 2
    for q in range(12):
        if counts[q] > 0:
            known += 1
            between += (sums[q] / counts[q] - mean) ** 2
            chance += 1.0 / counts[q]
    if known < 2 or between <= 1e-12 * mean * mean:
        return 0.0
    belief = max(0.0, 1.0 - within / max(n - known, 1) * chance / known / (between / (known - 1)))
    if belief <= 0:
        return 0.0
    whole = 0.0
    for q in range(12):
        if counts[q] > 0:
            index[q] = max(0.1, 1.0 + belief * (sums[q] / counts[q] / mean - 1.0))
        whole += index[q]
    for q in range(12):
        index[q] *= 12.0 / whole
    return belief


@kernel
def index_of_code(share, known, month, index):  # type: ignore[no-untyped-def]
    """Fill index (12,) with the season of a code: share (months,), the mean of its series, each over its own mean,
    where known (months,) says that at least one spoke; returns the belief."""
    n = 0
    x = np.zeros(share.shape[0])
    at = np.zeros(share.shape[0], np.int64)
    for t in range(share.shape[0]):
        if known[t]:
            x[n] = share[t]
            at[n] = month[t]
            n += 1
    ratio = np.zeros(max(n, 1))
    ratios(x, n, ratio)
    return seasonal_index(ratio, at, n, index)
