"""The same question is the same run; anything else is another."""

from dataclasses import replace

import pytest

from abasto.runs.key import Asked, code_version

ASKED = Asked("award", "mx-2027-2028", {"bids": "ab", "needs": "cd"}, {"spread": 10}, 7, "1")


def test_the_order_in_which_inputs_are_named_changes_nothing() -> None:
    assert replace(ASKED, inputs={"needs": "cd", "bids": "ab"}).key == ASKED.key


@pytest.mark.parametrize(
    "other",
    [
        replace(ASKED, kind="consolidate"),
        replace(ASKED, round_code="mx-2023-2024"),
        replace(ASKED, inputs={"bids": "ab", "needs": "ce"}),
        replace(ASKED, parameters={"spread": 11}),
        replace(ASKED, seed=8),
        replace(ASKED, code="2"),
    ],
)
def test_any_difference_is_another_run(other: Asked) -> None:
    assert other.key != ASKED.key


def test_the_code_is_named_by_its_bytes() -> None:
    assert code_version() == code_version()
    assert len(code_version()) == 64
