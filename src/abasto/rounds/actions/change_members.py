"""Who takes part may change after the announcement: an institution joins late or leaves, and a deadline is moved."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from ...base.refusal import Refused
from ...ledger.actions.record import record
from ...people.acts import must_be
from ...people.models import Organisation
from ...people.roles import Role, Viewer
from ..models import Participation, Round, RoundDate


def join(of: Round, organisation: Organisation, viewer: Viewer, actor: str, at: datetime) -> Participation:
    """An institution takes part from today; one that left comes back. Refuses `not-allowed`, `already-takes-part`."""
    must_be(viewer, Role.COORDINATOR)
    with transaction.atomic():
        last = Participation.objects.filter(round=of).order_by("-position").first()
        joined, is_new = Participation.objects.get_or_create(
            round=of,
            organisation=organisation,
            defaults={
                "legal_entity": organisation,
                "position": last.position + 1 if last else 0,
                "is_buyer": True,
                "joined_on": timezone.localdate(at),
            },
        )
        if not is_new and joined.left_on is None:
            raise Refused("already-takes-part", "", {"institution": str(organisation)})
        joined.left_on, joined.joined_on = None, timezone.localdate(at)
        joined.save(update_fields=["left_on", "joined_on"])
        record("institution-joined", f"{of.code}/{organisation.code}", actor, at, {}, of.code)
    return joined


def leave(of: Round, organisation: Organisation, why: str, viewer: Viewer, actor: str, at: datetime) -> None:
    """An institution takes no further part; what it asked for stays to be read, and is not accepted any more.

    Refuses `not-allowed`, `note-missing`, `takes-no-part`.
    """
    must_be(viewer, Role.COORDINATOR)
    if not why.strip():
        raise Refused("note-missing", "", {})
    with transaction.atomic():
        left = Participation.objects.filter(round=of, organisation=organisation, left_on=None)
        if not left.update(left_on=timezone.localdate(at)):
            raise Refused("takes-no-part", "", {"institution": str(organisation)})
        record("institution-left", f"{of.code}/{organisation.code}", actor, at, {"why": why.strip()}, of.code)


def move_deadline(of: Round, phase: str, ends: date, why: str, viewer: Viewer, actor: str, at: datetime) -> None:
    """Another last day for a phase. Refuses `not-allowed`, `note-missing`, `phase-unknown`, `calendar-unfit`."""
    must_be(viewer, Role.COORDINATOR)
    if not why.strip():
        raise Refused("note-missing", "", {})
    with transaction.atomic():
        step = RoundDate.objects.select_for_update().filter(round=of, phase=phase).order_by("-ends").first()
        if step is None:
            raise Refused("phase-unknown", "", {"phase": phase, "known": []})
        if ends < step.starts or ends < timezone.localdate(at):
            raise Refused("calendar-unfit", "", {"phase": phase, "starts": step.starts.isoformat(),
                                                 "ends": ends.isoformat()})  # fmt: skip
        before, step.ends = step.ends, ends
        step.save(update_fields=["ends"])
        told = {"phase": phase, "from": before.isoformat(), "to": ends.isoformat(), "why": why.strip()}
        record("deadline-moved", f"{of.code}/{phase}", actor, at, told, of.code)
