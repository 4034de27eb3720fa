"""What a study is made from: the lots of a call with their needs, and who bids."""

from collections.abc import Mapping
from dataclasses import dataclass

from abasto.award.facts import LotCase, SupplierSize


@dataclass(frozen=True)
class LotNeed:
    """A lot as decided by the call, with its pieces by institution and by period (same sum).

    is_derived: the periods come from a total alone, split evenly.
    reference_centavos: median of the research per piece, 0 where nothing was quoted.
    """

    case: LotCase
    pieces_by_institution: tuple[int, ...]
    pieces_by_period: tuple[int, ...]
    is_derived: bool
    reference_centavos: int

    @property
    def pieces(self) -> int:
        return sum(self.pieces_by_institution)


@dataclass(frozen=True)
class Firm:
    """A supplier. nondelivery_ppm: the part of its orders it did not deliver before, in millionths; 0 if unknown."""

    code: str
    size: SupplierSize
    country: str
    nondelivery_ppm: int


@dataclass(frozen=True)
class StudyFacts:
    """All that a study is made from. institutions, periods: in the order of the lots' lists.

    is_awardable: whether the rule set admits an award across lots.
    """

    title: str
    origin: str
    is_awardable: bool
    institutions: tuple[str, ...]
    periods: tuple[str, ...]
    lots: tuple[LotNeed, ...]
    firms: Mapping[str, Firm]


@dataclass(frozen=True)
class StudyTerms:
    """What the person who asks chooses. No number of a law.

    unserved_percent: cost of a piece that nobody supplies, in percent of its reference price.
    nondelivery_percent: how much of the expected cost of non-delivery enters the cost.
    """

    unserved_percent: int = 200
    nondelivery_percent: int = 0
