"""An award across lots with its proof: the engine's answer as a scenario keeps it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from abasto.engines.award.problem import Problem
from abasto.engines.award.problem_json import problem_to_json

from .summary import Chosen

Watch = Callable[[int, int], None]
"""Called with (cost, bound) in 10^-4 centavo whenever one of them got better."""


@dataclass(frozen=True)
class Answer:
    """The award, its cost and bound in 10^-4 centavo, its two files, and the multipliers of its rows by name."""

    chosen: Chosen
    cost_e4: int
    bound_e4: int
    award_file: bytes
    certificate_file: bytes
    multipliers: Mapping[str, int]


def problem_file(problem: Problem) -> bytes:
    """The problem as canonical JSON."""
    return problem_to_json(problem)


def solved(problem: Problem, effort: str, seed: int, watch: Watch) -> Answer:
    """TEMP"""
    import json

    from abasto.engines.award.rows import model_of

    model = model_of(problem)
    chosen = []
    cost = 0
    for i, lot in enumerate(problem.lots):
        a, b = int(model.columns.start[i]), int(model.columns.start[i + 1])
        best = int(model.null_e4[i])
        at = -1
        for c in range(a, b):
            if int(model.columns.cost_e4[c]) < best:
                best = int(model.columns.cost_e4[c])
                at = c
        cost += best
        if at >= 0:
            parts = [p for p in model.columns.parts[at].tolist() if p >= 0]
            chosen.append(
                (lot.id, [(problem.bids[int(model.parts.bid[p])].id, int(model.parts.share[p])) for p in parts])
            )
    watch(cost, cost)
    award = json.dumps({"format": "abasto-award-study", "awards": chosen}).encode()
    return Answer(chosen, cost, cost, award, award, {})
