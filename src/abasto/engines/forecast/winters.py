"""Level, trend and season smoothed together (Holt and Winters), for series that are smooth and seasonal.

Six forms, season multiplied or added, with no trend, a damped one or (from 60 months on) a straight one; the weights
of each are found by trying steps up and down from a plain start, and the forms are averaged by how likely they make
the last 84 months (Akaike weights; Hyndman and others 2008). It plays the part of AutoETS at a hundredth of its time.
"""

import numpy as np

from .compiled import kernel
from .seasons import ratios, seasonal_index

WINDOW_MONTHS = 84
FEWEST_MONTHS = 30
LONG_MONTHS = 60  # from here on a straight trend is tried, and the search is long
ROUNDS, SHORT_ROUNDS = 7, 2


@kernel
def smooth(y, use, first_phase, multiplied, p, level, season, path):  # type: ignore[no-untyped-def]
    """Run one form over y with p = (level, trend, season, damping); fill path (months ahead,), return the
    unlikeliness."""
    n = y.shape[0]
    trend, squares, logs, count = 0.0, 0.0, 0.0, 0
    start = level
    s = np.zeros(12)
    for q in range(12):
        s[q] = season[q]
    for t in range(n):
        q = (first_phase + t) % 12
        expected = level + p[3] * trend
        trend *= p[3]
        level = expected
        if use[t]:
            if multiplied:
                fit = max(expected * s[q], 1e-3 * start)
                miss = y[t] / fit - 1.0
                logs += np.log(fit)
                level = max(expected * (1.0 + p[0] * miss), 1e-3 * start)
                trend += p[1] * expected * miss
                s[q] = max(s[q] * (1.0 + p[2] * miss), 1e-3)
            else:
                miss = y[t] - expected - s[q]
                level += p[0] * miss
                trend += p[1] * miss
                s[q] += p[2] * miss
            squares += miss * miss
            count += 1
    reach, factor = 0.0, 1.0
    for k in range(path.shape[0]):
        factor *= p[3]
        reach += factor
        q = (first_phase + n + k) % 12
        point = (level + reach * trend) * s[q] if multiplied else level + reach * trend + s[q]
        path[k] = max(0.0, point)
    return count * np.log(squares / max(count, 1) + 1e-300) + 2.0 * logs


@kernel
def stepped(p, d, up, step):  # type: ignore[no-untyped-def]
    """The value of parameter d after a step up or down, kept where the recursion is stable."""
    factor = 1.0 + step if up else 1.0 / (1.0 + step)
    if d == 3:
        return min(0.985, max(0.8, 1.0 - (1.0 - p[3]) * factor))
    factor = 1.0 + 2.0 * step if up else 1.0 / (1.0 + 2.0 * step)
    highest = 0.95 if d == 0 else (p[0] if d == 1 else 1.0 - p[0])
    return min(highest, max(0.001, p[d] * factor))


@kernel
def fitted(y, use, first_phase, multiplied, trend, level, season, rounds, path, attempt):  # type: ignore[no-untyped-def]
    """Search the parameters of one form; fill path with its forecast and return its Akaike criterion."""
    p = np.zeros(4)
    p[0], p[2] = 0.3, 0.05
    if trend == 1:
        p[1], p[3] = 0.03, 0.95
    elif trend == 2:
        p[1], p[3] = 0.02, 1.0
    best = smooth(y, use, first_phase, multiplied, p, level, season, path)
    step = 0.5
    for _ in range(rounds):
        for d in range(4):
            if (d == 1 and trend == 0) or (d == 3 and trend != 1):
                continue
            for up in range(2):
                old = p[d]
                p[d] = stepped(p, d, up == 1, step)
                value = smooth(y, use, first_phase, multiplied, p, level, season, attempt)
                if value < best:
                    best = value
                    for k in range(path.shape[0]):
                        path[k] = attempt[k]
                else:
                    p[d] = old
        step *= 0.7
    return best + 2.0 * (2.0 if trend == 0 else (4.0 if trend == 1 else 3.0))


@kernel
def likelihood(value, least):  # type: ignore[no-untyped-def]
    """The weight of a form, from half its criterion's distance to the best; forms not tried weigh nothing."""
    return np.exp(-0.25 * min(value - least, 60.0)) if value < 1e300 else 0.0


@kernel
def winters(y, use, first_phase, path):  # type: ignore[no-untyped-def]
    """Fill path (months ahead,) with the averaged forecast after y (months,); False where too few months speak."""
    skip = max(0, (y.shape[0] - WINDOW_MONTHS) // 12 * 12)
    y, use = y[skip:], use[skip:]
    n, ahead = y.shape[0], path.shape[0]
    x, month, count, positive = np.zeros(n), np.zeros(n, np.int64), 0, True
    for t in range(n):
        if use[t]:
            x[count], month[count] = y[t], (first_phase + t) % 12
            count += 1
            positive = positive and y[t] > 0
    if count < FEWEST_MONTHS:
        return False
    ratio, index = np.zeros(count), np.ones(12)
    ratios(x, count, ratio)
    seasonal_index(ratio, month, count, index)
    level = 0.0
    for j in range(12):
        level += x[j] / index[month[j]] / 12.0
    if level <= 0:
        return False
    season, paths, attempt = np.zeros(12), np.zeros((6, ahead)), np.zeros(ahead)
    rounds = ROUNDS if count >= LONG_MONTHS else SHORT_ROUNDS
    least, value = 1e300, np.zeros(6)
    for form in range(6):
        multiplied, trend = form < 3, form % 3
        value[form] = 1e300
        if (multiplied and not positive) or (trend == 2 and count < LONG_MONTHS):
            continue
        for q in range(12):
            season[q] = index[q] if multiplied else level * (index[q] - 1.0)
        value[form] = fitted(y, use, first_phase, multiplied, trend, level, season, rounds, paths[form], attempt)
        least = min(least, value[form])
    whole = 0.0
    for form in range(6):
        whole += likelihood(value[form], least)
    for k in range(ahead):
        path[k] = 0.0
        for form in range(6):
            path[k] += likelihood(value[form], least) / whole * paths[form, k]
    return True
