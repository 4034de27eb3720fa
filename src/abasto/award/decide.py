"""The award of a lot by the published binary criterion: each lot alone, in whole centavos and pieces.

Solvent bids are ordered by price; a bid further above the lowest than the spread allows gets no share; the first
places receive the published shares as far as their capacity goes, and what is left goes to the lowest, then the next.
A lot with one share has no spread: it belongs to the lowest solvent bid.
Source: LAASSP 2025 art. 5 and Reglamento 45-53 (prices); gob.mx/sfp 1-3-6 (simultaneous supply); the call.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from abasto.base.refusal import Refused
from abasto.engines.award.lots import ShareOut, places_within, share_out
from abasto.market.reference import ReferenceFacts
from abasto.tender.call import CallRules, check_call
from abasto.tender.price_tests import PriceLimits, is_too_high, is_too_low, last_price_within, price_limits

from .facts import BidFacts, BidOutcome, LotCase, LotDecision, LotFacts, Value, check_case
from .ranking import ranked
from .reasons import (
    ABOVE_CEILING,
    BELOW_CONVENIENT,
    CAPACITY,
    DEBARRED,
    DOCUMENTS,
    NOT_AMONG_WINNERS,
    OUTSIDE_SPREAD,
    WHY,
    counted,
    lot_reason,
)
from .split import BuyerSplit, split_over_buyers

Verdict = LotDecision | Refused
EachCase = Callable[[Callable[[LotCase], Verdict], Iterable[LotCase]], Iterable[Verdict]]


def decide_all(cases: Iterable[LotCase], rules: CallRules, each: EachCase = map) -> Iterator[Verdict]:
    """Decide every lot, in order; a lot that cannot be decided yields its `Refused` and stops no other.

    each: `map`, or the `map` of a pool of threads or processes; lots share nothing, so the result is the same.
    Raises `Refused` when the rules of the call themselves do not hold (`check_call`).
    """
    check_call(rules)
    return iter(each(partial(_verdict, rules), cases))


def _verdict(rules: CallRules, case: LotCase) -> Verdict:
    try:
        return decide_lot(case.lot, case.bids, rules, case.reference, case.draw)
    except Refused as refused:
        return refused


def decide_lot(
    lot: LotFacts, bids: Sequence[BidFacts], rules: CallRules, reference: ReferenceFacts, draw: Mapping[str, int]
) -> LotDecision:
    """Decide one lot; the order of `bids` does not matter.

    draw: place drawn in public (1 is first) of each bid in a tie that price and size do not decide.
    Raises `Refused`: "draw-not-recorded", and the codes of `check_case`.
    """
    check_case(lot, bids, rules)
    accepted = [bid.price_centavos for bid in bids if not bid.is_debarred and not bid.documents_lacking]
    limits = price_limits(lot.ceiling_centavos, reference, rules, accepted)
    needed = sum(lot.buyer_maximum_pieces)
    least = _minimum_share_pieces(needed, rules)
    defects = {bid.bid_id: _defects(bid, limits, rules, least) for bid in bids}
    order = ranked([bid for bid in bids if not defects[bid.bid_id]], rules.tie_break, draw, len(lot.shares))
    values = _lot_values(lot, needed, least, limits, reference, order, rules)
    winners, out = _winners(order, lot, needed, values)
    split = _split(lot, out, winners)
    outcomes = _outcomes(bids, defects, order, winners, split, lot, limits, rules, values)
    return _decision(lot, needed, outcomes, defects, split, values)


def _minimum_share_pieces(needed: int, rules: CallRules) -> int:
    """The least capacity of a solvent bid: the minimum share rounded up, one piece at least."""
    percent, per = rules.minimum_share_percent.as_integer_ratio()
    return max(1, -(-needed * percent // (100 * per)))


def _defects(bid: BidFacts, limits: PriceLimits, rules: CallRules, least_pieces: int) -> tuple[str, ...]:
    """Everything that rejects a bid, in the order of precedence."""
    found = (
        (DEBARRED, bid.is_debarred),
        (DOCUMENTS, bool(bid.documents_lacking)),
        (BELOW_CONVENIENT, rules.not_convenient_rejects and is_too_low(bid.price_centavos, limits)),
        (ABOVE_CEILING, is_too_high(bid.price_centavos, limits)),
        (CAPACITY, bid.capacity_pieces < least_pieces),
    )
    return tuple(defect for defect, is_found in found if is_found)


def _lot_values(
    lot: LotFacts,
    needed: int,
    least: int,
    limits: PriceLimits,
    reference: ReferenceFacts,
    order: Sequence[BidFacts],
    rules: CallRules,
) -> dict[str, Value]:
    lowest = order[0].price_centavos if order else None
    has_spread = lowest is not None and len(lot.shares) > 1
    return {
        "needed_pieces": needed,
        "minimum_share_pieces": least,
        "ceiling_centavos": limits.ceiling_centavos,
        "median_centavos": reference.median_centavos,
        "mean_centavos": reference.mean_centavos,
        "sources": reference.sources,
        "statistic": limits.statistic,
        "statistic_centavos": limits.statistic_centavos,
        "highest_acceptable_centavos": limits.highest_acceptable_centavos,
        "base": limits.base,
        "base_mean_centavos": None if limits.base_mean is None else str(limits.base_mean),
        "lowest_convenient_centavos": limits.lowest_convenient_centavos,
        "solvent_bids": len(order),
        "lowest_price_centavos": lowest,
        "spread_limit_centavos": last_price_within(lowest, rules.spread_percent) if has_spread and lowest else None,
        "places": len(lot.shares),
    }
