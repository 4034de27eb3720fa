"""Savings against a stated baseline: what the pieces would have cost at the baseline price, less what they cost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class AwardPriced:
    """One award: its price, its pieces (of the maximum), those accepted so far, and the baseline price of its code.

    `baseline_centavos` is None where no baseline was stated: the award is told, and counts in no saving.
    """

    award_id: str
    clave: str
    price_centavos: int
    awarded_pieces: int
    delivered_pieces: int
    baseline_centavos: int | None


@dataclass(frozen=True)
class AwardSaving:
    """The saving of one award with the inputs of its formula; centavos, negative where it cost more."""

    award: AwardPriced
    per_piece_centavos: int
    awarded_centavos: int
    delivered_centavos: int


@dataclass(frozen=True)
class SavingSum:
    """Sums over awards: what they cost, what the baseline would have cost, and the difference, in centavos."""

    awards: int
    awarded_pieces: int
    delivered_pieces: int
    awarded_cost_centavos: int
    awarded_baseline_centavos: int
    delivered_cost_centavos: int
    delivered_baseline_centavos: int

    @property
    def awarded_centavos(self) -> int:
        return self.awarded_baseline_centavos - self.awarded_cost_centavos

    @property
    def delivered_centavos(self) -> int:
        return self.delivered_baseline_centavos - self.delivered_cost_centavos


@dataclass(frozen=True)
class Savings:
    """Savings of a round: by award, by code (pairs of clave and sum, by clave), in total, and awards left out."""

    by_award: tuple[AwardSaving, ...]
    by_code: tuple[tuple[str, SavingSum], ...]
    total: SavingSum
    without_baseline: tuple[AwardPriced, ...]


def savings(awards: Iterable[AwardPriced]) -> Savings:
    """Savings in exact centavos: (baseline price - awarded price) x pieces, awarded and delivered."""
    ordered = sorted(awards, key=lambda award: (award.clave, award.award_id))
    by_award = tuple(saving for award in ordered if (saving := _saving(award)) is not None)
    by_code: dict[str, list[AwardSaving]] = {}
    for saving in by_award:
        by_code.setdefault(saving.award.clave, []).append(saving)
    return Savings(
        by_award=by_award,
        by_code=tuple((clave, _sum(of_code)) for clave, of_code in by_code.items()),
        total=_sum(by_award),
        without_baseline=tuple(award for award in ordered if award.baseline_centavos is None),
    )


def _saving(award: AwardPriced) -> AwardSaving | None:
    if award.baseline_centavos is None:
        return None
    per_piece = award.baseline_centavos - award.price_centavos
    return AwardSaving(award, per_piece, per_piece * award.awarded_pieces, per_piece * award.delivered_pieces)


def _sum(by_award: Sequence[AwardSaving]) -> SavingSum:
    of = [saving.award for saving in by_award]
    awarded_cost = sum(award.price_centavos * award.awarded_pieces for award in of)
    delivered_cost = sum(award.price_centavos * award.delivered_pieces for award in of)
    return SavingSum(
        awards=len(of),
        awarded_pieces=sum(award.awarded_pieces for award in of),
        delivered_pieces=sum(award.delivered_pieces for award in of),
        awarded_cost_centavos=awarded_cost,
        awarded_baseline_centavos=awarded_cost + sum(saving.awarded_centavos for saving in by_award),
        delivered_cost_centavos=delivered_cost,
        delivered_baseline_centavos=delivered_cost + sum(saving.delivered_centavos for saving in by_award),
    )
