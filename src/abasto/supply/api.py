"""Suppliers with their fill over HTTP."""

from typing import Any

from django.db.models import F
from django.http import HttpRequest
from ninja import Router, Schema

from ..page.api import LIMIT, OFFSET, REFUSALS, Listed, listed, must_see_own
from ..rounds.api import seen
from .queries import fills_visible_to

router = Router(tags=["supply"])
FILL = ("due_pieces", "received_pieces", "on_time_pieces", "lines_count", "origin")


class FillSaid(Schema):
    """Pieces due of a supplier so far, received, and received on time."""

    supplier_code: str
    supplier_name: str
    due_pieces: int
    received_pieces: int
    on_time_pieces: int
    lines_count: int
    origin: str


@router.get(
    "/rounds/{code}/suppliers", response={200: Listed[FillSaid], **REFUSALS}, summary="Suppliers and their fill"
)
def suppliers(request: HttpRequest, code: str, limit: int = LIMIT, offset: int = OFFSET) -> dict[str, Any]:
    """Suppliers with contracts, by code; a supplier always sees its own."""
    sight, of = seen(request, code)
    must_see_own(sight, "fill_rate")
    named = {"supplier_code": F("supplier__code"), "supplier_name": F("supplier__name")}
    return listed(fills_visible_to(sight, of).order_by("supplier__code"), limit, offset, *FILL, **named)
