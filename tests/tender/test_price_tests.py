"""The two price tests, at their edges and on both bases."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abasto.market.reference import ReferenceFacts
from abasto.tender.call import CallRules
from abasto.tender.price_tests import (
    PriceLimits,
    is_too_high,
    is_too_low,
    last_price_within,
    preponderant_prices,
    price_limits,
    price_tests,
)

RULES = CallRules(
    share_patterns=("100",),
    spread_percent=Decimal(10),
    not_acceptable_percent=Decimal(10),
    statistic="median",
    not_convenient_percent=Decimal(40),
    not_convenient_base="market_research",
    not_convenient_rejects=True,
    preponderant_range_percent=Decimal(20),
    tie_break=("draw",),
    minimum_share_percent=Decimal(0),
)
ON_OFFERS = replace(RULES, not_convenient_base="accepted_offers_preponderant")
RESEARCH = ReferenceFacts(median_centavos=1005, mean_centavos=1001, sources=3)


def limits(ceiling: int | None = 5000, rules: CallRules = RULES, offers: tuple[int, ...] = ()) -> PriceLimits:
    return price_limits(ceiling, RESEARCH, rules, offers)


def test_a_price_above_the_ceiling_or_far_above_the_research_is_too_high() -> None:
    """1.10 x 1005 is 1105.5."""
    assert not is_too_high(1105, limits())
    assert is_too_high(1106, limits())
    assert not is_too_high(1000, limits(ceiling=1000))
    assert is_too_high(1001, limits(ceiling=1000))
    assert not is_too_high(1105, limits(ceiling=None))


def test_the_call_says_whether_the_median_or_the_mean_counts() -> None:
    """1.10 x 1001 is 1101.1."""
    by_mean = limits(rules=replace(RULES, statistic="mean"))
    assert (by_mean.statistic_centavos, by_mean.highest_acceptable_centavos) == (1001, 1101)
    assert is_too_high(1102, by_mean)
    assert not is_too_high(1102, limits())


def test_a_price_far_below_the_mean_of_the_research_is_too_low() -> None:
    """0.60 x 1001 is 600.6."""
    assert is_too_low(600, limits())
    assert not is_too_low(601, limits())


def test_a_price_exactly_at_the_limit_is_convenient() -> None:
    exact = price_limits(None, ReferenceFacts(1000, 1000, 2), RULES, ())
    assert is_too_low(599, exact)
    assert not is_too_low(600, exact)
    assert not is_too_high(1100, exact)
    assert is_too_high(1101, exact)


def test_the_other_base_is_the_mean_of_the_preponderant_accepted_offers() -> None:
    """Of 500, 900, 1000, 1080 and 2000 the three in the middle lie within 20 %: mean 993 1/3, less 40 % is 596."""
    on_offers = limits(rules=ON_OFFERS, offers=(2000, 900, 500, 1080, 1000))
    assert on_offers.base_prices == (900, 1000, 1080)
    assert on_offers.base_mean == Fraction(2980, 3)
    assert on_offers.lowest_convenient_centavos == 596
    assert is_too_low(595, on_offers)
    assert not is_too_low(596, on_offers)


def test_the_mean_of_offers_is_not_rounded_before_the_test() -> None:
    """Mean 2/3 above 1000: less 40 % it is 600.4; from a mean rounded to 1001 it would be 600.6, from 1000, 600."""
    on_offers = limits(rules=ON_OFFERS, offers=(1000, 1000, 1002))
    assert on_offers.base_mean == Fraction(3002, 3)
    assert on_offers.lowest_convenient_centavos == 601
    assert limits(rules=ON_OFFERS, offers=(1000, 1000)).lowest_convenient_centavos == 600


def test_of_two_groups_of_one_size_the_cheaper_counts() -> None:
    assert preponderant_prices((100, 300, 110, 310), Decimal(20)) == (100, 110)
    assert preponderant_prices((200, 100), Decimal(0)) == (100,)
    assert preponderant_prices((100, 120), Decimal(20)) == (100, 120)
    assert preponderant_prices((), Decimal(20)) == ()


def test_without_research_and_offers_only_the_ceiling_is_tested() -> None:
    nothing = price_limits(1000, ReferenceFacts(None, None, 0), RULES, ())
    assert [test.code for test in price_tests(1000, nothing)] == ["above-authorised"]
    assert not is_too_low(1, nothing)
    assert limits(rules=ON_OFFERS).lowest_convenient_centavos is None


def test_every_test_tells_the_inputs_of_its_formula() -> None:
    found = {test.code: test for test in price_tests(1106, limits())}
    assert [test.is_failed for test in found.values()] == [False, True, False]
    assert found["above-authorised"].inputs == {"ceiling_centavos": "5000"}
    assert found["above-research"].inputs == {"statistic": "median", "statistic_centavos": "1005", "percent": "10"}
    assert found["below-convenient"].inputs["base_mean_centavos"] == "1001"
    assert found["above-research"].limit_centavos == 1105


@pytest.mark.parametrize("price", [1, 7, 10**15 + 1])
def test_a_percent_with_decimals_is_exact(price: int) -> None:
    assert last_price_within(price, Decimal("12.345")) == int(Fraction(price) * (1 + Fraction("0.12345")))


percents = st.decimals(0, 99, places=2)


@given(st.integers(1, 10**14), st.integers(1, 10**14), percents, percents)
def test_whole_limits_decide_as_fractions_do(price: int, figure: int, above: Decimal, below: Decimal) -> None:
    rules = replace(RULES, not_acceptable_percent=above, not_convenient_percent=below)
    on = price_limits(None, ReferenceFacts(figure, figure, 1), rules, ())
    assert is_too_high(price, on) == (Fraction(price, figure) > 1 + Fraction(above) / 100)
    assert is_too_low(price, on) == (Fraction(price, figure) < 1 - Fraction(below) / 100)
