"""A lot as a row, the choice of lots a reader asks for, and their sum; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..page.totals import Totals


@dataclass(frozen=True)
class LotLine:
    """A lot as the call publishes it; quantities in pieces, buyers counted."""

    number: int
    clave: str
    description: str
    category: str
    share_pattern: str
    minimum_pieces: int
    maximum_pieces: int
    buyers: int


@dataclass(frozen=True)
class LotChoice:
    """Which lots: a category, a share pattern, words of clave or description."""

    category: str = ""
    pattern: str = ""
    words: str = ""


def chosen(lots: Iterable[LotLine], choice: LotChoice) -> list[LotLine]:
    """The lots that meet every part of the choice."""
    words = choice.words.casefold().split()
    return [
        lot
        for lot in lots
        if (not choice.category or lot.category == choice.category)
        and (not choice.pattern or lot.share_pattern == choice.pattern)
        and all(word in f"{lot.clave} {lot.description}".casefold() for word in words)
    ]


def totals_of(lots: Sequence[LotLine]) -> Totals:
    """Codes and maximum pieces; a call publishes no money."""
    return Totals(len(lots), sum(lot.maximum_pieces for lot in lots))
