"""The columns of a template: their headers in both languages, and how a header is known again.

A file comes back in the language in which it went out, whoever reads it, so both stand here.
"""

import re
from collections.abc import Sequence
from datetime import date

from ...annexes.sheet import Cell, plain, text_of

LANGUAGES = ("es", "en")
CLAVE, MINIMUM_HEAD, MONTH_HEAD, PIECES_HEAD = "clave", "minimum", "month", "pieces"
HEADERS: dict[str, dict[str, str]] = {
    CLAVE: {"es": "Clave", "en": "Clave"},
    "description": {"es": "Descripción", "en": "Description"},
    "unit": {"es": "Unidad", "en": "Unit"},
    "last": {"es": "Ronda anterior", "en": "Last round"},
    "consumption": {"es": "Consumo", "en": "Consumption"},
    "stock": {"es": "Existencias", "en": "Stock"},
    "suggestion": {"es": "Sugerencia", "en": "Suggestion"},
    MINIMUM_HEAD: {"es": "Mínimo", "en": "Minimum"},
    "total": {"es": "Total de los meses", "en": "Total of the months"},
}
TIDY: dict[str, dict[str, str]] = {
    CLAVE: HEADERS[CLAVE],
    MONTH_HEAD: {"es": "Mes", "en": "Month"},
    PIECES_HEAD: {"es": "Piezas", "en": "Pieces"},
}
DATA_SHEET = {"es": "Necesidades", "en": "Needs"}
STATE_SHEET = "abasto"
MONTH_NAMES = {
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
    "en": ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
}
ISO_MONTH = re.compile(r"(\d{4})-(\d{2})(?:-01)?(?:[t ]00:00:00)?\Z")
NAMED_MONTH = re.compile(r"([a-z]{3})[a-z]*\.?[ \-/]+(?:de )?(\d{4}|\d{2})\Z")

KNOWN = {plain(text): key for key, words in HEADERS.items() for text in words.values()}
TIDY_KNOWN = {plain(text): key for key, words in TIDY.items() for text in words.values()}


def month_labels(starts: date, months: int) -> tuple[str, ...]:
    """The months of a round as headers: 2027-01, 2027-02; alike in every language, and sorted as they follow."""
    return tuple(f"{year:04d}-{month:02d}" for year, month in _following(starts, months))


def month_places(starts: date, months: int) -> dict[tuple[int, int], int]:
    """The place of each (year, month) in the round, from 0."""
    return {pair: place for place, pair in enumerate(_following(starts, months))}


def _following(starts: date, months: int) -> Sequence[tuple[int, int]]:
    first = starts.year * 12 + starts.month - 1
    return [((first + ahead) // 12, (first + ahead) % 12 + 1) for ahead in range(months)]


def month_of(header: Cell) -> tuple[int, int] | None:
    """(year, month) of a header: 2027-01, a date of its first day, ene 2027, January 2027, ene-27; None for others."""
    text = plain(text_of(header))
    if match := ISO_MONTH.match(text):
        pair = int(match[1]), int(match[2])
        return pair if 1 <= pair[1] <= 12 else None
    if match := NAMED_MONTH.match(text):
        for names in MONTH_NAMES.values():
            if match[1] in names:
                year = int(match[2])
                return (year if year > 99 else 2000 + year), names.index(match[1]) + 1
    return None
