"""What the flags look at, as plain data: who bid what on each lot, and who was awarded how much."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class BidSeen:
    """An offer on a lot: price in centavos per piece. Withdrawn bids are not handed in."""

    supplier_id: str
    price_centavos: int
    is_valid: bool


@dataclass(frozen=True)
class LotSeen:
    """A lot with its bids; `awarded_centavos` by award, as pairs of supplier and amount, () when nobody won."""

    lot_id: str
    category: str
    bids: tuple[BidSeen, ...]
    awarded_centavos: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Competition:
    """A procedure as the flags see it; method is a code of the OCDS list method."""

    procedure: str
    method: Literal["open", "selective", "limited", "direct"]
    lots: tuple[LotSeen, ...]


@dataclass(frozen=True)
class Thresholds:
    """What counts as concentrated, from the rule set: HHI in points (0 to 10,000), share in percent, lots at least."""

    hhi_points: int
    share_percent: int
    minimum_lots: int


@dataclass(frozen=True)
class FlagRaised:
    """One flag on a lot, a category or a supplier ("" where it is not about one), with the figures that raised it."""

    code: str
    procedure: str
    lot_id: str = ""
    category: str = ""
    supplier_id: str = ""
    figures: Mapping[str, int | str | list[str]] | None = None

    @property
    def key(self) -> str:
        """The business key: the same flag on the same subject is one row."""
        return ":".join((self.procedure, self.code, self.lot_id or self.category, self.supplier_id))


@dataclass(frozen=True)
class Flag:
    """A flag and its page. Texts are English message ids; `find` gets a procedure and the thresholds."""

    code: str
    title: str
    meaning: str
    innocent_when: str
    formula: str
    source: str
    example: Competition
    find: Callable[[Competition, Thresholds], tuple[FlagRaised, ...]]


def gettext_noop(text: str) -> str:
    """Marks a message id for the translators' collector; the door translates it."""
    return text
