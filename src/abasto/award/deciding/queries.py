"""The lots, bids and prices of a procedure as the award takes them."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from ...base.refusal import Refused
from ...market.models import ReferencePrice
from ...market.reference import ReferenceFacts
from ...tender.call import parse_share_pattern
from ...tender.models import Bid, Debarment, Lot, Procedure
from ..facts import BidFacts, LotCase, LotFacts

FEW_LOTS = 2000
"""Of so many lots at most only the rows are read; the parameters of a query have a limit."""


def cases_of(procedure: Procedure, lots: Sequence[Lot]) -> Iterator[LotCase]:
    """All that decides each of these lots of the procedure, in their order; lots with their item."""
    is_few = len(lots) <= FEW_LOTS
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
            ceiling_centavos=lot.ceiling_centavos or (price.ceiling_centavos if price else None),
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
