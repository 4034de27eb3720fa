"""Decides lots by the published criterion, each alone, and saves decision, reasons and awards."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from decimal import Decimal

from ...base.refusal import Refused
from ...ledger.actions.record import record
from ...market.models import ReferencePrice
from ...market.reference import ReferenceFacts
from ...tender.call import parse_share_pattern
from ...tender.call_text import read_back
from ...tender.models import Bid, Debarment, Lot, Procedure
from ..decide import decide_all
from ..facts import BidFacts, LotCase, LotDecision, LotFacts
from ..models import Award, BidOutcome
from ..models import LotDecision as DecisionRow

CHUNK = 2000


def decide_lots(
    procedure: Procedure, actor: str, run_key: str, claves: Collection[str] | None = None
) -> dict[str, int]:
    """Decide every lot of the procedure, or those of `claves`; what was decided on them before is replaced.

    All other lots stay as they are. Refuses the first lot that no rule can decide. Returns counts by state.
    """
    lots = Lot.objects.filter(procedure=procedure).select_related("item")
    if claves is not None:
        lots = lots.filter(item__clave__in=claves)
    chosen = list(lots)
    if not chosen:
        raise Refused("not-found", "", {"what": "lot", "value": ", ".join(sorted(claves or ()))})
    _forget(chosen)
    decisions = list(_decided(procedure, chosen))
    _save(procedure, dict(zip((lot.item.clave for lot in chosen), chosen, strict=True)), decisions, run_key)
    counts: dict[str, int] = {"awarded": 0, "awarded-in-part": 0, "not-awarded": 0}
    for decision in decisions:
        counts[decision.state] += 1
    record("lots-decided", procedure.number, actor, procedure.round.clock, counts, procedure.round.code)
    return counts


def _forget(lots: list[Lot]) -> None:
    ids = [lot.pk for lot in lots]
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        Award.objects.filter(lot__in=part).delete()
        BidOutcome.objects.filter(bid__lot__in=part).delete()
        DecisionRow.objects.filter(lot__in=part).delete()


def _decided(procedure: Procedure, lots: list[Lot]) -> Iterator[LotDecision]:
    for verdict in decide_all(cases_of(procedure, lots), read_back(procedure.rules)):
        if isinstance(verdict, Refused):
            raise verdict
        yield verdict


def cases_of(procedure: Procedure, lots: Sequence[Lot]) -> Iterator[LotCase]:
    """All that decides each of these lots of the procedure, in their order; lots with their item."""
    is_few = len(lots) <= CHUNK
    of_items = {"item__in": [lot.item_id for lot in lots]} if is_few else {}
    of_lots = {"lot__in": [lot.pk for lot in lots]} if is_few else {"lot__procedure": procedure}
    prices = {price.item_id: price for price in ReferencePrice.objects.filter(round=procedure.round, **of_items)}
    debarred = _debarred(procedure.bids_due_at.date())
    bids: dict[int, list[Bid]] = {}
    for bid in Bid.objects.filter(**of_lots).select_related("supplier"):
        bids.setdefault(bid.lot_id, []).append(bid)
    for lot in lots:
        yield _case(lot, bids.get(lot.pk, []), prices.get(lot.item_id), debarred)


def _debarred(on: date) -> frozenset[str]:
    running = Debarment.objects.filter(starts__lte=on, ends__gte=on)
    return frozenset(running.values_list("supplier__code", flat=True))


def _case(lot: Lot, bids: list[Bid], price: ReferencePrice | None, debarred: frozenset[str]) -> LotCase:
    researched = price is not None and price.sources > 0
    return LotCase(
        LotFacts(
            lot_id=lot.item.clave,
            clave=lot.item.clave,
            shares=parse_share_pattern(lot.share_pattern),
            ceiling_centavos=price.ceiling_centavos if price else None,
            buyer_maximum_pieces=tuple(lot.maximum_by_buyer.tolist()),
            buyer_minimum_pieces=tuple(lot.minimum_by_buyer.tolist()),
        ),
        [_bid(bid, debarred) for bid in bids],
        ReferenceFacts(price.median_centavos, price.mean_centavos, price.sources)
        if price and researched
        else ReferenceFacts(None, None, 0),
        {bid.key: bid.draw_place for bid in bids if bid.draw_place is not None},
    )


def _bid(bid: Bid, debarred: frozenset[str]) -> BidFacts:
    if bid.documents_lacking is None:
        raise Refused("documents-not-checked", "", {"bid": bid.key})
    return BidFacts(
        bid_id=bid.key,
        supplier=bid.supplier.code,
        price_centavos=bid.price_centavos,
        capacity_pieces=bid.capacity_pieces,
        documents_lacking=tuple(bid.documents_lacking),
        is_debarred=bid.supplier.code in debarred,
        supplier_size=bid.supplier.size,  # type: ignore[arg-type]
        country=bid.country,
        points=tuple((key, Decimal(points)) for key, points in bid.points.items()),
        national_content_percent=bid.national_content_percent,
        other_costs_centavos=bid.other_costs_centavos,
        benefit_centavos=bid.benefit_centavos,
        has_declined=bid.has_declined,
        is_annulled=bid.is_annulled,
    )


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
        yield BidOutcome(
            bid_id=ids[bid.bid_id],
            is_winner=bid.awarded_pieces > 0,
            reason=bid.reason,
            defects=list(bid.defects),
            remarks=list(bid.remarks),
            rank=bid.rank,
            share_percent=bid.share_percent,
            awarded_pieces=bid.awarded_pieces,
            figures=bid.values,
        )


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
