"""A code with pieces left as a row of the plan, the choice of rows a reader asks for, and what they add up to; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...page.totals import Totals
from ..planner import Proposal


@dataclass(frozen=True)
class PlanLine:
    """Pieces left of one code: where they were left, what is proposed, and the route chosen so far ("" if none)."""

    description: str
    category: str
    procedure: str
    proposal: Proposal
    chosen: str = ""
    chosen_state: str = ""

    @property
    def clave(self) -> str:
        return self.proposal.clave


@dataclass(frozen=True)
class PlanChoice:
    """Which lines: reason, proposed route, whether confirmed ("yes", "no"), from how many centavos on, words."""

    reason: str = ""
    route: str = ""
    confirmed: str = ""
    least_centavos: int = 0
    words: str = ""


def chosen(lines: Iterable[PlanLine], choice: PlanChoice) -> list[PlanLine]:
    """The lines that meet every part of the choice; the route is the one chosen, or proposed where none is."""
    words = choice.words.casefold().split()
    return [
        line
        for line in lines
        if (not choice.reason or line.proposal.reason == choice.reason)
        and (not choice.route or (line.chosen or line.proposal.route) == choice.route)
        and (not choice.confirmed or line.proposal.is_confirmed == (choice.confirmed == "yes"))
        and (line.proposal.money_centavos or 0) >= choice.least_centavos
        and all(word in f"{line.clave} {line.description}".casefold() for word in words)
    ]


def left(lines: Sequence[PlanLine]) -> Totals:
    """All pieces left, at the reference price; without money where a code has none."""
    prices = [line.proposal.reference_centavos for line in lines]
    known = [price for price in prices if price is not None]
    pieces = sum(line.proposal.left_pieces for line in lines)
    return Totals(len(lines), pieces, sum(known) if len(known) == len(prices) else None)


def confirmed(lines: Sequence[PlanLine]) -> Totals:
    """What the proposals would award, at the offers' own prices."""
    good = [line.proposal for line in lines if line.proposal.is_confirmed]
    return Totals(len(good), sum(one.awarded_pieces for one in good), sum(one.cost_centavos for one in good))


def unconfirmed(lines: Sequence[PlanLine]) -> Totals:
    """What no change would award with the offers at hand, at the reference price."""
    return left([line for line in lines if not line.proposal.is_confirmed])


def over_ceiling_centavos(lines: Sequence[PlanLine]) -> int:
    """How much more than at the ceilings in force the confirmed proposals cost, where there is a ceiling."""
    return sum(line.proposal.over_ceiling_centavos or 0 for line in lines)
