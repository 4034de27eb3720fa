"""Reads of requests: who asks, the lines a viewer may see, and a selection of them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import numpy as np
from django.db.models import Count, Q, QuerySet

from ...base.refusal import Refused
from ...catalogue.models import RoundItem
from ...people.models import Organisation
from ...people.roles import INSTITUTION_SIDE, Role, Viewer
from ...people.visibility import Sight
from ...problems.queries import open_critical_by_organisation
from ...rounds.models import Participation, Round
from ...rounds.queries import participations, refuse_after
from ..delegations.queries import codes_decided
from ..minimum import legal_minimum
from .cells import Cells
from .judging import Decider, LineFacts
from .models import RequestDecision, RequestLine, RequestUpload
from .states import STATES, UNSEEN, acts_of


def visible_to(sight: Sight, of: Round) -> QuerySet[RequestLine]:
    """The lines the viewer may see: the own institution's; of others those that have left it, where open to him."""
    lines = RequestLine.objects.filter(round=of)
    own = Q(organisation__code__in=sight.viewer.own) if sight.sees_own("request") else Q(pk__in=[])
    if sight.sees_all("request"):
        own |= ~Q(state__in=UNSEEN)
    return lines.filter(own)


def may_look(sight: Sight) -> bool:
    """Whether the viewer is of those who state, decide or collect needs, or they are open to all by now."""
    return sight.sees_all("request") or (sight.viewer.role in INSTITUTION_SIDE and sight.sees_own("request"))


def uploads_visible_to(sight: Sight, of: Round) -> QuerySet[RequestUpload]:
    """The files handed in by the viewer's own institution; a coordinator's sight does not reach into drafts."""
    return RequestUpload.objects.filter(round=of, organisation__code__in=sight.viewer.own)


@dataclass(frozen=True)
class Asker:
    """An organisation that states needs in a round: a buyer, or a unit whose figures its buyer collects."""

    organisation: Organisation
    buyer: Organisation
    is_buyer: bool
    has_left: bool


def askers(of: Round) -> list[Asker]:
    """Every buyer of the round with the units below it, buyers in the round's order."""
    children: dict[int | None, list[Organisation]] = {}
    for one in Organisation.objects.exclude(kind="supplier").order_by("code"):
        children.setdefault(one.parent_id, []).append(one)
    places = list(participations(of).filter(is_buyer=True))
    buyers = {place.organisation_id for place in places}
    found = []
    for place in places:
        found.append(Asker(place.organisation, place.organisation, True, place.left_on is not None))
        waiting = list(children.get(place.organisation_id, []))
        while waiting:
            unit = waiting.pop(0)
            if unit.pk in buyers:
                continue
            found.append(Asker(unit, place.organisation, False, place.left_on is not None))
            waiting.extend(children.get(unit.pk, []))
    return found


def own_askers(sight: Sight, of: Round) -> list[Asker]:
    """The organisations for which the viewer may state or read needs: his own and those below it."""
    return [one for one in askers(of) if one.organisation.code in sight.viewer.own]


def place_of(of: Round, organisation: Organisation) -> Participation | None:
    """The participation of a buyer in the round; None for a unit, or for one that takes no part."""
    return Participation.objects.filter(round=of, organisation=organisation).first()


def codes_open(of: Round) -> dict[str, int]:
    """Item ids by clave of every code of the round that was not withdrawn, in the round's order."""
    rows = RoundItem.objects.filter(round=of, withdrawn_on=None).order_by("position")
    return dict(rows.values_list("item__clave", "item_id"))


def cells_of(lines: QuerySet[RequestLine]) -> dict[str, Cells]:
    """Cells by clave of the lines of one organisation: the months, then the minimum; shape (months + 1,)."""
    rows = lines.values_list("item__clave", "maximum_by_month", "minimum_pieces")
    return {clave: np.append(months, minimum) for clave, months, minimum in rows.iterator(chunk_size=5000)}


@dataclass(frozen=True)
class Asked:
    """What part of the lines is asked for; "" asks for everything."""

    organisation: str = ""
    state: str = ""
    category: str = ""
    verdict: str = ""
    words: str = ""
    clave: str = ""


def chosen(lines: QuerySet[RequestLine], asked: Asked) -> QuerySet[RequestLine]:
    """The lines asked for, by code and organisation."""
    plain = {
        "organisation__code": asked.organisation,
        "state": asked.state,
        "item__category": asked.category,
        "verdict": "" if asked.verdict == "none" else asked.verdict,
        "item__clave": asked.clave,
    }
    lines = lines.filter(**{field: value for field, value in plain.items() if value})
    if asked.verdict == "none":
        lines = lines.filter(verdict="")
    for word in asked.words.split():
        lines = lines.filter(Q(item__clave__icontains=word) | Q(item__description__icontains=word))
    return lines.order_by("item__clave", "organisation__code")


def counts_by_state(lines: QuerySet[RequestLine]) -> dict[str, int]:
    """How many lines are in each state; 0 where none is."""
    counted = dict(lines.order_by().values_list("state").annotate(Count("pk")))
    return {state: counted.get(state, 0) for state in STATES}


def states_by_organisation(of: Round, codes: Sequence[str] | None = None) -> Mapping[str, Counter[str]]:
    """How many lines each organisation has in each state; counts alone, which participants and the desk may know."""
    lines = RequestLine.objects.filter(round=of).order_by()
    if codes is not None:
        lines = lines.filter(organisation__code__in=codes)
    found: dict[str, Counter[str]] = {}
    for code, state, count in lines.values_list("organisation__code", "state").annotate(Count("pk")):
        found.setdefault(code, Counter())[state] = count
    return found


def decider_of(viewer: Viewer | None, at: datetime, is_active: bool) -> Decider:
    """Who decides, with the organisations for which he stands in as approver that day."""
    if viewer is None:
        return Decider(Role.CITIZEN, frozenset(), is_active=False)
    return Decider(viewer.role, viewer.own, codes_decided(viewer, at), is_active)


@dataclass(frozen=True)
class FactsOfLines:
    """What a decision on the lines of a round looks at beyond each line."""

    user: int | None
    percent: Decimal
    withdrawn: Mapping[int, date]
    left: frozenset[int]
    blocked: Mapping[int, int]
    opinions_missing: Mapping[int, int]

    def of(self, line: RequestLine) -> LineFacts:
        """The facts of one line."""
        return LineFacts(
            state=line.state,
            organisation=line.organisation.code,
            minimum_pieces=line.minimum_pieces,
            maximum_pieces=line.maximum_pieces,
            legal_minimum=legal_minimum(line.maximum_pieces, self.percent),
            verdict=line.verdict,
            has_reason=bool(line.reason and line.reason_text.strip()),
            withdrawn_on=self.withdrawn.get(line.item_id),
            has_left=line.organisation_id in self.left,
            wrote=self.user is not None and self.user in (line.author_id, line.submitted_by_id),
            blocked=self.blocked.get(line.organisation_id, 0),
            opinions_missing=self.opinions_missing.get(line.pk, 0),
        )


def facts_of(
    of: Round, user: int | None, percent: Decimal, opinions_missing: Mapping[int, int] | None = None
) -> FactsOfLines:
    """The facts as they are now; opinions_missing: by line id, where technical opinions were asked for."""
    withdrawn = RoundItem.objects.filter(round=of).exclude(withdrawn_on=None).values_list("item_id", "withdrawn_on")
    left = frozenset(one.organisation.pk for one in askers(of) if one.has_left)
    days = {item: day for item, day in withdrawn if day}
    blocked = open_critical_by_organisation(of.code, "needs")
    return FactsOfLines(user, percent, days, left, blocked, opinions_missing or {})


def over(of: Round, act: str, at: datetime) -> str:
    """Why the act comes too late: `deadline-passed` to hand in, `phase-over` for any act; "" while it does not."""
    try:
        refuse_after(of, "needs", at)
    except Refused as refused:
        is_late = refused.code == "phase-over" or act == "submit"
        return refused.code if is_late else ""
    return ""


def decisions_visible_to(sight: Sight, of: Round) -> QuerySet[RequestDecision]:
    """Batch decisions the viewer asked for; those in control see every one."""
    decisions = RequestDecision.objects.filter(round=of)
    if sight.sees_all("event"):
        return decisions
    return decisions.filter(by__username=sight.viewer.username) if sight.viewer.username else decisions.none()


def acts_open_to(viewer: Viewer, at: datetime) -> tuple[str, ...]:
    """What the viewer can do to some line: by his role, and by what an approver delegated to him."""
    acts = acts_of(viewer.role)
    if viewer.role is not Role.APPROVER and decider_of(viewer, at, is_active=True).approves_for:
        return (*acts, *acts_of(Role.APPROVER))
    return acts


def organisations_of(lines: QuerySet[RequestLine]) -> list[tuple[str, str]]:
    """(code, name) of the organisations that have one of these lines, by name."""
    asking = Organisation.objects.filter(pk__in=lines.order_by().values("organisation"))
    return sorted(((one.code, str(one)) for one in asking), key=lambda pair: pair[1].casefold())
