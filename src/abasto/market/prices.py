"""A reference price as a row, and the choice of rows that a reader asks for; pure."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class PriceLine:
    """Reference price of one code, in centavos per piece; None where the viewer may not see it.

    pieces: maximum asked by all buyers, None where not consolidated or not to be seen.
    """

    clave: str
    description: str
    category: str
    median_centavos: int
    mean_centavos: int
    sources: int
    has_enough_sources: bool
    ceiling_centavos: int | None
    pieces: int | None
    origin: str

    @property
    def ceiling_over_median(self) -> float | None:
        """The ceiling as a fraction of the median: 1.1 is ten percent above it."""
        if self.ceiling_centavos is None or not self.median_centavos:
            return None
        return self.ceiling_centavos / self.median_centavos

    @property
    def money_centavos(self) -> int | None:
        return None if self.pieces is None else self.pieces * self.median_centavos


@dataclass(frozen=True)
class PriceChoice:
    """Which prices: a category, words of clave or description, enough or few sources."""

    category: str = ""
    words: str = ""
    sources: str = ""


def chosen(lines: Iterable[PriceLine], choice: PriceChoice) -> list[PriceLine]:
    """The lines that meet every part of the choice. sources: "few" or "enough"."""
    words = choice.words.casefold().split()
    return [
        line
        for line in lines
        if (not choice.category or line.category == choice.category)
        and (not choice.sources or line.has_enough_sources == (choice.sources == "enough"))
        and all(word in f"{line.clave} {line.description}".casefold() for word in words)
    ]
