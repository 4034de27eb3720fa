"""What the award of one lot is decided from, and the decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal, NamedTuple

from abasto.market.reference import ReferenceFacts

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
    """A bid as opened, and what became of the bidder since.

    documents_lacking: keys of what was asked at the bidding stage and is not there.
    points: technical points by criterion of the call, empty where not judged by points.
    national_content_percent: of the goods, None where not stated.
    other_costs_centavos, benefit_centavos: per piece, for cost-benefit only.
    has_declined: it won and did not sign; is_annulled: a resolution rejected the offer.
    """

    bid_id: str
    supplier: str
    price_centavos: int
    capacity_pieces: int
    documents_lacking: tuple[str, ...]
    is_debarred: bool
    supplier_size: SupplierSize
    country: str
    points: tuple[tuple[str, Decimal], ...] = ()
    national_content_percent: Decimal | None = None
    other_costs_centavos: int = 0
    benefit_centavos: int = 0
    has_declined: bool = False
    is_annulled: bool = False

    @cached_property
    def technical_points(self) -> Decimal:
        """All its technical points together."""
        return sum((points for _, points in self.points), Decimal(0))


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
    rank: place among the solvent bids by the criterion and tie-break, 1 is first, 0 is not solvent.
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
        """The winners, the best first."""
        return tuple(sorted((bid for bid in self.bids if bid.awarded_pieces), key=lambda bid: bid.rank))
