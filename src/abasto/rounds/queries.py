"""Rounds, their trees, and what a viewer sees of one."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from ..base.refusal import Refused
from ..law.reader import read_disclosure
from ..ledger.models import Event
from ..ledger.queries import events_of_round
from ..people.roles import Viewer
from ..people.visibility import Sight
from ..runs.queries import RunState, runs_of_round
from .models import Participation, Round, RoundDate


def rounds() -> QuerySet[Round]:
    """Every round, the newest first; that a round exists is public."""
    return Round.objects.all()


BEFORE_RESEARCH = ("preparation", "needs")


def newest(asking: bool = False) -> Round | None:
    """The newest round; one that is still asked for its needs only for those who ask or are asked."""
    every = list(rounds())
    played = (of for of in every if asking or not (of.is_announced and of.phase in BEFORE_RESEARCH))
    return next(played, next(iter(every), None))


def round_named(code: str, known: Iterable[Round] | None = None) -> Round:
    """The round of that code; refuses `not-found`."""
    for found in rounds() if known is None else known:
        if found.code == code:
            return found
    raise Refused("not-found", "", {"what": "round", "value": code})


def sight(viewer: Viewer, of: Round) -> Sight:
    """What the viewer sees of the round in its present phase."""
    disclosure = read_disclosure(of.rule_set)
    return Sight(viewer, {field: disclosure.class_of(field, of.phase) for field in disclosure.table})


def opens_in(viewer: Viewer, of: Round, field: str) -> str:
    """The phase after the present one in which the viewer will see every row of the field; "" if none."""
    disclosure = read_disclosure(of.rule_set)
    later = disclosure.phases[disclosure.phases.index(of.phase) + 1 :]
    for phase in later:
        if Sight(viewer, {field: disclosure.class_of(field, phase)}).sees_all(field):
            return phase
    return ""


def participations(of: Round) -> QuerySet[Participation]:
    """Who takes part, in the round's order; public."""
    return Participation.objects.filter(round=of).select_related("organisation", "parent", "legal_entity")


def buyers(of: Round) -> QuerySet[Participation]:
    """The buyers: the columns of the annex, in its order."""
    return participations(of).filter(is_buyer=True)


def calendar(of: Round) -> QuerySet[RoundDate]:
    """The round's dates, in order."""
    return RoundDate.objects.filter(round=of)


def events_visible_to(sight: Sight, of: Round) -> QuerySet[Event]:
    """The events of the round with all they say, for those in control; to others the log shows hashes alone."""
    events = events_of_round(of.code)
    return events if sight.sees_all("event") else events.none()


def event_hashes(of: Round) -> QuerySet[Event, tuple[int | None, str]]:
    """(number, leaf hash in hex) of every event of the round, in the order of the log; public."""
    return events_of_round(of.code).values_list("number", "leaf_hash")


TOLD_BY_RUN = {
    "bids": "bid_existence",
    "documents": "bid_documents",
    "award": "lot_decision",
    "contracts": "contract",
    "deliveries": "delivery",
    "stock": "stock_risk",
    "flags": "flag",
    "savings": "saving",
    "study": "study",
    "act": "bid_documents",
}
"""The field that the result of a run tells; a hash of a few counts tells them too, to whoever tries all counts."""


def runs_visible_to(sight: Sight, of: Round) -> list[RunState]:
    """The runs of the round; result hash and error are "" where the viewer may not see what the run tells.

    The key holds the results of the runs before it, so only those in control see it.
    """
    return [_as_seen(run, sight) for run in runs_of_round(of.code)]


def _as_seen(run: RunState, sight: Sight) -> RunState:
    key = run.key if sight.sees_all("event") else ""
    if sight.sees_all(TOLD_BY_RUN.get(run.kind, "artifact")):
        return replace(run, key=key)
    return replace(run, key=key, result_sha256="", error="")


def now_in(of: Round) -> datetime:
    """The moment that counts in the round: its own clock in a rehearsal, the world's otherwise."""
    return of.clock if of.is_synthetic else timezone.now()


def ends_of(of: Round, phase: str) -> date | None:
    """The last day of a phase in the round's calendar; None where it names none."""
    return RoundDate.objects.filter(round=of, phase=phase).values_list("ends", flat=True).order_by("-ends").first()


def refuse_after(of: Round, phase: str, at: datetime) -> None:
    """Refuse `phase-over` where the round has left the phase, `deadline-passed` after its last day."""
    if of.phase != phase:
        raise Refused("phase-over", "", {"phase": of.phase, "asked": phase})
    ends = ends_of(of, phase)
    if ends is not None and timezone.localdate(at) > ends:
        raise Refused("deadline-passed", "", {"day": ends.isoformat()})
