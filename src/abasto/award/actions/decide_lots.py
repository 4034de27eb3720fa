"""Decides lots by the published criterion, each alone, and saves decision, reasons and awards."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from ...base.refusal import Refused
from ...ledger.actions.record import record
from ...tender.call_text import read_back
from ...tender.models import Bid, Lot, Procedure
from ..decide import decide_all
from ..deciding.queries import cases_of
from ..evidence import evidence
from ..facts import BidOutcome as OutcomeFacts
from ..facts import LotCase, LotDecision
from ..models import Award, BidOutcome
from ..models import LotDecision as DecisionRow
from ..proof.queries import award_from
from .note_root import note_root

CHUNK = 2000


def decide_lots(
    procedure: Procedure, actor: str, run_key: str, claves: Collection[str] | None = None
) -> dict[str, int]:
    """Decide every lot of the procedure, or those of `claves`; what was decided on them before is replaced.

    All other lots stay as they are. The root of the evidence goes on the log when the whole procedure is decided, and
    whenever it is published. Refuses the first lot that no rule can decide. Returns counts by state.
    """
    lots = Lot.objects.filter(procedure=procedure).select_related("item")
    if claves is not None:
        lots = lots.filter(item__clave__in=claves)
    chosen = list(lots)
    if not chosen:
        raise Refused("not-found", "", {"what": "lot", "value": ", ".join(sorted(claves or ()))})
    _forget(chosen)
    cases = list(cases_of(procedure, chosen))
    decisions = list(_decided(procedure, cases))
    _save(procedure, dict(zip((lot.item.clave for lot in chosen), chosen, strict=True)), decisions, run_key)
    counts: dict[str, int] = {"awarded": 0, "awarded-in-part": 0, "not-awarded": 0}
    for decision in decisions:
        counts[decision.state] += 1
    record("lots-decided", procedure.number, actor, procedure.round.clock, counts, procedure.round.code)
    if claves is None:
        note_root(procedure, evidence(award_from(procedure, chosen, cases, decisions)).root, actor)
    return counts


def _forget(lots: list[Lot]) -> None:
    ids = [lot.pk for lot in lots]
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        Award.objects.filter(lot__in=part).delete()
        BidOutcome.objects.filter(bid__lot__in=part).delete()
        DecisionRow.objects.filter(lot__in=part).delete()


def _decided(procedure: Procedure, cases: Sequence[LotCase]) -> Iterator[LotDecision]:
    for verdict in decide_all(cases, read_back(procedure.rules)):
        if isinstance(verdict, Refused):
            raise verdict
        yield verdict


def _save(procedure: Procedure, lots: dict[str, Lot], decisions: list[LotDecision], run_key: str) -> None:
    ids = dict(Bid.objects.filter(lot__procedure=procedure).values_list("key", "pk"))
    DecisionRow.objects.bulk_create(
        (_decision_row(lots[one.clave], one, run_key) for one in decisions), batch_size=CHUNK
    )
    BidOutcome.objects.bulk_create((row for one in decisions for row in _outcome_rows(one, ids)), batch_size=CHUNK)
    Award.objects.bulk_create(
        (row for one in decisions for row in _award_rows(lots[one.clave], one, ids)), batch_size=CHUNK
    )


def _decision_row(lot: Lot, decision: LotDecision, run_key: str) -> DecisionRow:
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
    )


def _outcome_rows(decision: LotDecision, ids: dict[str, int]) -> Iterator[BidOutcome]:
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


def _award_rows(lot: Lot, decision: LotDecision, ids: dict[str, int]) -> Iterator[Award]:
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
