"""The decision of a lot in words of the law: who won what, one reason for each other bid, the figures behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

from abasto.market.reference import ReferenceFacts
from abasto.tender.call import CallRules
from abasto.tender.price_tests import is_too_low

from .facts import BidFacts, BidOutcome, LotDecision, LotFacts, Value
from .reasons import BELOW_CONVENIENT, CAPACITY, NOT_AMONG_WINNERS, OUTSIDE_SPREAD, WHY, counted, lot_reason
from .solvency import Solvency
from .split import BuyerSplit


@dataclass(frozen=True)
class Ranking:
    """order: solvent bids, the best first; spread_limit_centavos: None for a lot with one share or no solvent bid.

    places: how many of them, from the first, take part in the shares.
    """

    order: tuple[BidFacts, ...]
    spread_limit_centavos: int | None
    places: int


@dataclass(frozen=True)
class Basis:
    """All that the decision of a lot rests on."""

    lot: LotFacts
    rules: CallRules
    reference: ReferenceFacts
    solvency: Solvency
    ranking: Ranking
    split: BuyerSplit


def lot_decision(basis: Basis, bids: Sequence[BidFacts]) -> LotDecision:
    """Put the decision together; the bids come out sorted by bid_id."""
    lot, solvency, split = basis.lot, basis.solvency, basis.split
    values = _lot_values(basis)
    ranks = {bid.bid_id: rank for rank, bid in enumerate(basis.ranking.order, start=1)}
    outcomes = tuple(
        _bid_outcome(basis, bid, ranks.get(bid.bid_id, 0), values) for bid in sorted(bids, key=lambda bid: bid.bid_id)
    )
    unawarded = sum(split.unawarded_maximum)
    awarded = solvency.needed_pieces - unawarded
    return LotDecision(
        lot_id=lot.lot_id,
        clave=lot.clave,
        state="not-awarded" if not awarded else "awarded-in-part" if unawarded else "awarded",
        reason=_reason_left(outcomes, awarded, unawarded),
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


def _reason_left(outcomes: Sequence[BidOutcome], awarded: int, unawarded: int) -> str:
    """Where somebody won, only the winners' capacity can leave pieces."""
    if awarded:
        return CAPACITY if unawarded else ""
    return lot_reason(outcome.reason for outcome in outcomes)


def _bid_outcome(basis: Basis, bid: BidFacts, rank: int, lot_values: dict[str, Value]) -> BidOutcome:
    ranking, split, rejects_low = basis.ranking, basis.split, basis.rules.not_convenient_rejects
    has_place = 0 < rank <= ranking.places
    maximum = split.maximum[rank - 1] if has_place else ()
    awarded = sum(maximum)
    defects = basis.solvency.defects[bid.bid_id]
    reason = "" if awarded else _bid_reason(bid, defects, ranking)
    is_remarked = not rejects_low and is_too_low(bid.price_centavos, basis.solvency.limits)
    return BidOutcome(
        bid_id=bid.bid_id,
        supplier=bid.supplier,
        price_centavos=bid.price_centavos,
        rank=rank,
        reason=reason,
        defects=defects,
        remarks=(BELOW_CONVENIENT,) if is_remarked else (),
        share_percent=basis.lot.shares[rank - 1] if has_place else 0,
        awarded_pieces=awarded,
        maximum_pieces=maximum if awarded else (),
        minimum_pieces=split.minimum[rank - 1] if awarded else (),
        values=_bid_values(bid, reason, lot_values),
    )


def _bid_reason(bid: BidFacts, defects: tuple[str, ...], ranking: Ranking) -> str:
    """The first defect; of solvent bids the spread comes before the place.

    A bid with a place whose share rounds to no piece of any buyer is not among the winners either.
    """
    if defects:
        return defects[0]
    limit = ranking.spread_limit_centavos
    return OUTSIDE_SPREAD if limit is not None and bid.price_centavos > limit else NOT_AMONG_WINNERS


def _bid_values(bid: BidFacts, reason: str, lot_values: dict[str, Value]) -> dict[str, Value]:
    values: dict[str, Value] = {"price_centavos": bid.price_centavos, "capacity_pieces": bid.capacity_pieces}
    if bid.documents_lacking:
        values["documents_lacking"] = " ".join(bid.documents_lacking)
    if reason:
        values |= {name: lot_values[name] for name in WHY[reason]}
    return values


def _lot_values(basis: Basis) -> dict[str, Value]:
    solvency, ranking, reference = basis.solvency, basis.ranking, basis.reference
    limits = solvency.limits
    return {
        "needed_pieces": solvency.needed_pieces,
        "minimum_share_pieces": solvency.minimum_share_pieces,
        "ceiling_centavos": limits.ceiling_centavos,
        "median_centavos": reference.median_centavos,
        "mean_centavos": reference.mean_centavos,
        "sources": reference.sources,
        "statistic": limits.statistic,
        "statistic_centavos": limits.statistic_centavos,
        "not_acceptable_percent": str(limits.not_acceptable_percent),
        "highest_acceptable_centavos": limits.highest_acceptable_centavos,
        "base": limits.base,
        "base_mean_centavos": None if limits.base_mean is None else str(limits.base_mean),
        "not_convenient_percent": str(limits.not_convenient_percent),
        "lowest_convenient_centavos": limits.lowest_convenient_centavos,
        "solvent_bids": len(ranking.order),
        "lowest_price_centavos": ranking.order[0].price_centavos if ranking.order else None,
        "spread_limit_centavos": ranking.spread_limit_centavos,
        "shares": len(basis.lot.shares),
        "places": ranking.places,
    }
