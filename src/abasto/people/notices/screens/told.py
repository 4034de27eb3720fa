"""A notice in the words of a language; a kind that nobody knows any more shows itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..words import DATES, KINDS, ROLES


@dataclass(frozen=True)
class Told:
    """What a notice says, in the active language."""

    title: str
    text: str


def told(kind: str, values: Mapping[str, object]) -> Told:
    """Title and sentence of a kind with its values, in the active language."""
    title, text = KINDS.get(kind, (kind, ""))
    written = Written({key: _written(key, value) for key, value in values.items()})
    return Told(_(title) % written, _(text) % written if text else "")


class Written(dict[str, str]):
    """Values of a sentence; one that the notice does not carry shows as dots."""

    def __missing__(self, key: str) -> str:
        return "…"


def _written(key: str, value: object) -> str:
    if key in DATES and value:
        return str(date_format(date.fromisoformat(str(value)), "DATE_FORMAT"))
    if key == "who" and value in ROLES:
        return _(ROLES[str(value)])
    return str(value) if value != "" else "–"
