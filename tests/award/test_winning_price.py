"""The price at which a losing bid would have won, against a search over every price."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from abasto.award.decide import decide_bid, decide_lot
from abasto.award.facts import BidFacts, LotCase, LotDecision
from abasto.award.winning_price import DRAW, WinningPrice, winning_prices
from abasto.base.refusal import Refused
from abasto.market.reference import ReferenceFacts
from abasto.tender.call import CallRules

from .cases import OPEN, POINTS, PRICES, REFERENCE, a_bid, a_lot, call_rules, cases, every_case, judged, rules

HIGHEST = 320
"""Far above every limit of these lots, so that a bid that still wins here wins at any price."""
NO_RESEARCH = ReferenceFacts(None, None, 0)


def decided(case: LotCase, of: CallRules) -> LotDecision:
    return decide_lot(case.lot, case.bids, of, case.reference, case.draw)


def answers(case: LotCase, of: CallRules) -> dict[str, WinningPrice]:
    return {one.bid_id: one for one in winning_prices(case, of, decided(case, of))}


def pieces_at(case: LotCase, of: CallRules, bid_id: str, price: int) -> int:
    bids = [replace(bid, price_centavos=price) if bid.bid_id == bid_id else bid for bid in case.bids]
    try:
        decision = decided(case._replace(bids=bids), of)
    except Refused:
        return 0
    return next(bid.awarded_pieces for bid in decision.bids if bid.bid_id == bid_id)


def searched(case: LotCase, of: CallRules, bid_id: str) -> tuple[str, int | None]:
    if pieces_at(case, of, bid_id, HIGHEST):
        return "any-price", None
    wins = [price for price in range(1, HIGHEST) if pieces_at(case, of, bid_id, price)]
    return ("price", wins[-1]) if wins else ("no-price", None)


def agrees_with_the_search(case: LotCase, of: CallRules) -> Iterator[bool]:
    for bid_id, found in answers(case, of).items():
        assert (found.answer, found.price_centavos) == searched(case, of, bid_id), (case, of, bid_id)
        if found.price_centavos is not None:
            assert found.pieces == pieces_at(case, of, bid_id, found.price_centavos)
            assert not pieces_at(case, of, bid_id, found.price_centavos + 1)
        yield True


@settings(max_examples=60, deadline=None)
@given(every_case)
def test_the_price_is_the_highest_of_all_prices_that_win(drawn_case: tuple[LotCase, CallRules]) -> None:
    list(agrees_with_the_search(*drawn_case))


@settings(max_examples=60, deadline=None)
@given(cases, call_rules, st.integers(0, 2**32 - 1))
def test_the_same_without_limits_with_more_bids_and_fewer_draws(case: LotCase, of: CallRules, seed: int) -> None:
    random = Random(seed)
    more = [
        a_bid(f"C{number}", random.choice(PRICES), random.choice((3, 50))) for number in range(random.randint(0, 3))
    ]
    bids = [*case.bids, *more]
    reference = random.choice((REFERENCE, NO_RESEARCH))
    case = case._replace(bids=bids, reference=reference, lot=replace(case.lot, ceiling_centavos=None))
    try:
        decided(case, of)
    except Refused:
        return
    list(agrees_with_the_search(case, of))


@settings(max_examples=100, deadline=None)
@given(every_case)
def test_a_bid_decided_alone_has_the_pieces_and_the_reason_that_its_lot_gives_it(
    drawn_case: tuple[LotCase, CallRules],
) -> None:
    case, of = drawn_case
    outcomes = {one.bid_id: (one.awarded_pieces, one.reason) for one in decided(case, of).bids}
    assert outcomes == {bid.bid_id: decide_bid(bid, case, of) for bid in case.bids}


def one(
    bids: list[BidFacts], bid_id: str, pattern: str = "100", ceiling: int | None = 200, **of: object
) -> WinningPrice:
    return answers(LotCase(a_lot(pattern, ceiling=ceiling), bids, REFERENCE, {}), rules(**of))[bid_id]


def test_one_centavo_less_than_the_winner_wins_the_whole_lot() -> None:
    assert one([a_bid("A", 100), a_bid("B", 105)], "B") == WinningPrice("B", "price", 99, 100, DRAW)


def test_a_smaller_firm_wins_at_the_price_of_the_winner() -> None:
    found = one([a_bid("A", 100), a_bid("B", 105, size="micro")], "B")
    assert (found.price_centavos, found.beyond) == (100, "not-among-winners")


def test_within_the_spread_is_enough_for_a_free_place() -> None:
    found = one([a_bid("A", 90), a_bid("B", 105)], "B", "60/40")
    assert (found.price_centavos, found.pieces, found.beyond) == (99, 40, "outside-spread")


def test_the_ceiling_bounds_a_bid_without_rival() -> None:
    found = one([a_bid("A", 150)], "A", ceiling=107)
    assert (found.price_centavos, found.beyond) == (107, "above-ceiling")


def test_a_price_below_the_convenient_one_would_have_won_higher() -> None:
    found = one([a_bid("A", 100), a_bid("B", 50)], "B")
    assert found.price_centavos == 99


def test_no_price_mends_a_debarment_a_lacking_document_or_too_small_a_capacity() -> None:
    bids = [
        a_bid("A", 100),
        a_bid("B", 90, is_debarred=True),
        a_bid("C", 90, documents_lacking=("registration",)),
        a_bid("D", 90, capacity=1),
        a_bid("E", 150, capacity=1),
    ]
    found = answers(LotCase(a_lot(), bids, REFERENCE, {}), rules())
    assert {bid: (one.answer, one.obstacles) for bid, one in found.items()} == {
        "B": ("no-price", ("debarred",)),
        "C": ("no-price", ("documents",)),
        "D": ("no-price", ("capacity",)),
        "E": ("no-price", ("capacity",)),
    }


def test_where_every_lower_price_is_too_low_no_price_wins() -> None:
    """Below the winner's 60 starts what is not convenient: the mean of the research is 100."""
    assert one([a_bid("A", 60), a_bid("B", 105)], "B") == WinningPrice("B", "no-price")


def test_without_any_limit_a_bid_alone_would_have_won_at_any_price() -> None:
    """It fell below the mean of offers that lack capacity; higher, nothing stands against it."""
    of = rules(not_convenient_base="accepted_offers_preponderant")
    bids = [a_bid("A", 100, capacity=1), a_bid("B", 101, capacity=1), a_bid("C", 20)]
    case = LotCase(a_lot(ceiling=None), bids, NO_RESEARCH, {})
    assert answers(case, of)["C"].answer == "any-price"


def test_fewer_technical_points_are_made_up_by_the_price() -> None:
    """At 75 both have 90: 50 + 40, and 60 + 40 x 75 / 100."""
    bids = [a_bid("A", 100, points=judged(60)), a_bid("B", 100, points=judged(50))]
    found = one(bids, "B", evaluation="points", points=POINTS)
    assert (found.price_centavos, found.beyond) == (74, DRAW)


def test_goods_from_abroad_must_ask_less_than_home_goods_by_the_preference() -> None:
    bids = [a_bid("A", 100), a_bid("B", 99, country="CN")]
    found = one(bids, "B", origin=OPEN)
    assert found.price_centavos == 86


def test_the_net_benefit_bounds_a_bid_without_rival() -> None:
    bids = [a_bid("A", 100, benefit_centavos=110, other_costs_centavos=5)]
    found = one(bids, "A", evaluation="cost-benefit", least_net_benefit_centavos=20)
    assert (found.price_centavos, found.beyond) == (85, "no-net-benefit")


def test_a_winner_has_no_answer() -> None:
    assert list(answers(LotCase(a_lot(), [a_bid("A", 100)], REFERENCE, {}), rules())) == []


@pytest.mark.parametrize("percent", [Decimal(0), Decimal(40), Decimal(100)])
def test_the_own_price_moves_the_mean_that_rejects(percent: Decimal) -> None:
    of = rules(not_convenient_base="accepted_offers_preponderant", not_convenient_percent=percent)
    bids = [a_bid("A", 100), a_bid("B", 104), a_bid("C", 61, capacity=1), a_bid("D", 110), a_bid("E", 59)]
    assert all(agrees_with_the_search(LotCase(a_lot("60/40"), bids, NO_RESEARCH, {}), of))
