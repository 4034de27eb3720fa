"""Numbers as people type and paste them; the browser's twin is tried in tests/browser/test_request_grid.py."""

import pytest

from abasto.base.refusal import Refused
from abasto.needs.requests.entry.typed_number import read_pieces


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("1234", 1234),
        ("1,234", 1234),
        ("1 234", 1234),
        ("1\u00a0234\u00a0567", 1_234_567),
        ("12,345,678", 12_345_678),
        ("1,234.00", 1234),
        (" 7 ", 7),
        ("", 0),
        (" - ", 0),
        ("007", 7),
    ],
)
def test_a_whole_number_is_read_as_spreadsheets_write_it(text: str, pieces: int) -> None:
    assert read_pieces(text) == pieces


@pytest.mark.parametrize(
    "text", ["1.234", "1.234,5", "12,34", "1,2345", "-5", "abc", "1e5", "3.5", "½", "²", "٣", "1,234 567", "9" * 30]
)
def test_what_two_people_would_read_differently_is_no_number(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_pieces(text)
    assert refused.value.code == "pieces-unreadable"
