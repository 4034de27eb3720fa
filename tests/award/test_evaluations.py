"""Every way of judging besides the price alone, one rule at a time. Reference median and mean are 100 centavos."""

from dataclasses import replace
from decimal import Decimal

import pytest

from abasto.award.decide import decide_lot
from abasto.award.facts import BidFacts, LotDecision, LotFacts
from abasto.base.refusal import Refused
from abasto.page.refusals import SENTENCES
from abasto.tender.call import CallRules

from .cases import ALL_PRICE, ALL_TECHNICAL, NATIONAL, OPEN, POINTS, REFERENCE, TREATIES, a_bid, a_lot, judged, rules

BY_POINTS = rules(evaluation="points", points=POINTS)
BY_BENEFIT = rules(evaluation="cost-benefit")


def decide(of: CallRules, *bids: BidFacts, lot: LotFacts | None = None) -> LotDecision:
    return decide_lot(lot or a_lot(), bids, of, REFERENCE, {})


def reasons(decision: LotDecision) -> dict[str, str]:
    return {bid.bid_id: bid.reason for bid in decision.bids}


def pieces(decision: LotDecision) -> dict[str, int]:
    return {bid.bid_id: bid.awarded_pieces for bid in decision.winners}


def scored(bid_id: str, price: int, points: int | str, **changed: object) -> BidFacts:
    return a_bid(bid_id, price, points=judged(points), **changed)


def test_points_weigh_the_offer_and_its_price_together() -> None:
    """A: 60 + 40 * 100/110 = 96.36; B: 50 + 40 = 90."""
    decision = decide(BY_POINTS, scored("A", 110, 60), scored("B", 100, 50))
    assert pieces(decision) == {"A": 100}
    values = {bid.bid_id: bid.values for bid in decision.bids}
    assert (values["A"]["technical_points"], values["A"]["economic_points"], values["A"]["points"]) == (
        "60.0",
        "36.3636",
        "96.3636",
    )
    assert values["B"]["points"] == "90"


@pytest.mark.parametrize(("points", "reason"), [(45, ""), ("44.9", "technical-minimum"), (0, "technical-minimum")])
def test_a_bid_at_the_technical_minimum_is_solvent_and_one_below_is_not(points: int | str, reason: str) -> None:
    assert reasons(decide(BY_POINTS, scored("A", 100, points)))["A"] == reason


def test_the_lowest_price_of_the_economic_points_is_that_of_a_solvent_bid() -> None:
    """With the rejected price of 80 as lowest, B would have 32 economic points instead of 40."""
    decision = decide(BY_POINTS, scored("A", 80, 10), scored("B", 100, 50))
    assert next(bid for bid in decision.bids if bid.bid_id == "B").values["economic_points"] == "40"


def test_where_one_part_weighs_all_the_other_decides_nothing() -> None:
    by_price = rules(evaluation="points", points=ALL_PRICE)
    assert pieces(decide(by_price, a_bid("A", 100), a_bid("B", 99))) == {"B": 100}
    by_quality = rules(evaluation="points", points=ALL_TECHNICAL)
    better, cheaper = (("quality", Decimal(90)),), (("quality", Decimal(89)),)
    assert pieces(decide(by_quality, a_bid("A", 110, points=better), a_bid("B", 70, points=cheaper))) == {"A": 100}


def test_equal_points_are_exact_fractions_and_go_to_the_smaller_firm() -> None:
    """50 + 40 * 75/100 = 80 and 40 + 40 = 80: no rounding stands between them."""
    low = rules(evaluation="points", points=replace(POINTS, technical_minimum=Decimal(0)))
    dear, cheap = scored("A", 100, 50, size="small"), scored("B", 75, 40, size="large")
    assert pieces(decide(low, dear, cheap)) == {"A": 100}
    assert pieces(decide(low, replace(dear, supplier_size="large"), replace(cheap, supplier_size="micro"))) == {
        "B": 100
    }


def test_with_shares_the_best_has_a_place_and_a_later_one_only_within_the_spread_of_the_lowest_price() -> None:
    """A is dear and best; B is passed over; C and D share what is left of the places."""
    bids = [scored("A", 109, 60), scored("B", 105, 60), scored("C", 92, 46), scored("D", 95, 46)]
    decision = decide(BY_POINTS, *bids, lot=a_lot("50/30/20"))
    assert [bid.rank for bid in decision.bids] == [2, 1, 3, 4]
    assert reasons(decision) == {"A": "outside-spread", "B": "", "C": "", "D": ""}
    assert pieces(decision) == {"B": 50, "C": 30, "D": 20}


def test_weights_that_a_call_by_net_benefit_carries_decide_nothing() -> None:
    both = rules(evaluation="cost-benefit", points=POINTS)
    bids = (scored("A", 110, 60, benefit_centavos=150), scored("B", 100, 60, benefit_centavos=200))
    assert pieces(decide(both, *bids)) == pieces(decide(BY_BENEFIT, *bids)) == {"B": 100}
    assert pieces(decide(both, *bids[:1], replace(bids[1], benefit_centavos=110))) == {"A": 100}


def test_cost_benefit_takes_the_highest_benefit_after_all_costs() -> None:
    dear = a_bid("A", 105, benefit_centavos=150, other_costs_centavos=5)
    cheap = a_bid("B", 95, benefit_centavos=130)
    decision = decide(BY_BENEFIT, dear, cheap)
    assert pieces(decision) == {"A": 100}
    assert decision.bids[0].values["net_benefit_centavos"] == 40


@pytest.mark.parametrize(("benefit", "reason"), [(110, ""), (109, "no-net-benefit"), (0, "no-net-benefit")])
def test_a_bid_exactly_at_the_least_net_benefit_is_solvent(benefit: int, reason: str) -> None:
    least_ten = replace(BY_BENEFIT, least_net_benefit_centavos=10)
    assert reasons(decide(least_ten, a_bid("A", 100, benefit_centavos=benefit)))["A"] == reason


def test_under_treaties_goods_from_elsewhere_are_not_covered() -> None:
    of = rules(origin=TREATIES)
    decision = decide(of, a_bid("A", 90, country="CN"), a_bid("B", 100, country="US"), a_bid("C", 101))
    assert reasons(decision) == {"A": "not-covered", "B": "", "C": "not-among-winners"}


@pytest.mark.parametrize(
    ("country", "content", "reason"),
    [("MX", "65", ""), ("MX", "64.99", "not-covered"), ("MX", None, ""), ("US", "100", "not-covered")],
)
def test_a_national_procedure_asks_home_goods_with_the_least_content(
    country: str, content: str | None, reason: str
) -> None:
    stated = None if content is None else Decimal(content)
    bid = a_bid("A", 100, country=country, national_content_percent=stated)
    assert reasons(decide(rules(origin=NATIONAL), bid))["A"] == reason


@pytest.mark.parametrize(("home_price", "winner"), [(103, "H"), (104, "F")])
def test_home_goods_are_preferred_by_an_exact_percent(home_price: int, winner: str) -> None:
    """Goods from abroad at 90 count as 103.5."""
    decision = decide(rules(origin=OPEN), a_bid("F", 90, country="US"), a_bid("H", home_price))
    assert pieces(decision) == {winner: 100}
    assert decision.winners[0].price_centavos == {"H": home_price, "F": 90}[winner]


def test_a_preference_of_zero_percent_and_one_under_treaties_prefer_nobody() -> None:
    for origin in (replace(OPEN, preference_percent=Decimal(0)), replace(TREATIES, preference_percent=Decimal(15))):
        assert pieces(decide(rules(origin=origin), a_bid("F", 100, country="US"), a_bid("H", 101))) == {"F": 100}


def test_the_spread_counts_evaluated_prices_exactly() -> None:
    """95 from abroad counts 109.25, the home price 99 is lowest: 108.9 is the end of the spread."""
    of = rules(origin=OPEN)
    decision = decide(of, a_bid("F", 95, country="US"), a_bid("H", 99), lot=a_lot("60/40"))
    assert reasons(decision) == {"F": "outside-spread", "H": ""}
    wider = rules(origin=OPEN, spread_percent=Decimal("10.36"))
    assert reasons(decide(wider, a_bid("F", 95, country="US"), a_bid("H", 99), lot=a_lot("60/40")))["F"] == ""


@pytest.mark.parametrize(
    ("margin", "reason"), [("10", ""), ("9.9", "beyond-second-place-margin"), ("0", "beyond-second-place-margin")]
)
def test_where_the_winner_does_not_sign_the_second_takes_its_place_within_the_margin(margin: str, reason: str) -> None:
    of = rules(second_place_margin_percent=Decimal(margin))
    decision = decide(of, a_bid("A", 100, has_declined=True), a_bid("B", 110))
    assert reasons(decision) == {"A": "did-not-sign", "B": reason}
    assert decision.values["declined_price_centavos"] == 100


def test_an_offer_rejected_by_a_resolution_wins_nothing_and_moves_no_mean() -> None:
    of = rules(not_convenient_base="accepted_offers_preponderant")
    decision = decide(of, a_bid("A", 100), a_bid("B", 61), a_bid("C", 60, is_annulled=True))
    assert reasons(decision) == {"A": "not-among-winners", "B": "", "C": "by-resolution"}
    assert decision.values["base_mean_centavos"] == "61"


@pytest.mark.parametrize(
    "points",
    [
        (),
        judged(50)[:2],
        (*judged(50), ("charm", Decimal(1))),
        (*judged(50)[:2], judged(50)[1]),
    ],
)
def test_a_bid_that_was_not_judged_by_each_criterion_once_is_refused(points: tuple[tuple[str, Decimal], ...]) -> None:
    with pytest.raises(Refused, match="bid-not-judged"):
        decide(BY_POINTS, a_bid("A", 100, points=points))


@pytest.mark.parametrize("value", ["NaN", "-0.1", "40.1", "Infinity"])
def test_points_that_are_none_are_refused_with_a_sentence(value: str) -> None:
    points = (("quality", Decimal(value)), *judged(60)[1:])
    with pytest.raises(Refused) as refused:
        decide(BY_POINTS, a_bid("A", 100, points=points))
    assert refused.value.code == "bid-figure-unfit"
    assert refused.value.code in SENTENCES
    assert refused.value.values["figure"] == "quality"
