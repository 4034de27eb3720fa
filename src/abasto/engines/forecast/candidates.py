"""Twenty-five plain forecasts of a level in one pass over a series, and how wrong each was, month after month.

Simple exponential smoothing, window averages, TSB (Teunter, Syntetos and Babai 2011), Croston with the correction of
Syntetos and Boylan (2005) Holt's damped trend (Gardner and McKenzie 1985), and
medians, which a month of panic does not move. Every smoothing starts as a plain mean
(its weight is never under 1/n), so that no starting value has to be guessed.
"""

import numpy as np

from .compiled import kernel

SMOOTHING = np.array([0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6, 0.8])
WINDOW_MONTHS = np.array([3, 6, 12, 24, 100_000])
TSB = np.array([[0.1, 0.1], [0.2, 0.2], [0.1, 0.3], [0.3, 0.1]])  # weight of the size, weight of the chance
CROSTON = np.array([0.1, 0.2])
HOLT = np.array([[0.2, 0.1, 0.9], [0.3, 0.1, 0.9], [0.5, 0.2, 0.9], [0.3, 0.05, 0.97]])  # level, trend, damping
MEDIAN_MONTHS = np.array([6, 12])
COUNT = 25
WINDOW_6, WINDOW_12, TSB_02 = 9, 10, 14  # places in the row of candidates
FIRST_JUDGED = 4  # months before a candidate is judged
FORGET = 0.98  # weight of a miss one month older


@kernel
def damped_reach(damping, months):  # type: ignore[no-untyped-def]
    """Mean over the coming months of how many months' trend stand in the forecast."""
    total, reach, factor = 0.0, 0.0, 1.0
    for _ in range(months):
        factor *= damping
        reach += factor
        total += reach
    return total / months


@kernel
def move_window(window, held, x, j, months):  # type: ignore[no-untyped-def]
    """Keep window[:held] the sorted last `months` values up to x[j]; returns how many it holds."""
    if held == months:
        at = 0
        while window[at] != x[j - months]:
            at += 1
        for q in range(at, held - 1):
            window[q] = window[q + 1]
        held -= 1
    at = held
    while at > 0 and window[at - 1] > x[j]:
        window[at] = window[at - 1]
        at -= 1
    window[at] = x[j]
    return held + 1


@kernel
def run_candidates(x, n, ahead, level, loss):  # type: ignore[no-untyped-def]  # noqa: PLR0912
    """Fill level (COUNT,) with the forecasts after n months of x, and loss (COUNT,) with their mean absolute miss of
    the mean of the next `ahead` months, judged at every month whose future is known, the newer the heavier."""
    sums = np.zeros(n + 1)
    for j in range(n):
        sums[j + 1] = sums[j] + x[j]
    reach = np.zeros(4)
    for a in range(4):
        reach[a] = damped_reach(HOLT[a, 2], ahead)
    ses, size, chance = np.zeros(8), np.zeros(4), np.zeros(4)
    croston, every = np.zeros(2), np.zeros(2)
    base, trend = np.zeros(4), np.zeros(4)
    window, held = np.zeros((2, 12)), np.zeros(2, np.int64)
    gap, hits, weight = 1, 0, 0.0
    for a in range(COUNT):
        level[a] = 0.0
        loss[a] = 0.0
    for j in range(n):
        v = x[j]
        least = 1.0 / (j + 1)
        for a in range(8):
            ses[a] += max(SMOOTHING[a], least) * (v - ses[a])
            level[a] = ses[a]
        for a in range(5):
            w = min(WINDOW_MONTHS[a], j + 1)
            level[8 + a] = (sums[j + 1] - sums[j + 1 - w]) / w
        if v > 0:
            hits += 1
        for a in range(4):
            chance[a] += max(TSB[a, 1], least) * ((1.0 if v > 0 else 0.0) - chance[a])
            if v > 0:
                size[a] += max(TSB[a, 0], 1.0 / hits) * (v - size[a])
            level[13 + a] = size[a] * chance[a]
        for a in range(2):
            if v > 0:
                croston[a] += max(CROSTON[a], 1.0 / hits) * (v - croston[a])
                every[a] += max(CROSTON[a], 1.0 / hits) * (gap - every[a])
            level[17 + a] = (1.0 - CROSTON[a] / 2) * croston[a] / max(every[a], 1.0)
        gap = 1 if v > 0 else gap + 1
        for a in range(4):
            if j == 0:
                base[a] = v
            else:
                expected = base[a] + HOLT[a, 2] * trend[a]
                trend[a] = HOLT[a, 2] * trend[a] + HOLT[a, 1] * max(HOLT[a, 0], least) * (v - expected)
                base[a] = expected + max(HOLT[a, 0], least) * (v - expected)
            level[19 + a] = max(base[a] + reach[a] * trend[a], 0.0)
        for a in range(2):
            held[a] = move_window(window[a], held[a], x, j, MEDIAN_MONTHS[a])
            level[23 + a] = (window[a, (held[a] - 1) // 2] + window[a, held[a] // 2]) / 2
        if j + 1 >= FIRST_JUDGED and j + 1 < n:
            end = min(n, j + 1 + ahead)
            truth = (sums[end] - sums[j + 1]) / (end - j - 1)
            older = FORGET ** (n - 1 - j)
            weight += older
            for a in range(COUNT):
                loss[a] += older * abs(level[a] - truth)
    if weight > 0:
        for a in range(COUNT):
            loss[a] /= weight


@kernel
def blended(level, loss):  # type: ignore[no-untyped-def]
    """The candidates' mean, each weighted by one over the cube of its miss."""
    least = loss[0]
    for a in range(1, COUNT):
        least = min(least, loss[a])
    total, weights = 0.0, 0.0
    for a in range(COUNT):
        weight = 1.0 / (loss[a] / (least + 1e-12) + 0.05) ** 3 if least > 0 else (1.0 if loss[a] <= 0 else 0.0)
        total += weight * level[a]
        weights += weight
    return total / weights


@kernel
def aggregated(x, n):  # type: ignore[no-untyped-def]
    """Mean of the smoothed series summed over 1, 2, ... months (IMAPA; Petropoulos and Kourentzes 2015), per month.

    The longest sum is the mean gap between two months of use; each smoothing is the best of 0.1 to 0.3.
    """
    hits = 0
    for j in range(n):
        if x[j] > 0:
            hits += 1
    if hits == 0:
        return 0.0
    longest = max(1, min((2 * n + hits) // (2 * hits), n // 2))
    total = 0.0
    for k in range(1, longest + 1):
        best, kept = np.inf, 0.0
        for a in range(5):
            alpha, level, miss = 0.1 + 0.05 * a, 0.0, 0.0
            for i in range(n // k):
                v = 0.0
                for q in range(k):
                    v += x[n - (n // k - i) * k + q]
                if i == 0:
                    level = v
                else:
                    miss += (v - level) ** 2
                    level += alpha * (v - level)
            if miss < best:
                best, kept = miss, level
        total += kept / k
    return total / longest


@kernel
def one_month_miss(x, n):  # type: ignore[no-untyped-def]
    """Mean absolute miss of the smoothing 0.2 one month ahead, over the last 24 months."""
    level, total, count = 0.0, 0.0, 0
    for j in range(n):
        if j > 0 and j >= n - 24:
            total += abs(x[j] - level)
            count += 1
        level += max(0.2, 1.0 / (j + 1)) * (x[j] - level)
    return total / max(count, 1)
