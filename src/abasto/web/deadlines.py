"""The calendar of a round with its procedure, and the next deadline against the round's own clock; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..page.timeline import Period


@dataclass(frozen=True)
class Deadline:
    """What ends next (a phase's code), on which day, and in how many days."""

    what: str
    on: date
    days: int


@dataclass(frozen=True)
class ProcedureDates:
    """The days of a procedure that everyone waits for."""

    number: str
    published_on: date
    clarifications_on: date
    bids_due_on: date
    award_on: date
    signature_due_on: date


Dated = tuple[str, date, date, str]
"""A phase's code, its first and last day, its citation."""


def dated_phases(round_dates: Sequence[Dated], procedure: ProcedureDates | None) -> list[Dated]:
    """The phases of the round's calendar and of its procedure, in the order of their days."""
    dates = list(round_dates)
    if procedure:
        dates += [
            ("clarification", procedure.published_on, procedure.clarifications_on, procedure.number),
            ("bids", procedure.clarifications_on, procedure.bids_due_on, procedure.number),
            ("evaluation", procedure.bids_due_on, procedure.award_on, procedure.number),
            ("signature", procedure.award_on, procedure.signature_due_on, procedure.number),
        ]
    return sorted(dates, key=lambda dated: (dated[1], dated[2]))


def next_deadline(dates: Sequence[Dated], today: date) -> Deadline | None:
    """The phase that ends first from today on; None when all have ended."""
    ends = [(ends, what) for what, _, ends, _ in dates if ends >= today]
    if not ends:
        return None
    on, what = min(ends)
    return Deadline(what, on, (on - today).days)


def periods(dates: Sequence[Dated], labels: Sequence[str]) -> list[Period]:
    """The dates as periods of the timeline, each with its label."""
    return [
        Period(label, starts, ends, citation) for label, (_, starts, ends, citation) in zip(labels, dates, strict=True)
    ]
