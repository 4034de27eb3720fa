"""Decides named lots anew after an annulment or a winner that did not sign; what was delivered stays delivered.

The same offers, the same criterion; the facts of a bid alone differ (`is_annulled`, `has_declined`). What each lot
said before is kept as a past decision. Every other lot stays as it is.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...base.refusal import Refused
from ...tender.call_text import read_back
from ...tender.models import Bid, Lot, Procedure
from ..after_delivery import Kept, Row, with_deliveries
from ..decide import decide_all
from ..deciding.queries import cases_of
from ..facts import BidOutcome as OutcomeFacts
from ..facts import LotDecision
from ..left.queries import left_pieces, whereabouts_of
from ..models import Award, BidOutcome, PastDecision, Route
from ..models import LotDecision as DecisionRow
from ..routes import CITATION, GONE_ON
from .choose_routes import give_way
from .save_decisions import must_be_decided_alone, outcome_values

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Cause:
    """Why lots are decided anew: "annulled" or "did-not-sign", and the document that says so."""

    kind: str
    document: str


def decide_anew(
    procedure: Procedure, claves: Collection[str], cause: Cause, delivered: Mapping[str, Ints], run_key: str
) -> list[Lot]:
    """Decide the lots of these codes again and change their awards; returns the lots.

    delivered: pieces received by award key, int64 by buyer of the lot; an award without entry delivered nothing. An
    award that no longer wins ends at what it delivered, or goes. Refuses `not-found`, `decided-across-lots`, what no
    rule can decide, and `pieces-not-conserved`. Runs in the caller's transaction.
    """
    lots = list(
        Lot.objects.filter(procedure=procedure, item__clave__in=claves, decision__isnull=False)
        .select_related("item", "decision", "procedure")
        .order_by("number")
    )
    missing = sorted(set(claves) - {lot.item.clave for lot in lots})
    if missing or not lots:
        raise Refused("not-found", CITATION, {"what": "lot", "value": ", ".join(missing)})
    must_be_decided_alone(procedure, claves)
    give_way([one for one in left_pieces(procedure.round, set(claves)) if one.lot.procedure_id == procedure.pk])
    verdicts = decide_all(cases_of(procedure, lots), read_back(procedure.rules))
    for lot, verdict in zip(lots, verdicts, strict=True):
        if isinstance(verdict, Refused):
            raise verdict
        _replace(lot, verdict, cause, delivered, run_key)
    whereabouts_of(procedure.round, set(claves))
    return lots


def _replace(lot: Lot, decision: LotDecision, cause: Cause, delivered: Mapping[str, Ints], run_key: str) -> None:
    before = {award.key: award for award in Award.objects.filter(lot=lot).select_related("bid__supplier")}
    _remember(lot, cause, before, delivered)
    winners = list(decision.winners)
    losers = [award for key, award in sorted(before.items()) if key not in {one.bid_id for one in winners}]
    kept = _kept(lot, winners, losers, delivered)
    bids = {bid.key: bid for bid in Bid.objects.filter(lot=lot)}
    keys = [*(one.bid_id for one in winners), *(award.key for award in losers)]
    pieces: dict[str, int] = {}
    for at, key in enumerate(keys):
        winner = winners[at] if at < len(winners) else None
        pieces[key] = _set_award(lot, bids[key], before.get(key), winner, (kept.maximum[at], kept.minimum[at]))
    _set_outcomes(decision, bids, pieces)
    _set_decision(lot.decision, decision, sum(pieces.values()), run_key)


def _remember(lot: Lot, cause: Cause, before: Mapping[str, Award], delivered: Mapping[str, Ints]) -> None:
    decision: DecisionRow = lot.decision
    PastDecision.objects.create(
        lot=lot,
        position=PastDecision.objects.filter(lot=lot).count() + 1,
        cause=cause.kind,
        document=cause.document,
        replaced_at=lot.procedure.round.clock,
        told={
            "state": decision.state,
            "reason": decision.reason,
            "awarded_pieces": decision.awarded_pieces,
            "unawarded_pieces": decision.unawarded_pieces,
            "run_key": decision.run_key,
            "winners": [
                {
                    "bid": key,
                    "supplier": award.bid.supplier.code,
                    "price_centavos": award.price_centavos,
                    "pieces": award.maximum_pieces,
                    "delivered_pieces": int(delivered[key].sum()) if key in delivered else 0,
                }
                for key, award in sorted(before.items(), key=lambda pair: (pair[1].price_centavos, pair[0]))
            ],
        },
    )


def _kept(lot: Lot, winners: Sequence[OutcomeFacts], losers: Sequence[Award], delivered: Mapping[str, Ints]) -> Kept:
    """Pieces of winners and of those that lost, within what no later procedure has taken on."""
    gone = list(Route.objects.filter(lot=lot, state__in=GONE_ON))
    nothing = (0,) * len(lot.buyers)
    keys = [*(one.bid_id for one in winners), *(award.key for award in losers)]
    most = lot.maximum_by_buyer - sum((route.maximum_by_buyer for route in gone), start=np.int64(0))
    least = lot.minimum_by_buyer - sum((route.minimum_by_buyer for route in gone), start=np.int64(0))
    return with_deliveries(
        most.tolist(),
        least.tolist(),
        [*(one.maximum_pieces for one in winners), *(nothing for _ in losers)],
        [*(one.minimum_pieces for one in winners), *(nothing for _ in losers)],
        [tuple(delivered[key].tolist()) if key in delivered else nothing for key in keys],
    )


def _set_award(lot: Lot, bid: Bid, before: Award | None, winner: OutcomeFacts | None, pieces: tuple[Row, Row]) -> int:
    """Make, change, end or take away the award of a bid; returns its pieces."""
    maximum, minimum = pieces
    total = sum(maximum)
    if not total:
        if before is not None:
            before.delete()
        return 0
    award = before or Award(lot=lot, bid=bid, key=bid.key, price_centavos=bid.price_centavos)
    wanted = {
        "share_percent": winner.share_percent if winner else award.share_percent,
        "minimum_pieces": sum(minimum),
        "maximum_pieces": total,
        "is_ended": winner is None,
    }
    is_same = before is not None and np.array_equal(before.maximum_by_buyer, maximum)
    is_same = is_same and np.array_equal(award.minimum_by_buyer, minimum)
    if is_same and all(getattr(award, name) == value for name, value in wanted.items()):
        return total
    for name, value in wanted.items():
        setattr(award, name, value)
    award.maximum_by_buyer, award.minimum_by_buyer = np.array(maximum), np.array(minimum)
    award.save()
    return total


def _set_outcomes(decision: LotDecision, bids: Mapping[str, Bid], pieces: Mapping[str, int]) -> None:
    for one in decision.bids:
        values = outcome_values(one) | {"awarded_pieces": pieces.get(one.bid_id, 0)}
        BidOutcome.objects.filter(bid=bids[one.bid_id]).update(**values)


def _set_decision(row: DecisionRow, decision: LotDecision, awarded: int, run_key: str) -> None:
    """The new decision in place of the old; what was delivered under an ended award counts as awarded."""
    left = row.needed_pieces - awarded
    row.state = "not-awarded" if not awarded else "awarded-in-part" if left else "awarded"
    row.reason = (decision.reason or row.reason) if left else ""
    row.causes, row.defects, row.figures = decision.causes, decision.defects, decision.values
    row.awarded_pieces, row.unawarded_pieces, row.run_key = awarded, left, run_key
    row.save()
