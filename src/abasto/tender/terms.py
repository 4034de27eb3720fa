"""The dates of a call, counted from its publication by the terms of the law."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from ..base.calendar import BusinessCalendar, add_natural_days
from ..law.terms import end_of_term
from ..law.values import RuleSet
from .kinds import MAIN, SECOND_TENDER

BIDS_CLOSE = time(10, tzinfo=ZoneInfo("America/Mexico_City"))
TERM_OF_CHARACTER = {
    "national": "call_to_opening_days.national",
    "treaties": "call_to_opening_days.treaties",
    "open": "call_to_opening_days.open",
}


@dataclass(frozen=True)
class CallTerms:
    """Character of the procedure and its dates; bids are due at ten in the morning of central Mexico."""

    ocid_prefix: str
    character: str
    published_on: date
    clarifications_on: date
    bids_due_at: datetime
    award_on: date
    signature_due_on: date


def call_terms(
    law: RuleSet, calendar: BusinessCalendar, published_on: date, award_on: date, character: str, ocid_prefix: str
) -> CallTerms:
    """The dates of a call published on a day, its award planned for another.

    Natural days from call to opening; clarifications end the legal days before it; to sign, the term runs from the
    award.
    """
    days = law.value(TERM_OF_CHARACTER[character], published_on).integer
    return _terms(law, calendar, published_on, add_natural_days(published_on, days), award_on, character, ocid_prefix)


def later_terms(
    law: RuleSet, calendar: BusinessCalendar, published_on: date, kind: str, character: str, ocid_prefix: str
) -> CallTerms:
    """The dates of a procedure that follows another: decided on the day its bids are opened.

    A second tender has the term of its character; who is invited, or asked directly, has the days of an invitation.
    """
    opening = add_natural_days(published_on, law.value(term_of(kind, character), published_on).integer)
    return _terms(law, calendar, published_on, opening, opening, character, ocid_prefix)


def term_of(kind: str, character: str) -> str:
    """The legal value that says how many days there are from call to opening."""
    return TERM_OF_CHARACTER[character] if kind in (MAIN, SECOND_TENDER) else "invitation_days"


def _terms(
    law: RuleSet, calendar: BusinessCalendar, published_on: date, opening: date, award_on: date, character: str,
    ocid_prefix: str,
) -> CallTerms:  # fmt: skip
    before = law.value("clarification_to_opening_days", published_on).integer
    signature = law.value("signature_days.consolidated", published_on)
    return CallTerms(
        ocid_prefix=ocid_prefix,
        character=character,
        published_on=published_on,
        clarifications_on=max(published_on, add_natural_days(opening, -before - 1)),
        bids_due_at=datetime.combine(opening, BIDS_CLOSE),
        award_on=max(award_on, opening),
        signature_due_on=end_of_term(signature, max(award_on, opening), calendar),
    )
