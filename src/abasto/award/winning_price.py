"""The price at which a losing bid would have won, all else equal, confirmed by deciding its lot again.

The decision changes only at the critical prices (`critical_prices.py`), so the highest of them that wins is the
highest price that wins at all, although winning is not monotone in the price: a cheaper bid may fall below the
convenient price, or pull the mean of the accepted offers down and let a rival back in.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, inf
from typing import Literal

from abasto.base.refusal import Refused
from abasto.tender.call import CallRules

from .critical_prices import Rivals, critical_prices
from .decide import decide_lot
from .facts import BidFacts, BidOutcome, LotCase, LotDecision
from .reasons import ABOVE_CEILING, BELOW_CONVENIENT, CAPACITY

PRICE_DEFECTS = frozenset({BELOW_CONVENIENT, ABOVE_CEILING})
LIMITS = ("ceiling_centavos", "highest_acceptable_centavos")
DRAW = "draw"


@dataclass(frozen=True)
class WinningPrice:
    """What it would have taken to win.

    answer: "price" (at `price_centavos` it wins `pieces`, at one centavo more it does not, by the reason `beyond`;
        "draw": an equal price, and no draw was held), "no-price" (no price wins) or "any-price" (no price is too high).
    obstacles: the defects that no price mends; with one of them the answer is "no-price".
    """

    bid_id: str
    answer: Literal["price", "no-price", "any-price"]
    price_centavos: int | None = None
    pieces: int = 0
    beyond: str = ""
    obstacles: tuple[str, ...] = ()


def winning_prices(case: LotCase, rules: CallRules, decision: LotDecision) -> Iterator[WinningPrice]:
    """The answer for every losing bid of a decided lot, in the order of the bids' ids."""
    for outcome in decision.bids:
        if not outcome.awarded_pieces:
            yield winning_price(case, rules, decision, outcome.bid_id)


def winning_price(case: LotCase, rules: CallRules, decision: LotDecision, bid_id: str) -> WinningPrice:
    """The answer for one losing bid. decision: of `case` by `rules`, as `decide_lot` gives it."""
    bids = {bid.bid_id: bid for bid in case.bids}
    outcomes = {one.bid_id: one for one in decision.bids}
    obstacles = tuple(defect for defect in outcomes[bid_id].defects if defect not in PRICE_DEFECTS)
    if obstacles:
        return WinningPrice(bid_id, "no-price", obstacles=obstacles)
    limits = [limit for name in LIMITS if isinstance(limit := decision.values[name], int)]
    rivals = _rivals(bids[bid_id], bids, outcomes, rules, limits)
    tried: tuple[int, str] | None = None
    for price in critical_prices(rivals, limits, len(case.lot.shares), rules):
        pieces, reason = _at(case, rules, bids[bid_id], price)
        if pieces:
            return _confirmed(case, rules, bids[bid_id], WinningPrice(bid_id, "price", price, pieces), tried)
        tried = price, reason
    return WinningPrice(bid_id, "no-price")


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
    bids = [replace(one, price_centavos=price_centavos) if one is bid else one for one in case.bids]
    try:
        decision = decide_lot(case.lot, bids, rules, case.reference, case.draw)
    except Refused as refused:
        if refused.code != "draw-not-recorded":
            raise
        return 0, DRAW
    outcome = next(one for one in decision.bids if one.bid_id == bid.bid_id)
    return outcome.awarded_pieces, outcome.reason


def _rivals(
    bid: BidFacts,
    bids: Mapping[str, BidFacts],
    outcomes: Mapping[str, BidOutcome],
    rules: CallRules,
    limits: Sequence[int],
) -> Rivals:
    accepted, sound, steady = [], [], []
    others = [other for other in bids.values() if other is not bid]
    floor = _never_too_low([other.price_centavos for other in others], rules, limits)
    for other in others:
        defects = outcomes[other.bid_id].defects
        lasting = [defect for defect in defects if defect not in PRICE_DEFECTS]
        if not lasting or lasting == [CAPACITY]:
            accepted.append(other.price_centavos)
        if not lasting and ABOVE_CEILING not in defects:
            sound.append(other.price_centavos)
            if other.price_centavos >= floor if _moves_the_mean(rules) else not defects:
                steady.append(other.price_centavos)
    return Rivals(tuple(sorted(accepted)), tuple(sorted(sound)), tuple(sorted(steady)))


def _moves_the_mean(rules: CallRules) -> bool:
    """Whether a bid's own price has a part in which bids are too low."""
    return rules.not_convenient_rejects and rules.not_convenient_base == "accepted_offers_preponderant"


def _never_too_low(others: Sequence[int], rules: CallRules, limits: Sequence[int]) -> float:
    """A price that is not too low whatever the bid asks within the limits: no mean is above the dearest offer."""
    if not limits:
        return inf
    kept = (100 - Fraction(rules.not_convenient_percent)) / 100
    return ceil(kept * max(min(limits), *others)) if others else 0
