"""The award of a lot by the published criterion: each lot alone, exact, in whole centavos and pieces.

Solvent bids are ordered by price, points or net benefit; a bid further above the lowest price than the spread allows
gets no share unless it is the first; the places receive the published shares as far as their capacity goes, and what
is left goes to the first, then the next. A lot with one share has no spread: it belongs to the first.
Source: LAASSP 2025 art. 5 and Reglamento 45-53 (prices); gob.mx/sfp 1-3-6 (simultaneous supply); the call.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from abasto.base.refusal import Refused
from abasto.engines.award.lots import ShareOut, share_out
from abasto.market.reference import ReferenceFacts
from abasto.tender.call import CallRules, check_call

from .check_case import check_case
from .facts import BidFacts, LotCase, LotDecision, LotFacts
from .outcome import Basis, bid_reason, lot_decision
from .ranking import Ranking, rank
from .solvency import Solvency, judge
from .split import BuyerSplit, maxima_by_buyer, split_over_buyers

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
    solvency, ranking = _ordered(lot, bids, rules, reference, draw)
    split = _split(lot, solvency.needed_pieces, ranking)
    return lot_decision(Basis(lot, rules, reference, solvency, ranking, split), bids)


def decide_bid(bid: BidFacts, case: LotCase, rules: CallRules) -> tuple[int, str]:
    """Decide a lot as `decide_lot` does, and tell of one of its bids only: its pieces, and its reason if it has none.

    case: as `check_case` admits it. Raises `Refused` "draw-not-recorded".
    """
    lot = case.lot
    solvency, ranking = _ordered(lot, case.bids, rules, case.reference, case.draw)
    pieces = 0
    if bid in ranking.takers:
        out, capacities = _shared_out(lot, solvency.needed_pieces, ranking)
        place = ranking.takers.index(bid)
        pieces = sum(row[place] for row in maxima_by_buyer(lot.buyer_maximum_pieces, out, capacities))
    return pieces, "" if pieces else bid_reason(bid, solvency.defects[bid.bid_id], ranking)


def _ordered(
    lot: LotFacts, bids: Sequence[BidFacts], rules: CallRules, reference: ReferenceFacts, draw: Mapping[str, int]
) -> tuple[Solvency, Ranking]:
    solvency = judge(lot, bids, rules, reference)
    solvent = [bid for bid in bids if not solvency.defects[bid.bid_id]]
    return solvency, rank(solvent, len(lot.shares), rules, draw)


def _split(lot: LotFacts, needed: int, ranking: Ranking) -> BuyerSplit:
    if not ranking.takers:
        return BuyerSplit((), (), lot.buyer_maximum_pieces, lot.buyer_minimum_pieces)
    out, capacities = _shared_out(lot, needed, ranking)
    return split_over_buyers(lot.buyer_maximum_pieces, lot.buyer_minimum_pieces, out, capacities)


def _shared_out(lot: LotFacts, needed: int, ranking: Ranking) -> tuple[ShareOut, list[int]]:
    """What each place receives, with the capacities of the bids that take the places."""
    capacities = [bid.capacity_pieces for bid in ranking.takers]
    return share_out(needed, lot.shares, capacities), capacities
