"""Withdraws a code from an announced round: nobody asks for it any more, and what was asked for is told to stop."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ...base.refusal import Refused
from ...ledger.actions.record import record
from ...people.acts import must_be
from ...people.roles import Role, Viewer
from ...rounds.models import Round
from ..models import RoundItem


def withdraw_item(of: Round, clave: str, why: str, viewer: Viewer, actor: str, at: datetime) -> RoundItem:
    """The code, marked. Refuses `not-allowed`, `note-missing`, `code-not-in-round`."""
    must_be(viewer, Role.COORDINATOR)
    if not why.strip():
        raise Refused("note-missing", "", {})
    with transaction.atomic():
        row = RoundItem.objects.select_for_update().filter(round=of, item__clave=clave, withdrawn_on=None).first()
        if row is None:
            raise Refused("code-not-in-round", "", {"clave": clave})
        row.withdrawn_on, row.withdrawn_why = timezone.localdate(at), why.strip()
        row.save(update_fields=["withdrawn_on", "withdrawn_why"])
        record("code-withdrawn", f"{of.code}/{clave}", actor, at, {"why": why.strip()}, of.code)
    return row
