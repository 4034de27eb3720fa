"""Reads of requests: who asks, the lines a viewer may see, and a selection of them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import Count, Q, QuerySet, Sum

from ...catalogue.models import RoundItem
from ...ledger.store import Store
from ...people.models import Organisation
from ...people.visibility import Sight
from ...rounds.models import Participation, Round
from ...rounds.queries import participations
from .cells import Cells
from .models import RequestLine, RequestUpload
from .sheet.kept import unpacked
from .sheet.reading import Expected
from .states import STATES, UNSEEN
from .uploads import Totals


def visible_to(sight: Sight, of: Round) -> QuerySet[RequestLine]:
    """The lines the viewer may see: the own institution's; of others those that have left it, where open to him."""
    lines = RequestLine.objects.filter(round=of)
    own = Q(organisation__code__in=sight.viewer.own) if sight.sees_own("request") else Q(pk__in=[])
    if sight.sees_all("request"):
        own |= ~Q(state__in=UNSEEN)
    return lines.filter(own)


def uploads_visible_to(sight: Sight, of: Round) -> QuerySet[RequestUpload]:
    """The files handed in by the viewer's own institution; a coordinator's sight does not reach into drafts."""
    return RequestUpload.objects.filter(round=of, organisation__code__in=sight.viewer.own)


def expected_of(of: Round, organisation: Organisation) -> Expected:
    """What a file of that organisation is measured against."""
    rows = RoundItem.objects.filter(round=of).values_list("item__clave", "withdrawn_on")
    listed = list(rows)
    return Expected(
        of.code,
        organisation.code,
        of.starts,
        of.months,
        frozenset(clave for clave, withdrawn in listed if withdrawn is None),
        frozenset(clave for clave, withdrawn in listed if withdrawn is not None),
    )


def earlier_seen(
    store: Store, of: Round, organisation: Organisation, username: str, token: str
) -> Mapping[str, Cells] | None:
    """What the same person's last upload of the same download has shown him; None before the first."""
    if not token:
        return None
    before = RequestUpload.objects.filter(
        round=of, organisation=organisation, by__username=username, outcome__token=token, outcome__state="applied"
    )
    last = before.values_list("outcome", flat=True).first()
    return unpacked(store.get(last["kept"])).seen if last else None


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


def totals_now(lines: QuerySet[RequestLine]) -> Totals:
    """How many of the lines ask for something, and for how many pieces."""
    asked = lines.order_by().aggregate(codes=Count("pk", filter=Q(maximum_pieces__gt=0)), pieces=Sum("maximum_pieces"))
    return Totals(asked["codes"], asked["pieces"] or 0)


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
