"""Codes and needs over HTTP."""

from typing import Any

from django.db.models import F
from django.http import HttpRequest
from ninja import Router, Schema

from ..catalogue.queries import canonical_clave, item_of, items_of
from ..page.api import LIMIT, OFFSET, REFUSALS, Listed, listed, must_see_own
from ..rounds.api import seen
from .queries import consolidation_of, visible_to

router = Router(tags=["needs"])
ITEM = {
    "clave": F("item__clave"),
    "category": F("item__category"),
    "generic_name": F("item__generic_name"),
    "dosage_form": F("item__dosage_form"),
    "strength": F("item__strength"),
}
NEED = {"clave": F("item__clave"), "buyer_code": F("buyer__code"), "buyer_name": F("buyer__name")}


class ItemSaid(Schema):
    """A code as the round lists it; "" where the description does not tell a part."""

    clave: str
    category: str
    description: str
    unit: str
    generic_name: str
    dosage_form: str
    strength: str
    origin: str


class ItemWithNeed(ItemSaid):
    """A code with the sum of its need (pieces); null where the reader may not see it."""

    minimum_pieces: int | None
    maximum_pieces: int | None
    buyers: int | None


class NeedSaid(Schema):
    """What one buyer asks of one code, in pieces; origin: published, derived (by the rule) or synthetic."""

    clave: str
    buyer_code: str
    buyer_name: str
    minimum_pieces: int
    maximum_pieces: int
    origin: str
    rule: str


@router.get("/rounds/{code}/items", response={200: Listed[ItemSaid], **REFUSALS}, summary="Codes")
def items(request: HttpRequest, code: str, limit: int = LIMIT, offset: int = OFFSET) -> dict[str, Any]:
    """The codes of the round, in its order."""
    _, of = seen(request, code)
    return listed(items_of(of), limit, offset, "description", "unit", "origin", **ITEM)


@router.get("/rounds/{code}/items/{clave}", response={200: ItemWithNeed, **REFUSALS}, summary="One code")
def one_item(request: HttpRequest, code: str, clave: str) -> dict[str, Any]:
    """A code of the round with the sum of its need; the clave in any usual writing."""
    sight, of = seen(request, code)
    found = item_of(of, canonical_clave(clave))
    need = consolidation_of(sight, of, found.item.clave)
    told = {name: getattr(found.item, name) for name in ITEM}
    sums = {name: getattr(need, name, None) for name in ("minimum_pieces", "maximum_pieces", "buyers")}
    return {**told, **sums, "description": found.description, "unit": found.unit, "origin": found.origin}


@router.get("/rounds/{code}/needs", response={200: Listed[NeedSaid], **REFUSALS}, summary="Needs")
def needs(
    request: HttpRequest, code: str, clave: str = "", buyer: str = "", limit: int = LIMIT, offset: int = OFFSET
) -> dict[str, Any]:
    """Need lines, code by code, of one code or one buyer where named; an institution sees its own at any time."""
    sight, of = seen(request, code)
    must_see_own(sight, "need")
    lines = visible_to(sight, of)
    if clave:
        lines = lines.filter(item__clave=canonical_clave(clave))
    if buyer:
        lines = lines.filter(buyer__code=buyer)
    told = ("minimum_pieces", "maximum_pieces", "origin", "rule")
    return listed(lines.order_by("item_id", "buyer_id"), limit, offset, *told, **NEED)
