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

    Amounts: asked and not awarded at the reference price, awarded at its own. Reasons in the order of precedence,
    suppliers by amount; ten suppliers fit on the report's one page.
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
    not_awarded: tuple[ReasonTally, ...]
    suppliers_bidding: int
    suppliers_awarded: int
    contracts: int
    contract_lines: int
    due_pieces: int
    received_pieces: int
    saving_awarded_centavos: int
    saving_delivered_centavos: int
    codes_at_risk: int
    top_suppliers: tuple[SupplierTally, ...]
