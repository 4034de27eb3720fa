"""The calendar of a line whose pieces changed while it ran, and of a contract that begins later."""

import numpy as np

from abasto.contracts.form import monthly_calendar
from abasto.contracts.renewed import renewed_calendar


def test_fewer_pieces_keep_the_earlier_months() -> None:
    assert renewed_calendar([3, 3, 3], 4, 1).tolist() == [3, 1, 0]
    assert renewed_calendar([3, 3, 3], 0, 1).tolist() == [0, 0, 0]


def test_more_pieces_are_due_from_the_month_named_on() -> None:
    assert renewed_calendar([3, 3, 3, 3], 15, 2).tolist() == [3, 3, 5, 4]


def test_past_the_end_everything_is_due_in_the_last_month() -> None:
    assert renewed_calendar([0, 0, 0], 5, 9).tolist() == [0, 0, 5]


def test_the_same_pieces_change_nothing() -> None:
    assert renewed_calendar([2, 1], 3, 0).tolist() == [2, 1]


def test_a_later_contract_has_nothing_due_before_its_first_month() -> None:
    assert monthly_calendar(np.array([10, 1]), 4, 2).tolist() == [[0, 0, 5, 5], [0, 0, 1, 0]]
