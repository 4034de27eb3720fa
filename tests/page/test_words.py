"""Every code has words, an icon that exists, and a translation mark."""

import re
from pathlib import Path

import pytest

from abasto.base.refusal import Refused
from abasto.catalogue.category import CATEGORIES
from abasto.page import navigation, refusals, words
from abasto.people.roles import Role
from abasto.people.visibility import SEEN_BY

PAGE = Path(words.__file__).parent
SPRITE = (PAGE / "static/abasto/vendor/bootstrap-icons/sprite.svg").read_text()
ICONS = set(re.findall(r'<symbol id="([^"]+)"', SPRITE))
CODES = {
    "roles": [role.value for role in Role],
    "phases": list(navigation.PHASES),
    "entries": [key for key, _, _ in navigation.STAGES],
    "classes": [code for code in SEEN_BY if code not in ("public", "buyer")],
    "categories": list(CATEGORIES),
    "severities": ["critical", "warning", "note"],
    "origins": ["published", "derived", "synthetic"],
    "not awarded": ["no_bid", "debarred", "documents", "below_convenient", "above_ceiling", "capacity"],
    "risks": ["late", "short", "no-contract", "partly-contracted", "demand-above-need", "calendar", "covered"],
    "runs": ["waiting", "running", "done", "failed"],
    "flags": ["single-bid", "identical-prices", "heavily-discounted-bid", "concentration"],
    "legal": ["checked", "to_check"],
}


@pytest.mark.parametrize("kind", sorted(CODES))
def test_every_code_has_words(kind: str) -> None:
    assert [code for code in CODES[kind] if code.replace("_", "-") not in words.WORDS] == []


def test_an_unknown_code_shows_itself() -> None:
    assert words.word("no-such-code") == "no-such-code"


def test_underscores_of_files_and_dashes_of_codes_mean_the_same() -> None:
    assert words.word("above_ceiling") == words.word("above-ceiling")
    assert words.tone("above_ceiling") == "bad"


def test_words_of_a_later_room_are_added_and_never_replace_shared_ones() -> None:
    shared = words.word("award")
    words.add_words({"award": "Something else", "test-word-of-a-room": "A word"})
    assert words.word("award") == shared
    assert str(words.word("test-word-of-a-room")) == "A word"


def test_every_state_with_a_look_has_words_and_an_icon_of_the_sprite() -> None:
    assert [code for code in words.LOOKS if code not in words.WORDS] == []
    assert {icon for icon, _ in words.LOOKS.values()} <= ICONS


def test_every_icon_named_in_a_template_is_in_the_sprite() -> None:
    named = {
        icon
        for path in (PAGE.parent).glob("*/templates/**/*.html")
        for icon in re.findall(r"""\{% icon ['"]([a-z0-9-]+)['"]""", path.read_text())
    }
    assert named - ICONS == set()
    assert {icon for _, _, icon in navigation.STAGES} <= ICONS


def test_a_refusal_reads_as_a_sentence_with_its_values() -> None:
    told = Refused("clave-ambiguous", "", {"value": "0100004224", "candidates": ["010.000.4224.00", "010.000.4224.01"]})
    assert "0100004224" in refusals.sentence_of(told)
    assert "010.000.4224.00, 010.000.4224.01" in refusals.sentence_of(told)


def test_every_sentence_can_be_said_whatever_the_refusal_carries() -> None:
    for code in refusals.SENTENCES:
        assert "%(" not in refusals.sentence_of(Refused(code))


def test_a_refusal_without_sentence_still_says_its_code_and_values() -> None:
    assert "never-heard-of" in refusals.sentence_of(Refused("never-heard-of", "", {"row": 7}))
