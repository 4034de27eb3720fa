"""Reads of agreements: those of a round, what each institution said, and where one institution's view went."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from ...base.refusal import Refused
from ...people.models import Organisation
from ...people.roles import Role, Viewer
from ...people.visibility import Sight
from ..models import Participation, Round
from .models import Agreement, Position
from .states import Taken


def visible_to(sight: Sight, of: Round) -> QuerySet[Agreement]:
    """The agreements of the round, where they are open to the viewer."""
    found = Agreement.objects.filter(round=of).select_related("by_organisation", "round")
    return found if sight.sees_all("agreement") else found.none()


def agreement_numbered(sight: Sight, of: Round, number: int) -> Agreement:
    """One agreement; refuses `not-found`."""
    for found in visible_to(sight, of).filter(number=number):
        return found
    raise Refused("not-found", "", {"what": "agreement", "value": number})


def taken_on(agreements: Iterable[Agreement]) -> dict[int, list[Taken]]:
    """The positions by agreement, institutions by name."""
    rows = Position.objects.filter(agreement__in=[one.pk for one in agreements]).select_related("organisation")
    found: dict[int, list[Taken]] = {}
    for one in rows:
        home = one.organisation
        taken = Taken(home.code, str(home), one.stance, one.reason, one.answer, one.at)
        found.setdefault(one.agreement_id, []).append(taken)
    return {key: sorted(those, key=lambda one: one.name) for key, those in found.items()}


def institution_of(viewer: Viewer, of: Round) -> Organisation | None:
    """The institution for which the viewer speaks in the round: his own, if it is one of those asked."""
    return next((one for one in institutions_of(of) if one.code == viewer.organisation_code), None)


def may_take_position(viewer: Viewer, of: Round) -> bool:
    """Whether the viewer is the approver of an institution of the round."""
    return viewer.role is Role.APPROVER and institution_of(viewer, of) is not None


def institutions_of(of: Round) -> list[Organisation]:
    """The institutions that are asked, in the round's order: the legal entities of the buyers that have not left."""
    places = Participation.objects.filter(round=of, is_buyer=True, left_on=None).order_by("position")
    homes = [
        place.legal_entity or place.organisation for place in places.select_related("legal_entity", "organisation")
    ]
    return list({one.code: one for one in homes}.values())


@dataclass(frozen=True)
class View:
    """What an institution said to an agreement, and what became of it. taken is None where it said nothing."""

    agreement: Agreement
    taken: Taken | None


def views_of(sight: Sight, of: Round, codes: Iterable[str]) -> list[View]:
    """Where the view of these organisations went, agreement by agreement."""
    asked = set(codes)
    agreements = list(visible_to(sight, of).order_by("number"))
    by_agreement = taken_on(agreements)
    found = []
    for one in agreements:
        own = [taken for taken in by_agreement.get(one.pk, []) if taken.code in asked]
        found += [View(one, taken) for taken in own] or [View(one, None)]
    return found
