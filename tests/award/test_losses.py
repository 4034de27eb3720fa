"""How near a losing bid was, and what sets of them add up to."""

from dataclasses import replace

import pytest

from abasto.award.losses import Loss, LossChoice, asked_in, by_band, by_reason, chosen_losses, within_reach
from abasto.award.reasons import BID_REASONS
from abasto.award.winning_price import WinningPrice
from abasto.page.totals import Totals

LOSS = Loss(
    bid_id="B1",
    procedure="LA-1",
    clave="010.000.0104.00",
    description="PARACETAMOL. TABLETA",
    category="medicine",
    supplier_code="s1",
    supplier="Uno",
    reason="not-among-winners",
    rank=2,
    needed_pieces=100,
    price_centavos=1000,
    lowest_won_centavos=990,
    figures={},
    answer=WinningPrice("B1", "price", 990, 60, "not-among-winners"),
)
LACKING = replace(LOSS, bid_id="B2", clave="B", reason="documents", answer=WinningPrice("B2", "no-price"))
CLOSED = replace(LOSS, bid_id="B3", clave="C", price_centavos=None, answer=None)


@pytest.mark.parametrize(
    ("winning", "band"),
    [
        (990, "within-1"),
        (989, "within-5"),
        (900, "within-10"),
        (750, "within-25"),
        (749, "beyond-25"),
        (1100, "within-10"),
    ],
)
def test_the_band_is_the_distance_to_the_winning_price_either_way(winning: int, band: str) -> None:
    assert replace(LOSS, answer=WinningPrice("B1", "price", winning, 1)).band == band


def test_without_a_winning_price_the_band_says_why_and_closed_says_nothing() -> None:
    assert [LACKING.band, CLOSED.band] == ["no-price", ""]
    assert CLOSED.distance is None


def test_the_money_of_a_set_is_closed_as_soon_as_one_price_is() -> None:
    assert asked_in([LOSS, LACKING]) == Totals(2, 200, 200_000)
    assert asked_in([LOSS, CLOSED]) == Totals(2, 200, None)


def test_within_reach_is_what_the_winning_prices_would_have_won() -> None:
    assert within_reach([LOSS, LACKING, CLOSED]) == Totals(1, 60, 60 * 990)


def test_losses_are_grouped_by_precedence_of_reason_and_by_nearness() -> None:
    assert [reason for reason, _ in by_reason([LOSS, LACKING], BID_REASONS)] == ["documents", "not-among-winners"]
    assert [band for band, _ in by_band([LACKING, LOSS, CLOSED])] == ["within-1", "no-price"]


def test_every_part_of_a_choice_must_be_met() -> None:
    every = [LOSS, LACKING]
    assert chosen_losses(every, LossChoice(words="paracetamol 0104")) == [LOSS]
    assert chosen_losses(every, LossChoice(reason="documents", band="no-price")) == [LACKING]
    assert chosen_losses(every, LossChoice(category="vaccine")) == []
