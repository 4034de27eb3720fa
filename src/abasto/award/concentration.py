"""How concentrated the suppliers of a round are, before and after the award; pure.

Index: Herfindahl-Hirschman, the sum of the squared shares, in points of 10,000 (one supplier alone has 10,000).
Source: US merger guidelines of 2023; the antimonopoly commission uses the same index.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

WHOLE = 10_000
LARGEST = 4


class Sold(NamedTuple):
    """What one supplier has of one code: its category, pieces and money (centavos)."""

    category: str
    clave: str
    supplier: str
    pieces: int
    money_centavos: int


@dataclass(frozen=True)
class Concentration:
    """Of one set: suppliers, totals, the index by money, and the shares of the largest and of the four largest.

    hhi: None where there is no money. first: the code of the largest supplier, "" if none.
    """

    suppliers: int
    codes: int
    pieces: int
    money_centavos: int
    hhi: int | None
    first: str
    first_share: float
    four_share: float


@dataclass(frozen=True)
class Compared:
    """One category ("" is the whole round) before and after."""

    category: str
    before: Concentration
    after: Concentration

    @property
    def change(self) -> int | None:
        """Points of the index gained; None where one side is empty."""
        if self.before.hhi is None or self.after.hhi is None:
            return None
        return self.after.hhi - self.before.hhi


def concentration(sold: Sequence[Sold]) -> Concentration:
    """The concentration of what is given, whatever its categories; a supplier's parts add up."""
    money = _by_supplier(sold)
    codes, count = len({one.clave for one in sold}), sum(one.pieces for one in sold)
    whole = sum(money.values())
    if not whole:
        return Concentration(len(money), codes, count, 0, None, "", 0.0, 0.0)
    ordered = sorted(money.items(), key=lambda one: (-one[1], one[0]))
    squares = sum(part * part for part in money.values())
    return Concentration(
        suppliers=len(money),
        codes=codes,
        pieces=count,
        money_centavos=whole,
        hhi=(2 * WHOLE * squares + whole * whole) // (2 * whole * whole),
        first=ordered[0][0],
        first_share=ordered[0][1] / whole,
        four_share=sum(part for _code, part in ordered[:LARGEST]) / whole,
    )


def compared(before: Sequence[Sold], after: Sequence[Sold], categories: Sequence[str]) -> list[Compared]:
    """The whole first, then each category that either side has, in the given order."""
    found = [Compared("", concentration(before), concentration(after))]
    for category in categories:
        old = [one for one in before if one.category == category]
        new = [one for one in after if one.category == category]
        if old or new:
            found.append(Compared(category, concentration(old), concentration(new)))
    return found


def largest(sold: Iterable[Sold], most: int) -> list[tuple[str, int]]:
    """The suppliers with most money, by code: (supplier, centavos), at most so many."""
    return sorted(_by_supplier(sold).items(), key=lambda one: (-one[1], one[0]))[:most]


def _by_supplier(sold: Iterable[Sold]) -> dict[str, int]:
    money: dict[str, int] = {}
    for one in sold:
        money[one.supplier] = money.get(one.supplier, 0) + one.money_centavos
    return money
