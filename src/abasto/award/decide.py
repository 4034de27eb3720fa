"""The award of a lot by the published binary criterion: each lot alone, in whole centavos and pieces.

Solvent bids are ordered by price; a bid further above the lowest than the spread allows gets no share; the first
places receive the published shares as far as their capacity goes, and what is left goes to the lowest, then the next.
A lot with one share has no spread: it belongs to the lowest solvent bid.
Source: LAASSP 2025 art. 5 and Reglamento 45-53 (prices); gob.mx/sfp 1-3-6 (simultaneous supply); the call.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from abasto.base.refusal import Refused
from abasto.engines.award.lots import places_within, share_out
from abasto.market.reference import ReferenceFacts
from abasto.tender.call import CallRules, check_call
from abasto.tender.price_tests import last_price_within

from .facts import BidFacts, LotCase, LotDecision, LotFacts, check_case
from .outcome import Basis, Ranking, lot_decision
from .ranking import ranked
from .solvency import judge
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
    solvency = judge(lot, bids, rules, reference)
    solvent = [bid for bid in bids if not solvency.defects[bid.bid_id]]
    ranking = _ranking(solvent, lot, rules, draw)
    split = _split(lot, solvency.needed_pieces, ranking)
    return lot_decision(Basis(lot, rules, reference, solvency, ranking, split), bids)


def _ranking(solvent: Sequence[BidFacts], lot: LotFacts, rules: CallRules, draw: Mapping[str, int]) -> Ranking:
    if not solvent:
        return Ranking((), None, 0)
    prices = sorted(bid.price_centavos for bid in solvent)
    limit = last_price_within(prices[0], rules.spread_percent) if len(lot.shares) > 1 else None
    places = 1 if limit is None else min(len(lot.shares), places_within(prices, limit))
    return Ranking(tuple(ranked(solvent, rules.tie_break, draw, places)), limit, places)


def _split(lot: LotFacts, needed: int, ranking: Ranking) -> BuyerSplit:
    if not ranking.places:
        return BuyerSplit((), (), lot.buyer_maximum_pieces, lot.buyer_minimum_pieces)
    capacities = [bid.capacity_pieces for bid in ranking.order[: ranking.places]]
    out = share_out(needed, lot.shares, capacities)
    return split_over_buyers(lot.buyer_maximum_pieces, lot.buyer_minimum_pieces, out, capacities)
