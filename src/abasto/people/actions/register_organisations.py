"""Registers organisations; one already known keeps its code and gains the new spellings."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..models import DeliveryPoint, Organisation, OrganisationAlias


@dataclass(frozen=True)
class NewOrganisation:
    """An organisation as a file names it; `parent` is a code registered before or in the same call."""

    code: str
    name: str
    kind: str
    origin: str
    short_name: str = ""
    parent: str = ""
    is_legal_entity: bool = False
    state: str = ""
    size: str = ""
    country: str = "MX"
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class NewDeliveryPoint:
    """A place of delivery; `organisation` is a code, or "" where the public name does not tell."""

    code: str
    name: str
    organisation: str
    state: str
    municipality: str
    latitude: float
    longitude: float
    size_class: str
    origin: str


def register_organisations(new: Sequence[NewOrganisation]) -> dict[str, Organisation]:
    """Save what is not known yet, parents first as given; returns every organisation by code."""
    known = {organisation.code: organisation for organisation in Organisation.objects.all()}
    fresh = [_organisation(one) for one in new if one.code not in known]
    known |= {one.code: one for one in Organisation.objects.bulk_create(fresh, batch_size=500)}
    hung = []
    for one in new:
        if one.parent and known[one.code].parent_id is None:
            known[one.code].parent = known[one.parent]
            hung.append(known[one.code])
    Organisation.objects.bulk_update(hung, ["parent"], batch_size=200)
    _add_aliases(new, known)
    return known


def register_points(new: Sequence[NewDeliveryPoint], organisations: dict[str, Organisation]) -> int:
    """Save the delivery points that are not known yet; returns how many."""
    known = set(DeliveryPoint.objects.values_list("code", flat=True))
    fresh = [_point(one, organisations) for one in new if one.code not in known]
    DeliveryPoint.objects.bulk_create(fresh, batch_size=1000)
    return len(fresh)


def _organisation(one: NewOrganisation) -> Organisation:
    return Organisation(
        code=one.code,
        name=one.name,
        short_name=one.short_name,
        kind=one.kind,
        is_legal_entity=one.is_legal_entity,
        state=one.state,
        size=one.size,
        country=one.country,
        origin=one.origin,
    )


def _add_aliases(new: Sequence[NewOrganisation], known: dict[str, Organisation]) -> None:
    taken = set(OrganisationAlias.objects.values_list("text", flat=True))
    fresh = {text: known[one.code] for one in new for text in one.aliases if text not in taken}
    OrganisationAlias.objects.bulk_create(
        OrganisationAlias(organisation=organisation, text=text)
        for text, organisation in sorted(fresh.items(), key=lambda pair: pair[0])
    )


def _point(one: NewDeliveryPoint, organisations: dict[str, Organisation]) -> DeliveryPoint:
    return DeliveryPoint(
        code=one.code,
        name=one.name,
        organisation=organisations.get(one.organisation),
        state=one.state,
        municipality=one.municipality,
        latitude=one.latitude,
        longitude=one.longitude,
        size_class=one.size_class,
        origin=one.origin,
    )
