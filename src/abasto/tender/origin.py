"""Where goods must come from, and what home goods are preferred by, as the character of a procedure says.

Source: LAASSP 2025 art. 39 (national, under treaties, open); preference: old art. 28, to check in the law of 2025.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Character = Literal["national", "treaties", "open"]
CHARACTERS: tuple[Character, ...] = ("national", "treaties", "open")


@dataclass(frozen=True)
class OriginRules:
    """Countries by ISO 3166 alpha-2.

    covered_countries: those of the treaties, used under treaties only; the home country need not be among them.
    national_content_percent: what goods of a national procedure must reach.
    preference_percent: in an open procedure goods from abroad are compared at a price this much higher.
    """

    character: Character
    home_country: str
    covered_countries: tuple[str, ...]
    national_content_percent: Decimal
    preference_percent: Decimal


ANYWHERE = OriginRules("open", "", (), Decimal(0), Decimal(0))
"""Goods of every country, none preferred."""


def is_covered(country: str, content_percent: Decimal | None, rules: OriginRules) -> bool:
    """Whether goods of this country and national content (None: not stated) may be offered."""
    if rules.character == "national":
        is_enough = content_percent is None or content_percent >= rules.national_content_percent
        return country == rules.home_country and is_enough
    if rules.character == "treaties":
        return country == rules.home_country or country in rules.covered_countries
    return True


def preference_of(rules: OriginRules) -> Decimal:
    """The preference that applies: none unless the procedure is open."""
    return rules.preference_percent if rules.character == "open" else Decimal(0)
