"""Saves decisions of lots with reasons and awards, in place of what was decided on them before."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from ...base.refusal import Refused
from ...tender.models import Bid, Lot, Procedure
from ..facts import BidOutcome as OutcomeFacts
from ..facts import LotDecision
from ..models import Award, BidOutcome
from ..models import LotDecision as DecisionRow

CHUNK = 2000
CITATION = "award.across_lots"


def save_decisions(
    procedure: Procedure,
    lots: Sequence[Lot],
    decisions: Sequence[LotDecision],
    run_key: str,
    certificate_sha256: str = "",
) -> None:
    """Save the decisions of these lots, in their order; call it in a transaction.

    certificate_sha256: of the award across lots that decided them, "" where each was decided alone.
    """
    _forget(lots)
    by_clave = {lot.item.clave: lot for lot in lots}
    ids = dict(Bid.objects.filter(lot__procedure=procedure).values_list("key", "pk"))
    DecisionRow.objects.bulk_create(
        (_decision_row(by_clave[one.clave], one, run_key, certificate_sha256) for one in decisions), batch_size=CHUNK
    )
    BidOutcome.objects.bulk_create((row for one in decisions for row in _outcome_rows(one, ids)), batch_size=CHUNK)
    Award.objects.bulk_create(
        (row for one in decisions for row in _award_rows(by_clave[one.clave], one, ids)), batch_size=CHUNK
    )


def must_be_decided_alone(procedure: Procedure, claves: Collection[str] | None = None) -> None:
    """Refuse `decided-across-lots` where one of the lots was: alone it would be decided by another criterion."""
    found = DecisionRow.objects.filter(lot__procedure=procedure).exclude(certificate_sha256="")
    if claves is not None:
        found = found.filter(lot__item__clave__in=claves)
    if certificate := found.values_list("certificate_sha256", flat=True).first():
        raise Refused("decided-across-lots", CITATION, {"procedure": procedure.number, "certificate": certificate[:16]})


def _forget(lots: Sequence[Lot]) -> None:
    ids = [lot.pk for lot in lots]
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        Award.objects.filter(lot__in=part).delete()
        BidOutcome.objects.filter(bid__lot__in=part).delete()
        DecisionRow.objects.filter(lot__in=part).delete()


def _decision_row(lot: Lot, decision: LotDecision, run_key: str, certificate_sha256: str) -> DecisionRow:
    return DecisionRow(
        lot=lot,
        state=decision.state,
        reason=decision.reason,
        causes=decision.causes,
        defects=decision.defects,
        figures=decision.values,
        needed_pieces=decision.needed_pieces,
        awarded_pieces=decision.awarded_pieces,
        unawarded_pieces=decision.unawarded_pieces,
        run_key=run_key,
        certificate_sha256=certificate_sha256,
    )


def _outcome_rows(decision: LotDecision, ids: Mapping[str, int]) -> Iterator[BidOutcome]:
    for bid in decision.bids:
        yield BidOutcome(bid_id=ids[bid.bid_id], **outcome_values(bid))


def outcome_values(bid: OutcomeFacts) -> dict[str, Any]:
    """What became of a bid, by column of its row."""
    return {
        "is_winner": bid.awarded_pieces > 0,
        "reason": bid.reason,
        "defects": list(bid.defects),
        "remarks": list(bid.remarks),
        "rank": bid.rank,
        "share_percent": bid.share_percent,
        "awarded_pieces": bid.awarded_pieces,
        "figures": bid.values,
    }


def _award_rows(lot: Lot, decision: LotDecision, ids: Mapping[str, int]) -> Iterator[Award]:
    for winner in decision.winners:
        yield Award(
            lot=lot,
            bid_id=ids[winner.bid_id],
            key=winner.bid_id,
            share_percent=winner.share_percent,
            price_centavos=winner.price_centavos,
            minimum_pieces=sum(winner.minimum_pieces),
            maximum_pieces=winner.awarded_pieces,
            minimum_by_buyer=winner.minimum_pieces,
            maximum_by_buyer=winner.maximum_pieces,
        )
