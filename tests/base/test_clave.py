"""Claves as real files write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abasto.base.clave import parse_clave
from abasto.base.refusal import Refused

CATALOGUE = ("010.000.4224.00", "010.000.5941.00", "010.000.5941.01", "060.681.0067")


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("010.000.4224.00", "010.000.4224.00"),
        ("010 000 4224 00 00", "010.000.4224.00"),
        ("010000422400", "010.000.4224.00"),
        (" 060.681.0067 ", "060.681.0067"),
        ("060.681.0067.00", "060.681.0067"),
        ("0606810067", "060.681.0067"),
        ("010-000-4224-00", "010.000.4224.00"),
    ],
)
def test_a_clave_is_understood_however_it_is_written(raw: str, text: str) -> None:
    clave = parse_clave(raw)
    assert (clave.text, clave.raw) == (text, raw)


def test_ten_digits_resolve_when_the_catalogue_holds_one_clave_of_that_stem() -> None:
    assert parse_clave("0100004224", CATALOGUE).text == "010.000.4224.00"


def test_ten_digits_with_several_claves_are_refused_with_the_candidates() -> None:
    with pytest.raises(Refused) as refused:
        parse_clave("0100005941", CATALOGUE)
    assert refused.value.code == "clave-ambiguous"
    assert refused.value.values["candidates"] == ["010.000.5941.00", "010.000.5941.01"]


def test_ten_digits_that_the_catalogue_does_not_know_are_refused_without_candidates() -> None:
    with pytest.raises(Refused) as refused:
        parse_clave("0100009999", CATALOGUE)
    assert refused.value.values["candidates"] == []


@pytest.mark.parametrize("raw", ["", "010.000", "ABC.000.4224.00", "01000042240001", "٠١٠٠٠٠٤٢٢٤", "010,000,4224,00"])
def test_what_is_no_clave_is_refused_with_what_stood_there(raw: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_clave(raw)
    assert refused.value.code == "clave-unreadable"
    assert refused.value.values == {"value": raw}


@given(st.from_regex(r"(010|020|030|040)\.[0-9]{3}\.[0-9]{4}\.[0-9]{2}", fullmatch=True))
def test_what_was_understood_is_understood_again(text: str) -> None:
    assert parse_clave(text).text == text
    assert parse_clave(text.replace(".", " ") + " 00").text == text
