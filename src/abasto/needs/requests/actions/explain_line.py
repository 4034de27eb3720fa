"""Writes why a line is as it is, and what pays for it."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from ....base.refusal import Refused
from ....ledger.actions.record import record
from ....people.models import Organisation
from ....people.roles import Viewer
from ....rounds.models import Round
from ..entry.queries import withdrawn_claves
from ..entry.reasons import check_reason
from ..models import RequestLine
from ..states import EDITABLE
from .save_cells import may_write


def explain_line(
    of: Round,
    organisation: Organisation,
    viewer: Viewer,
    actor: str,
    clave: str,
    reason: str,
    text: str,
    funds: str,
    at: datetime,
) -> None:
    """Save the reason, its text and the source of funds of a line that can be edited.

    Refuses what `may_write`, `open_line` and `check_reason` refuse.
    """
    may_write(of, organisation, viewer, at)
    text = check_reason(reason, text, funds)
    with transaction.atomic():
        line = open_line(of, organisation, clave)
        told = {"clave": clave, "reason": reason, "text": text, "funds": funds}
        RequestLine.objects.filter(pk=line.pk).update(
            reason=reason, reason_text=text, funds=funds, version=F("version") + 1
        )
        record("request-explained", f"{of.code}/{organisation.code}", actor, at, told, of.code)


def open_line(of: Round, organisation: Organisation, clave: str) -> RequestLine:
    """The line, held until the end; refuses `code-withdrawn`, `nothing-asked`, `line-past-editing`."""
    if clave in withdrawn_claves(of):
        raise Refused("code-withdrawn", "", {"clave": clave})
    lines = RequestLine.objects.select_for_update().filter(round=of, organisation=organisation, item__clave=clave)
    line = lines.first()
    if line is None:
        raise Refused("nothing-asked", "", {"clave": clave})
    if line.state not in EDITABLE:
        raise Refused("line-past-editing", "", {"clave": clave, "state": line.state})
    return line
