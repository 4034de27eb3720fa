"""Splits lose no piece."""

from hypothesis import given
from hypothesis import strategies as st

from abasto.base.quantity import split_largest_remainder


def test_the_largest_remainder_gets_the_piece_that_is_left() -> None:
    assert split_largest_remainder(10, [60, 30, 10]) == [6, 3, 1]
    assert split_largest_remainder(7, [50, 30, 20]) == [4, 2, 1]


def test_a_tie_goes_to_the_earlier_weight() -> None:
    assert split_largest_remainder(1, [50, 50]) == [1, 0]


def test_without_weights_everything_goes_to_the_first() -> None:
    assert split_largest_remainder(5, [0, 0]) == [5, 0]
    assert split_largest_remainder(5, []) == []


@given(st.integers(0, 10**12), st.lists(st.integers(0, 10**6), min_size=1, max_size=6))
def test_the_parts_add_up_and_none_is_further_than_one_from_its_share(total: int, weights: list[int]) -> None:
    parts = split_largest_remainder(total, weights)
    assert sum(parts) == total
    if sum(weights):
        assert all(
            abs(part * sum(weights) - total * weight) < sum(weights)
            for part, weight in zip(parts, weights, strict=True)
        )
