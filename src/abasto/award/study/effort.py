"""How hard a question is worked on: limits in nodes and iterations, never in time."""

from dataclasses import dataclass

EFFORTS = ("quick", "usual", "thorough")


@dataclass(frozen=True)
class Work:
    """effort: one of `EFFORTS`; has_frontier: whether it is also asked for at other costs of what is unserved."""

    effort: str = "usual"
    has_frontier: bool = False
