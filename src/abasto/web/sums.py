"""Sums over several rooms that only the pages across rooms show. The whole truth: pages keep what a viewer may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from ..award.models import Award
from ..contracts.models import Contract, ContractLine
from ..needs.models import NeedLine
from ..openness.files.result import Tally
from ..people.models import DeliveryPoint
from ..rounds.models import Participation, Round
from ..supply.delivery_split import Placed, split_by_state, weights_by_state
from ..supply.models import LineDelivery
from ..tender.models import Bid, Lot
from ..tender.queries import still_sealed
from ..watch.models import StockLine
from .kept import kept

BIG = BigIntegerField()
MEDIAN = Coalesce(F("price__median_centavos"), 0, output_field=BIG)


@dataclass(frozen=True)
class FlowSums:
    """What was called, bid for, contracted and delivered; money at the reference median until the award's own price."""

    call: Tally
    bids: Tally
    contract: Tally
    delivered: Tally
    at_risk: Tally


@dataclass(frozen=True)
class BuyerSums:
    """Pieces of one buyer: asked, contracted, due by now, received; and what the received ones cost (centavos)."""

    asked: int = 0
    contracted: int = 0
    due: int = 0
    received: int = 0
    received_centavos: int = 0


def flow_sums(of: Round) -> FlowSums:
    """The sums of the flow, each one statement."""
    # The main tender asks for everything; what follows it asks for parts of that again.
    lots = priced(Lot.objects.filter(procedure__round=of, procedure__follows=None), "item", of)
    offers = Bid.objects.filter(lot__procedure__round=of, lot__item=OuterRef("item")).exclude(still_sealed())
    bid_for = lots.filter(Exists(offers))
    lines = ContractLine.objects.filter(contract__round=of)
    signed = Contract.objects.filter(round=of).aggregate(
        pieces=Sum("maximum_pieces", default=0), centavos=Sum("maximum_centavos", default=0)
    )
    received = [code for code in kept(of, "delivered-by-code", delivered_by_code).values() if code.received]
    risky = priced(StockLine.objects.filter(round=of, is_at_risk=True), "item", of)
    return FlowSums(
        call=tally(lots, "item", F("maximum_pieces"), MEDIAN),
        bids=tally(bid_for, "item", F("maximum_pieces"), MEDIAN),
        contract=Tally(
            lines.aggregate(n=Count("award__lot__item", distinct=True))["n"], signed["pieces"], signed["centavos"]
        ),
        delivered=Tally(
            len(received), sum(code.received for code in received), sum(code.received_centavos for code in received)
        ),
        at_risk=tally(risky, "item", F("short_pieces"), MEDIAN),
    )


def sums_by_buyer(of: Round) -> dict[str, BuyerSums]:
    """Every buyer of the round with its sums, in the round's order."""
    asked = dict(NeedLine.objects.filter(round=of).values_list("buyer__code").annotate(n=Sum("maximum_pieces")))
    contracted = dict(
        ContractLine.objects.filter(contract__round=of).values_list("buyer__code").annotate(n=Sum("maximum_pieces"))
    )
    delivered = LineDelivery.objects.filter(line__contract__round=of).values_list("line__buyer__code")
    received = {
        code: (due, got, centavos)
        for code, due, got, centavos in delivered.annotate(
            due=Sum("due_pieces"),
            got=Sum("received_pieces"),
            centavos=Sum(F("received_pieces") * F("line__price_centavos"), output_field=BIG),
        )
    }
    codes = Participation.objects.filter(round=of, is_buyer=True).values_list("organisation__code", flat=True)
    return {
        code: BuyerSums(asked.get(code, 0), contracted.get(code, 0), *received.get(code, (0, 0, 0))) for code in codes
    }


@dataclass(frozen=True)
class CodeDelivery:
    """Pieces of one code due by now and received, and what the received ones cost (centavos)."""

    due: int
    received: int
    received_centavos: int


def delivered_by_code(of: Round) -> dict[str, CodeDelivery]:
    """Deliveries of every contracted code, by clave; added up by award in the database, which is the shorter way."""
    claves = dict(Award.objects.filter(lot__procedure__round=of).values_list("pk", "lot__item__clave"))
    rows = LineDelivery.objects.filter(line__contract__round=of).order_by().values_list("line__award_id")
    sums = rows.annotate(
        due=Sum("due_pieces"),
        got=Sum("received_pieces"),
        centavos=Sum(F("received_pieces") * F("line__price_centavos"), output_field=BIG),
    )
    found: dict[str, CodeDelivery] = {}
    for award, due, got, centavos in sums:
        told = found.get(claves[award], CodeDelivery(0, 0, 0))
        found[claves[award]] = CodeDelivery(told.due + due, told.received + got, told.received_centavos + centavos)
    return found


def asked_by_buyer(of: Round) -> dict[str, int]:
    """Pieces asked by every buyer of the round."""
    codes = dict(
        Participation.objects.filter(round=of, is_buyer=True).values_list("organisation", "organisation__code")
    )
    rows = NeedLine.objects.filter(round=of).values_list("buyer_id").annotate(n=Sum("maximum_pieces"))
    return {codes[buyer]: count for buyer, count in rows if buyer in codes}


def placed_by_state(of: Round, pieces: Mapping[str, int]) -> Placed:
    """Pieces by buyer placed in the states of the buyers' delivery points (derived)."""
    return split_by_state(pieces, homes(of), weights_by_state(_points(pieces)))


def homes(of: Round) -> dict[str, str]:
    """The one state of each buyer, "" where it has several."""
    rows = Participation.objects.filter(round=of, is_buyer=True)
    return dict(rows.values_list("organisation__code", "organisation__state"))


def _points(buyers: Mapping[str, int]) -> list[tuple[str, str, str]]:
    points = DeliveryPoint.objects.filter(organisation__code__in=list(buyers)).order_by()
    return list(points.values_list("organisation__code", "state", "size_class"))


def priced(rows: QuerySet[Any], item: str, of: Round) -> QuerySet[Any]:
    """Rows with the reference price of their item in this round as `price`, null where there is none."""
    relation = f"{item}__referenceprice"
    named: QuerySet[Any] = rows.annotate(price=FilteredRelation(relation, condition=Q(**{f"{relation}__round": of})))
    return named


def tally(rows: QuerySet[Any], code: str, pieces: F, price: Any) -> Tally:
    """Different codes, pieces, and pieces times price (centavos) of the rows."""
    sums = rows.aggregate(
        codes=Count(code, distinct=True),
        pieces=Sum(pieces, default=0),
        centavos=Sum(pieces * price, default=0, output_field=BIG),
    )
    return Tally(sums["codes"], sums["pieces"], sums["centavos"])
