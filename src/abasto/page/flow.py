"""The flow of a round: need, call, bids, award, contract, delivered; each step a share of the first."""

from collections.abc import Sequence
from dataclasses import dataclass

from .totals import Totals
from .why import Why


@dataclass(frozen=True)
class Step:
    """One step of the flow with its totals; `note` says what was lost on the way to it."""

    label: str
    totals: Totals
    href: str = ""
    note: str = ""
    why: Why | None = None


@dataclass(frozen=True)
class Bar:
    """A step as drawn: width in thousandths of the first step's pieces, and of its codes."""

    step: Step
    pieces_width: int
    codes_width: int


def drawn(steps: Sequence[Step]) -> list[Bar]:
    """Bars for the steps, as shares of the first."""
    if not steps:
        return []
    first = steps[0].totals
    return [
        Bar(step, _width(step.totals.pieces, first.pieces), _width(step.totals.codes, first.codes)) for step in steps
    ]


def _width(part: int, whole: int) -> int:
    return min(1000, part * 1000 // whole) if whole else 0
