"""The price at which a losing bid would have won, all else equal, confirmed by deciding its lot again.

Winning is not monotone in the price: a cheaper bid may fall below the convenient price, or pull the mean of the
accepted offers down and let a rival back in. So the search starts at the highest price at which the bid is not surely
beaten (`highest_price.py`), and goes down the prices at which the decision may change (`critical_prices.py`).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from abasto.base.refusal import Refused
from abasto.tender.call import CallRules

from .critical_prices import critical_prices
from .decide import decide_bid
from .facts import BidFacts, LotCase, LotDecision
from .highest_price import highest_not_beaten, is_beaten_at
from .rivals import Against, against, field_of, obstacles

DRAW = "draw"


@dataclass(frozen=True)
class WinningPrice:
    """What it would have taken to win.

    answer: "price" (at `price_centavos` it wins `pieces`, at one centavo more it does not, by the reason `beyond`;
        "draw": an equal standing, and no draw was held), "no-price" (no price wins) or "any-price" (none is too high).
    obstacles: the defects that no price mends; with one of them the answer is "no-price".
    is_across: the lot was decided across lots; at the price the bid enters the best award of its lot, the prices of the
        rules and the other bids unchanged, and `pieces` is not known.
    """

    bid_id: str
    answer: Literal["price", "no-price", "any-price"]
    price_centavos: int | None = None
    pieces: int = 0
    beyond: str = ""
    obstacles: tuple[str, ...] = ()
    is_across: bool = False


def winning_prices(
    case: LotCase, rules: CallRules, decision: LotDecision, bids: Collection[str] | None = None
) -> Iterator[WinningPrice]:
    """The answer for every losing bid of a lot (or those of `bids`), in the order of the bids' ids.

    decision: of `case` by `rules`, as `decide_lot` gives it.
    """
    field, facts = field_of(case, rules, decision), {bid.bid_id: bid for bid in case.bids}
    for outcome in decision.bids:
        if outcome.awarded_pieces or (bids is not None and outcome.bid_id not in bids):
            continue
        if lasting := obstacles(outcome):
            yield WinningPrice(outcome.bid_id, "no-price", obstacles=lasting)
        else:
            yield _winning_price(case, rules, facts[outcome.bid_id], against(field, facts[outcome.bid_id]))


def _winning_price(case: LotCase, rules: CallRules, bid: BidFacts, of: Against) -> WinningPrice:
    tried: tuple[int, str] | None = None
    for price in _prices(of):
        if is_beaten_at(of, price):
            continue
        pieces, reason = _at(case, rules, bid, price)
        if pieces:
            return _confirmed(case, rules, bid, WinningPrice(bid.bid_id, "price", price, pieces), tried)
        tried = price, reason
    return WinningPrice(bid.bid_id, "no-price")


def _prices(of: Against) -> Iterator[int]:
    """Prices to try, falling; mostly the first or the second wins."""
    top = min(of.limits) if of.limits else critical_prices(of)[0]
    if top < 1:
        return
    most = highest_not_beaten(of, top)
    yield from (price for price in (most, most - 1) if price >= 1)
    if most > 2:
        yield from critical_prices(of, most - 2)


def _confirmed(
    case: LotCase, rules: CallRules, bid: BidFacts, found: WinningPrice, tried: tuple[int, str] | None
) -> WinningPrice:
    """With the reason why one centavo more does not win."""
    more = (found.price_centavos or 0) + 1
    if tried and tried[0] == more:
        return replace(found, beyond=tried[1])
    pieces, reason = _at(case, rules, bid, more)
    if pieces:
        return WinningPrice(bid.bid_id, "any-price", pieces=pieces)
    return replace(found, beyond=reason)


def _at(case: LotCase, rules: CallRules, bid: BidFacts, price_centavos: int) -> tuple[int, str]:
    """Pieces and reason of the bid, had it asked this price."""
    asked = replace(bid, price_centavos=price_centavos)
    bids = [asked if one is bid else one for one in case.bids]
    try:
        return decide_bid(asked, case._replace(bids=bids), rules)
    except Refused as refused:
        if refused.code != "draw-not-recorded":
            raise
        return 0, DRAW
