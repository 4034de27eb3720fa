"""Which bids of a lot are solvent, and every defect of the others.

Source: LAASSP 2025 arts. 5 and 39; Reglamento 45-53; art. 67 (second place); the call for documents, least capacity,
points and benefit.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from abasto.market.reference import ReferenceFacts
from abasto.tender.call import CallRules
from abasto.tender.origin import is_covered
from abasto.tender.price_tests import PriceLimits, is_too_high, is_too_low, last_price_within, price_limits

from . import reasons
from .facts import BidFacts, LotFacts


@dataclass(frozen=True)
class Solvency:
    """needed_pieces: sum of the buyers' maxima; minimum_share_pieces: the least capacity of a solvent bid.

    defects: by bid_id, all defects in the order of precedence; an empty tuple is a solvent bid.
    declined_centavos: the lowest price whose bidder won and did not sign; second_place_limit_centavos: the last price
        that may follow it. Both None where every winner signed.
    """

    needed_pieces: int
    minimum_share_pieces: int
    limits: PriceLimits
    defects: dict[str, tuple[str, ...]]
    declined_centavos: int | None
    second_place_limit_centavos: int | None


def judge(lot: LotFacts, bids: Sequence[BidFacts], rules: CallRules, reference: ReferenceFacts) -> Solvency:
    """Judge every bid of a lot. Only technically accepted offers enter the mean of the accepted ones."""
    technical = {bid.bid_id: _technical_defects(bid, rules) for bid in bids}
    accepted = [bid.price_centavos for bid in bids if not technical[bid.bid_id]]
    declined = min((bid.price_centavos for bid in bids if bid.has_declined), default=None)
    needed = sum(lot.buyer_maximum_pieces)
    solvency = Solvency(
        needed_pieces=needed,
        minimum_share_pieces=_minimum_share_pieces(needed, rules),
        limits=price_limits(lot.ceiling_centavos, reference, rules, accepted),
        defects={},
        declined_centavos=declined,
        second_place_limit_centavos=(
            None if declined is None else last_price_within(declined, rules.second_place_margin_percent)
        ),
    )
    for bid in bids:
        solvency.defects[bid.bid_id] = (*technical[bid.bid_id], *_economic_defects(bid, rules, solvency))
    return solvency


def _minimum_share_pieces(needed: int, rules: CallRules) -> int:
    """The minimum share of the lot rounded up, one piece at least."""
    percent, per = rules.minimum_share_percent.as_integer_ratio()
    return max(1, -(-needed * percent // (100 * per)))


def _technical_defects(bid: BidFacts, rules: CallRules) -> tuple[str, ...]:
    found = (
        (reasons.BY_RESOLUTION, bid.is_annulled),
        (reasons.DID_NOT_SIGN, bid.has_declined),
        (reasons.DEBARRED, bid.is_debarred),
        (reasons.NOT_COVERED, not is_covered(bid.country, bid.national_content_percent, rules.origin)),
        (reasons.DOCUMENTS, bool(bid.documents_lacking)),
        (reasons.TECHNICAL_MINIMUM, _is_below_minimum(bid, rules)),
    )
    return tuple(defect for defect, is_found in found if is_found)


def _is_below_minimum(bid: BidFacts, rules: CallRules) -> bool:
    if rules.evaluation != "points" or rules.points is None:
        return False
    return bid.technical_points < rules.points.technical_minimum


def _economic_defects(bid: BidFacts, rules: CallRules, solvency: Solvency) -> tuple[str, ...]:
    price, limits, last = bid.price_centavos, solvency.limits, solvency.second_place_limit_centavos
    net = bid.benefit_centavos - bid.other_costs_centavos - price
    found = (
        (reasons.BELOW_CONVENIENT, rules.not_convenient_rejects and is_too_low(price, limits)),
        (reasons.ABOVE_CEILING, is_too_high(price, limits)),
        (reasons.CAPACITY, bid.capacity_pieces < solvency.minimum_share_pieces),
        (reasons.NO_NET_BENEFIT, rules.evaluation == "cost-benefit" and net < rules.least_net_benefit_centavos),
        (reasons.BEYOND_SECOND_PLACE, last is not None and price > last),
    )
    return tuple(defect for defect, is_found in found if is_found)
