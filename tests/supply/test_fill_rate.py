"""The fill rate of each supplier."""

import numpy as np

from abasto.supply.fill_rate import FillRate, OrderLines, fill_rates


def order_lines(*rows: tuple[str, list[int], list[int], list[int]]) -> OrderLines:
    codes, ordered, received, on_time = zip(*rows, strict=True)
    return OrderLines(codes, np.array(ordered), np.array(received), np.array(on_time))


TWO_FIRMS = order_lines(
    ("a", [100, 100, 100], [100, 50, 0], [100, 0, 0]),
    ("b", [10, 10, 10], [1, 0, 0], [1, 0, 0]),
    ("a", [0, 40, 40], [0, 40, 0], [0, 40, 0]),
)


def test_fill_is_received_over_due_with_its_parts_and_the_worst_comes_first() -> None:
    assert fill_rates(TWO_FIRMS, 2) == (FillRate("b", 1, 20, 1, 1), FillRate("a", 2, 240, 190, 140))
    worst, other = fill_rates(TWO_FIRMS, 2)
    assert (worst.fill_per_ten_thousand, other.fill_per_ten_thousand) == (500, 7916)
    assert other.on_time_per_ten_thousand == 5833


def test_months_to_come_are_nobodys_fault() -> None:
    assert [rate.due_pieces for rate in fill_rates(TWO_FIRMS, 1)] == [10, 100]


def test_a_firm_with_nothing_due_has_no_rate_and_comes_last() -> None:
    lines = order_lines(("early", [0, 9], [0, 0], [0, 0]), ("full", [5, 0], [5, 0], [5, 0]))
    full, early = fill_rates(lines, 1)
    assert (full.supplier_code, full.fill_per_ten_thousand) == ("full", 10_000)
    assert (early.supplier_code, early.fill_per_ten_thousand, early.on_time_per_ten_thousand) == ("early", None, None)


def test_of_two_equal_rates_the_one_with_more_pieces_due_comes_first() -> None:
    lines = order_lines(("a", [10], [5], [5]), ("b", [1000], [500], [0]), ("c", [10], [5], [5]))
    assert [rate.supplier_code for rate in fill_rates(lines, 1)] == ["b", "a", "c"]


def test_no_month_passed_and_no_lines_give_no_rates() -> None:
    assert all(rate.fill_per_ten_thousand is None for rate in fill_rates(TWO_FIRMS, 0))
    empty = np.zeros((0, 3), dtype=np.int64)
    assert fill_rates(OrderLines((), empty, empty, empty), 3) == ()


def test_large_sums_stay_exact() -> None:
    pieces = 2**53 + 1
    lines = order_lines(("a", [pieces], [pieces], [pieces]), ("a", [2], [0], [0]))
    assert fill_rates(lines, 1)[0].received_pieces == pieces
