"""Reference prices over HTTP."""

from typing import Any

from django.db.models import F
from django.http import HttpRequest
from ninja import Router, Schema

from ..page.api import LIMIT, OFFSET, REFUSALS, Listed, listed, must_see
from ..rounds.api import seen
from .queries import visible_to

router = Router(tags=["market"])
PRICE = ("median_centavos", "mean_centavos", "sources", "has_enough_sources", "baseline_centavos", "origin")


class PriceSaid(Schema):
    """The reference price of a code, in centavos per piece; ceiling null where the reader may not see it."""

    clave: str
    median_centavos: int
    mean_centavos: int
    sources: int
    has_enough_sources: bool
    baseline_centavos: int
    ceiling_centavos: int | None = None
    origin: str


@router.get("/rounds/{code}/prices", response={200: Listed[PriceSaid], **REFUSALS}, summary="Reference prices")
def prices(request: HttpRequest, code: str, limit: int = LIMIT, offset: int = OFFSET) -> dict[str, Any]:
    """Reference prices by clave."""
    sight, of = seen(request, code)
    must_see(sight, "reference_price")
    told = (*PRICE, "ceiling_centavos") if sight.sees_all("ceiling") else PRICE
    return listed(visible_to(sight, of).order_by("item__clave"), limit, offset, *told, clave=F("item__clave"))
