"""An award across lots as a problem in whole numbers: lots, bids, rules that couple lots, rebates.

The words, units and rules are those of `docs/award-problem.md`, which outsiders read too. Nothing here is a law: the
room that makes a problem turns its rules into these.
"""

from dataclasses import dataclass
from typing import Literal

FORMAT = "abasto-award-problem"
VERSION = 1
COST_UNITS_PER_CENTAVO = 10_000

Sense = Literal["at-most", "at-least"]
RuleKind = Literal["pieces", "money", "winners"]
RebateKind = Literal["lump", "percent", "bundle"]
Size = Literal["micro", "small", "medium", "large"]


@dataclass(frozen=True)
class Supplier:
    """Who bids. country: ISO 3166 alpha-2."""

    id: str
    size: Size
    country: str


@dataclass(frozen=True)
class Lot:
    """A code, or one region of a code. The two lists of pieces have the same sum, `pieces`.

    share_patterns_percent: what each winner may get, the largest first, at most 5, adding up to 100 or (partial
    award) less.
    """

    id: str
    code: str
    region: str
    pieces_by_institution: tuple[int, ...]
    pieces_by_period: tuple[int, ...]
    ceiling_centavos: int | None
    share_patterns_percent: tuple[tuple[int, ...], ...]
    spread_permyriad: int
    shares_follow_price: bool
    minimum_share_percent: int
    needs_second_origin: bool
    preferred_origins: tuple[str, ...]
    preference_permyriad: int
    unserved_centavos: int

    @property
    def pieces(self) -> int:
        return sum(self.pieces_by_institution)


@dataclass(frozen=True)
class Bid:
    """An offer on one lot. prices: (from this share in percent, centavos per piece), the first from 1.

    suppliers: the leader first. capacity_by_period_pieces: None is unlimited. nondelivery_ppm: expected, in millionths.
    """

    id: str
    lot: str
    suppliers: tuple[str, ...]
    origin: str
    prices: tuple[tuple[int, int], ...]
    capacity_by_period_pieces: tuple[int, ...] | None
    minimum_pieces: int
    nondelivery_ppm: int


@dataclass(frozen=True)
class Rule:
    """A rule over several lots. A filter that is None lets everything through; exactly one of the limits is set.

    limit: pieces, centavos or winners. limit_percent: of the same measure over all suppliers.
    soft_centavos: None is hard, else the price of one piece, centavo or winner beyond the limit.
    """

    id: str
    kind: RuleKind
    sense: Sense
    limit: int | None = None
    limit_percent: int | None = None
    suppliers: tuple[str, ...] | None = None
    sizes: tuple[str, ...] | None = None
    origins: tuple[str, ...] | None = None
    lots: tuple[str, ...] | None = None
    institutions: tuple[str, ...] | None = None
    periods: tuple[str, ...] | None = None
    is_exempt_if_only_source: bool = False
    soft_centavos: int | None = None


@dataclass(frozen=True)
class Rebate:
    """What a supplier pays back. threshold: pieces or centavos (lump, percent); minimum_share_percent: bundle."""

    id: str
    kind: RebateKind
    supplier: str
    lots: tuple[str, ...] | None = None
    measure: Literal["pieces", "money"] = "money"
    threshold: int = 0
    rebate_centavos: int = 0
    percent: int = 0
    minimum_share_percent: int = 0


@dataclass(frozen=True)
class Problem:
    """All that an award across lots is decided from; ids are unique within their list.

    is_awardable: whether the rule set admits such an award; otherwise every result is a study.
    """

    title: str
    origin: str
    currency: str
    is_awardable: bool
    institutions: tuple[str, ...]
    periods: tuple[str, ...]
    nondelivery_weight_permyriad: int
    suppliers: tuple[Supplier, ...]
    lots: tuple[Lot, ...]
    bids: tuple[Bid, ...]
    rules: tuple[Rule, ...] = ()
    rebates: tuple[Rebate, ...] = ()
