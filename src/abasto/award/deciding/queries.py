"""The lots, bids and prices of a procedure as the award takes them."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ...base.refusal import Refused
from ...market.models import ReferencePrice
from ...market.reference import ReferenceFacts
from ...tender.call import parse_share_pattern
from ...tender.models import Bid, Debarment, Lot, Procedure
from ..facts import BidFacts, LotCase, LotFacts

FEW_LOTS = 2000
"""Of so many lots at most only the rows are read; the parameters of a query have a limit."""


class ResearchRow(NamedTuple):
    """What the research of an item says, in centavos; a row of values, many times faster than a model."""

    sources: int
    median_centavos: int
    mean_centavos: int
    ceiling_centavos: int | None


class BidRow(NamedTuple):
    """The columns of a bid that decide, with code and size of its supplier."""

    supplier: str
    supplier_size: str
    key: str
    price_centavos: int
    capacity_pieces: int
    documents_lacking: list[str] | None
    country: str
    points: dict[str, str]
    national_content_percent: Decimal | None
    other_costs_centavos: int
    benefit_centavos: int
    has_declined: bool
    is_annulled: bool
    draw_place: int | None


OF_BID = ("lot_id", "supplier__code", "supplier__size", *BidRow._fields[2:])


def cases_of(procedure: Procedure, lots: Sequence[Lot]) -> Iterator[LotCase]:
    """All that decides each of these lots of the procedure, in their order; lots with their item."""
    is_few = len(lots) <= FEW_LOTS
    of_items = {"item__in": [lot.item_id for lot in lots]} if is_few else {}
    of_lots = {"lot__in": [lot.pk for lot in lots]} if is_few else {"lot__procedure": procedure}
    researched = ReferencePrice.objects.filter(round=procedure.round, **of_items)
    prices = {item: ResearchRow(*price) for item, *price in researched.values_list("item_id", *ResearchRow._fields)}
    debarred = _debarred(procedure.bids_due_at.date())
    bids: dict[int, list[BidRow]] = {}
    for lot_id, supplier, size, *bid in Bid.objects.filter(**of_lots).values_list(*OF_BID):
        bids.setdefault(lot_id, []).append(BidRow(supplier, size, *bid))
    for lot in lots:
        yield _case(lot, bids.get(lot.pk, []), prices.get(lot.item_id), debarred)


def _debarred(on: date) -> frozenset[str]:
    running = Debarment.objects.filter(starts__lte=on, ends__gte=on)
    return frozenset(running.values_list("supplier__code", flat=True))


def _case(lot: Lot, bids: list[BidRow], price: ResearchRow | None, debarred: frozenset[str]) -> LotCase:
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


def _bid(bid: BidRow, debarred: frozenset[str]) -> BidFacts:
    if bid.documents_lacking is None:
        raise Refused("documents-not-checked", "", {"bid": bid.key})
    return BidFacts(
        bid_id=bid.key,
        supplier=bid.supplier,
        price_centavos=bid.price_centavos,
        capacity_pieces=bid.capacity_pieces,
        documents_lacking=tuple(bid.documents_lacking),
        is_debarred=bid.supplier in debarred,
        supplier_size=bid.supplier_size,  # type: ignore[arg-type]
        country=bid.country,
        points=tuple((key, Decimal(points)) for key, points in bid.points.items()),
        national_content_percent=bid.national_content_percent,
        other_costs_centavos=bid.other_costs_centavos,
        benefit_centavos=bid.benefit_centavos,
        has_declined=bid.has_declined,
        is_annulled=bid.is_annulled,
    )
