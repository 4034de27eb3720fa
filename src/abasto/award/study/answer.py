"""An award across lots with its proof: the engine's answer as a scenario keeps it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from abasto.engines.award.problem import Problem

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
