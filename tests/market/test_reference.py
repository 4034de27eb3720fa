"""Reference prices from quotes: exact, half up, and counted by source."""

from fractions import Fraction
from math import floor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from abasto.base.refusal import Refused
from abasto.market.reference import ReferenceFacts, ReferencePrices, reference_prices


def researched(*quotes: tuple[int, int, int], items: int = 1, minimum_sources: int = 2) -> ReferencePrices:
    """Quotes as (item, source, centavos)."""
    columns = np.array(quotes, dtype=np.int64).reshape(-1, 3).T
    return reference_prices(columns[0], columns[1], columns[2], items, minimum_sources)


def test_median_mean_and_sources_of_each_code() -> None:
    prices = researched((0, 0, 100), (1, 0, 7), (0, 1, 300), (0, 2, 110), items=3)
    assert prices.median_centavos.tolist() == [110, 7, 0]
    assert prices.mean_centavos.tolist() == [170, 7, 0]
    assert prices.sources.tolist() == [3, 1, 0]
    assert prices.of(0) == ReferenceFacts(110, 170, 3)


def test_the_median_of_an_even_count_is_rounded_half_up() -> None:
    assert researched((0, 0, 100), (0, 1, 101)).median_centavos.tolist() == [101]
    assert researched((0, 0, 100), (0, 1, 102)).median_centavos.tolist() == [101]


def test_the_mean_is_rounded_half_up() -> None:
    assert researched((0, 0, 1), (0, 1, 2)).mean_centavos.tolist() == [2]
    assert researched((0, 0, 1), (0, 1, 1), (0, 2, 2)).mean_centavos.tolist() == [1]


def test_two_quotes_of_one_source_are_one_source() -> None:
    prices = researched((0, 5, 100), (0, 5, 120))
    assert (prices.quotes.tolist(), prices.sources.tolist()) == ([2], [1])
    assert not prices.has_enough_sources[0]


@pytest.mark.parametrize(("minimum", "is_enough"), [(2, True), (3, False)])
def test_too_few_sources_are_flagged(minimum: int, is_enough: bool) -> None:
    prices = researched((0, 0, 100), (0, 1, 120), minimum_sources=minimum)
    assert bool(prices.has_enough_sources[0]) is is_enough


def test_a_code_without_quotes_has_no_price() -> None:
    prices = researched((0, 0, 100), items=2)
    assert prices.of(1) == ReferenceFacts(None, None, 0)
    assert researched(items=1).of(0) == ReferenceFacts(None, None, 0)


def test_a_price_that_is_not_positive_is_refused_with_its_place() -> None:
    with pytest.raises(Refused, match="quote-price-not-positive") as refused:
        researched((0, 0, 100), (0, 1, 0))
    assert refused.value.values["quote"] == 1


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(1, 10**12)), max_size=40))
def test_every_code_is_as_if_it_were_alone(quotes: list[tuple[int, int, int]]) -> None:
    prices = researched(*quotes, items=4)
    for item in range(4):
        own = sorted(price for of, _, price in quotes if of == item)
        half = Fraction(1, 2)
        mean = floor(Fraction(sum(own), len(own)) + half) if own else None
        middle = [own[(len(own) - 1) // 2], own[len(own) // 2]] if own else []
        median = floor(Fraction(sum(middle), 2) + half) if own else None
        sources = len({source for of, source, _ in quotes if of == item})
        assert prices.of(item) == ReferenceFacts(median, mean, sources)
