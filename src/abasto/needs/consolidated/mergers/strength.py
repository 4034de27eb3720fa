"""How much of the active substance a piece holds, where the compendium's text says it plainly; never guessed."""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

SCALES: dict[str, tuple[str, Fraction]] = {
    "kg": ("mg", Fraction(1_000_000)),
    "g": ("mg", Fraction(1000)),
    "mg": ("mg", Fraction(1)),
    "mcg": ("mg", Fraction(1, 1000)),
    "µg": ("mg", Fraction(1, 1000)),
    "μg": ("mg", Fraction(1, 1000)),
    "ui": ("UI", Fraction(1)),
}
AMOUNT = re.compile(
    r"(\d{1,3}(?:[ ,]\d{3})+|\d+)(?:\.(\d+))?\s*(kg|mg|mcg|µg|μg|g|u\.?\s?i\.?)(?![a-zñ])", re.IGNORECASE
)


@dataclass(frozen=True)
class Content:
    """The active substance in one piece: an exact amount of milligrams or international units."""

    amount: Fraction
    unit: str


@lru_cache(maxsize=20_000)
def content_of(strength: str, pack_size: int | None) -> Content | None:
    """Amount per unit times units per piece; None where the text names no amount, several different ones, or no pack.

    An equivalence ("hydrochloride equivalent to 500 mg of...") names two amounts and is left to people.
    """
    found = {_amount(*match) for match in AMOUNT.findall(strength)}
    if len(found) != 1 or not pack_size:
        return None
    unit, amount = found.pop()
    return Content(amount * pack_size, unit) if amount else None


def _amount(whole: str, decimals: str, unit: str) -> tuple[str, Fraction]:
    name = unit.casefold().replace(".", "").replace(" ", "")
    known, scale = SCALES[name]
    digits = re.sub(r"[ ,]", "", whole)
    return known, Fraction(f"{digits}.{decimals or 0}") * scale


def factor(source: Content, target: Content) -> Fraction | None:
    """Pieces of the target that one piece of the source is worth; None where their units differ."""
    return source.amount / target.amount if source.unit == target.unit else None
