"""Many codes at once from another figure."""

import numpy as np
import pytest

from abasto.base.refusal import Refused
from abasto.needs.requests.cells import CellChange
from abasto.needs.requests.entry.filling import (
    Filling,
    changes_to,
    packed,
    read_filling,
    totals_filled,
    unpacked,
)

BASIS = {"a": 100, "b": 7}


def test_last_round_more_or_less_a_percentage_is_rounded_half_up() -> None:
    more = Filling("last-changed", change_tenths=50)
    assert totals_filled(more, ["a", "b", "c"], BASIS, 24, 24) == {"a": 105, "b": 7}
    assert totals_filled(Filling("last-changed", change_tenths=-25), ["a"], {"a": 20}, 24, 24) == {"a": 20}
    assert totals_filled(Filling("last-changed", change_tenths=-1000), ["a"], BASIS, 24, 24) == {"a": 0}


def test_a_round_of_other_length_is_brought_to_this_one() -> None:
    assert totals_filled(Filling("last"), ["a"], BASIS, 12, 24) == {"a": 50}


def test_a_yearly_total_goes_to_every_code() -> None:
    assert totals_filled(Filling("yearly", yearly_pieces=120), ["a", "c"], {}, 24, 24) == {"a": 240, "c": 240}


def test_only_cells_that_change_are_sent_with_what_was_there() -> None:
    changes = changes_to({"a": 5}, {"a": np.array([2, 0, 1])})
    assert changes == [CellChange("a", 1, 0, 2)]


def test_what_is_packed_for_the_record_comes_back_whole() -> None:
    series = [np.array([1, 2, 3]), np.array([0, 0, 10**12])]
    assert [one.tolist() for one in unpacked(packed(series), 2)] == [one.tolist() for one in series]


@pytest.mark.parametrize(
    ("percent", "tenths"), [("5", 50), ("-2.5", -25), ("+10 %", 100), ("-0.5", -5), ("1000", 10_000)]
)
def test_a_percentage_has_a_sign_and_at_most_one_decimal(percent: str, tenths: int) -> None:
    assert read_filling("last-changed", percent, "").change_tenths == tenths


@pytest.mark.parametrize(
    ("source", "percent", "yearly", "code"),
    [
        ("guess", "", "", "fill-unknown"),
        ("last-changed", "", "", "fill-percent-unfit"),
        ("last-changed", "2.55", "", "fill-percent-unfit"),
        ("last-changed", "-101", "", "fill-percent-unfit"),
        ("yearly", "", "", "fill-without-pieces"),
        ("yearly", "", "many", "pieces-unreadable"),
    ],
)
def test_what_cannot_be_filled_is_refused(source: str, percent: str, yearly: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_filling(source, percent, yearly)
    assert refused.value.code == code
