"""How hard a question is worked on: limits in nodes and iterations, never in time."""

from dataclasses import dataclass

EFFORTS = ("quick", "usual", "thorough")
OF_PRICES = {"quick": "quick", "usual": "quick", "thorough": "usual"}
"""How hard the prices of clauses are worked on, by the effort of the scenario: there are many, each with its bounds."""


@dataclass(frozen=True)
class Work:
    """effort: one of `EFFORTS`; has_frontier: whether it is also asked for at other costs of what is unserved."""

    effort: str = "usual"
    has_frontier: bool = False
