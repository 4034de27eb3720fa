"""Codes that might stand in for each other: suggested by what the catalogue knows, never more than suggested."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from .strength import Content, content_of, factor


@dataclass(frozen=True)
class Known:
    """What the catalogue knows of a code, and what the round asks of it (pieces, maximum)."""

    clave: str
    category: str
    generic_name: str
    dosage_form: str
    strength: str
    pack_size: int | None
    description: str
    pieces: int

    @property
    def content(self) -> Content | None:
        return content_of(self.strength, self.pack_size)


@dataclass(frozen=True)
class Candidate:
    """A code whose pieces might become pieces of another. ratio: of contents, None where the texts do not tell."""

    source: Known
    target: Known
    ratio: Fraction | None


def candidates(known: Iterable[Known]) -> list[Candidate]:
    """Of every group of one category, generic name and dosage form, each code against the one asked for most.

    The rule says only that the texts name the same substance in the same form; whether one may replace the other is a
    clinical opinion.
    """
    groups: dict[tuple[str, str, str], list[Known]] = {}
    for one in known:
        if one.generic_name and one.dosage_form:
            key = (one.category, " ".join(one.generic_name.casefold().split()), one.dosage_form.casefold())
            groups.setdefault(key, []).append(one)
    found = []
    for group in groups.values():
        ordered = sorted(group, key=lambda one: (-one.pieces, one.clave))
        target = ordered[0]
        found += [Candidate(source, target, ratio_of(source, target)) for source in ordered[1:] if source.pieces]
    return sorted(found, key=lambda one: (-one.source.pieces, one.source.clave))


def ratio_of(source: Known, target: Known) -> Fraction | None:
    """Pieces of the target by content that one piece of the source is worth."""
    contents = source.content, target.content
    if contents[0] is None or contents[1] is None:
        return None
    return factor(contents[0], contents[1])
