"""What a viewer sees of each lot: those who bid on it may read, after its award, what decided it.

One legal value, `losing_price_disclosure` on the day of the call, says so; pages, papers, the API and the openings of
the evidence ask here. Decision: docs/decisions/0011-standing.md.
"""

from collections.abc import Callable

from ...law.reader import read_rule_set
from ...people.visibility import Sight
from ...rounds.models import Round
from ..models import Bid, Lot, Procedure
from ..queries import still_sealed

VALUE = "losing_price_disclosure"
TO_BIDDERS = "bidders_of_lot"
DECIDES_A_LOT = (
    "bid_existence",
    "bid_price",
    "losing_price",
    "bid_capacity",
    "bid_documents",
    "ceiling",
    "reference_price",
)
"""The fields of what decided a lot."""

SightOf = Callable[[int], Sight]


def opens_to_bidders(procedure: Procedure) -> bool:
    """Whether the law of the call opens each of its lots to those who bid on it."""
    law = read_rule_set(procedure.round.rule_set)
    return law.value(VALUE, procedure.published_on).text == TO_BIDDERS


def sight_of_lot(seen: Sight, lot: Lot) -> Sight:
    """What the viewer sees of one lot."""
    return sight_by_lot(seen, lot.procedure.round, lot)(lot.pk)


def sight_by_lot(seen: Sight, of: Round, lot: Lot | None = None) -> SightOf:
    """What the viewer sees of each lot of the round, by the lot's id; only of `lot` where named."""
    opened, within = _lots_opened(seen, of, lot), seen.opening(DECIDES_A_LOT)
    return lambda one: within if one in opened else seen


def _lots_opened(seen: Sight, of: Round, lot: Lot | None) -> frozenset[int]:
    """Lots on which the viewer bid, once decisions are open and no bid of the procedure is sealed."""
    if not seen.viewer.own or not seen.sees_all("lot_decision"):
        return frozenset()
    own = Bid.objects.filter(lot__procedure__round=of, supplier__code__in=seen.viewer.own).exclude(still_sealed())
    if lot is not None:
        own = own.filter(lot=lot)
    law = read_rule_set(of.rule_set)
    rows = own.order_by().values_list("lot_id", "lot__procedure__published_on")
    return frozenset(one for one, day in rows if law.value(VALUE, day).text == TO_BIDDERS)
