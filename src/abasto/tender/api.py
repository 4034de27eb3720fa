"""The call and its bids over HTTP, and the rehearsal's change of a bid's price."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.security import SessionAuth

from ..catalogue.queries import canonical_clave
from ..page.api import REFUSALS, must_see_own
from ..rounds.api import seen
from .actions.reprice_bid import reprice_bid
from .queries import BidSeen, bids_of_lot, lot_named, procedure_of, visible_to
from .standing.queries import sight_of_lot

router = Router(tags=["tender"])


class CallSaid(Schema):
    """A call: its dates, and `rules`, the criterion as published. position 1 is the main tender of the round."""

    number: str
    position: int
    ocid: str
    kind: str
    character: str
    evaluation: str
    rules: dict[str, Any]
    published_on: date
    clarifications_on: date
    bids_due_at: datetime
    award_on: date
    signature_due_on: date
    origin: str


class NewPrice(Schema, extra="forbid"):
    """Centavos per piece."""

    price_centavos: int


class BidPriced(Schema):
    """A bid with the price it has now."""

    key: str
    price_centavos: int
    origin: str


@router.get("/rounds/{code}/call", response={200: CallSaid, **REFUSALS}, summary="The call")
def call(request: HttpRequest, code: str, procedure: str = "") -> Any:
    """The main call of the round as published, or that of the procedure named."""
    return procedure_of(*seen(request, code), procedure)


@router.get("/rounds/{code}/procedures", response={200: list[CallSaid], **REFUSALS}, summary="Procedures")
def procedures(request: HttpRequest, code: str) -> Any:
    """Every procedure of the round, in order: tender, second tender, invitation, direct award."""
    return list(visible_to(*seen(request, code)))


@router.get("/rounds/{code}/lots/{clave}/bids", response={200: list[BidSeen], **REFUSALS}, summary="Bids on a lot")
def bids(request: HttpRequest, code: str, clave: str, procedure: str = "") -> list[BidSeen]:
    """The bids on a lot, each field where the reader may see it; a supplier always sees its own."""
    sight, of = seen(request, code)
    must_see_own(sight, "bid_existence")
    lot = lot_named(sight, of, canonical_clave(clave), procedure)
    return bids_of_lot(sight_of_lot(sight, lot), of, lot)


@router.put(
    "/bids/{path:key}",
    response={200: BidPriced, **REFUSALS},
    auth=SessionAuth(),
    summary="Change a synthetic bid's price",
)
def reprice(request: HttpRequest, key: str, new: NewPrice) -> Any:
    """Rehearsal only, by the buyer. Decide the lot again to see what the rules make of it."""
    return reprice_bid(request.viewer, key, new.price_centavos)  # type: ignore[attr-defined]
