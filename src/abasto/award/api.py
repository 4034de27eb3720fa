"""Decisions and awards over HTTP."""

from typing import Any

from django.db.models import F
from django.http import HttpRequest
from ninja import Router, Schema

from ..catalogue.queries import canonical_clave
from ..page.api import LIMIT, OFFSET, REFUSALS, Listed, listed, must_see
from ..rounds.api import seen
from .lines import Winner
from .queries import BidRow, BuyerPart, awards_visible_to, lot_detail, visible_to

router = Router(tags=["award"])
DECISION = ("state", "reason", "causes", "needed_pieces", "awarded_pieces", "unawarded_pieces")
AWARD = ("key", "share_percent", "price_centavos", "minimum_pieces", "maximum_pieces", "is_ended")


class LotSaid(Schema):
    """A decided lot: its one reason ("" where nothing is left), losing bids by reason, pieces."""

    procedure: str
    clave: str
    category: str
    share_pattern: str
    state: str
    reason: str
    causes: dict[str, int]
    needed_pieces: int
    awarded_pieces: int
    unawarded_pieces: int


class LotWithBids(LotSaid):
    """A decided lot with the figures behind its reason, every bid with its own, winners, and the split over buyers."""

    figures: dict[str, Any]
    bids: list[BidRow]
    winners: list[Winner]
    parts: list[BuyerPart]


class AwardSaid(Schema):
    """One winner of one lot: share, price in centavos per piece, pieces. is_ended: only what was delivered remains."""

    key: str
    procedure: str
    clave: str
    supplier_code: str
    supplier: str
    share_percent: int
    price_centavos: int
    minimum_pieces: int
    maximum_pieces: int
    is_ended: bool


@router.get("/rounds/{code}/lots", response={200: Listed[LotSaid], **REFUSALS}, summary="Decided lots")
def lots(
    request: HttpRequest, code: str, state: str = "", reason: str = "", limit: int = LIMIT, offset: int = OFFSET
) -> dict[str, Any]:
    """Decisions in the order of the call, of one state or reason where named."""
    sight, of = seen(request, code)
    must_see(sight, "lot_decision")
    decisions = visible_to(sight, of)
    if state:
        decisions = decisions.filter(state=state)
    if reason:
        decisions = decisions.filter(reason=reason)
    lot = {
        "procedure": F("lot__procedure__number"),
        "clave": F("lot__item__clave"),
        "category": F("lot__item__category"),
        "share_pattern": F("lot__share_pattern"),
    }
    return listed(decisions.order_by("lot__procedure__position", "lot__number"), limit, offset, *DECISION, **lot)


@router.get("/rounds/{code}/lots/{clave}", response={200: LotWithBids, **REFUSALS}, summary="One decided lot")
def one_lot(request: HttpRequest, code: str, clave: str, procedure: str = "") -> dict[str, Any]:
    """The decision of one code with everything behind it: of the last procedure decided, or of the one named."""
    sight, of = seen(request, code)
    must_see(sight, "lot_decision")
    detail = lot_detail(sight, of, canonical_clave(clave), procedure)
    item = detail.lot.item
    return {
        **{name: getattr(detail.decision, name) for name in DECISION},
        "procedure": detail.lot.procedure.number,
        "clave": item.clave,
        "category": item.category,
        "share_pattern": detail.lot.share_pattern,
        "figures": detail.figures,
        "bids": detail.bids,
        "winners": detail.winners,
        "parts": detail.parts,
    }


@router.get("/rounds/{code}/awards", response={200: Listed[AwardSaid], **REFUSALS}, summary="Awards")
def awards(
    request: HttpRequest, code: str, supplier: str = "", limit: int = LIMIT, offset: int = OFFSET
) -> dict[str, Any]:
    """Awards by key, of one supplier (its code) where named."""
    sight, of = seen(request, code)
    must_see(sight, "award")
    found = awards_visible_to(sight, of)
    if supplier:
        found = found.filter(bid__supplier__code=supplier)
    lot = {
        "procedure": F("lot__procedure__number"),
        "clave": F("lot__item__clave"), "supplier_code": F("bid__supplier__code"), "supplier": F("bid__supplier__name"),
    }  # fmt: skip
    return listed(found.order_by("key"), limit, offset, *AWARD, **lot)
