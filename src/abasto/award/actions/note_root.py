"""Writes the root of an award's evidence on the log, so that the next signed checkpoint covers it."""

import json

from ...ledger.actions.record import record
from ...ledger.models import Event
from ...tender.models import Procedure

KIND = "award-evidence-rooted"


def note_root(procedure: Procedure, root: str, actor: str) -> None:
    """One event with the root (64 hex digits), unless it is the last one noted of the procedure."""
    last = Event.objects.filter(kind=KIND, subject=procedure.number).order_by("pk").last()
    if last is None or json.loads(last.body)["root"] != root:
        of = procedure.round
        record(KIND, procedure.number, actor, of.clock, {"root": root}, of.code)
