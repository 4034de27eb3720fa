"""The rows of a sample, before they are written."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class ItemRow:
    """A line of items.csv; lot_number, unit, cucop are "" where not published."""

    clave: str
    lot_number: str
    description: str
    unit: str = ""
    cucop: str = ""
    origin: str = "published"
    rule: str = ""


@dataclass(frozen=True)
class NeedRow:
    """A line of needs.csv; pieces in the unit as published."""

    clave: str
    institution: str
    minimum_pieces: int
    maximum_pieces: int
    origin: str = "published"
    rule: str = ""


@dataclass(frozen=True)
class Contents:
    """All rows of a round, items in the order of their lots."""

    items: list[ItemRow]
    needs: list[NeedRow]
    rules: dict[str, str] = field(default_factory=dict)
