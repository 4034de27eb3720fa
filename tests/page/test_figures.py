"""Figures as people read them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abasto.page import figures
from abasto.page.totals import Totals


def test_pieces_have_thousands() -> None:
    assert figures.pieces(5_964_335_640) == "5,964,335,640"


@pytest.mark.parametrize(
    ("centavos", "text"),
    [(123_456_789, "1,234,567.89"), (5, "0.05"), (-5, "-0.05"), (-123_456, "-1,234.56"), (0, "0.00")],
)
def test_money_is_exact_to_the_centavo(centavos: int, text: str) -> None:
    assert figures.money(centavos) == text


@given(st.integers(-(10**17), 10**17))
def test_written_money_reads_back_as_the_same_amount(centavos: int) -> None:
    assert Decimal(figures.money(centavos).replace(",", "")) * 100 == centavos


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (2871, 3831, "74.9 %"),
        (0, 3831, "0.0 %"),
        (3831, 3831, "100.0 %"),
        (1, 3_000_000, "< 0.1 %"),
        (2_999_999, 3_000_000, "> 99.9 %"),
        (5, 0, figures.NO_FIGURE),
        (3, 2, "150.0 %"),
    ],
)
def test_a_share_never_rounds_something_to_nothing_nor_nearly_all_to_all(part: int, whole: int, text: str) -> None:
    assert figures.share(part, whole) == text


@pytest.mark.parametrize(
    ("count", "spanish", "english"),
    [
        (999_999, "999,999", "999,999"),
        (1_250_000, "1.3 M", "1.3 m"),
        (370_449_999, "370.4 M", "370.4 m"),
        (5_964_335_640, "5,964.3 M", "5.96 bn"),
        (15_964_335_640, "15,964.3 M", "16.0 bn"),
    ],
)
def test_spanish_counts_in_millions_and_english_in_billions(count: int, spanish: str, english: str) -> None:
    assert figures.short_pieces(count, "es") == spanish
    assert figures.short_pieces(count, "en") == english


def test_short_money_below_a_million_has_no_centavos() -> None:
    assert figures.short_money(12_345_650, "es") == "123,457"
    assert figures.short_money(48_569_564_409_100, "es") == "485,695.6 M"
    assert figures.short_money(48_569_564_409_100, "en") == "485.7 bn"


def test_percent_of_a_fraction() -> None:
    assert figures.percent(0.749) == "74.9 %"
    assert figures.percent(-0.0123) == "-1.2 %"


def test_totals_give_the_three_shares_together() -> None:
    asked, awarded = Totals(100, 1000, 50_000), Totals(50, 900, 20_000)
    assert awarded.shares_of(asked) == ("50.0 %", "90.0 %", "40.0 %")


def test_hidden_money_has_no_share() -> None:
    assert Totals(50, 900).shares_of(Totals(100, 1000))[2] == figures.NO_FIGURE
