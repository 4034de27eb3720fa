"""Changes the price of one synthetic bid, to see in a rehearsal what the rules make of it."""

from django.db import transaction

from ...base.refusal import Refused
from ...ledger.actions.record import record
from ...people.acts import must_be
from ...people.roles import Role, Viewer
from ...rounds.queries import sight
from ..kinds import OPEN
from ..models import SIGNED, Bid, Procedure

CITATION = "LAASSP 2025"


def reprice_bid(viewer: Viewer, key: str, price_centavos: int) -> Bid:
    """Save the price (centavos per piece). What was decided on the lot stands until it is decided again.

    Refuses any role but the buyer's, `not-found` (also while bids are sealed: the key of a bid tells who bid),
    `bid-not-synthetic` (a real bid never changes), `act-signed` and `bid-without-price`.
    """
    must_be(viewer, Role.BUYER)
    if price_centavos <= 0:
        raise Refused("bid-without-price", "", {"bid": key, "price_centavos": price_centavos})
    with transaction.atomic():
        bid = Bid.objects.select_related("lot__procedure__round", "supplier").filter(key=key).first()
        if bid is None or _is_sealed(viewer, bid.lot.procedure):
            raise Refused("not-found", "", {"what": "bid", "value": key})
        if bid.origin != "synthetic":
            raise Refused("bid-not-synthetic", CITATION, {"bid": key, "origin": bid.origin})
        procedure = bid.lot.procedure
        if procedure.phase == SIGNED:
            raise Refused("act-signed", CITATION, {"procedure": procedure.number})
        of = procedure.round
        told = {"from": bid.price_centavos, "to": price_centavos}
        bid.price_centavos = price_centavos
        bid.save(update_fields=["price_centavos"])
        record("bid-repriced", key, viewer.role.value, of.clock, told, of.code)
    return bid


def _is_sealed(viewer: Viewer, procedure: Procedure) -> bool:
    if procedure.follows_id is not None and procedure.phase == OPEN:
        return True
    return not sight(viewer, procedure.round).sees_all("bid_price")
