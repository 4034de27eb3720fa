"""Reads of the call: its procedure, lots and bids."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from ..base.refusal import Refused
from ..people.visibility import Sight
from ..rounds.models import Round
from .kinds import OPEN
from .lots import LotLine
from .models import Bid, Lot, Procedure

LOT_FIELDS = (
    "number", "item__clave", "item__description", "item__category", "share_pattern", "minimum_pieces",
    "maximum_pieces", "buyers",
)  # fmt: skip


def still_sealed(procedure: str = "lot__procedure") -> Q:
    """Bids of a procedure that follows another and is not decided; those of the main one open by the round's phase."""
    return Q(**{f"{procedure}__follows__isnull": False, f"{procedure}__phase": OPEN})


def visible_to(sight: Sight, of: Round) -> QuerySet[Procedure]:
    """The procedures of the round, in order; a call is public, and exists from its publication on."""
    return Procedure.objects.filter(round=of)


def lots_visible_to(sight: Sight, of: Round) -> QuerySet[Lot]:
    """The lots of the round's calls, where the viewer may see the need they add up."""
    lots = Lot.objects.filter(procedure__round=of)
    return lots if sight.sees_all("consolidated_need") else lots.none()


def bids_visible_to(sight: Sight, of: Round) -> QuerySet[Bid]:
    """The bids whose existence the viewer may know: all, or those of the own firm."""
    bids = Bid.objects.filter(lot__procedure__round=of)
    own = Q(supplier__code__in=sight.viewer.own)
    if sight.sees_all("bid_existence"):
        return bids.exclude(still_sealed() & ~own)
    return bids.filter(own) if sight.sees_own("bid_existence") else bids.none()


def procedure_of(sight: Sight, of: Round, number: str = "") -> Procedure:
    """The procedure of that number, or the main one of the round; refuses `not-found`."""
    procedures = visible_to(sight, of).select_related("round", "follows")
    for procedure in procedures.filter(number=number) if number else procedures:
        return procedure
    raise Refused("not-found", "", {"what": "call", "value": number or of.code})


def lot_lines(sight: Sight, of: Round, procedure: Procedure) -> list[LotLine]:
    """Every lot of one procedure, in the order of its call."""
    rows = lots_visible_to(sight, of).filter(procedure=procedure).order_by("number").values_list(*LOT_FIELDS)
    return [
        LotLine(number, clave, text, category, pattern, least, most, len(buyers))
        for number, clave, text, category, pattern, least, most, buyers in rows.iterator(chunk_size=5000)
    ]


def lot_named(sight: Sight, of: Round, clave: str, procedure: str = "") -> Lot:
    """The lot of a code in the procedure of that number, or in the last one that is decided; refuses `not-found`."""
    lots = lots_visible_to(sight, of).filter(item__clave=clave).select_related("item", "procedure")
    chosen = lots.filter(procedure__number=procedure) if procedure else lots.exclude(still_sealed("procedure"))
    for lot in chosen.order_by("-procedure__position"):
        return lot
    raise Refused("not-found", "", {"what": "lot", "value": clave})


@dataclass(frozen=True)
class PatternCount:
    """How many lots have a share pattern, and their pieces."""

    pattern: str
    lots: int
    pieces: int


def patterns(sight: Sight, of: Round, procedure: Procedure) -> list[PatternCount]:
    """Share patterns of one procedure with their lots, the most frequent first."""
    counted = lots_visible_to(sight, of).filter(procedure=procedure).order_by().values("share_pattern")
    rows = counted.annotate(lots=Count("pk"), pieces=Sum("maximum_pieces")).order_by("-lots", "share_pattern")
    return [PatternCount(row["share_pattern"], row["lots"], row["pieces"]) for row in rows]


@dataclass(frozen=True)
class BidSeen:
    """A bid as the viewer may see it; None where a field is closed to the viewer.

    price_centavos: per piece; capacity_pieces; documents_lacking: keys, None also before they were checked.
    """

    key: str
    supplier_code: str
    supplier: str
    price_centavos: int | None
    capacity_pieces: int | None
    country: str
    documents_lacking: tuple[str, ...] | None
    origin: str


def bids_of_lot(sight: Sight, of: Round, lot: Lot) -> list[BidSeen]:
    """The bids on a lot by key, each field as far as the viewer may see it."""
    fields = (
        "key", "supplier__code", "supplier__name", "price_centavos", "capacity_pieces", "country",
        "documents_lacking", "origin",
    )  # fmt: skip
    rows = bids_visible_to(sight, of).filter(lot=lot).order_by("key").values_list(*fields)
    return [_seen(sight, *row) for row in rows]


def _seen(
    sight: Sight, key: str, code: str, name: str, price: int, capacity: int, country: str, lacking: object, origin: str
) -> BidSeen:
    shown = tuple(lacking) if isinstance(lacking, list) and sight.sees("bid_documents", code) else None
    return BidSeen(
        key,
        code,
        name,
        price if sight.sees("bid_price", code) else None,
        capacity if sight.sees("bid_capacity", code) else None,
        country,
        shown,
        origin,
    )


def bid_counts(sight: Sight, of: Round) -> Mapping[str, int]:
    """Bids by supplier code, as far as the viewer may know of them."""
    rows = bids_visible_to(sight, of).order_by().values("supplier__code").annotate(bids=Count("pk"))
    return {row["supplier__code"]: row["bids"] for row in rows}
