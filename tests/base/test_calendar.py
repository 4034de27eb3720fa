"""Business days, with dates counted by hand on a wall calendar."""

from datetime import date

import pytest

from abasto.base.calendar import (
    BusinessCalendar,
    add_business_days,
    add_natural_days,
    business_days_between,
    is_business_day,
)
from abasto.base.refusal import Refused

NOVEMBER_HOLIDAY = date(2026, 11, 16)
PLAIN = BusinessCalendar(range(2026, 2028), frozenset({NOVEMBER_HOLIDAY, date(2026, 12, 25), date(2027, 1, 1)}))
WEEKENDS_TOO = BusinessCalendar(PLAIN.years, PLAIN.holidays, frozenset({5, 6}))


def test_twenty_business_days_skip_weekends_and_the_holiday() -> None:
    assert add_business_days(date(2026, 11, 6), 20, PLAIN) == date(2026, 12, 7)


def test_a_term_begins_on_the_day_after_the_notice() -> None:
    assert add_business_days(date(2026, 11, 9), 1, PLAIN) == date(2026, 11, 10)


def test_a_term_of_no_days_ends_where_it_starts() -> None:
    assert add_business_days(date(2026, 11, 7), 0, PLAIN) == date(2026, 11, 7)


def test_a_notice_on_friday_counts_from_monday() -> None:
    assert add_business_days(date(2026, 11, 20), 1, PLAIN) == date(2026, 11, 23)


def test_enabled_weekends_shorten_the_term() -> None:
    assert add_business_days(date(2026, 11, 6), 20, WEEKENDS_TOO) == date(2026, 11, 27)


def test_a_holiday_stays_a_holiday_though_weekends_are_enabled() -> None:
    assert not is_business_day(NOVEMBER_HOLIDAY, WEEKENDS_TOO)


def test_natural_days_count_every_day() -> None:
    assert add_natural_days(date(2026, 12, 20), 15) == date(2027, 1, 4)


def test_business_days_between_two_dates_are_those_of_the_term() -> None:
    assert business_days_between(date(2026, 11, 6), date(2026, 12, 7), PLAIN) == 20


def test_no_business_days_lie_between_a_date_and_an_earlier_one() -> None:
    assert business_days_between(date(2026, 12, 7), date(2026, 11, 6), PLAIN) == 0


def test_a_year_without_known_holidays_is_refused_not_guessed() -> None:
    with pytest.raises(Refused, match="calendar-year-unknown"):
        add_business_days(date(2027, 12, 30), 3, PLAIN)
