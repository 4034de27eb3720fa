"""The calendar of a round as its pages show it: phases, procedure, next deadline."""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localtime

from ..page.timeline import Calendar, make_calendar
from ..page.words import word
from ..people.visibility import Sight
from ..rounds.models import Round
from ..rounds.queries import calendar
from ..tender.queries import visible_to as procedures_visible_to
from .deadlines import Dated, Deadline, ProcedureDates, dated_phases, next_deadline, periods


@dataclass(frozen=True)
class RoundCalendar:
    """The drawn calendar, and what ends next (None when all is over)."""

    drawn: Calendar
    deadline: Deadline | None


def calendar_of(sight: Sight, of: Round) -> RoundCalendar:
    """The round's dates and its procedure's, against the round's clock."""
    today = localtime(of.clock).date()
    dates = dated_phases(_round_dates(of), _procedure(sight, of))
    labels = [str(word(phase)) for phase, *_ in dates]
    return RoundCalendar(make_calendar(periods(dates, labels), today), next_deadline(dates, today))


def _round_dates(of: Round) -> list[Dated]:
    return list(calendar(of).values_list("phase", "starts", "ends", "citation"))


def _procedure(sight: Sight, of: Round) -> ProcedureDates | None:
    for procedure in procedures_visible_to(sight, of)[:1]:
        due: date = localtime(procedure.bids_due_at).date()
        return ProcedureDates(
            procedure.number,
            procedure.published_on,
            procedure.clarifications_on,
            due,
            procedure.award_on,
            procedure.signature_due_on,
        )
    return None
