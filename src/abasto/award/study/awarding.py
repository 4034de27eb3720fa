"""The decisions of a solved award across lots: whole pieces by buyer, and why every other bid lost; pure.

A share is a whole percent of a lot. A winner receives that part of the lot's pieces by largest remainder (tie: the
lower price), within its capacity, split over the buyers as in any award (`split.py`). What the award leaves of a lot,
and what a capacity does not reach, stays unserved: nobody receives more than its share as rounded.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from abasto.award.facts import BidFacts, BidOutcome, LotCase, LotDecision, Value
from abasto.award.outcome import Basis, lot_decision
from abasto.award.ranking import rank
from abasto.award.reasons import CAPACITY, COSTS_MORE_ACROSS
from abasto.award.solvency import Solvency, judge
from abasto.award.split import BuyerSplit, split_over_buyers
from abasto.base.quantity import split_largest_remainder
from abasto.engines.award.charges import charges_of
from abasto.engines.award.confirm import confirmed
from abasto.engines.award.lots import ShareOut
from abasto.engines.award.parts import lots_and_parts
from abasto.engines.award.problem import Problem
from abasto.tender.call import CallRules

from .problem import drawn_or_named
from .summary import price_at

Won = Sequence[tuple[str, int]]
"""(bid, share in percent) of the winners of a lot."""


@dataclass(frozen=True)
class Solved:
    """A problem with the award of its certificate.

    awards: by lot, without those that take nothing; prices: of the rules, (row, multiplier) as the root of the
    certificate has them; gap_percent: how far the cost is above the proven bound at most, as text.
    """

    problem: Problem
    awards: Mapping[str, Won]
    prices: Sequence[tuple[str, int]]
    gap_percent: str


def decided_across(cases: Sequence[LotCase], rules: CallRules, solved: Solved) -> list[LotDecision]:
    """The decision of every lot, in order. cases: those the problem was made from; no more than their pieces."""
    prices = {bid.id: bid.prices for bid in solved.problem.bids}
    found = [_decided(case, rules, solved.awards.get(case.lot.lot_id, ()), prices) for case in cases]
    lost = [one.bid_id for decision in found for one in decision.bids if one.reason == COSTS_MORE_ACROSS]
    enters = confirmed(solved.problem, solved.prices, lost)
    added = _added_by_rules(solved)
    return [
        replace(decision, bids=tuple(_told(one, case, rules, solved, enters, added) for one in decision.bids))
        for case, decision in zip(cases, found, strict=True)
    ]


def _decided(case: LotCase, rules: CallRules, won: Won, prices: Mapping[str, Sequence[tuple[int, int]]]) -> LotDecision:
    solvency = judge(case.lot, case.bids, rules, case.reference)
    solvent = [bid for bid in case.bids if not solvency.defects[bid.bid_id]]
    ranking = rank(solvent, len(case.lot.shares), rules, drawn_or_named(case, solvent))
    bids = {bid.bid_id: bid for bid in solvent}
    ordered = sorted(won, key=lambda one: (price_at(prices[one[0]], one[1]), one[0]))
    takers = tuple(replace(bids[bid], price_centavos=price_at(prices[bid], share)) for bid, share in ordered)
    at_tier = {bid.bid_id: bid for bid in takers}
    shares = tuple(share for _bid, share in ordered)
    split = _split(case, solvency, takers, shares)
    basis = Basis(
        lot=replace(case.lot, shares=shares) if shares else case.lot,
        rules=rules,
        reference=case.reference,
        solvency=solvency,
        ranking=replace(ranking, takers=takers),
        split=split,
        solvent_lost=COSTS_MORE_ACROSS,
    )
    decision = lot_decision(basis, [at_tier.get(bid.bid_id, bid) for bid in case.bids])
    each = zip(takers, shares, strict=True)
    are_full = all(bid.capacity_pieces * 100 // solvency.needed_pieces <= share for bid, share in each)
    if takers and decision.unawarded_pieces and are_full:
        return replace(decision, reason=CAPACITY)
    return decision


def _split(case: LotCase, solvency: Solvency, takers: Sequence[BidFacts], shares: Sequence[int]) -> BuyerSplit:
    maximum, minimum, needed = case.lot.buyer_maximum_pieces, case.lot.buyer_minimum_pieces, solvency.needed_pieces
    if not takers:
        return BuyerSplit((), (), maximum, minimum)
    capacities = [bid.capacity_pieces for bid in takers]
    *parts, _left = split_largest_remainder(needed, [*shares, 100 - sum(shares)])
    units = tuple(min(share * needed, 100 * most) for share, most in zip(shares, capacities, strict=True))
    out = ShareOut(units, 100 * needed - sum(units), 100)
    return split_over_buyers(maximum, minimum, out, [min(pair) for pair in zip(parts, capacities, strict=True)])


def _told(
    one: BidOutcome,
    case: LotCase,
    rules: CallRules,
    solved: Solved,
    enters: Mapping[str, int | None],
    added: Mapping[str, int],
) -> BidOutcome:
    """A losing bid with what the rules added to it and from which price on it would have been in the award."""
    if one.reason != COSTS_MORE_ACROSS:
        return one
    price = enters[one.bid_id]
    if price is not None and not _is_solvent_at(one.bid_id, price, case, rules):
        price = None
    told: dict[str, Value] = {"rules_add_centavos": added[one.bid_id], "enters_at_centavos": price}
    if price is not None and price >= one.price_centavos:
        told = {"rules_add_centavos": added[one.bid_id], "gap_percent": solved.gap_percent}
    return replace(one, values={**one.values, **told})


def _is_solvent_at(bid_id: str, price_centavos: int, case: LotCase, rules: CallRules) -> bool:
    bids = [replace(bid, price_centavos=price_centavos) if bid.bid_id == bid_id else bid for bid in case.bids]
    return not judge(case.lot, bids, rules, case.reference).defects[bid_id]


def _added_by_rules(solved: Solved) -> Mapping[str, int]:
    """What the prices of the rules add to a piece of each bid, in centavos, at the largest share of its lot."""
    return dict(_each_added(solved))


def _each_added(solved: Solved) -> Iterator[tuple[str, int]]:
    problem = solved.problem
    charges = charges_of(problem, *lots_and_parts(problem), dict(solved.prices))
    lots = {lot.id: lot for lot in problem.lots}
    for place, bid in enumerate(problem.bids):
        lot = lots[bid.lot]
        share = max((max(pattern) for pattern in lot.share_patterns_percent), default=100)
        of_share = share * (charges.percent[place] + price_at(bid.prices, share) * charges.money[place])
        once = charges.win[place] + (charges.bundle[place] if share >= charges.bundle_share[place] else 0.0)
        yield bid.id, round(float(of_share + once) / (100 * share * lot.pieces))
