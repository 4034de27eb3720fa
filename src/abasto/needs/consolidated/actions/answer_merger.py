"""What a user of the code says to its merger, and what the coordinator replies to an objection."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ....base.refusal import Refused
from ....ledger.actions.record import record
from ....people.acts import must_be
from ....people.models import Organisation
from ....people.roles import Role, Viewer
from ..mergers.queries import users_of
from ..models import MergeAnswer, MergeProposal
from ..states import AGREE, ANSWERS, CONSULTED
from .propose_merger import LONGEST, may_change, subject_of


def answer_merger(
    proposal: MergeProposal, organisation: Organisation, viewer: Viewer, actor: str, answer: str, reason: str,
    at: datetime,
) -> MergeAnswer:  # fmt: skip
    """The institution's answer; a later one takes the place of an earlier, and the reply to that is gone.

    Refuses `not-allowed` (another institution, or no user of the code), `not-from-this-state`, `deadline-passed`,
    `answer-unknown`, `note-missing` (an objection says why), `text-too-long`.
    """
    must_be(viewer, Role.PLANNER, Role.APPROVER)
    _check(proposal, answer, reason, at)
    if organisation.code not in viewer.own or organisation.pk not in {one.pk for one in users_of(proposal)}:
        raise Refused("not-allowed", "", {"what": organisation.code})
    with transaction.atomic():
        saved, _new = MergeAnswer.objects.update_or_create(
            proposal=proposal, organisation=organisation,
            defaults={"answer": answer, "reason": reason.strip(), "by": viewer.username, "at": at, "reply": ""},
        )  # fmt: skip
        told = {"organisation": organisation.code, "answer": answer, "reason": saved.reason}
        record("merger-answered", subject_of(proposal), actor, at, told, proposal.round.code)
    return saved


def _check(proposal: MergeProposal, answer: str, reason: str, at: datetime) -> None:
    may_change(proposal.round)
    if proposal.state != CONSULTED:
        raise Refused("not-from-this-state", "", {"state": proposal.state, "act": "answer"})
    if proposal.deadline is not None and timezone.localdate(at) > proposal.deadline:
        raise Refused("deadline-passed", "", {"day": proposal.deadline.isoformat()})
    if answer not in ANSWERS:
        raise Refused("answer-unknown", "", {"value": answer, "known": list(ANSWERS)})
    if answer != AGREE and not reason.strip():
        raise Refused("note-missing", "", {})
    if len(reason) > LONGEST:
        raise Refused("text-too-long", "", {"most": LONGEST})


def reply_to(answer: MergeAnswer, viewer: Viewer, actor: str, reply: str, at: datetime) -> MergeAnswer:
    """The coordinator's reply to an objection, which the institution sees; refuses `not-allowed`, `note-missing`."""
    must_be(viewer, Role.COORDINATOR)
    may_change(answer.proposal.round)
    if not reply.strip():
        raise Refused("note-missing", "", {})
    with transaction.atomic():
        answer.reply = reply.strip()[:LONGEST]
        answer.save(update_fields=["reply"])
        told = {"organisation": answer.organisation.code, "reply": answer.reply}
        record("merger-objection-answered", subject_of(answer.proposal), actor, at, told, answer.proposal.round.code)
    return answer
