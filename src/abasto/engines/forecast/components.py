"""Ten forecasts of every series in one pass: what is mixed afterwards, by kind of series."""

from dataclasses import dataclass

import numpy as np

from .candidates import (
    COUNT,
    TSB_02,
    WINDOW_6,
    WINDOW_12,
    aggregated,
    blended,
    one_month_miss,
    run_candidates,
)
from .coherent import by_code, usual_use
from .compiled import kernel
from .problem import Bools, Floats, Ints
from .seasons import index_of_code, ratios, seasonal_index
from .winters import winters

NAMES = (
    "blend",
    "blend_own_season",
    "blend_season_of_code",
    "aggregated",
    "window_6",
    "window_12",
    "tsb",
    "winters",
    "same_month_two_years",
    "same_month_last_year",
)
BLEND, OWN, OF_CODE, AGGREGATED, WINDOW_6_AT, WINDOW_12_AT, TSB_AT, WINTERS, TWO_YEARS, LAST_YEAR = range(10)
MONTHS_JUDGED = 6  # the blend's candidates are judged by the mean of so many months ahead
SMOOTH_ZEROS = 0.25  # Winters' method is not tried where more months than this are without use
SEASON_BELIEVED = 0.2  # nor where the season is believed less than this


@dataclass(frozen=True)
class Components:
    """paths: float (series, components, months ahead), pieces a month; months: int (series,), those that spoke;
    zeros: share of them without use; mean, deviation: of use, in pieces; season: belief in an own season, 0 to 1;
    scale: mean absolute miss one month ahead, in pieces, zero only where no month spoke."""

    paths: Floats
    months: Ints
    zeros: Floats
    mean: Floats
    deviation: Floats
    season: Floats
    scale: Floats


def make_components(y: Floats, use: Bools, code: Ints, first_phase: int, ahead: int) -> Components:
    """The components after the last column of y (series, months), for the `ahead` months that follow it."""
    series = y.shape[0]
    paths, facts = np.zeros((series, len(NAMES), ahead)), np.zeros((series, 6))
    season = seasons_of_codes(y, use, code, first_phase)
    fill_components(y, use, season, code, first_phase, min(ahead, MONTHS_JUDGED), paths, facts)
    months, zeros, mean, deviation, belief, scale = facts.T
    floor = 0.05 * mean + 0.02
    scale = np.where(months > 0, np.maximum(scale, floor), 0.0)
    return Components(paths, months.astype(np.int64), zeros, mean, deviation, belief, scale)


def seasons_of_codes(y: Floats, use: Bools, code: Ints, first_phase: int) -> Floats:
    """The season of each code, float (codes, 12): its series' months over their mean, weighted by the root of it."""
    codes, months = int(code.max()) + 1, y.shape[1]
    root = np.sqrt(usual_use(y, use))[:, None]
    used = np.where(use, y, 0.0) / np.maximum(root, 1e-9)
    top, bottom = by_code(used, code, codes), by_code(use * root, code, codes)
    index, month = np.ones((codes, 12)), (first_phase + np.arange(months)) % 12
    for c in range(codes):
        known = bottom[c] > 0
        index_of_code(top[c] / np.where(known, bottom[c], 1.0), known, month, index[c])
    return index


@kernel
def copy_row(path, source, target):  # type: ignore[no-untyped-def]
    """Row by row, cell by cell: numba takes four seconds to compile an assignment of slices."""
    for q in range(path.shape[1]):
        path[target, q] = path[source, q]


@kernel
def flat_rows(path, of_sums, level):  # type: ignore[no-untyped-def]
    for q in range(path.shape[1]):
        path[AGGREGATED, q] = of_sums
        path[WINDOW_6_AT, q] = level[WINDOW_6]
        path[WINDOW_12_AT, q] = level[WINDOW_12]
        path[TSB_AT, q] = level[TSB_02]


@kernel
def fill_components(y, use, season, code, first_phase, judged, paths, facts):  # type: ignore[no-untyped-def]  # noqa: PLR0912
    """Fill paths (series, components, ahead) and facts (series, 6): months, zeros, mean, deviation, season, scale."""
    n, ahead = y.shape[1], paths.shape[2]
    x, plain, ratio, month = np.zeros(n), np.zeros(n), np.zeros(n), np.zeros(n, np.int64)
    index, flat, level, loss = np.ones(12), np.ones(12), np.zeros(COUNT), np.zeros(COUNT)
    for i in range(y.shape[0]):
        count, zeros, largest = 0, 0, 0.0
        for t in range(n):
            if use[i, t]:
                x[count], month[count] = y[i, t], (first_phase + t) % 12
                zeros += 1 if y[i, t] <= 0 else 0
                largest = max(largest, x[count])
                count += 1
        if count == 0:
            continue
        mean, square = 0.0, 0.0
        for j in range(count):
            mean += x[j] / count
        for j in range(count):
            square += (x[j] - mean) ** 2 / count
        ratios(x, count, ratio)
        belief = seasonal_index(ratio, month, count, index)
        scale = one_month_miss(x, count)
        for kind in range(3):
            s = flat if kind == 0 else (index if kind == 1 else season[code[i]])
            changed = False
            for j in range(count):
                plain[j] = x[j] / s[month[j]]
                changed = changed or s[month[j]] != 1.0
            if kind > 0 and not changed:
                copy_row(paths[i], BLEND, kind)
                continue
            run_candidates(plain, count, judged, level, loss)
            value = blended(level, loss)
            for q in range(ahead):
                paths[i, kind, q] = value * s[(first_phase + n + q) % 12]
            if kind == 0:
                flat_rows(paths[i], aggregated(x, count), level)
            else:
                scale = min(scale, one_month_miss(plain, count))
        seasonal = count >= 24 and zeros <= SMOOTH_ZEROS * count and belief >= SEASON_BELIEVED
        if not (seasonal and winters(y[i], use[i], first_phase, paths[i, WINTERS])):
            copy_row(paths[i], OWN, WINTERS)
        repeat_years(y[i], use[i], paths[i])
        for k in range(paths.shape[1]):
            for q in range(ahead):
                paths[i, k, q] = min(paths[i, k, q], 3.0 * largest)
        facts[i, 0], facts[i, 1], facts[i, 2] = count, zeros / count, mean
        facts[i, 3], facts[i, 4], facts[i, 5] = np.sqrt(square), belief, scale


@kernel
def repeat_years(y, use, path):  # type: ignore[no-untyped-def]
    """Fill the rows of the same month last year, and of its mean with the year before; the blend where none spoke."""
    n = y.shape[0]
    for q in range(path.shape[1]):
        last = n + q - 12 * (q // 12 + 1)
        path[LAST_YEAR, q] = path[BLEND, q]
        total, years = 0.0, 0
        for t in (last, last - 12):
            if t >= 0 and use[t]:
                total += y[t]
                years += 1
        path[TWO_YEARS, q] = total / years if years > 0 else path[BLEND, q]
        if last >= 0 and use[last]:
            path[LAST_YEAR, q] = y[last]
        else:
            path[LAST_YEAR, q] = path[TWO_YEARS, q]
