"""Quantiles read off the errors that were made out of sample, pooled over series that are alike.

An error is counted in the series' own scale, its mean miss one month ahead, and in the growth of errors with the lead.
Up to the months judged that growth is measured; beyond them it is a stated rule (`BEYOND`, `BEYOND_SMOOTH`), for a
short history cannot show how far a level drifts in two years. Series are alike when their share of months without use
and their variation are (groups of `group_of`). Where the lower end of an interval is zero, the whole chance of a miss
stands above it; a last factor per group makes the intervals hold as often as they say on the errors they are read from
(conformalised quantiles; Romano and others 2019).
"""

from dataclasses import dataclass

import numpy as np

from .components import Components
from .problem import INTERVAL_LEVELS, QUANTILE_LEVELS, Floats, Ints, Spread

ZEROS = np.array([0.05, 0.3, 0.55, 0.75, 0.9])
PARTS = 3  # by variation, within a share of zeros
FEWEST_ERRORS = 150
MOST_GROWTH = 0.5
MOST_ERRORS = 40_000  # of a group, evenly spread over its rows
NO_ERRORS_SPREAD = 1.6  # a series' scale is a mean absolute miss: 1.6 of it reach the 90th percentile of a normal error


@dataclass(frozen=True)
class Errors:
    """Misses of one kind: middle and truth in pieces, unit the scale of the miss, group and lead (months) per row."""

    middle: Floats
    truth: Floats
    unit: Floats
    group: Ints
    lead: Floats


@dataclass(frozen=True)
class Table:
    """quantile: (groups, quantile levels); tail: (groups, interval levels, 3) for the lower end, the upper end and the
    upper end where the lower one is zero, in units; factor: (groups, interval levels); growth: power of the lead up to
    `judged`, the longest lead (months) that was judged."""

    quantile: Floats
    tail: Floats
    factor: Floats
    growth: float
    judged: float


MOST_PIECES = 2.0**60


def group_of(made: Components) -> Ints:
    """The group of every series: by months without use, then by deviation over mean, each a third."""
    variation = made.deviation / np.maximum(made.mean, 1e-9)
    zeros = np.searchsorted(ZEROS, made.zeros)
    borders = np.array([[0.25, 0.5], [0.5, 0.9], [1.0, 1.5], [1.5, 2.2], [2.2, 3.2], [3.2, 5.0]])
    group = zeros * PARTS + (variation > borders[zeros, 0]) + (variation > borders[zeros, 1])
    return np.asarray(group, np.int64)


GROUPS = (len(ZEROS) + 1) * PARTS
BEYOND = 0.3  # power of the lead beyond the months judged: between chance alone (0) and a drifting level (0.5)
BEYOND_SMOOTH = 1.0  # of series used nearly every month, whose misses are those of a trend, hence in proportion to time


def growth_of(errors: Errors) -> float:
    """The power of the lead with which the mean miss grows, by least squares on logarithms; none to a drifting
    level's."""
    leads = np.unique(errors.lead)
    miss = np.abs(errors.truth - errors.middle) / errors.unit
    means = np.array([miss[errors.lead == lead].mean() for lead in leads])
    if len(leads) < 2 or (means <= 0).any():
        return 0.0
    return float(np.clip(np.polyfit(np.log(leads), np.log(means), 1)[0], 0.0, MOST_GROWTH))


def read_table(errors: Errors) -> Table:
    """The table of quantiles that these errors give; groups with few errors borrow those of their share of zeros."""
    growth, judged = growth_of(errors), float(errors.lead.max(initial=1.0))
    unit = errors.unit * errors.lead**growth
    every = np.arange(len(errors.truth))
    rows = [group_rows(errors.group, group, every) for group in range(GROUPS)]
    low = [(1.0 - level) / 2.0 for level in INTERVAL_LEVELS]
    wanted = [*QUANTILE_LEVELS, *low, *(1.0 - a for a in low), *INTERVAL_LEVELS]
    score = (errors.truth - errors.middle) / unit
    if not len(score):
        return without_errors()
    values = np.array([np.quantile(score[at], wanted) for at in rows])
    count, ends = len(QUANTILE_LEVELS), len(INTERVAL_LEVELS)
    tail = values[:, count:].reshape(GROUPS, 3, ends).transpose(0, 2, 1)
    factor = np.array([factors(errors, unit, at, tail[group]) for group, at in enumerate(rows)])
    return Table(values[:, :count], tail, factor, growth, judged)


def group_rows(groups: Ints, group: int, every: Ints) -> Ints:
    own = np.flatnonzero(groups == group)
    if len(own) < FEWEST_ERRORS:
        near = np.flatnonzero(groups // PARTS == group // PARTS)
        own = near if len(near) >= FEWEST_ERRORS else every
    return own[np.linspace(0, len(own) - 1, MOST_ERRORS).astype(np.int64)] if len(own) > MOST_ERRORS else own


def factors(errors: Errors, unit: Floats, at: Ints, tail: Floats) -> Floats:
    """By what each interval must be stretched around its middle to hold as often as it says, on the rows `at`."""
    out = np.ones(len(INTERVAL_LEVELS))
    middle, truth = errors.middle[at], errors.truth[at]
    for k, level in enumerate(INTERVAL_LEVELS):
        low, high = ends_of(middle, unit[at], tail[k], 1.0)
        above = (truth - middle) / np.maximum(high - middle, 1e-9)
        below = np.where(low > 0, (middle - truth) / np.maximum(middle - low, 1e-9), 0.0)
        out[k] = np.clip(np.quantile(np.maximum(above, below), level), 0.2, 5.0)
    return out


def ends_of(middle: Floats, unit: Floats, tail: Floats, factor: Floats | float) -> tuple[Floats, Floats]:
    """Lower and upper end of an interval; tail (..., 3) in units."""
    low = np.maximum(middle + unit * tail[..., 0] * factor, 0.0)
    upper = np.where(low > 0, tail[..., 1], tail[..., 2])
    return low, np.maximum(middle + unit * upper * factor, 0.0)


def without_errors() -> Table:
    """A stated guess where no hold-out could be made: errors as of a normal law with the series' own scale."""
    normal = {0.025: -1.96, 0.05: -1.645, 0.1: -1.282, 0.2: -0.842, 0.5: 0.0}
    normal |= {round(1.0 - level, 3): -value for level, value in normal.items()}
    each = NO_ERRORS_SPREAD / 1.282
    quantile = np.array([normal[level] * each for level in QUANTILE_LEVELS])
    ends = [[round((1 - level) / 2, 3), round((1 + level) / 2, 3), level] for level in INTERVAL_LEVELS]
    tail = np.array([[normal[a] * each for a in triple] for triple in ends])
    ones = np.ones((GROUPS, len(INTERVAL_LEVELS)))
    return Table(np.tile(quantile, (GROUPS, 1)), np.tile(tail, (GROUPS, 1, 1)), ones, 0.0, 1.0)


def spread_of(table: Table, middle: Floats, unit: Floats, group: Ints, lead: float) -> Spread:
    """Whole pieces for a middle (rows,): quantiles to the nearest, intervals inward, which hold the same whole
    numbers."""
    beyond = np.where(group < PARTS, BEYOND_SMOOTH, BEYOND)
    grown = unit * min(lead, table.judged) ** table.growth * max(lead / table.judged, 1.0) ** beyond
    quantile = np.maximum(middle[:, None] + grown[:, None] * table.quantile[group], 0.0)
    low, high = ends_of(middle[:, None], grown[:, None], table.tail[group], table.factor[group])
    low = np.minimum(np.ceil(low - 1e-9), np.floor(high + 1e-9))
    return Spread(whole(middle), whole(quantile), whole(low), whole(np.floor(high + 1e-9)))


def whole(pieces: Floats) -> Ints:
    """To the nearest piece; what a handful of wild months blows up stops where sums still fit 64 bits."""
    return np.asarray(np.rint(np.minimum(pieces, MOST_PIECES)), np.int64)
