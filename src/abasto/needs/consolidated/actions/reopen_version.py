"""Opens a locked need again, on record: who asked, and why; its lines can be returned, and another version is made."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from ....base.refusal import Refused
from ....ledger.actions.record import record
from ....people.acts import must_be
from ....people.roles import Role, Viewer
from ....rounds.models import Round
from ...models import ConsolidatedNeed, NeedImport, NeedLine
from ...requests.models import RequestLine
from ...requests.states import ACCEPTED
from ...requests.states import LOCKED as LINE_LOCKED
from ..models import NeedVersion
from ..states import LOCKED, REOPENED, VERSION_MOVES, moved
from .make_version import subject_of

LONGEST = 1000


def reopen_version(
    version: NeedVersion, viewer: Viewer, actor: str, asked_by: str, why: str, at: datetime
) -> NeedVersion:
    """The version, reopened: its lines are accepted again, its need lines and sums are gone, its file and hash stay.

    Refuses `sign-in-first`, `not-allowed`, `note-missing`, `asker-missing`, `not-from-this-state`, and `phase-over`
    once the round has left the phase of needs: later stages have read the need.
    """
    must_be(viewer, Role.COORDINATOR)
    asked_by, why = asked_by.strip()[:LONGEST], why.strip()[:LONGEST]
    if not why:
        raise Refused("note-missing", "", {})
    if not asked_by:
        raise Refused("asker-missing", "", {})
    of = version.round
    if of.phase != "needs":
        raise Refused("phase-over", "", {"phase": of.phase, "asked": "needs"})
    moved(VERSION_MOVES, version.state, "reopen")
    with transaction.atomic():
        Round.objects.select_for_update().get(pk=of.pk)
        told = {"state": REOPENED, "reopened_at": at, "reopened_why": why, "reopened_for": asked_by}
        if not NeedVersion.objects.filter(pk=version.pk, state=LOCKED).update(**told):
            raise Refused("not-from-this-state", "", {"state": version.state, "act": "reopen"})
        lines = RequestLine.objects.filter(round=of, state=LINE_LOCKED)
        count = lines.update(state=ACCEPTED, version=F("version") + 1)
        _forget_lines(of)
        body = {"version": version.number, "asked_by": asked_by, "why": why, "lines": count}
        record("need-version-reopened", subject_of(of, version.number), actor, at, body, of.code)
    version.refresh_from_db()
    return version


def _forget_lines(of: Round) -> None:
    """No later stage reads a need that is being changed."""
    lines = NeedLine.objects.filter(round=of)
    lines._raw_delete(lines.db)
    NeedImport.objects.filter(round=of).delete()
    ConsolidatedNeed.objects.filter(round=of).delete()
