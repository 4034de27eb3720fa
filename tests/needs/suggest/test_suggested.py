"""The suggested need and its terms: stock that expires serves nobody, and no term is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abasto.needs.suggest.stock import LotOfStock, stock_outlook
from abasto.needs.suggest.suggested import safety_stock, suggest_need


def test_the_suggestion_is_use_and_safety_less_stock_and_orders() -> None:
    found = suggest_need(1_000, 120, 300, 150)
    assert (found.suggested_pieces, found.surplus_pieces) == (670, 0)


def test_more_stock_than_use_suggests_nothing_and_says_the_surplus() -> None:
    found = suggest_need(100, 10, 300, 50)
    assert (found.suggested_pieces, found.surplus_pieces) == (0, 240)


def test_a_negative_term_is_refused() -> None:
    with pytest.raises(ValueError, match="never negative"):
        suggest_need(100, 0, -1, 0)


def test_the_first_to_expire_goes_first_and_the_rest_of_it_is_lost() -> None:
    lots = [LotOfStock(50, None), LotOfStock(100, 1)]
    found = stock_outlook(lots, [30, 30, 30, 30], gap_months=1)
    assert found.used_before_pieces == 30
    assert found.expired_by_month == (0, 40, 0, 0)
    assert found.usable_pieces == 80


def test_what_expired_before_is_lost_at_once() -> None:
    assert stock_outlook([LotOfStock(9, -1)], [5, 5], 0).expired_by_month == (9, 0)


one_lot = st.tuples(st.integers(0, 500), st.none() | st.integers(-2, 30)).map(lambda lot: LotOfStock(*lot))
lots_of_stock = st.lists(one_lot, max_size=6)


@given(lots_of_stock, st.lists(st.integers(0, 200), min_size=1, max_size=28), st.integers(0, 5))
def test_no_piece_of_stock_is_lost_or_made(lots: list[LotOfStock], use: list[int], gap: int) -> None:
    found = stock_outlook(lots, use, gap)
    assert found.usable_pieces >= 0
    assert found.used_before_pieces + found.usable_pieces + sum(found.expired_by_month) == sum(x.pieces for x in lots)


@given(lots_of_stock, st.lists(st.integers(0, 200), min_size=1, max_size=28))
def test_using_the_first_to_expire_first_loses_no_more_than_any_other_order(
    lots: list[LotOfStock], use: list[int]
) -> None:
    """The slow twin takes the last to expire first."""
    left, lost = sorted(lots, key=lambda lot: -(1_000 if lot.last_month is None else lot.last_month)), 0
    for month, wanted in enumerate(use):
        still, after = wanted, []
        for lot in left:
            part = min(lot.pieces, still) if lot.last_month is None or lot.last_month >= month else 0
            still -= part
            rest = LotOfStock(lot.pieces - part, lot.last_month)
            is_lost = rest.last_month is not None and rest.last_month <= month
            lost += rest.pieces if is_lost else 0
            after += [] if is_lost else [rest]
        left = after
    assert sum(stock_outlook(lots, use, 0).expired_by_month) <= lost


def test_safety_grows_with_the_root_of_the_lead_time_and_is_rounded_up() -> None:
    assert safety_stock([100, 100], [140, 140], 30) == 40
    assert safety_stock([100, 100], [140, 140], 120) == 80
    assert safety_stock([100, 100], [140, 140], 31) == 41


@pytest.mark.parametrize(("middle", "high", "days"), [([], [], 30), ([5], [5], 30), ([5], [9], 0)])
def test_no_months_no_excess_or_no_lead_time_needs_no_safety(middle: list[int], high: list[int], days: int) -> None:
    assert safety_stock(middle, high, days) == 0


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)), min_size=1, max_size=24), st.integers(0, 400))
def test_safety_is_the_least_whole_number_that_covers(pairs: list[tuple[int, int]], days: int) -> None:
    middle, high = [a for a, _ in pairs], [a + b for a, b in pairs]
    found, excess, months = safety_stock(middle, high, days), sum(b for _, b in pairs), len(pairs)
    assert found**2 * months**2 * 30 >= excess**2 * days
    assert found == 0 or (found - 1) ** 2 * months**2 * 30 < excess**2 * days
