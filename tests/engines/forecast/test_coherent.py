"""The sum of the institutions is the nation, in whole pieces."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from abasto.engines.forecast.coherent import agreed, by_code, nation_of, share_of_nation, whole_pieces, whole_totals

from . import plain_twin

totals = st.lists(
    st.tuples(st.integers(0, 4_000).map(lambda sixteenths: sixteenths / 16), st.integers(0, 3)), min_size=1
)


@given(totals)
def test_whole_totals_are_those_of_the_slow_twin(rows: list[tuple[float, int]]) -> None:
    codes = sorted({code for _, code in rows})
    values, code = [value for value, _ in rows], [codes.index(code) for _, code in rows]
    made = whole_totals(np.array(values), np.array(code), len(codes))
    assert made.tolist() == plain_twin.whole_totals(values, code)


def test_a_third_of_a_piece_a_month_is_eight_pieces_in_two_years() -> None:
    pieces = whole_pieces(np.full((3, 24), 1 / 3), np.zeros(3, np.int64), 1)
    assert pieces.sum(axis=1).tolist() == [8, 8, 8]
    assert set(pieces.ravel().tolist()) == {0, 1}


def test_institutions_are_scaled_to_the_agreed_total() -> None:
    series, code = np.array([[10.0], [30.0], [5.0]]), np.array([0, 0, 1])
    made = agreed(series, np.array([[60.0], [5.0]]), code, 0.5)
    assert made.ravel().tolist() == pytest.approx([12.5, 37.5, 5.0])


def test_nobody_is_stretched_beyond_double_and_who_used_nothing_gets_nothing() -> None:
    made = agreed(np.array([[10.0], [0.0]]), np.array([[100.0], [50.0]]), np.array([0, 1]), 1.0)
    assert made.ravel().tolist() == [20.0, 0.0]


def test_the_way_that_missed_less_weighs_more() -> None:
    assert share_of_nation(1.0, 2.0) == pytest.approx(0.8)
    assert share_of_nation(0.0, 0.0) == 0.0


def test_a_silent_institution_does_not_make_the_nation_use_less() -> None:
    y = np.array([[30.0, 30.0, 30.0], [10.0, 10.0, 0.0]])
    use = np.array([[True, True, True], [True, True, False]])
    total, known = nation_of(y, use, np.zeros(2, np.int64), 1, np.array([30.0, 10.0]))
    assert total[0].tolist() == pytest.approx([40.0, 40.0, 40.0])
    assert known.all()


def test_a_month_in_which_most_are_silent_says_nothing_of_the_nation() -> None:
    use = np.array([[True, False], [True, True]])
    _, known = nation_of(np.array([[30.0, 0.0], [10.0, 10.0]]), use, np.zeros(2, np.int64), 1, np.array([30.0, 10.0]))
    assert known[0].tolist() == [True, False]


def test_sums_by_code_are_in_any_order() -> None:
    assert by_code(np.array([[1.0], [2.0], [4.0]]), np.array([1, 0, 1]), 2).ravel().tolist() == [2.0, 5.0]
