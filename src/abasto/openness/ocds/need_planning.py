"""The consolidated need as a planning release: what will be bought, by whom it is needed, on which documents.

OCDS 1.1 has no items in its planning section; a planning release may fill the tender section with what is planned,
so the codes stand there as items of a tender in the state "planned".
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ..facts import DocumentFacts, ItemFacts, OrganisationFacts, PackageFacts
from .packages import package_of
from .parties import party
from .planning import document
from .tender import classification
from .values import Json, without_empty


@dataclass(frozen=True)
class NeededItem:
    """A code with its need in pieces."""

    item: ItemFacts
    minimum_pieces: int
    maximum_pieces: int


@dataclass(frozen=True)
class NeedPlan:
    """The need of a round as it is told: dates are ISO 8601 with their zone; entity: who consolidates."""

    ocid: str
    id: str
    title: str
    date: str
    rationale: str
    entity: OrganisationFacts
    buyers: tuple[OrganisationFacts, ...]
    items: tuple[NeededItem, ...]
    documents: tuple[DocumentFacts, ...]
    starts: str
    ends: str
    origin: str


def planning_package(package: PackageFacts, plan: NeedPlan) -> bytes:
    """A release package with the one planning release."""
    return b"".join(package_of(package, [planning_release(plan)]))


def planning_release(plan: NeedPlan) -> Json:
    """The release; items by clave, parties by id."""
    return {
        "ocid": plan.ocid, "id": f"{plan.ocid}-{plan.id}", "date": plan.date, "tag": ["planning"],
        "initiationType": "tender", "language": "es", "origin": plan.origin, "parties": _parties(plan),
        "planning": without_empty(
            {"rationale": plan.rationale, "documents": [document(one) for one in plan.documents]}
        ),
        "tender": {
            "id": f"{plan.ocid}-need", "title": plan.title, "status": "planned",
            "mainProcurementCategory": "goods", "procuringEntity": {"id": plan.entity.id, "name": plan.entity.name},
            "contractPeriod": {"startDate": plan.starts, "endDate": plan.ends},
            "items": [_item(one) for one in sorted(plan.items, key=lambda one: one.item.clave)],
        },
    }  # fmt: skip


def _parties(plan: NeedPlan) -> list[Json]:
    roles = [(plan.entity, ["procuringEntity"]), *((one, ["buyer"]) for one in _others(plan.entity, plan.buyers))]
    return [party(one, said) for one, said in sorted(roles, key=lambda each: each[0].id)]


def _others(entity: OrganisationFacts, buyers: Sequence[OrganisationFacts]) -> list[OrganisationFacts]:
    return [one for one in buyers if one.id != entity.id]


def _item(one: NeededItem) -> Json:
    item = one.item
    return without_empty({
        "id": item.clave, "description": item.description, "classification": classification(item),
        "quantity": one.maximum_pieces, "minimumQuantity": one.minimum_pieces,
        "unit": {"name": item.unit} if item.unit else None, "origin": item.origin,
    })  # fmt: skip
