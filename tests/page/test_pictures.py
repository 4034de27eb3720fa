"""Charts, the flow and the calendar as plain data."""

from datetime import date
from itertools import pairwise

import pytest

from abasto.page.chart import Source, bars, histogram, state_map
from abasto.page.flow import Step, drawn
from abasto.page.navigation import PHASES, stages_for
from abasto.page.timeline import Period, make_calendar
from abasto.page.totals import Totals

SOURCE = Source("Annex", "2027-02-01", "published")
PERIODS = [
    Period("Needs", date(2027, 1, 1), date(2027, 1, 31)),
    Period("Tender", date(2027, 2, 1), date(2027, 3, 31)),
    Period("Award", date(2027, 4, 1), date(2027, 4, 10)),
]


def test_a_chart_carries_its_finding_its_table_and_its_source() -> None:
    chart = bars("r", "Most had no bid", "Reason", [("No bid", 1200)], series=("Codes",), source=SOURCE)
    assert chart.data["title"] == "Most had no bid"
    assert chart.data["source"] == "Annex, 2027-02-01"
    assert chart.table_rows == [("No bid", "1,200")]


def test_a_picture_holds_at_most_six_series() -> None:
    with pytest.raises(ValueError, match="at most 6"):
        bars("r", "t", "c", [], series=tuple("abcdefg"), source=SOURCE)


def test_a_histogram_counts_every_value_once() -> None:
    values = [1.0, 1.0, 2.0, 9.9, 10.0]
    chart = histogram("h", "t", values, value="Price", count="Offers", source=SOURCE, bins=9)
    assert sum(int(str(row[1])) for row in chart.rows) == len(values)
    assert chart.rows[-1][1] == 2


def test_a_histogram_of_equal_or_no_values_is_one_bar_or_none() -> None:
    assert histogram("h", "t", [3.0, 3.0], value="p", count="n", source=SOURCE).rows == ((3.0, 2),)
    assert histogram("h", "t", [], value="p", count="n", source=SOURCE).rows == ()


def test_the_map_names_the_states_in_its_table() -> None:
    chart = state_map("m", "t", "Pieces", [("09", 5)], source=SOURCE, coverage=0.83)
    assert chart.table_rows == [("Ciudad de México", "5")]


def test_steps_are_drawn_as_shares_of_the_first() -> None:
    steps = [Step("Need", Totals(100, 1000)), Step("Award", Totals(50, 900)), Step("More", Totals(200, 2000))]
    assert [(bar.pieces_width, bar.codes_width) for bar in drawn(steps)] == [(1000, 1000), (900, 500), (1000, 1000)]


def test_an_empty_round_draws_no_bars() -> None:
    assert drawn([]) == []
    assert drawn([Step("Need", Totals(0, 0))])[0].pieces_width == 0


def test_the_calendar_knows_what_is_done_current_and_next() -> None:
    calendar = make_calendar(PERIODS, date(2027, 2, 1))
    assert [one.state for one in calendar.drawn] == ["done", "current", "next"]
    assert calendar.days_left == 58


def test_periods_fill_the_scale_without_overlap() -> None:
    drawn_periods = make_calendar(PERIODS, date(2027, 2, 1)).drawn
    assert drawn_periods[0].left == 0
    assert drawn_periods[-1].left + drawn_periods[-1].width == 1000
    for one, after in pairwise(drawn_periods):
        assert one.left + one.width <= after.left


@pytest.mark.parametrize("today", [date(2026, 12, 31), date(2027, 9, 1)])
def test_a_day_outside_the_calendar_is_not_drawn(today: date) -> None:
    assert make_calendar(PERIODS, today).today_at is None


def test_a_calendar_without_dates_is_empty() -> None:
    assert make_calendar([], date(2027, 1, 1)).drawn == ()


@pytest.mark.parametrize("phase", PHASES)
def test_exactly_one_stage_is_lit_in_every_phase(phase: str) -> None:
    stages = stages_for("mx-2027-2028", phase)
    assert [stage.is_lit for stage in stages.entries].count(True) == 1
    assert [dot.state for dot in stages.dots].count("current") == 1
