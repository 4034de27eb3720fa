"""A calendar with its phases, drawn on one scale of days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

SCALE = 1000


@dataclass(frozen=True)
class Period:
    """A phase of the calendar, both days included; `label` is what people read."""

    label: str
    starts: date
    ends: date
    citation: str = ""


@dataclass(frozen=True)
class Drawn:
    """A period on the scale (thousandths of the calendar) and its state: done, current or next."""

    period: Period
    left: int
    width: int
    state: str


@dataclass(frozen=True)
class Calendar:
    """All periods, today on the scale (None outside it), and the days until the current or next one ends."""

    drawn: tuple[Drawn, ...]
    today: date
    today_at: int | None
    days_left: int | None


def make_calendar(periods: Sequence[Period], today: date) -> Calendar:
    """Place the periods between the first start and the last end."""
    if not periods:
        return Calendar((), today, None, None)
    first = min(period.starts for period in periods)
    days = (max(period.ends for period in periods) - first).days + 1
    drawn = tuple(_drawn(period, first, days, today) for period in periods)
    at = (today - first).days * SCALE // days
    open_ends = [period.ends for period in periods if period.ends >= today]
    left = (min(open_ends) - today).days if open_ends else None
    return Calendar(drawn, today, at if 0 <= at <= SCALE else None, left)


def _drawn(period: Period, first: date, days: int, today: date) -> Drawn:
    left = (period.starts - first).days * SCALE // days
    right = ((period.ends - first).days + 1) * SCALE // days
    return Drawn(period, left, max(right - left, 4), _state(period, today))


def _state(period: Period, today: date) -> str:
    if today > period.ends:
        return "done"
    return "current" if today >= period.starts else "next"
