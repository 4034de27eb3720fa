"""Money is exact to the centavo."""

from decimal import Decimal

import numpy as np

from abasto.base.money import Money, from_centavos, share_of_centavos
from abasto.base.series import equal_split, from_bytes, to_bytes


def test_centavos_and_money_are_the_same_amount() -> None:
    assert from_centavos(123_456) == Money(Decimal("1234.56"))
    assert Money(Decimal("1234.56")).centavos == 123_456


def test_half_a_centavo_rounds_up() -> None:
    assert Money(Decimal("0.005")).centavos == 1
    assert share_of_centavos(5, Decimal(10)) == 1


def test_a_series_comes_back_as_it_went() -> None:
    series = equal_split(50, 24)
    assert series.sum() == 50
    assert series.tolist()[:3] == [3, 3, 2]
    assert np.array_equal(from_bytes(to_bytes(series)), series)
    assert to_bytes([1]) == b"\x01\x00\x00\x00\x00\x00\x00\x00"
