"""When a legal term ends: its unit says whether it runs in business days or in natural days."""

from datetime import date

from ..base.calendar import BusinessCalendar, add_business_days, add_natural_days
from .values import LegalValue


def end_of_term(term: LegalValue, start: date, calendar: BusinessCalendar) -> date:
    """The last day of a term that begins on the day after `start`; a reform may have changed its unit."""
    match term.unit:
        case "business_days":
            return add_business_days(start, term.integer, calendar)
        case "natural_days":
            return add_natural_days(start, term.integer)
        case _:
            raise TypeError(f"{term.key} is counted in {term.unit}, not in days")
