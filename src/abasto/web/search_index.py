"""What can be found, as folded text, and the finding; pure. Accents and case do not matter, every word must occur.

Folding happens here and not in the database, so SQLite and PostgreSQL find the same.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..base.clave import parse_clave
from ..base.refusal import Refused

GROUPS = ("items", "lots", "suppliers", "institutions", "contracts", "points")
NOT_A_CLAVE = frozenset({"clave-unreadable", "clave-ambiguous"})
SHORTEST = 2
LONGEST = 120
FOLDED_KEPT = 16_384


@dataclass(frozen=True)
class Entry:
    """One thing that can be found.

    group: one of GROUPS; title and note: as shown; url_name, place, query: where it stands; text: folded, with a
    space in front; clave: of items and lots; field: of the disclosure table ("" is public); owners: whose row it is.
    """

    group: str
    title: str
    note: str
    url_name: str
    place: tuple[str, ...]
    text: str
    clave: str = ""
    query: str = ""
    field: str = ""
    owners: tuple[str, ...] = ()


Found = Mapping[str, Sequence[Entry]]
Sees = Callable[[Entry], bool]


@lru_cache(maxsize=FOLDED_KEPT)
def fold(text: str) -> str:
    """The text without accents and case, its white space single."""
    if text.isascii():
        return " ".join(text.lower().split())
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(char for char in apart if not unicodedata.combining(char)).split())


def searchable(*parts: str) -> str:
    """The folded text of an entry; each part begins after a space, so that beginnings of words are found first."""
    return " " + fold(" ".join(parts))


def asked_claves(query: str, claves: Iterable[str]) -> tuple[str, ...]:
    """The claves a query names in any spelling; several where ten digits could be several; none if it names none."""
    try:
        return (parse_clave(query, claves).text,)
    except Refused as refused:
        if refused.code not in NOT_A_CLAVE:
            raise
        candidates = refused.values.get("candidates", ())
        return tuple(candidates) if isinstance(candidates, list) else ()


def find(entries: Sequence[Entry], query: str, sees: Sees) -> Found:
    """What the query finds by group, the best first: a clave exactly, else every word, beginnings before middles."""
    named = asked_claves(query, (entry.clave for entry in entries if entry.group == "items"))
    words = fold(query[:LONGEST]).split()
    if not named and len("".join(words)) < SHORTEST:
        return {}
    hits = (
        entry for entry in entries if (entry.clave in named if named else all(word in entry.text for word in words))
    )
    found: dict[str, list[Entry]] = {group: [] for group in GROUPS}
    for entry in hits:
        if sees(entry):
            found[entry.group].append(entry)
    return {group: sorted(listed, key=lambda entry: _place(entry, words)) for group, listed in found.items() if listed}


def _place(entry: Entry, words: Sequence[str]) -> int:
    """0 where every word stands whole, 1 where every word begins one, 2 elsewhere; the sort is stable."""
    if all(re.search(rf" {re.escape(word)}(?![\w.])", entry.text) for word in words):
        return 0
    return 1 if all(f" {word}" in entry.text for word in words) else 2
