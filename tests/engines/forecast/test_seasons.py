"""A season is believed where the years agree, and not where chance made it."""

import numpy as np
import pytest

from abasto.engines.forecast.components import SEASON_BELIEVED, WINTERS, make_components
from abasto.engines.forecast.seasons import ratios, seasonal_index


def index_of(values: np.ndarray) -> tuple[float, np.ndarray]:
    ratio, index = np.zeros(len(values)), np.zeros(12)
    ratios(values, len(values), ratio)
    return seasonal_index(ratio, np.arange(len(values)) % 12, len(values), index), index


def test_a_winter_that_comes_back_is_found() -> None:
    year = np.array([150, 130, 110, 90, 80, 70, 70, 80, 90, 110, 130, 150], float)
    belief, index = index_of(np.tile(year, 4))
    assert belief > 0.95
    assert index == pytest.approx(year / year.mean(), abs=0.06)


def test_chance_makes_no_season() -> None:
    rng = np.random.default_rng(4)
    beliefs = [index_of(rng.poisson(20, 48).astype(float))[0] for _ in range(60)]
    assert np.median(beliefs) < SEASON_BELIEVED


@pytest.mark.parametrize("values", [np.zeros(48), np.ones(23), np.full(48, 5.0)])
def test_nothing_used_too_short_or_constant_has_no_season(values: np.ndarray) -> None:
    belief, index = index_of(values)
    assert belief == 0.0
    assert (index == 1.0).all()


def test_a_growing_winter_series_is_followed_into_the_next_year() -> None:
    months = np.arange(84)
    y = (1000 + 10 * months) * (1 + 0.4 * np.cos(2 * np.pi * months / 12))
    made = make_components(y[None, :72], np.ones((1, 72), bool), np.zeros(1, np.int64), 0, 12)
    assert np.abs(made.paths[0, WINTERS] / y[72:] - 1).max() < 0.06
