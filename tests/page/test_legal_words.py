"""What the rule files say beside the names of laws has words in every language."""

import re

import pytest
from django.utils.translation import override

from abasto.law.reader import read_rule_set
from abasto.page.legal_words import CHOICES, NOTES, choice, legal

RULES = read_rule_set("mx")
VERSIONS = [version for one in RULES.definitions.values() for version in one.versions]
LAW = re.compile(
    r"LAASSP|Reglamento|Ley |Código|art\. |Decreto|Oficio|Acuerdo|Lineamientos|Convocatoria|INEGI|DOF \d|NOM-"
)
PAGE = re.compile(r"\w\.(com|org|mx)\b|garrigues")


def told_by_no_note(text: str) -> list[str]:
    """The pieces of a citation or source that no note covers."""
    for note in sorted(NOTES, key=len, reverse=True):
        text = text.replace(note, "")
    return [piece for piece in re.split(r"; | \(|, |: |\)", text) if piece]


def test_every_choice_of_a_legal_value_has_words() -> None:
    values = [version.value for version in VERSIONS if version.unit != "countries"]
    codes = {value for value in values if isinstance(value, str)}
    codes |= {part for value in values if isinstance(value, tuple) for part in value}
    assert sorted(codes - CHOICES.keys()) == []


@pytest.mark.parametrize("field", ["citation", "source"])
def test_every_note_beside_a_law_or_page_has_words(field: str) -> None:
    texts = {str(getattr(one, field)) for one in [*VERSIONS, *RULES.requirements]}
    pieces = {piece for text in texts for piece in told_by_no_note(text)}
    assert sorted(piece for piece in pieces if not LAW.search(piece) and not PAGE.search(piece)) == []


def test_a_note_is_told_in_the_language_of_the_reader_and_the_law_keeps_its_name() -> None:
    text = "LAASSP 2025, direct award"
    with override("en"):
        assert legal(text) == text
    with override("es"):
        assert legal(text) == "LAASSP 2025, adjudicación directa"


def test_a_note_in_brackets_is_told_too() -> None:
    with override("es"):
        assert legal("NOM-059 (medicines), NOM-241 (devices)") == "NOM-059 (medicamentos), NOM-241 (dispositivos)"


def test_an_unknown_note_and_an_unknown_choice_show_themselves() -> None:
    assert (legal("no such note"), choice("no_such_choice")) == ("no such note", "no_such_choice")
