"""Reads of mergers: proposals with their answers, who is asked, and the codes that might be merged."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from ....base.refusal import Refused
from ....catalogue.models import RoundItem
from ....people.models import Organisation
from ....people.visibility import Sight
from ....rounds.models import Round
from ....rounds.queries import participations
from ...requests.models import RequestLine
from ...requests.states import COUNTED, DRAFT, REJECTED
from ..models import MergeAnswer, MergeProposal
from ..states import ADOPTED, CONSULTED, OBJECT, PROPOSED
from .candidates import Candidate, Known, candidates

IN_FORCE = (PROPOSED, CONSULTED, ADOPTED)
FIELDS = (
    "item__clave", "item__category", "item__generic_name", "item__dosage_form", "item__strength", "item__pack_size",
    "description",
)  # fmt: skip


def proposals_visible_to(sight: Sight, of: Round) -> QuerySet[MergeProposal]:
    """The proposals of the round: all, or those that concern a code of which the own institution has a line."""
    rows = MergeProposal.objects.filter(round=of).select_related("from_item", "to_item")
    if sight.sees_all("request"):
        return rows
    if not sight.sees_own("request"):
        return rows.none()
    own = RequestLine.objects.filter(round=of, organisation__code__in=sight.viewer.own).exclude(state=DRAFT)
    items = own.values("item_id")
    return rows.filter(Q(from_item__in=items) | Q(to_item__in=items))


def proposal_numbered(sight: Sight, of: Round, number: int) -> MergeProposal:
    """One proposal; refuses `not-found`."""
    found = proposals_visible_to(sight, of).filter(number=number).first()
    if found is None:
        raise Refused("not-found", "", {"what": "merger", "value": number})
    return found


def answers_visible_to(sight: Sight, proposal: MergeProposal) -> QuerySet[MergeAnswer]:
    """What users of the code said: all, or the own institution's."""
    rows = MergeAnswer.objects.filter(proposal=proposal).select_related("organisation")
    if sight.sees_all("request"):
        return rows
    return rows.filter(organisation__code__in=sight.viewer.own)


def users_of(proposal: MergeProposal) -> list[Organisation]:
    """The buyers with a line of the code that goes, in the round's order: they are asked."""
    lines = RequestLine.objects.filter(round=proposal.round, item=proposal.from_item, maximum_pieces__gt=0)
    asking = set(lines.exclude(state__in=(REJECTED,)).values_list("organisation_id", flat=True))
    places = participations(proposal.round).filter(is_buyer=True, left_on=None)
    return [place.organisation for place in places if place.organisation_id in asking]


@dataclass(frozen=True)
class Outstanding:
    """What still stands between a proposal and its adoption."""

    unanswered: Sequence[Organisation]
    objections: Sequence[MergeAnswer]
    """Objections to which nobody replied."""


def outstanding(proposal: MergeProposal) -> Outstanding:
    """Users that have not answered, and objections without a reply."""
    answers = list(MergeAnswer.objects.filter(proposal=proposal).select_related("organisation"))
    answered = {one.organisation_id for one in answers}
    return Outstanding(
        [one for one in users_of(proposal) if one.pk not in answered],
        [one for one in answers if one.answer == OBJECT and not one.reply.strip()],
    )


def known_of(of: Round, claves: Sequence[str] | None = None) -> list[Known]:
    """What the catalogue knows of the round's codes, or of some, with the accepted pieces of each."""
    lines = RequestLine.objects.filter(round=of, state__in=COUNTED).order_by()
    asked = dict(lines.values_list("item__clave").annotate(Sum("maximum_pieces")))
    rows = RoundItem.objects.filter(round=of, withdrawn_on=None)
    if claves is not None:
        rows = rows.filter(item__clave__in=claves)
    listed = rows.order_by("position").values_list(*FIELDS)
    return [
        Known(clave, category, name, form, strength, size, description, asked.get(clave, 0))
        for clave, category, name, form, strength, size, description in listed
    ]


def candidates_of(of: Round) -> list[Candidate]:
    """Codes that might be merged, but for those in a proposal already."""
    taken = MergeProposal.objects.filter(round=of, state__in=IN_FORCE).values_list("from_item__clave", flat=True)
    gone = set(taken)
    return [one for one in candidates(known_of(of)) if one.source.clave not in gone]
