"""Business days: Monday to Friday that are no public holiday, and the days that a decree enables.

Legal terms run from the day after the notice (Ley Federal de Procedimiento Administrativo, articles 28 and 29).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from .refusal import Refused

ONE_DAY = timedelta(days=1)
WEEKEND = frozenset({5, 6})


@dataclass(frozen=True)
class BusinessCalendar:
    """Which days count for one entity.

    years: the years whose holidays are known; a day outside them is refused, not guessed.
    holidays: public holidays of those years.
    enabled_weekdays: weekend days made working days (5 Saturday, 6 Sunday); a holiday stays a holiday.
    """

    years: range
    holidays: frozenset[date] = frozenset()
    enabled_weekdays: frozenset[int] = frozenset()


def is_business_day(day: date, calendar: BusinessCalendar) -> bool:
    """Whether the day counts in a term of business days; refuses `calendar-year-unknown`."""
    if day.year not in calendar.years:
        raise Refused("calendar-year-unknown", "", {"date": day.isoformat()})
    if day in calendar.holidays:
        return False
    return day.weekday() not in WEEKEND or day.weekday() in calendar.enabled_weekdays


def add_business_days(start: date, days: int, calendar: BusinessCalendar) -> date:
    """The last day of a term of `days` business days that begins on the day after `start` (0: `start`)."""
    day = start
    for _ in range(days):
        day = next_business_day(day, calendar)
    return day


def next_business_day(day: date, calendar: BusinessCalendar) -> date:
    """The first business day after `day`."""
    day += ONE_DAY
    while not is_business_day(day, calendar):
        day += ONE_DAY
    return day


def add_natural_days(start: date, days: int) -> date:
    """The last day of a term of `days` natural days that begins on the day after `start`."""
    return start + timedelta(days=days)


def business_days_between(start: date, end: date, calendar: BusinessCalendar) -> int:
    """Business days after `start` up to and including `end`; 0 when `end` is not after `start`."""
    days = (start + timedelta(days=passed) for passed in range(1, (end - start).days + 1))
    return sum(is_business_day(day, calendar) for day in days)
