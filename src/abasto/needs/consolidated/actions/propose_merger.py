"""Proposes that pieces of one code become pieces of another, and asks the users of the code."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from ....base.refusal import Refused
from ....catalogue.models import Item, RoundItem
from ....ledger.actions.record import record
from ....people.acts import must_be
from ....people.roles import Role, Viewer
from ....rounds.models import Round
from ..mergers.queries import IN_FORCE, users_of
from ..models import MergeProposal
from ..states import MERGER_MOVES, PROPOSED, moved

LARGEST_PART = 1_000_000
LONGEST = 5_000


@dataclass(frozen=True)
class NewMerger:
    """One piece of `from_clave` is worth numerator / denominator pieces of `to_clave`; why, on what basis."""

    from_clave: str
    to_clave: str
    numerator: int
    denominator: int
    opinion: str
    basis: str


def propose_merger(of: Round, new: NewMerger, viewer: Viewer, actor: str, at: datetime) -> MergeProposal:
    """The proposal, not asked of anyone yet.

    Refuses `sign-in-first`, `not-allowed`, `round-not-announced`, `phase-over`, `code-not-in-round`,
    `merger-of-itself`, `factor-unfit`, `merger-chained` (a code of it is in another merger that would make a chain),
    `text-too-long`.
    """
    must_be(viewer, Role.COORDINATOR)
    may_change(of)
    source, target = (_item(of, clave) for clave in (new.from_clave, new.to_clave))
    if source.pk == target.pk:
        raise Refused("merger-of-itself", "", {"clave": source.clave})
    if not (0 < new.numerator <= LARGEST_PART and 0 < new.denominator <= LARGEST_PART):
        raise Refused("factor-unfit", "", {"most": LARGEST_PART})
    if max(len(new.opinion), len(new.basis)) > LONGEST:
        raise Refused("text-too-long", "", {"most": LONGEST})
    with transaction.atomic():
        Round.objects.select_for_update().get(pk=of.pk)
        _refuse_chains(of, source, target)
        number = (MergeProposal.objects.filter(round=of).aggregate(last=Max("number"))["last"] or 0) + 1
        made = MergeProposal.objects.create(
            round=of, number=number, from_item=source, to_item=target, numerator=new.numerator,
            denominator=new.denominator, opinion=new.opinion.strip(), basis=new.basis.strip(),
            proposed_by=viewer.username, at=at, state=PROPOSED,
        )  # fmt: skip
        told = {"from": source.clave, "to": target.clave, "factor": [new.numerator, new.denominator],
                "opinion": made.opinion, "basis": made.basis}  # fmt: skip
        record("merger-proposed", subject_of(made), actor, at, told, of.code)
    return made


def consult_users(proposal: MergeProposal, viewer: Viewer, actor: str, deadline: date, at: datetime) -> MergeProposal:
    """Ask every user of the code, until a day.

    Refuses `not-allowed`, `not-from-this-state`, `opinion-missing` (opinion and basis come first), `deadline-past`.
    """
    must_be(viewer, Role.COORDINATOR)
    may_change(proposal.round)
    target = moved(MERGER_MOVES, proposal.state, "consult")
    if not (proposal.opinion and proposal.basis):
        raise Refused("opinion-missing", "", {"number": proposal.number})
    if deadline < timezone.localdate(at):
        raise Refused("deadline-past", "", {"day": deadline.isoformat()})
    with transaction.atomic():
        change_state(proposal, target, {"deadline": deadline})
        asked = [one.code for one in users_of(proposal)]
        told = {"deadline": deadline.isoformat(), "asked": asked}
        record("merger-consulted", subject_of(proposal), actor, at, told, proposal.round.code)
    return proposal


def may_change(of: Round) -> None:
    """Refuse mergers of a round that is not announced here, or past the phase of needs."""
    if not of.is_announced:
        raise Refused("round-not-announced", "", {"round": of.code})
    if of.phase != "needs":
        raise Refused("phase-over", "", {"phase": of.phase, "asked": "needs"})


def change_state(proposal: MergeProposal, target: str, more: dict[str, object]) -> None:
    """The update itself asks for the state, so that of two at once one is refused."""
    rows = MergeProposal.objects.filter(pk=proposal.pk, state=proposal.state)
    if not rows.update(state=target, **more):
        raise Refused("not-from-this-state", "", {"state": proposal.state, "act": target})
    proposal.refresh_from_db()


def subject_of(proposal: MergeProposal) -> str:
    """The business key of a merger in the log."""
    return f"{proposal.round.code}/mergers/{proposal.number}"


def _item(of: Round, clave: str) -> Item:
    listed = RoundItem.objects.filter(round=of, item__clave=clave, withdrawn_on=None).select_related("item").first()
    if listed is None:
        raise Refused("code-not-in-round", "", {"clave": clave})
    return listed.item


def _refuse_chains(of: Round, source: Item, target: Item) -> None:
    """A code goes once, and neither takes pieces and goes nor goes and takes: then the order would decide figures."""
    others = MergeProposal.objects.filter(round=of, state__in=IN_FORCE)
    for clave, clash in ((source.clave, others.filter(from_item=source)), (source.clave, others.filter(to_item=source)),
                         (target.clave, others.filter(from_item=target))):  # fmt: skip
        if found := clash.first():
            raise Refused("merger-chained", "", {"clave": clave, "number": found.number})
