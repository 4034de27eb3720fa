"""The fast pass and its slow twin say the same."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from abasto.engines.forecast.candidates import COUNT, aggregated, blended, run_candidates

from . import plain_twin

histories = st.lists(st.one_of(st.just(0), st.integers(0, 500)), min_size=1, max_size=40)


def fast(values: list[int], ahead: int) -> tuple[np.ndarray, np.ndarray]:
    level, loss = np.zeros(COUNT), np.zeros(COUNT)
    run_candidates(np.array(values, float), len(values), ahead, level, loss)
    return level, loss


@given(histories, st.integers(1, 6))
@settings(max_examples=30, deadline=None)
def test_every_candidate_is_what_its_definition_says(values: list[int], ahead: int) -> None:
    level, loss = fast(values, ahead)
    assert level == pytest.approx(plain_twin.candidates(values, ahead), abs=1e-6)
    assert loss == pytest.approx(plain_twin.misses(values, ahead), abs=1e-6)


@given(st.lists(st.integers(0, 500), min_size=6, max_size=40))
@settings(max_examples=40, deadline=None)
def test_the_blend_weighs_by_what_was_right(values: list[int]) -> None:
    assert blended(*fast(values, 6)) == pytest.approx(plain_twin.blend(values, 6), rel=1e-6, abs=1e-6)


@given(histories)
@settings(max_examples=30, deadline=None)
def test_sums_over_longer_months_are_those_of_the_twin(values: list[int]) -> None:
    made = aggregated(np.array(values, float), len(values))
    assert made == pytest.approx(plain_twin.aggregated(values), rel=1e-9, abs=1e-9)


def test_a_constant_series_is_repeated_by_all_but_croston() -> None:
    level, loss = fast([7] * 30, 6)
    plain = np.r_[0:17, 19:25]
    assert level[plain] == pytest.approx(np.full(len(plain), 7.0))
    assert loss[plain] == pytest.approx(np.zeros(len(plain)))
    assert blended(level, loss) == pytest.approx(7.0)
