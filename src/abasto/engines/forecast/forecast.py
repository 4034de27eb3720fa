"""`forecast(problem) -> Result`: masks, hold-outs, mixes, agreement of the levels, quantiles of what is left."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .coherent import agreed, by_code, nation_of, share_of_nation, usual_use, whole_pieces
from .components import WINDOW_12_AT, Components, make_components
from .conformal import Errors, Table, group_of, read_table, spread_of, whole
from .holdouts import Holdout, make_holdout, make_holdouts
from .masks import usable_months
from .problem import INTERVAL_LEVELS, QUANTILE_LEVELS, Bools, Floats, Ints, Level, Problem, Result, Spread
from .routes import route_of
from .weights import mix


@dataclass(frozen=True)
class Side:
    """One level: its hold-outs, the mixed path at each of them (series, months ahead), and the forecast to come."""

    holdouts: list[Holdout]
    past: list[Floats]
    made: Components
    path: Floats
    weights: Floats


def forecast(problem: Problem) -> Result:
    """The forecast of every series and of the nation; the same problem gives the same bytes."""
    masks = usable_months(problem.reported, problem.stock_out_days, problem.stock_out_limit_days)
    codes, code = np.unique(problem.code, return_inverse=True)
    y, use = np.where(masks.use, problem.consumption_pieces, 0).astype(np.float64), masks.use
    series = side_of_series(y, use, code, problem)
    nation = side_of_nation(y, use, code, series, problem)
    share = nation_share(series, nation, code)
    series = in_agreement(series, nation, code, share)
    nation = summed(series, nation, code)
    period = slice(problem.gap_months, None)
    pieces = whole_pieces(series.path[:, period], code, len(codes))
    judged = series.holdouts[0].truth.shape[1] if series.holdouts else 0
    return Result(
        series=level_of(series, pieces, problem),
        codes=codes,
        nation=level_of(nation, by_code(pieces.astype(np.float64), code, len(codes)).astype(np.int64), problem),
        months_without_report=masks.months_without_report,
        months_without_stock=masks.months_without_stock,
        weights=series.weights,
        holdout_origins=tuple(holdout.origin for holdout in series.holdouts),
        holdout_months=judged,
        national_share=share,
    )


def side_of_series(y: Floats, use: Bools, code: Ints, problem: Problem) -> Side:
    phase, ahead = problem.first_month - 1, problem.path_months
    holdouts = make_holdouts(y, use, code, phase, ahead)
    return mixed(holdouts, make_components(y, use, code, phase, ahead))


def side_of_nation(y: Floats, use: Bools, code: Ints, series: Side, problem: Problem) -> Side:
    """The nation by itself, at the same hold-outs; what institutions usually use is read before each origin only."""
    phase, codes = problem.first_month - 1, int(code.max()) + 1
    own = np.arange(codes)
    holdouts = []
    for holdout in series.holdouts:
        origin, judged = holdout.origin, holdout.truth.shape[1]
        usual = usual_use(y[:, :origin], use[:, :origin])
        end = origin + judged
        total, known = nation_of(y[:, :end], use[:, :end], code, codes, usual)
        holdouts.append(make_holdout(total, known, own, phase, origin, judged))
    total, known = nation_of(y, use, code, codes, usual_use(y, use))
    return mixed(holdouts, make_components(total, known, own, phase, problem.path_months))


def mixed(holdouts: list[Holdout], made: Components) -> Side:
    """The mixes: each hold-out by weights of the others, the forecast by those of all."""
    others = [[other for other in holdouts if other is not holdout] or [holdout] for holdout in holdouts]
    past = [path_of(holdout.made, mix(rest)) for holdout, rest in zip(holdouts, others, strict=True)]
    weights = mix(holdouts)
    return Side(holdouts, past, made, path_of(made, weights), weights)


def path_of(made: Components, weights: Floats) -> Floats:
    return np.asarray((weights[route_of(made)][:, None, :] @ made.paths)[:, 0, :])


def nation_share(series: Side, nation: Side, code: Ints) -> float:
    """How far the nation's own series is trusted, by the misses of both at the hold-outs."""
    own = summed_miss = 0.0
    for k, holdout in enumerate(nation.holdouts):
        total = by_code(series.past[k], code, len(nation.made.mean))
        own += float(np.abs(nation.past[k] - holdout.truth)[holdout.known].sum())
        summed_miss += float(np.abs(total - holdout.truth)[holdout.known].sum())
    return share_of_nation(own, summed_miss)


def in_agreement(series: Side, nation: Side, code: Ints, share: float) -> Side:
    past = [agreed(own, whole, code, share) for own, whole in zip(series.past, nation.past, strict=True)]
    return Side(series.holdouts, past, series.made, agreed(series.path, nation.path, code, share), series.weights)


def summed(series: Side, nation: Side, code: Ints) -> Side:
    """The nation as the sum of the institutions in agreement."""
    codes = len(nation.made.mean)
    past = [by_code(own, code, codes) for own in series.past]
    return Side(nation.holdouts, past, nation.made, by_code(series.path, code, codes), nation.weights)


def month_errors(side: Side) -> Errors:
    """Every month known at every hold-out."""
    parts = []
    for path, holdout in zip(side.past, side.holdouts, strict=True):
        series, month = np.nonzero(holdout.known)
        unit, group = holdout.made.scale[series], group_of(holdout.made)[series]
        parts.append(
            (path[series, month], holdout.truth[series, month], unit, group, np.asarray(month + 1, np.float64))
        )
    return errors_of(parts)


def period_errors(side: Side, start: int) -> Errors:
    """The mean of the judged months from `start` on at every hold-out, where at least half of them are known."""
    parts = []
    for path, holdout in zip(side.past, side.holdouts, strict=True):
        known = holdout.known[:, start:]
        count = known.sum(axis=1)
        rows = np.flatnonzero(2 * count >= known.shape[1])
        truth = (np.where(known, holdout.truth[:, start:], 0.0).sum(axis=1)[rows]) / count[rows]
        middle = (np.where(known, path[:, start:], 0.0).sum(axis=1)[rows]) / count[rows]
        lead = np.full(len(rows), start + (known.shape[1] + 1) / 2, dtype=np.float64)
        parts.append((middle, truth, holdout.made.scale[rows], group_of(holdout.made)[rows], lead))
    return errors_of(parts)


def errors_of(parts: list[tuple[Floats, Floats, Floats, Ints, Floats]]) -> Errors:
    if not parts:
        none = np.zeros(0)
        return Errors(none, none, none, none.astype(np.int64), none)
    return Errors(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def level_of(side: Side, pieces: Ints, problem: Problem) -> Level:
    """The spreads of one level: by month, and of the mean of the period times its months."""
    group, gap, length = group_of(side.made), problem.gap_months, problem.period_months
    table = read_table(month_errors(side))
    path = side.path[:, gap:]
    months = spread_of_months(table, path, side.made.scale, group, gap)
    judged = side.holdouts[0].truth.shape[1] if side.holdouts else 0
    start = min(gap, judged // 4)
    of_period = read_table(period_errors(side, start))
    lead = gap + (length + 1) / 2
    period = spread_of(of_period, path.sum(axis=1), side.made.scale * length, group, lead)
    error, scaled = errors_beside(side)
    return Level(
        expected_pieces=path,
        months=with_middle(months, pieces),
        period=with_middle(period, pieces.sum(axis=1)),
        route=route_of(side.made),
        error=error,
        scaled_error=scaled,
        months_used=side.made.months,
    )


def spread_of_months(table: Table, path: Floats, scale: Floats, group: Ints, gap: int) -> Spread:
    rows, months = path.shape
    quantile = np.zeros((rows, months, len(QUANTILE_LEVELS)), np.int64)
    low, high = np.zeros((2, rows, months, len(INTERVAL_LEVELS)), np.int64)
    for q in range(months):
        spread = spread_of(table, path[:, q], scale, group, gap + q + 1.0)
        quantile[:, q], low[:, q], high[:, q] = spread.quantile_pieces, spread.low_pieces, spread.high_pieces
    return Spread(whole(path), quantile, low, high)


def with_middle(spread: Spread, middle: NDArray[np.int64]) -> Spread:
    return Spread(middle, spread.quantile_pieces, spread.low_pieces, spread.high_pieces)


def errors_beside(side: Side) -> tuple[Floats, Floats]:
    """Per series: mean absolute miss at the hold-outs over mean use, and over the miss of the last twelve months'
    mean."""
    count = np.zeros(len(side.made.mean))
    miss, plain = count.copy(), count.copy()
    for path, holdout in zip(side.past, side.holdouts, strict=True):
        count += holdout.known.sum(axis=1)
        miss += np.where(holdout.known, np.abs(path - holdout.truth), 0.0).sum(axis=1)
        naive = holdout.made.paths[:, WINDOW_12_AT, :]
        plain += np.where(holdout.known, np.abs(naive - holdout.truth), 0.0).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.where((count > 0) & (side.made.mean > 0), miss / count / side.made.mean, np.nan)
        return error, np.where(plain > 0, miss / plain, np.nan)
