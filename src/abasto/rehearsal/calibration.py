"""How far a finished cycle is from what really happened: target, value, tolerance, source, inside or not.

A share over n codes (or firms) may also miss its target by chance: its tolerance is widened by three binomial standard
errors, 3 sqrt(p (1 - p) / n), so a small round is judged as honestly as a national one; three, since a dozen targets
are looked at together (Bonferroni). The targets are those of the
main tender of a round; why, in `docs/decisions/0007-rehearsal-regime.md`.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from .luck import Floats, Integers
from .price_book import TARGET_CENTAVOS

STANDARD_ERRORS = 3.0


@dataclass(frozen=True)
class Outcome:
    """A finished cycle in figures.

    codes_by_reason: codes by reason, "" for those awarded; offers_per_code: bids of each code asked, shape (codes,);
    winners_per_code: winners of each awarded code, shape (awarded codes,); bidders and winning_bidders: firms;
    medicine_need_centavos, other_need_centavos: maximum at the reference price (median of the quotes);
    awarded_centavos, baseline_centavos: the awarded pieces at their price and at that of the round before;
    supplier_fill: received over due of each supplier with something due, shape (suppliers,).
    has_published_need: whether this is the demand of 2027-28, the only one whose need in money was published.
    """

    codes_by_reason: dict[str, int]
    offers_per_code: Integers
    winners_per_code: Integers
    bidders: int
    winning_bidders: int
    medicine_need_centavos: int
    other_need_centavos: int
    awarded_centavos: int
    baseline_centavos: int
    supplier_fill: Floats
    has_published_need: bool


@dataclass(frozen=True)
class Target:
    """A row: key, what really happened, what came out, how far it may be off, and where the target is from."""

    key: str
    target: float
    value: float
    tolerance: float
    source: str

    @property
    def is_inside(self) -> bool:
        return abs(self.value - self.target) <= self.tolerance


@dataclass(frozen=True)
class Calibration:
    """All rows; `is_inside` when every one is."""

    targets: tuple[Target, ...]

    @property
    def is_inside(self) -> bool:
        return all(target.is_inside for target in self.targets)

    @property
    def outside(self) -> tuple[Target, ...]:
        return tuple(target for target in self.targets if not target.is_inside)


# Shares of codes asked, by reason: target, tolerance, source.
SHARES = {
    "no-bid": (0.070, 0.015, "jornada.com.mx/2025/12/13: 140 of 2,029 codes"),
    "debarred": (0.040, 0.020, "jornada.com.mx/notas/2021/07/29: up to 90 of 1,403 codes; fewer since"),
    "documents": (0.125, 0.020, "jornada.com.mx/notas/2021/07/29: 176 of 1,403 codes"),
    "above-ceiling": (0.140, 0.040, "jornada.com.mx/notas/2021/07/29: 144 of 1,403 codes, the mild end of 10 to 45 %"),
    "": (0.620, 0.100, "jornada 2021/07/29: 713 of 1,403; voxpopulinoticias.com.mx/2025/06: 396 of 575"),
}
SPLIT = (0.215, 0.030, "jornada.com.mx/2025/12/13: 1,234 awards for 1,003 codes")
AWARDS = (1.215, 0.060, "jornada.com.mx/2025/12/13: 1,234 awards for 1,003 codes")
OFFERS = (2.25, 0.75, "median of 1.5 to 3, derived from the rounds of 2021 to 2025")
WINNERS = (0.575, 0.075, "jornada 2025/12/13: 185 of 370 bidders; expansion 2023/02/09: 111 of 172")
SAVINGS = (0.125, 0.045, "notiver.com: 30 bn saved on 213 bn awarded in January 2025")
TAIL = (0.085, 0.030, "globalindustries.mx: 34 of some 400 suppliers formally late; the worst fill 0 to 30 %")
BULK = (0.850, 0.060, "mimorelia.com, globalindustries.mx: U-shaped, the bulk fills 85 to 100 %")
NEED = "mundofarma.com.mx: draft demand of 2027-28"
NEED_TOLERANCE = 0.01
# Standard deviation of the savings of one code, weighted by spend.
CODE_SAVINGS = 0.25
TAIL_BELOW, BULK_FROM = 0.35, 0.85


def check(outcome: Outcome) -> Calibration:
    """Lay a finished cycle beside what really happened."""
    return Calibration((*_need(outcome), *_codes(outcome), *_competition(outcome), *_deliveries(outcome)))


def _need(outcome: Outcome) -> list[Target]:
    if not outcome.has_published_need:
        return []
    values = {"medicine": (True, outcome.medicine_need_centavos), "other": (False, outcome.other_need_centavos)}
    return [
        Target(f"need-{key}-centavos", TARGET_CENTAVOS[block], value, NEED_TOLERANCE * TARGET_CENTAVOS[block], NEED)
        for key, (block, value) in values.items()
    ]


def _codes(outcome: Outcome) -> list[Target]:
    codes = sum(outcome.codes_by_reason.values())
    return [
        _share(f"codes-{reason or 'awarded'}", outcome.codes_by_reason.get(reason, 0), codes, SHARES[reason])
        for reason in SHARES
    ]


def _competition(outcome: Outcome) -> list[Target]:
    winners = outcome.winners_per_code
    several, awarded = int((winners > 1).sum()), len(winners)
    awards, width, source = AWARDS
    saved, margin, paper = SAVINGS
    return [
        _share("codes-split", several, awarded, SPLIT),
        Target("awards-per-code", awards, _mean(winners), width + _by_chance(SPLIT[0], awarded), source),
        Target("offers-median", OFFERS[0], float(np.median(outcome.offers_per_code)), *OFFERS[1:]),
        _share("bidders-winning", outcome.winning_bidders, outcome.bidders, WINNERS),
        Target(
            "savings", saved, _savings(outcome), margin + STANDARD_ERRORS * CODE_SAVINGS / sqrt(max(awarded, 1)), paper
        ),
    ]


def _deliveries(outcome: Outcome) -> list[Target]:
    fill = outcome.supplier_fill
    return [
        _share("suppliers-hardly-delivering", int((fill < TAIL_BELOW).sum()), len(fill), TAIL),
        _share("suppliers-delivering", int((fill >= BULK_FROM).sum()), len(fill), BULK),
    ]


def _share(key: str, count: int, total: int, target: tuple[float, float, str]) -> Target:
    share, width, source = target
    return Target(key, share, count / max(total, 1), width + _by_chance(share, total), source)


def _by_chance(share: float, total: int) -> float:
    """What chance may add; nothing where nothing was drawn, so that an empty round is outside."""
    return STANDARD_ERRORS * sqrt(share * (1 - share) / total) if total else 0.0


def _savings(outcome: Outcome) -> float:
    return 1 - outcome.awarded_centavos / max(outcome.baseline_centavos, 1)


def _mean(values: Integers) -> float:
    return float(values.mean()) if len(values) else 0.0
