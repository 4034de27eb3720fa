"""What a Spanish description of the compendium says, read and never guessed.

A medicine reads `NAME. FORM. Cada FORM contiene: STRENGTH. Envase con N FORMS.`; a supply reads
`NAME. Details. Pieza.` Real annexes drop dots and accents, so positions are found on a folded copy.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .words import ADMINISTRATION, CONTAINERS, COUNTED, FORM_JOINS, FORM_NOUNS, FORM_QUALIFIERS, folded

DOSED_CATEGORIES = ("medicine", "vaccine")


@dataclass(frozen=True)
class ParsedDescription:
    """What was read; None where the text does not say it.

    dosage_form, container, administration are lower case with accents, singular; the rest as written.
    container is the immediate one where named (frasco ámpula), else the outer one (envase).
    pack_size counts units (tablets, ampoules, pieces), not millilitres.
    """

    generic_name: str | None = None
    dosage_form: str | None = None
    strength: str | None = None
    presentation: str | None = None
    container: str | None = None
    pack_size: int | None = None
    administration: str | None = None


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted({folded(word) for word in words}, key=lambda word: (-len(word), word)))


def _plural_tolerant(words: Iterable[str]) -> dict[str, str]:
    """Folded singular and plural of each word, to the word with its accents."""
    table: dict[str, str] = {}
    for word in words:
        for form in (word, word + "s", word + "es"):
            table.setdefault(folded(form), word)
    return table


NOUNS = _plural_tolerant(FORM_NOUNS)
QUALIFIERS = _plural_tolerant(FORM_QUALIFIERS)
CONTAINER_WORDS = {
    spelling: word
    for word in CONTAINERS
    for spelling in (folded(word), folded(word) + "s", folded(word).replace(" ", "s ", 1), folded(word) + "es")
}
ROUTES = {folded(word): route for word, route in ADMINISTRATION.items()}

CONTENTS = re.compile(r"\bcontienen?\b\s*:?")
EACH = re.compile(r"\b(?:cada|el|la)\b[^.]{0,160}?\bcontienen?\b")
FORM = re.compile(rf"\b(?:{_either(NOUNS)})\b")
TOKEN = re.compile(r"[a-zñ]+|[,/()]")
OUTER = _either(CONTAINER_WORDS)
PRESENTATION = re.compile(rf"(?:(?<=[.:;*] )|(?<=[.:;*])|^)(?:{OUTER})\b|\benvases?\s*con\b|\bcaja\s+con\b")
SENTENCE_END = re.compile(r"\.(?!\d)|\.(?=\d\d? (?:ampolleta|frasco))|$")
CONTAINER = re.compile(rf"\b(?:{OUTER})\b")
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+|una?)"
COUNT = re.compile(rf"(?:\b|(?<=envase))(?:con|para|de)\s+({NUMBER})\s+(?:{_either(COUNTED)})\b")
SEVERAL_COUNTS = re.compile(rf"\bcon\s+{NUMBER}\s*(?:,\s|\bo\b|\bu\b|\by\b|\ba\b|-)\s*{NUMBER}\b")
ONE_OUTER = re.compile(r"\bcon\s+(?:1|una?)\s+(?:frasco|caja|envase|bolsa|lata|tubo)\s+(?=con\s+\d+\s+[a-z]{5})")


def parse_description(description: str, category: str) -> ParsedDescription:
    """Read a description; dosage form, strength and administration only in medicines and vaccines."""
    text = " ".join(description.split())
    low = folded(text)
    if not re.search(r"[a-zñ]{3}", low):
        return ParsedDescription()
    is_dosed = category in DOSED_CATEGORIES
    contents = CONTENTS.search(low) if is_dosed else None
    shown = _presentation_span(low, contents.end() if contents else 0, is_dosed)
    presentation = text[slice(*shown)].strip(" .") if shown else None
    name, form = _name_and_form(text, low, shown[0] if shown else len(text)) if is_dosed else (_first_part(text), None)
    spoken = folded(presentation or "")
    return ParsedDescription(
        generic_name=name,
        dosage_form=form,
        strength=_strength(text, contents, shown),
        presentation=presentation,
        container=_container(spoken),
        pack_size=_pack_size(spoken),
        administration=_administration(form),
    )


def _presentation_span(low: str, after: int, is_dosed: bool) -> tuple[int, int] | None:
    """Where the pack is told: the first place after the contents of a medicine, the last in a supply."""
    places = [match.start() for match in PRESENTATION.finditer(low) if match.start() >= after]
    if not places:
        return None
    start = places[0] if is_dosed else places[-1]
    end = SENTENCE_END.search(low, start)
    return start, end.start() if end else len(low)


def _first_part(text: str) -> str | None:
    part = re.split(r"[.:](?!\d)", text, maxsplit=1)[0].strip(" ,;")
    return part if 0 < len(part) <= 250 else None


def _name_and_form(text: str, low: str, until: int) -> tuple[str | None, str | None]:
    """The name is what stands before the first dosage form of the head; the head ends where contents begin."""
    each = EACH.search(low)
    head_end = min(each.start() if each and each.start() > 0 else until, until) or len(text)
    place = FORM.search(low, 1, head_end)
    if place is None:
        return _first_part(text[:head_end]), None
    before = text[: place.start()]
    name = before.strip(" .,;:") if before.rstrip().endswith((".", ",")) else _first_part(before)
    return (name if name and len(name) <= 250 else None), _form_phrase(low[place.start() : head_end])


def _form_phrase(low: str) -> str | None:
    """The run of form words at the start of `low`, with accents, without trailing joins."""
    words: list[str] = []
    position = 0
    for token in TOKEN.finditer(low):
        gap = low[position : token.start()]
        word = NOUNS.get(token[0]) or QUALIFIERS.get(token[0]) or (token[0] if token[0] in FORM_JOINS else None)
        if gap.strip() or word is None:
            break
        words.append(word)
        position = token.end()
    while words and words[-1] in FORM_JOINS:
        words.pop()
    return " ".join(words)[:120] or None


def _strength(text: str, contents: re.Match[str] | None, shown: tuple[int, int] | None) -> str | None:
    if contents is None:
        return None
    end = shown[0] if shown else len(text)
    return text[contents.end() : end].strip(" .:;,") or None


def _container(spoken: str) -> str | None:
    named = [CONTAINER_WORDS[match[0]] for match in CONTAINER.finditer(spoken)]
    outer = ("envase", "caja", "estuche", "paquete")
    return next((word for word in named if word not in outer), named[0] if named else None)


def _pack_size(spoken: str) -> int | None:
    if spoken == "pieza":
        return 1
    count = COUNT.search(ONE_OUTER.sub("", spoken))
    if count is None or SEVERAL_COUNTS.search(spoken):
        return None
    return 1 if count[1].startswith("u") else int(count[1].replace(",", ""))


def _administration(form: str | None) -> str | None:
    return next((ROUTES[word] for word in folded(form or "").split() if word in ROUTES), None)
