"""Adopts a merger, rejects it, or takes its adoption back; figures of institutions are never touched by it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ....base.refusal import Refused
from ....ledger.actions.record import record
from ....people.acts import must_be
from ....people.roles import Role, Viewer
from ....rounds.models import Round
from ..mergers.queries import outstanding
from ..models import MergeProposal
from ..queries import locked_version
from ..states import MERGER_MOVES, moved
from .propose_merger import LONGEST, change_state, may_change, subject_of

ADOPT, REJECT, UNDO = "adopt", "reject", "undo"
KINDS = {ADOPT: "merger-adopted", REJECT: "merger-rejected", UNDO: "merger-undone"}


def decide_merger(
    proposal: MergeProposal, act: str, viewer: Viewer, actor: str, note: str, at: datetime
) -> MergeProposal:
    """The proposal in its new state; versions made from now on follow it.

    Refuses `not-allowed`, `not-from-this-state`, `note-missing` (to reject or undo), `need-locked` (reopen it first);
    to adopt: `opinion-missing`, `users-not-asked` (answers are missing and the deadline has not passed),
    `objections-open` (each is replied to first).
    """
    must_be(viewer, Role.COORDINATOR)
    may_change(proposal.round)
    target = moved(MERGER_MOVES, proposal.state, act)
    note = note.strip()[:LONGEST]
    if act != ADOPT and not note:
        raise Refused("note-missing", "", {})
    with transaction.atomic():
        Round.objects.select_for_update().get(pk=proposal.round_id)
        if locked := locked_version(proposal.round):
            raise Refused("need-locked", "", {"number": locked.number})
        if act == ADOPT:
            _may_adopt(proposal, at)
        change_state(proposal, target, {"decision_note": note})
        told = {"from": proposal.from_item.clave, "to": proposal.to_item.clave, "note": note}
        record(KINDS[act], subject_of(proposal), actor, at, told, proposal.round.code)
    return proposal


def _may_adopt(proposal: MergeProposal, at: datetime) -> None:
    if not (proposal.opinion and proposal.basis):
        raise Refused("opinion-missing", "", {"number": proposal.number})
    left = outstanding(proposal)
    is_over = proposal.deadline is not None and timezone.localdate(at) > proposal.deadline
    if left.unanswered and not is_over:
        raise Refused("users-not-asked", "", {"institutions": [str(one) for one in left.unanswered],
                                              "day": str(proposal.deadline)})  # fmt: skip
    if left.objections:
        raise Refused("objections-open", "", {"institutions": [str(one.organisation) for one in left.objections]})
