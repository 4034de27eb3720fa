"""Contracts over HTTP, and the rehearsal's second decision of a lot, which renews its contract lines."""

from typing import Any

from django.db.models import F
from django.http import HttpRequest
from ninja import Router, Schema
from ninja.security import SessionAuth

from ..catalogue.queries import canonical_clave
from ..page.api import LIMIT, OFFSET, REFUSALS, Listed, listed, must_see_own
from ..rounds.api import seen
from .actions.decide_again import decide_again
from .queries import contract_numbered, lines_of, visible_to

router = Router(tags=["contracts"])
CONTRACT = (
    "number", "state", "minimum_centavos", "maximum_centavos", "maximum_pieces", "guarantee_centavos", "lines_count",
)  # fmt: skip
PARTIES = {
    "entity_code": F("legal_entity__code"),
    "entity": F("legal_entity__name"),
    "supplier_code": F("supplier__code"),
    "supplier_name": F("supplier__name"),
}


class ContractSaid(Schema):
    """A contract of a legal entity with a supplier; money in centavos."""

    number: str
    entity_code: str
    entity: str
    supplier_code: str
    supplier_name: str
    state: str
    minimum_centavos: int
    maximum_centavos: int
    maximum_pieces: int
    guarantee_centavos: int
    lines_count: int


class LineSaid(Schema):
    """What one buyer may order of one code; price in centavos per piece."""

    clave: str
    buyer_code: str
    buyer: str
    minimum_pieces: int
    maximum_pieces: int
    price_centavos: int
    ordered_by_month: list[int]


class ContractWithLines(ContractSaid):
    """A contract with its lines."""

    lines: list[LineSaid]


class LotDecided(Schema):
    """A lot as it stands decided now."""

    clave: str
    state: str
    reason: str
    causes: dict[str, int]
    needed_pieces: int
    awarded_pieces: int
    unawarded_pieces: int


@router.get("/rounds/{code}/contracts", response={200: Listed[ContractSaid], **REFUSALS}, summary="Contracts")
def contracts(
    request: HttpRequest, code: str, entity: str = "", supplier: str = "", limit: int = LIMIT, offset: int = OFFSET
) -> dict[str, Any]:
    """Contracts by number, of one legal entity or supplier (codes) where named."""
    sight, of = seen(request, code)
    must_see_own(sight, "contract")
    found = visible_to(sight, of)
    if entity:
        found = found.filter(legal_entity__code=entity)
    if supplier:
        found = found.filter(supplier__code=supplier)
    return listed(found.order_by("number"), limit, offset, *CONTRACT, **PARTIES)


@router.get(
    "/rounds/{code}/contracts/{path:number}", response={200: ContractWithLines, **REFUSALS}, summary="A contract"
)
def one_contract(request: HttpRequest, code: str, number: str) -> dict[str, Any]:
    """A contract with every line the reader may see."""
    sight, of = seen(request, code)
    must_see_own(sight, "contract")
    found = contract_numbered(sight, of, number)
    lines = lines_of(sight, of, found)
    return {
        **{name: getattr(found, name) for name in CONTRACT},
        "entity_code": found.legal_entity.code,
        "entity": found.legal_entity.name,
        "supplier_code": found.supplier.code,
        "supplier_name": found.supplier.name,
        "lines": [
            {
                **{name: getattr(line, name) for name in LineSaid.model_fields},
                "ordered_by_month": list(line.ordered_by_month),
            }
            for line in lines
        ],
    }


@router.post(
    "/rounds/{code}/lots/{clave}/decide",
    response={200: LotDecided, **REFUSALS},
    auth=SessionAuth(),
    summary="Decide a lot again",
)
def decide(request: HttpRequest, code: str, clave: str) -> dict[str, Any]:
    """Rehearsal only, by the buyer: the lot by the published criterion, and its contract lines; no other changes."""
    _, of = seen(request, code)
    decision = decide_again(request.viewer, of, canonical_clave(clave))  # type: ignore[attr-defined]
    told = {name: getattr(decision, name) for name in LotDecided.model_fields if name != "clave"}
    return {**told, "clave": decision.lot.item.clave}
