"""Claves of the national compendium: `GGG.GGG.EEEE.DD` for medicines, `GGG.GGG.EEEE` for supplies.

Source: Compendio Nacional de Insumos para la Salud. Real files write the same clave with dots,
spaces, nothing, or a trailing pair of zeros; the raw text is kept beside what was understood.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .refusal import Refused

TWELVE_DIGIT_GROUPS = ("010", "020", "030", "040")
CITATION = "Compendio Nacional de Insumos para la Salud"


@dataclass(frozen=True, order=True)
class Clave:
    """A clave as understood (`text`) and as it came (`raw`)."""

    text: str
    raw: str = ""

    @property
    def group(self) -> str:
        return self.text[:3]


def parse_clave(raw: str, catalogue: Iterable[str] = ()) -> Clave:
    """Understand a clave; ten digits resolve only if one clave of `catalogue` has that stem.

    Refuses `clave-unreadable` (wrong digits) and `clave-ambiguous` (several candidates, or none known).
    """
    digits = re.sub(r"[.\s\-]", "", raw.strip())
    if not digits.isascii() or not digits.isdigit() or len(digits) not in (10, 12, 14):
        raise Refused("clave-unreadable", CITATION, {"value": raw})
    if len(digits) == 14:
        digits = _without_trailing_zeros(digits, raw)
    if digits[:3] not in TWELVE_DIGIT_GROUPS:
        return Clave(_dotted(_supply_digits(digits)), raw)
    if len(digits) == 12:
        return Clave(_dotted(digits), raw)
    return Clave(_the_only_one(digits, raw, catalogue), raw)


def _without_trailing_zeros(digits: str, raw: str) -> str:
    if not digits.endswith("00"):
        raise Refused("clave-unreadable", CITATION, {"value": raw})
    return digits[:12]


def _supply_digits(digits: str) -> str:
    """Supplies have ten digits; a trailing pair of zeros is padding, anything else is another clave."""
    if len(digits) == 12 and digits.endswith("00"):
        return digits[:10]
    return digits


def _the_only_one(stem: str, raw: str, catalogue: Iterable[str]) -> str:
    dotted = _dotted(stem)
    candidates = sorted({known for known in catalogue if known.startswith(dotted + ".")})
    if len(candidates) != 1:
        raise Refused("clave-ambiguous", CITATION, {"value": raw, "candidates": candidates})
    return candidates[0]


def _dotted(digits: str) -> str:
    parts = [digits[:3], digits[3:6], digits[6:10], digits[10:12]]
    return ".".join(part for part in parts if part)
