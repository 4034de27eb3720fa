"""A line split over delivery points: both sums hold."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from abasto.base.refusal import Refused
from abasto.needs.requests.entry.points import check_points, share_out


def test_each_point_gets_its_share_of_every_month() -> None:
    parts = share_out([30, 10], np.array([4, 8, 0, 28]))
    assert [one.tolist() for one in parts] == [[3, 6, 0, 21], [1, 2, 0, 7]]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=6), st.data())
def test_no_piece_is_lost_or_made_whatever_the_split(line: list[int], data: st.DataObject) -> None:
    left, totals = sum(line), []
    for _ in range(data.draw(st.integers(0, 4))):
        totals.append(data.draw(st.integers(0, left)))
        left -= totals[-1]
    totals.append(left)
    parts = np.array(share_out(totals, np.array(line)))
    assert (parts >= 0).all()
    assert parts.sum(axis=0).tolist() == line
    assert parts.sum(axis=1).tolist() == totals


def test_totals_that_are_not_those_of_the_line_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        share_out([1, 2], np.array([2, 2]))
    assert refused.value.values == {"found": "3", "wanted": "4"}


def test_a_month_that_does_not_add_up_is_named() -> None:
    line = np.array([5, 5])
    check_points({}, line)
    check_points({"a": np.array([5, 0]), "b": np.array([0, 5])}, line)
    with pytest.raises(Refused) as refused:
        check_points({"a": np.array([5, 4])}, line)
    assert (refused.value.code, refused.value.values["month"]) == ("points-do-not-add", 2)
