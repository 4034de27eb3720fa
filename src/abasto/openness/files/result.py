"""The result of a round, as every file of it tells it. Pieces are of the maximum; money is integer centavos."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tally:
    """Codes, pieces and money side by side."""

    codes: int
    pieces: int
    centavos: int


@dataclass(frozen=True)
class ReasonTally:
    """Codes not awarded for one reason (its code)."""

    reason: str
    tally: Tally


@dataclass(frozen=True)
class SupplierTally:
    """What one supplier won, and what was due of it and accepted so far (pieces)."""

    name: str
    tally: Tally
    due_pieces: int
    received_pieces: int


@dataclass(frozen=True)
class RoundResult:
    """What happened to everything that was asked for; dates are ISO 8601, from the round's clock.

    Amounts: awarded at the prices awarded, all else at the reference median of its code (unawarded pieces x median).
    left_in_part: what is left of the codes awarded in part; those codes count in `awarded` too. undecided: codes
    without a decision yet. So codes asked = awarded + not awarded + undecided; pieces asked = the same + left in part;
    and in money the same again, with `awarded_at_reference_centavos` in the place of the award prices.
    Reasons in the order of precedence, suppliers by amount; ten suppliers fit on the report's one page.
    """

    code: str
    name_es: str
    name_en: str
    phase: str
    clock: str
    seed: int
    is_synthetic: bool
    source: str
    buyers: int
    asked: Tally
    awarded: Tally
    awarded_at_reference_centavos: int
    left_in_part: Tally
    not_awarded: tuple[ReasonTally, ...]
    undecided: Tally
    suppliers_bidding: int
    suppliers_awarded: int
    contracts: int
    contract_lines: int
    due_pieces: int
    received_pieces: int
    saving_awarded_centavos: int
    saving_delivered_centavos: int
    saving_baseline_centavos: int
    codes_at_risk: int
    top_suppliers: tuple[SupplierTally, ...]

    @property
    def all_not_awarded(self) -> Tally:
        """Codes not awarded, whatever the reason."""
        tallies = [one.tally for one in self.not_awarded]
        return Tally(
            codes=sum(tally.codes for tally in tallies),
            pieces=sum(tally.pieces for tally in tallies),
            centavos=sum(tally.centavos for tally in tallies),
        )
