"""The decision of a lot in words of the law: who won what, one reason for each other bid, the figures behind it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from abasto.market.reference import ReferenceFacts
from abasto.tender.call import CallRules
from abasto.tender.price_tests import is_too_low

from .facts import BidFacts, BidOutcome, LotDecision, LotFacts, Value
from .figures import bid_figures, lot_figures
from .ranking import Ranking
from .reasons import BELOW_CONVENIENT, CAPACITY, NOT_AMONG_WINNERS, OUTSIDE_SPREAD, counted, lot_reason
from .solvency import Solvency
from .split import BuyerSplit


@dataclass(frozen=True)
class Basis:
    """All that the decision of a lot rests on.

    solvent_lost: why a solvent bid without a place lost, where an award across lots gave the places; "" where their
    order did.
    """

    lot: LotFacts
    rules: CallRules
    reference: ReferenceFacts
    solvency: Solvency
    ranking: Ranking
    split: BuyerSplit
    solvent_lost: str = ""


def lot_decision(basis: Basis, bids: Sequence[BidFacts]) -> LotDecision:
    """Put the decision together; the bids come out sorted by bid_id."""
    lot, solvency, split = basis.lot, basis.solvency, basis.split
    values = lot_figures(lot, basis.rules, basis.reference, solvency, basis.ranking)
    outcomes = _outcomes(basis, bids, values)
    unawarded = sum(split.unawarded_maximum)
    awarded = solvency.needed_pieces - unawarded
    return LotDecision(
        lot_id=lot.lot_id,
        clave=lot.clave,
        state="not-awarded" if not awarded else "awarded-in-part" if unawarded else "awarded",
        reason=_reason_left(basis, outcomes, awarded, unawarded),
        needed_pieces=solvency.needed_pieces,
        awarded_pieces=awarded,
        unawarded_pieces=unawarded,
        unawarded_maximum_pieces=split.unawarded_maximum,
        unawarded_minimum_pieces=split.unawarded_minimum,
        bids=outcomes,
        causes=counted(outcome.reason for outcome in outcomes),
        defects=counted(defect for outcome in outcomes for defect in outcome.defects),
        values=values,
    )


def counted_by_state(decisions: Iterable[LotDecision]) -> dict[str, int]:
    """How many lots are awarded, in part, and not."""
    counts = {"awarded": 0, "awarded-in-part": 0, "not-awarded": 0}
    for decision in decisions:
        counts[decision.state] += 1
    return counts


def _reason_left(basis: Basis, outcomes: Sequence[BidOutcome], awarded: int, unawarded: int) -> str:
    """Where somebody won alone, only the winners' capacity can leave pieces."""
    if awarded:
        return (basis.solvent_lost or CAPACITY) if unawarded else ""
    if basis.solvent_lost and basis.ranking.order:
        return basis.solvent_lost
    return lot_reason(outcome.reason for outcome in outcomes)


def _outcomes(basis: Basis, bids: Sequence[BidFacts], lot_values: dict[str, Value]) -> tuple[BidOutcome, ...]:
    ranks = {bid.bid_id: rank for rank, bid in enumerate(basis.ranking.order, start=1)}
    places = {bid.bid_id: place for place, bid in enumerate(basis.ranking.takers)}
    return tuple(
        _outcome(basis, bid, ranks.get(bid.bid_id, 0), places.get(bid.bid_id), lot_values)
        for bid in sorted(bids, key=lambda bid: bid.bid_id)
    )


def _outcome(basis: Basis, bid: BidFacts, rank: int, place: int | None, lot_values: dict[str, Value]) -> BidOutcome:
    maximum = () if place is None else basis.split.maximum[place]
    awarded = sum(maximum)
    defects = basis.solvency.defects[bid.bid_id]
    reason = "" if awarded else bid_reason(bid, defects, basis.ranking)
    if basis.solvent_lost and not defects and place is None:
        reason = basis.solvent_lost
    is_remarked = not basis.rules.not_convenient_rejects and is_too_low(bid.price_centavos, basis.solvency.limits)
    return BidOutcome(
        bid_id=bid.bid_id,
        supplier=bid.supplier,
        price_centavos=bid.price_centavos,
        rank=rank,
        reason=reason,
        defects=defects,
        remarks=(BELOW_CONVENIENT,) if is_remarked else (),
        share_percent=0 if place is None else basis.lot.shares[place],
        awarded_pieces=awarded,
        maximum_pieces=maximum if awarded else (),
        minimum_pieces=basis.split.minimum[place] if awarded and place is not None else (),
        values=bid_figures(bid, reason, rank > 0, basis.rules, basis.ranking.merits, lot_values),
    )


def bid_reason(bid: BidFacts, defects: tuple[str, ...], ranking: Ranking) -> str:
    """Why a bid won no piece: the first defect; of solvent bids the spread comes before the place.

    A bid with a place whose share rounds to no piece of any buyer is not among the winners either.
    """
    if defects:
        return defects[0]
    return NOT_AMONG_WINNERS if ranking.is_within_spread(bid) else OUTSIDE_SPREAD
