"""The public holidays of a country, and the business calendar of one of its entities."""

from datetime import date

import holidays as public_holidays

from ..base.calendar import BusinessCalendar
from .values import RuleSet

WEEKDAYS = {"saturday": 5, "sunday": 6}


def business_calendar(rules: RuleSet, entity: str, on: date, years: range) -> BusinessCalendar:
    """The days that count for an entity (a key under `enabled_days`) over some years.

    Mexico: Ley Federal del Trabajo, article 74; a change of federal government is a holiday too.
    """
    enabled = rules.value(f"enabled_days.{entity}", on).texts
    days = public_holidays.country_holidays(rules.country, years=years)
    return BusinessCalendar(years, frozenset(days), frozenset(WEEKDAYS[name] for name in enabled))
