"""A supplier as a row: what it bid, won and delivered; the choice of rows a reader asks for; pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..contracts.lines import Delivered


@dataclass(frozen=True)
class SupplierLine:
    """A supplier in a round; None where the viewer may not see it.

    bids, won: counts of bids; awarded_centavos: at its own prices; at_reference_centavos: the same pieces at the
    median of the research; overdue_centavos: what the pieces due and not received on time are worth.
    """

    code: str
    name: str
    size: str
    country: str
    bids: int
    won: int | None
    awarded_centavos: int | None
    at_reference_centavos: int | None
    delivered: Delivered | None
    overdue_centavos: int | None

    @property
    def lost(self) -> int | None:
        return None if self.won is None else self.bids - self.won

    @property
    def price_of_reference(self) -> float | None:
        """What it was awarded at, as a fraction of the reference price of the same pieces."""
        if not self.awarded_centavos or not self.at_reference_centavos:
            return None
        return self.awarded_centavos / self.at_reference_centavos

    @property
    def fill(self) -> float | None:
        return self.delivered.fill if self.delivered else None


@dataclass(frozen=True)
class SupplierChoice:
    """Which suppliers: a size, those who won or did not, words of code or name."""

    size: str = ""
    outcome: str = ""
    words: str = ""


def chosen(lines: Iterable[SupplierLine], choice: SupplierChoice) -> list[SupplierLine]:
    """The suppliers that meet every part of the choice. outcome: "won" or "lost" (bid and won nothing)."""
    words = choice.words.casefold().split()
    return [
        line
        for line in lines
        if (not choice.size or line.size == choice.size)
        and (not choice.outcome or (line.won is not None and bool(line.won) == (choice.outcome == "won")))
        and all(word in f"{line.code} {line.name}".casefold() for word in words)
    ]
