"""Until when an award may be complained about."""

from datetime import date

from ..law.holidays import business_calendar
from ..law.terms import end_of_term
from ..law.values import LegalValue, RuleSet

TERM = {
    "national": "complaint_days.national",
    "treaties": "complaint_days.treaties",
    "open": "complaint_days.open",
}
AUTHORITY = "others"
"""Whose days count: the authority that hears complaints."""


def complaint_term(law: RuleSet, character: str, award_on: date) -> tuple[LegalValue, date]:
    """The term in force on the day of the award, and its last day, counted from the day after."""
    term = law.value(TERM[character], award_on)
    calendar = business_calendar(law, AUTHORITY, award_on, range(award_on.year, award_on.year + 2))
    return term, end_of_term(term, award_on, calendar)
