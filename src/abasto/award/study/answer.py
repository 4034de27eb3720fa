"""An award across lots with its proof: the engine's answer as a scenario keeps it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from abasto.engines.award.certificate import award_file, certificate
from abasto.engines.award.problem import Problem
from abasto.engines.award.problem_json import problem_to_json
from abasto.engines.award.solve import Progress, Stop, solve

from .prices import Bounded
from .summary import Chosen

Watch = Callable[[Bounded], None]
"""Called with what is known of cost and bound, once there is a first award."""

STOPS: dict[str, Stop] = {
    "quick": Stop(gap=0.005, steps=20, plain_nodes=20_000, leaves=20),
    "usual": Stop(),
    "thorough": Stop(gap=0.0001, steps=300, leaves=400),
}


@dataclass(frozen=True)
class Answer:
    """The award, its cost and bound, its two files, and the multipliers of its rows by name."""

    chosen: Chosen
    bounded: Bounded
    award_file: bytes
    certificate_file: bytes
    multipliers: Mapping[str, int]


def problem_file(problem: Problem) -> bytes:
    """The problem as canonical JSON."""
    return problem_to_json(problem)


def solved(problem: Problem, effort: str, seed: int, watch: Watch) -> Answer:
    """The engine's award. Refuses what `check_problem` finds, and what `solve` refuses."""

    def report(progress: Progress) -> None:
        if progress.cost_e4 is not None:
            watch(Bounded(progress.cost_e4, progress.bound_e4))

    award = solve(problem, STOPS[effort], seed, report)
    bounded = Bounded(award.cost_e4_centavos, award.bound_e4_centavos, award.unservable_e4_centavos)
    return Answer(award.awards, bounded, award_file(problem, award), certificate(problem, award), dict(award.prices))
