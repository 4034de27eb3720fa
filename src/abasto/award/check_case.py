"""What no rule can decide on is refused before any deciding: an empty lot, a bid twice, a figure that is none."""

from collections.abc import Sequence
from decimal import Decimal

from abasto.base.refusal import Refused
from abasto.tender.call import CallRules, written_pattern
from abasto.tender.points import PointsRules

from .facts import BidFacts, LotFacts

CITATION = "LAASSP 2025; the call"
BEYOND_MEASURE = 10**15
"""Ten million million pesos per piece, or as many pieces as nobody asks for: a slip of the pen, not an offer."""


def check_case(lot: LotFacts, bids: Sequence[BidFacts], rules: CallRules) -> None:
    """Refuse a lot on which no rule can decide.

    Codes: "share-pattern-not-in-call", "lot-without-pieces", "minimum-above-maximum", "bid-repeated",
    "bid-without-price", "bid-figure-unfit", "bid-not-judged".
    """
    _check_lot(lot, rules)
    if len({bid.bid_id for bid in bids}) < len(bids):
        raise Refused("bid-repeated", CITATION, {"lot": lot.lot_id})
    for bid in bids:
        _check_figures(lot, bid)
        if rules.points is not None and rules.evaluation == "points":
            _check_points(lot, bid, rules.points)


def _check_lot(lot: LotFacts, rules: CallRules) -> None:
    if written_pattern(lot.shares) not in rules.share_patterns:
        raise Refused("share-pattern-not-in-call", CITATION, {"lot": lot.lot_id, "shares": written_pattern(lot.shares)})
    if sum(lot.buyer_maximum_pieces) <= 0:
        raise Refused("lot-without-pieces", CITATION, {"lot": lot.lot_id})
    bounds = zip(lot.buyer_minimum_pieces, lot.buyer_maximum_pieces, strict=True)
    for buyer, (minimum, maximum) in enumerate(bounds):
        if not 0 <= minimum <= maximum:
            values: dict[str, object] = {"lot": lot.lot_id, "buyer": buyer, "minimum": minimum, "maximum": maximum}
            raise Refused("minimum-above-maximum", CITATION, values)


def _check_figures(lot: LotFacts, bid: BidFacts) -> None:
    if type(bid.price_centavos) is int and bid.price_centavos <= 0:
        raise Refused("bid-without-price", CITATION, {"lot": lot.lot_id, "bid": bid.bid_id})
    figures = (
        ("price_centavos", bid.price_centavos),
        ("capacity_pieces", bid.capacity_pieces),
        ("other_costs_centavos", bid.other_costs_centavos),
        ("benefit_centavos", bid.benefit_centavos),
    )
    for name, figure in figures:
        if type(figure) is not int or not 0 <= figure < BEYOND_MEASURE:
            raise _unfit(lot, bid, name, figure)
    content = bid.national_content_percent
    if content is not None and not _is_within(content, Decimal(100)):
        raise _unfit(lot, bid, "national_content_percent", content)


def _check_points(lot: LotFacts, bid: BidFacts, rules: PointsRules) -> None:
    """Every criterion of the call was judged, once, between 0 and what it gives at most."""
    if sorted(key for key, _ in bid.points) != sorted(criterion.key for criterion in rules.criteria):
        raise Refused("bid-not-judged", CITATION, {"lot": lot.lot_id, "bid": bid.bid_id})
    most = dict(rules.criteria)
    for key, points in bid.points:
        if not _is_within(points, most[key]):
            raise _unfit(lot, bid, key, points)


def _is_within(value: Decimal, most: Decimal) -> bool:
    return value.is_finite() and 0 <= value <= most


def _unfit(lot: LotFacts, bid: BidFacts, figure: str, value: object) -> Refused:
    told = {"lot": lot.lot_id, "bid": bid.bid_id, "figure": figure, "value": str(value)}
    return Refused("bid-figure-unfit", CITATION, told)
