"""Consolidation per clave and the equal split over months."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from abasto.base.series import equal_split
from abasto.needs.consolidate import consolidate, consolidate_grid, equal_months

MINIMUM = np.array([[1, 0, 3], [0, 0, 0]], dtype=np.int64)
MAXIMUM = np.array([[2, 0, 7], [0, 0, 0]], dtype=np.int64)


def test_needs_are_added_per_clave_and_buyers_with_a_need_are_counted() -> None:
    total = consolidate_grid(MINIMUM, MAXIMUM)
    assert total.minimum_pieces.tolist() == [4, 0]
    assert total.maximum_pieces.tolist() == [9, 0]
    assert total.buyers.tolist() == [2, 0]


def test_lines_in_any_order_give_what_the_grid_gives() -> None:
    code, buyer = np.divmod(np.array([5, 0, 3, 2, 1, 4]), 3)
    total = consolidate(code, MINIMUM[code, buyer], MAXIMUM[code, buyer], 2)
    grid = consolidate_grid(MINIMUM, MAXIMUM)
    assert total.minimum_pieces.tolist() == grid.minimum_pieces.tolist()
    assert total.maximum_pieces.tolist() == grid.maximum_pieces.tolist()
    assert total.buyers.tolist() == grid.buyers.tolist()


def test_a_clave_without_lines_asks_for_nothing() -> None:
    none = np.array([], dtype=np.int64)
    assert consolidate(none, none, none, 2).maximum_pieces.tolist() == [0, 0]


@given(st.lists(st.integers(0, 10**12), max_size=20), st.integers(1, 36))
def test_every_row_of_months_is_the_equal_split_of_its_total(pieces: list[int], months: int) -> None:
    grid = equal_months(np.array(pieces, dtype=np.int64), months)
    assert grid.shape == (len(pieces), months)
    assert grid.tolist() == [equal_split(total, months).tolist() for total in pieces]
