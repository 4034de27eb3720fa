"""Projected stock, months of cover, and the reason of a shortage."""

import time

import numpy as np
import pytest
from numpy.typing import NDArray

from abasto.watch.project import REASONS, Projection, StockLines, project


def one_line(
    opening: int, used: list[int], received: list[int], calendar: list[int], needed: int | None = None
) -> StockLines:
    wanted = sum(used) if needed is None else needed
    rows = (np.array([row]) for row in (used, received, calendar))
    return StockLines(np.array([opening]), np.array([wanted]), *rows)


def reason_of(projection: Projection) -> str:
    return REASONS[projection.reasons[0]]


def test_passed_months_take_what_came_and_months_to_come_take_the_calendar() -> None:
    line = one_line(10, [5, 5, 5, 5], [2, 0, 99, 99], [5, 5, 5, 5])
    assert project(line, 2, 3, 1).stock_pieces.tolist() == [[7, 2, 2, 2]]
    assert project(line, 2, 3, 1).stock_now_pieces.tolist() == [2]


def test_a_line_that_is_never_short_is_covered() -> None:
    projection = project(one_line(10, [5] * 4, [5] * 4, [5] * 4), 2, 3, 1)
    assert reason_of(projection) == "covered"
    assert projection.first_short_month.tolist() == [-1]
    assert projection.short_pieces.tolist() == [0]
    assert not projection.is_at_risk[0]


def test_use_not_met_is_lost_and_not_owed() -> None:
    projection = project(one_line(0, [5, 5, 5, 5], [0] * 4, [0, 0, 0, 5], needed=20), 0, 4, 1)
    assert projection.stock_pieces.tolist() == [[0, 0, 0, 0]]
    assert projection.short_pieces.tolist() == [15]
    assert projection.first_short_month.tolist() == [0]


def test_a_shortage_of_the_past_is_not_a_risk_of_the_future() -> None:
    projection = project(one_line(0, [5, 5, 5, 5], [0, 5, 0, 0], [5, 5, 5, 5]), 2, 2, 1)
    assert projection.first_short_month.tolist() == [-1]
    assert reason_of(projection) == "covered"


def test_cover_is_stock_over_mean_monthly_use_in_tenths() -> None:
    projection = project(one_line(25, [0, 0, 8, 12], [0] * 4, [0, 0, 20, 20]), 2, 2, 1)
    assert projection.monthly_use_pieces.tolist() == [10]
    assert projection.cover_tenths.tolist() == [25]


def test_where_nothing_is_used_there_is_no_cover_and_no_risk() -> None:
    projection = project(one_line(25, [0] * 4, [0] * 4, [0] * 4), 1, 3, 1)
    assert projection.cover_tenths.tolist() == [-1]
    assert reason_of(projection) == "covered"


def test_a_shortage_beyond_the_months_looked_ahead_is_no_risk_yet() -> None:
    line = one_line(15, [5] * 6, [0] * 6, [0] * 6)
    assert project(line, 1, 2, 1).first_short_month.tolist() == [3]
    assert reason_of(project(line, 1, 2, 1)) == "covered"
    assert reason_of(project(line, 1, 3, 1)) == "no-contract"


@pytest.mark.parametrize(
    ("reason", "line"),
    [
        ("no-contract", one_line(5, [5] * 6, [0] * 6, [0] * 6)),
        ("late", one_line(5, [5] * 6, [5, 5, 0, 0, 0, 0], [5, 5, 5, 5, 0, 10])),
        ("short", one_line(5, [5] * 6, [1, 0, 0, 0, 0, 0], [10, 5, 5, 5, 5, 0])),
        ("partly-contracted", one_line(5, [5] * 6, [3] * 6, [3] * 6)),
        ("demand-above-need", one_line(0, [8] * 6, [5] * 6, [5] * 6, needed=30)),
        ("calendar", one_line(0, [5] * 6, [5, 5, 5, 0, 0, 0], [5, 5, 5, 0, 5, 10])),
    ],
)
def test_each_shortage_has_the_reason_that_mends_it(reason: str, line: StockLines) -> None:
    assert reason_of(project(line, 3, 3, 1)) == reason


def test_what_is_overdue_is_told_and_not_counted_on() -> None:
    projection = project(one_line(5, [5] * 4, [0] * 4, [5, 5, 0, 0]), 2, 2, 1)
    assert projection.overdue_pieces.tolist() == [10]
    assert projection.stock_pieces.tolist() == [[0, 0, 0, 0]]


def test_before_the_first_month_and_after_the_last_nothing_breaks() -> None:
    line = one_line(5, [5] * 4, [5] * 4, [5] * 4)
    assert project(line, 0, 3, 1).stock_now_pieces.tolist() == [5]
    ended = project(line, 4, 3, 1)
    assert ended.cover_tenths.tolist() == [-1]
    assert ended.first_short_month.tolist() == [-1]


def obvious(line: StockLines, as_of_month: int) -> tuple[list[int], int, int]:
    """Stock by month, first short month and pieces short, one number at a time."""
    held, stock, first, short = int(line.opening_pieces[0]), [], -1, 0
    for month in range(line.used_pieces.shape[1]):
        source = line.received_pieces if month < as_of_month else line.calendar_pieces
        held += int(source[0, month]) - int(line.used_pieces[0, month])
        if held < 0:
            if month >= as_of_month:
                first = month if first < 0 else first
                short -= held
            held = 0
        stock.append(held)
    return stock, first, short


def random_pieces(seed: int, *shape: int) -> NDArray[np.int64]:
    return np.random.default_rng(seed).integers(0, 30, shape)


def test_all_lines_at_once_agree_with_each_line_alone() -> None:
    lines = StockLines(random_pieces(1, 300), random_pieces(2, 300), *(random_pieces(s, 300, 24) for s in (3, 4, 5)))
    projection = project(lines, 9, 6, 3)
    for at in range(300):
        alone = StockLines(*(getattr(lines, name)[at : at + 1] for name in StockLines.__dataclass_fields__))
        found = projection.stock_pieces[at].tolist(), projection.first_short_month[at], projection.short_pieces[at]
        assert found == obvious(alone, 9)
        assert project(alone, 9, 6, 3).reasons[0] == projection.reasons[at]


def test_a_national_round_is_projected_in_a_second() -> None:
    count = 70_513
    lines = StockLines(
        random_pieces(1, count), random_pieces(2, count), *(random_pieces(s, count, 24) for s in (3, 4, 5))
    )
    start = time.process_time()
    project(lines, 9, 6, 3)
    assert time.process_time() - start < 1
