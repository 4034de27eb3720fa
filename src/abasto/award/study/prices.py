"""What a clause costs: the award with it against the award without it, and what easing it a little would save.

The difference of two costs is between `bound with - cost without` and `cost with - bound without`, whatever the gaps.
What easing it saves comes from the multipliers of its rows in the proof (prices of the relaxation): a first step, not
the whole way. Money in centavos.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from abasto.engines.award.problem import COST_UNITS_PER_CENTAVO, Problem

from .clauses import Clause
from .rules import is_of
from .summary import Chosen, price_at

MULTIPLIER_UNITS = 2**40
A_MILLION_PESOS = 100_000_000
STEP = {
    "budget": "million",
    "capacity": "piece",
    "winners": "winner",
    "supplier-share": "point",
    "small-firms": "point",
    "country-share": "point",
}
"""By how much each kind of clause is eased: a million pesos, a piece a quarter, a winner, a point of the percent."""


@dataclass(frozen=True)
class ClausePrice:
    """place: of the clause (0 is the first), -1 for one of the call itself, named by `key`.

    cost_e4, gap_ppm: without it. Difference of the costs, and between which figures it surely is, in centavos.
    easing_centavos: what one `step` more would save at first; None where the proof says nothing of it.
    """

    place: int
    key: str
    cost_e4: int
    gap_ppm: int
    difference_centavos: int
    least_centavos: int
    most_centavos: int
    easing_centavos: int | None
    step: str
    changed_lots: int
    summary: Mapping[str, object]

    def plain(self) -> dict[str, object]:
        """As a scenario keeps it."""
        return asdict(self)


@dataclass(frozen=True)
class Bounded:
    """A cost and a proven bound, and of them what lots that nobody can serve cost anyway; in 10^-4 centavo."""

    cost_e4: int
    bound_e4: int
    unservable_e4: int = 0

    @property
    def gap_ppm(self) -> int:
        """(cost - bound) / (cost - unservable) in millionths, rounded up: the cost is at most so far above the best."""
        return -(-1_000_000 * max(self.cost_e4 - self.bound_e4, 0) // max(self.cost_e4 - self.unservable_e4, 1))


def between(kept: Bounded, without: Bounded) -> tuple[int, int, int]:
    """(difference, least, most) in centavos: what a clause surely costs."""
    return (
        _centavos(kept.cost_e4 - without.cost_e4),
        _centavos(kept.bound_e4 - without.cost_e4),
        _centavos(kept.cost_e4 - without.bound_e4),
    )


def easing(
    problem: Problem, chosen: Chosen, number: int, clause: Clause, multipliers: Mapping[str, int]
) -> tuple[int | None, str]:
    """What clause `number`, a step easier, would save at first (centavos), and the step."""
    step = STEP.get(clause.kind, "")
    if not step:
        return None, ""
    rows = [rule.id for rule in problem.rules if is_of(rule.id, number)]
    sum_of_rows = sum(multipliers.get(f"rule:{name}", 0) for name in rows)
    return sum_of_rows * _units(step, problem, chosen) // (MULTIPLIER_UNITS * COST_UNITS_PER_CENTAVO), step


def _units(step: str, problem: Problem, chosen: Chosen) -> int:
    """Units of the clause's rows in one step: percent-centavos, percent-pieces, winners."""
    match step:
        case "million":
            return 100 * A_MILLION_PESOS
        case "piece":
            return 100
        case "winner":
            return 1
        case _:
            lots = {lot.id: lot.pieces for lot in problem.lots}
            bids = {bid.id: bid.prices for bid in problem.bids}
            return sum(share * lots[lot] * price_at(bids[bid], share) for lot, won in chosen for bid, share in won)


def _centavos(cost_e4: int) -> int:
    return cost_e4 // COST_UNITS_PER_CENTAVO
