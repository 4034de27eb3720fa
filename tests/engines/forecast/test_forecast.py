"""The forecast as a whole: it works, it never looks ahead, and it bears every history there is."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from abasto.engines.forecast.forecast import forecast
from abasto.engines.forecast.holdouts import make_holdouts, months_judged, origins
from abasto.engines.forecast.problem import INTERVAL_LEVELS, QUANTILE_LEVELS, Level, Problem, Result
from abasto.engines.forecast.routes import INTERMITTENT, ROUTES, SEASONAL, SILENT

EIGHTY = INTERVAL_LEVELS.index(0.8)
MEDIAN = QUANTILE_LEVELS.index(0.5)


def problem_of(y: np.ndarray, code: np.ndarray | None = None, gap: int = 2, length: int = 6) -> Problem:
    pieces = np.asarray(y, np.int64)
    codes = np.arange(len(pieces)) if code is None else code
    none = np.zeros(pieces.shape, np.int64)
    return Problem(pieces, np.ones(pieces.shape, bool), none, codes, 1, gap, length)


def panel(series: int = 120, months: int = 44, seed: int = 3) -> np.ndarray:
    """Synthetic use: a third seasonal, a third plain, a third intermittent."""
    rng = np.random.default_rng(seed)
    mean = np.exp(rng.normal(4, 1, series))[:, None] * np.ones(months)
    mean[::3] *= 10 * (1 + 0.4 * np.cos(2 * np.pi * np.arange(months) / 12))
    used = rng.poisson(mean * rng.gamma(20, 1 / 20, mean.shape))
    used[2::3] *= rng.random(used[2::3].shape) < 0.3
    return used.astype(np.int64)


def figures(level: Level) -> list[np.ndarray]:
    spreads = (level.months, level.period)
    arrays = [getattr(spread, name) for spread in spreads for name in spread.__dataclass_fields__]
    return [*arrays, level.expected_pieces, level.error, level.scaled_error, level.route]


def same(one: Result, other: Result) -> bool:
    pairs = zip(figures(one.series) + figures(one.nation), figures(other.series) + figures(other.nation), strict=True)
    return all(np.array_equal(a, b, equal_nan=a.dtype.kind == "f") for a, b in pairs)


@pytest.fixture(scope="module")
def truth() -> np.ndarray:
    return panel()


@pytest.fixture(scope="module")
def made(truth: np.ndarray) -> Result:
    return forecast(problem_of(truth[:, :36], np.arange(120) // 6))


def test_it_misses_less_than_repeating_the_last_year_and_says_how_much(truth: np.ndarray, made: Result) -> None:
    future = truth[:, 38:44]
    miss = np.abs(made.series.expected_pieces - future).sum()
    assert miss < 0.9 * np.abs(truth[:, 26:32] - future).sum()
    assert np.nanmedian(made.series.error) < 0.6
    assert set(made.series.route.tolist()) >= {SEASONAL, INTERMITTENT}
    assert (made.series.months_used == 36).all()


def test_the_intervals_hold_about_as_often_as_they_say(truth: np.ndarray, made: Result) -> None:
    future, months = truth[:, 38:44, None], made.series.months
    held = ((future >= months.low_pieces) & (future <= months.high_pieces)).mean(axis=(0, 1))
    assert held == pytest.approx(np.array(INTERVAL_LEVELS), abs=0.06)


def test_the_institutions_add_up_to_the_nation_in_every_month(made: Result) -> None:
    code = np.arange(120) // 6
    for month in range(6):
        total = np.bincount(code, made.series.months.middle_pieces[:, month])
        assert (total == made.nation.months.middle_pieces[:, month]).all()
    assert (np.bincount(code, made.series.period.middle_pieces) == made.nation.period.middle_pieces).all()
    assert (made.series.months.middle_pieces.sum(axis=1) == made.series.period.middle_pieces).all()


def test_quantiles_rise_and_intervals_lie_in_each_other(made: Result) -> None:
    for spread in (made.series.months, made.series.period, made.nation.period):
        assert (np.diff(spread.quantile_pieces, axis=-1) >= 0).all()
        assert (spread.low_pieces <= spread.high_pieces).all()
        assert (spread.low_pieces >= 0).all()


def test_spoiling_the_future_changes_nothing(truth: np.ndarray) -> None:
    """What follows a hold-out's origin is replaced: what was computed at that origin stays as it was."""
    y, use, code = truth[:, :36].astype(float), np.ones((120, 36), bool), np.arange(120) // 6
    spoiled = y.copy()
    spoiled[:, origins(36, months_judged(36, 8))[0] :] = 999_999.0
    clean = make_holdouts(y, use, code, 0, 8)
    after = make_holdouts(spoiled, use, code, 0, 8)
    for before, now in zip(clean, after, strict=True):
        assert np.array_equal(before.made.paths, now.made.paths)
        assert np.array_equal(before.made.scale, now.made.scale)


def test_months_that_do_not_speak_may_hold_anything(truth: np.ndarray) -> None:
    plain = problem_of(truth[:60, :36])
    reported, short = plain.reported.copy(), plain.stock_out_days.copy()
    reported[:, 20], short[:, 30] = False, 12
    masked = replace(plain, reported=reported, stock_out_days=short)
    spoiled = plain.consumption_pieces.copy()
    spoiled[:, 20], spoiled[:, 30] = -5, 123_456
    result = forecast(replace(masked, consumption_pieces=spoiled))
    assert same(forecast(masked), result)
    assert (result.months_without_report == 1).all()
    assert (result.months_without_stock == 1).all()
    assert (result.series.months_used == 34).all()


def test_the_mask_takes_most_of_the_bias_that_stock_outs_make(truth: np.ndarray) -> None:
    rng = np.random.default_rng(8)
    days = np.where(rng.random((120, 36)) < 0.2, rng.integers(8, 31, (120, 36)), 0)
    short = truth[:, :36] * (30 - days) // 30
    blind = forecast(problem_of(short)).series.expected_pieces.sum()
    seeing = forecast(replace(problem_of(short), stock_out_days=days)).series.expected_pieces.sum()
    whole = forecast(problem_of(truth[:, :36])).series.expected_pieces.sum()
    assert blind < 0.93 * whole
    assert seeing == pytest.approx(whole, rel=0.05)


def test_the_same_problem_gives_the_same_bytes(truth: np.ndarray, made: Result) -> None:
    assert same(made, forecast(problem_of(truth[:, :36], np.arange(120) // 6)))


def test_one_month_of_history_is_repeated_with_a_stated_guess() -> None:
    result = forecast(problem_of(np.array([[50], [0]]), length=3))
    assert result.series.months.middle_pieces[0] == pytest.approx(np.full(3, 50), abs=1)
    assert not result.series.months.high_pieces[1].any()
    assert result.holdout_origins == ()
    assert np.isnan(result.series.error).all()
    assert result.series.route.tolist() == [ROUTES.index("new"), SILENT]


def test_nothing_used_or_nothing_reported_needs_nothing() -> None:
    zeros = problem_of(np.zeros((3, 36)))
    for problem in (zeros, replace(zeros, reported=np.zeros((3, 36), bool))):
        result = forecast(problem)
        assert not result.series.period.high_pieces.any()
        assert not result.nation.period.middle_pieces.any()
        assert (result.series.route == SILENT).all()


def test_a_constant_series_goes_on() -> None:
    result = forecast(problem_of(np.full((4, 36), 12)))
    assert (result.series.months.middle_pieces == 12).all()
    assert (result.series.months.low_pieces[:, :, EIGHTY] == 12).all()
    assert (result.series.months.high_pieces[:, :, EIGHTY] == 12).all()


@given(
    st.integers(1, 40).flatmap(
        lambda months: st.lists(
            st.lists(st.one_of(st.just(0), st.integers(0, 2**40)), min_size=months, max_size=months),
            min_size=1,
            max_size=4,
        )
    ),
    st.integers(0, 5),
    st.integers(1, 28),
)
@settings(max_examples=15, deadline=None)
def test_any_history_gives_whole_pieces_and_no_overflow(rows: list[list[int]], gap: int, length: int) -> None:
    y = np.array(rows)
    result = forecast(problem_of(y, np.zeros(len(y), np.int64), gap, length))
    level = result.series
    assert (level.months.middle_pieces >= 0).all()
    assert level.period.middle_pieces.sum() == result.nation.period.middle_pieces.sum()
    assert np.isfinite(level.expected_pieces).all()
    assert level.expected_pieces.max() <= 6 * max(y.max(), 1)
    assert (level.period.high_pieces >= 0).all()


@pytest.mark.parametrize("change", [{"first_month": 13}, {"period_months": 0}, {"gap_months": -1}])
def test_a_problem_without_a_period_is_refused(change: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="period"):
        replace(problem_of(np.ones((2, 12))), **change)


def test_negative_use_that_is_not_masked_is_refused() -> None:
    with pytest.raises(ValueError, match="mend or mask"):
        problem_of(np.array([[5, -1]]))


def test_arrays_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="alike"):
        replace(problem_of(np.ones((2, 12))), reported=np.ones((2, 11), bool))


def test_three_months_of_which_one_is_wild_do_not_overflow() -> None:
    found = forecast(problem_of(np.array([[0, 0, 186_473_358]]), gap=0, length=28))
    assert (found.series.period.high_pieces >= found.series.period.low_pieces).all()
    assert (found.series.period.low_pieces >= 0).all()
