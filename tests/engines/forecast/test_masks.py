"""Months that do not speak are taken out, and counted."""

import numpy as np

from abasto.engines.forecast.masks import usable_months


def test_a_missing_report_and_a_month_without_stock_do_not_speak() -> None:
    reported = np.array([[False, True, False, True, True]])
    short = np.array([[0, 0, 30, 12, 0]])
    masks = usable_months(reported, short, 0)
    assert masks.use.tolist() == [[False, True, False, False, True]]
    assert masks.months_without_report.tolist() == [1]
    assert masks.months_without_stock.tolist() == [1]


def test_some_days_without_stock_may_be_let_pass() -> None:
    assert usable_months(np.ones((1, 2), bool), np.array([[3, 4]]), 3).use.tolist() == [[True, False]]


def test_a_series_always_short_keeps_what_it_reported() -> None:
    masks = usable_months(np.array([[True, True, False]]), np.full((1, 3), 30), 0)
    assert masks.use.tolist() == [[True, True, False]]
    assert masks.months_without_stock.tolist() == [2]


def test_nothing_reported_leaves_nothing() -> None:
    assert not usable_months(np.zeros((1, 3), bool), np.zeros((1, 3), np.int64), 0).use.any()
