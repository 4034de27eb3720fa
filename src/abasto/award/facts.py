"""What the award of one lot is decided from, and the decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from abasto.base.refusal import Refused
from abasto.market.reference import ReferenceFacts
from abasto.tender.call import CallRules, written_pattern

CITATION = "LAASSP 2025; the call"
SupplierSize = Literal["micro", "small", "medium", "large"]
Value = int | str | None


@dataclass(frozen=True)
class LotFacts:
    """A lot: one code, its shares in percent and the pieces of every buyer, in the order of the call.

    ceiling_centavos: authorised price per piece, None where none was authorised.
    """

    lot_id: str
    clave: str
    shares: tuple[int, ...]
    ceiling_centavos: int | None
    buyer_maximum_pieces: tuple[int, ...]
    buyer_minimum_pieces: tuple[int, ...]


@dataclass(frozen=True)
class BidFacts:
    """A bid as opened. documents_lacking: keys of what was asked at the bidding stage and is not there."""

    bid_id: str
    supplier: str
    price_centavos: int
    capacity_pieces: int
    documents_lacking: tuple[str, ...]
    is_debarred: bool
    supplier_size: SupplierSize
    country: str


class LotCase(NamedTuple):
    """All that decides one lot. draw: place drawn in public (1 is first) of each bid that took part in a draw."""

    lot: LotFacts
    bids: Sequence[BidFacts]
    reference: ReferenceFacts
    draw: Mapping[str, int]


@dataclass(frozen=True)
class BidOutcome:
    """What became of a bid.

    reason: "" for a winner, else one of `reasons.BID_REASONS`; defects: everything that rejects it, by precedence.
    remarks: defects that the call remarks without rejecting.
    rank: place among the solvent bids by price and tie-break, 1 is first, 0 is not solvent.
    share_percent: published share of its place, 0 without one. What it received beyond or below follows from capacity.
    maximum_pieces, minimum_pieces: per buyer, empty unless it won; awarded_pieces is the sum of the maxima.
    values: the figures of the reason, in centavos and pieces, for a "why?".
    """

    bid_id: str
    supplier: str
    price_centavos: int
    rank: int
    reason: str
    defects: tuple[str, ...]
    remarks: tuple[str, ...]
    share_percent: int
    awarded_pieces: int
    maximum_pieces: tuple[int, ...]
    minimum_pieces: tuple[int, ...]
    values: dict[str, Value]


@dataclass(frozen=True)
class LotDecision:
    """The award of a lot. Per buyer: sum of the winners' pieces + unawarded = need, of the maximum and the minimum.

    state: "awarded", "awarded-in-part" or "not-awarded"; reason: why pieces are left, "" if none is.
    causes: losing bids by their one reason; defects: every defect found, so a bid with two counts twice.
    bids: sorted by bid_id. values: the figures of the lot (lowest price, spread limit, ceiling, median, ...).
    """

    lot_id: str
    clave: str
    state: str
    reason: str
    needed_pieces: int
    awarded_pieces: int
    unawarded_pieces: int
    unawarded_maximum_pieces: tuple[int, ...]
    unawarded_minimum_pieces: tuple[int, ...]
    bids: tuple[BidOutcome, ...]
    causes: dict[str, int]
    defects: dict[str, int]
    values: dict[str, Value]

    @property
    def winners(self) -> tuple[BidOutcome, ...]:
        """The winners, the lowest price first."""
        return tuple(sorted((bid for bid in self.bids if bid.awarded_pieces), key=lambda bid: bid.rank))


def check_case(lot: LotFacts, bids: Sequence[BidFacts], rules: CallRules) -> None:
    """Refuse a lot on which no rule can decide.

    Codes: "share-pattern-not-in-call", "lot-without-pieces", "minimum-above-maximum", "bid-repeated",
    "bid-without-price".
    """
    if written_pattern(lot.shares) not in rules.share_patterns:
        raise Refused("share-pattern-not-in-call", CITATION, {"lot": lot.lot_id, "shares": written_pattern(lot.shares)})
    if sum(lot.buyer_maximum_pieces) <= 0:
        raise Refused("lot-without-pieces", CITATION, {"lot": lot.lot_id})
    bounds = zip(lot.buyer_minimum_pieces, lot.buyer_maximum_pieces, strict=True)
    for buyer, (minimum, maximum) in enumerate(bounds):
        if not 0 <= minimum <= maximum:
            values: dict[str, object] = {"lot": lot.lot_id, "buyer": buyer, "minimum": minimum, "maximum": maximum}
            raise Refused("minimum-above-maximum", CITATION, values)
    if len({bid.bid_id for bid in bids}) < len(bids):
        raise Refused("bid-repeated", CITATION, {"lot": lot.lot_id})
    for bid in bids:
        if bid.price_centavos <= 0:
            raise Refused("bid-without-price", CITATION, {"lot": lot.lot_id, "bid": bid.bid_id})
