"""Where the pieces that a lot left unawarded may go, and the states of such a route; pure.

Source: LAASSP 2025 arts. 35, 54 VII and 56; guidelines of 7 August 2025 (the Health Ministry authorises).
"""

from ..base.refusal import Refused

SECOND_TENDER, INVITATION, DIRECT_AWARD = "second-tender", "invitation", "direct-award"
RETURN, CANCELLATION = "return", "cancellation"
PROCEDURES = (SECOND_TENDER, INVITATION, DIRECT_AWARD)
KINDS = (*PROCEDURES, RETURN, CANCELLATION)

PROPOSED, AUTHORISED, OPENED, RETURNED, CANCELLED = "proposed", "authorised", "opened", "returned", "cancelled"
STATES = (PROPOSED, AUTHORISED, OPENED, RETURNED, CANCELLED)
GONE_ON = (OPENED, RETURNED, CANCELLED)
"""States in which the pieces are no longer where they were left."""

TRANSITIONS: dict[tuple[str, str], tuple[str, ...]] = {
    (SECOND_TENDER, PROPOSED): (OPENED,),
    (INVITATION, PROPOSED): (OPENED,),
    (DIRECT_AWARD, PROPOSED): (AUTHORISED,),
    (DIRECT_AWARD, AUTHORISED): (OPENED,),
    (RETURN, PROPOSED): (RETURNED,),
    (CANCELLATION, PROPOSED): (CANCELLED,),
}
CITATION = "LAASSP 2025, art. 54; guidelines of 7 August 2025"


def may_become(kind: str, state: str, wanted: str) -> None:
    """Refuse a step that the table does not have: `route-not-authorised`, `route-state`."""
    if wanted in TRANSITIONS.get((kind, state), ()):
        return
    if (kind, state, wanted) == (DIRECT_AWARD, PROPOSED, OPENED):
        raise Refused("route-not-authorised", CITATION, {"route": kind})
    raise Refused("route-state", CITATION, {"route": kind, "state": state, "wanted": wanted})


def must_be_known(kind: str) -> None:
    """Refuse a kind of route that the law does not have: `route-unknown`."""
    if kind not in KINDS:
        raise Refused("route-unknown", CITATION, {"value": kind, "known": list(KINDS)})
