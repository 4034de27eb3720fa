"""The published criterion, one rule at a time. Reference median and mean are 100 centavos unless said."""

from dataclasses import replace
from decimal import Decimal

import pytest

from abasto.award.decide import decide_lot
from abasto.award.facts import BidFacts, LotDecision, LotFacts
from abasto.award.reasons import BID_REASONS, LOT_REASONS
from abasto.base.refusal import Refused
from abasto.market.reference import ReferenceFacts
from abasto.tender.call import CallRules

from .cases import POINTS, REFERENCE, TREATIES, a_bid, a_lot, judged, rules


def decide(
    lot: LotFacts, *bids: BidFacts, of: CallRules | None = None, draw: dict[str, int] | None = None
) -> LotDecision:
    return decide_lot(lot, bids, of or rules(), REFERENCE, draw or {})


def reasons(decision: LotDecision) -> dict[str, str]:
    return {bid.bid_id: bid.reason for bid in decision.bids}


def pieces(decision: LotDecision) -> dict[str, int]:
    return {bid.bid_id: bid.awarded_pieces for bid in decision.winners}


def test_the_lowest_solvent_bid_wins_at_its_own_price() -> None:
    decision = decide(a_lot(), a_bid("A", 101), a_bid("B", 99))
    assert pieces(decision) == {"B": 100}
    assert reasons(decision) == {"A": "not-among-winners", "B": ""}
    assert decision.winners[0].price_centavos == 99
    assert (decision.state, decision.reason, decision.unawarded_pieces) == ("awarded", "", 0)


def test_one_price_changed_changes_winner_and_reason() -> None:
    lot, rival = a_lot(), a_bid("B", 99)
    assert reasons(decide(lot, a_bid("A", 101), rival)) == {"A": "not-among-winners", "B": ""}
    assert reasons(decide(lot, a_bid("A", 98), rival)) == {"A": "", "B": "not-among-winners"}
    assert reasons(decide(lot, a_bid("A", 111), rival)) == {"A": "above-ceiling", "B": ""}
    assert reasons(decide(lot, a_bid("A", 59), rival)) == {"A": "below-convenient", "B": ""}
    assert reasons(decide(a_lot("60/40"), a_bid("A", 101), rival)) == {"A": "", "B": ""}
    assert reasons(decide(a_lot("60/40"), a_bid("A", 109), rival)) == {"A": "outside-spread", "B": ""}


def test_shares_go_to_the_first_places_in_order_of_price() -> None:
    bids = [a_bid("A", 104), a_bid("B", 100), a_bid("C", 102), a_bid("D", 106)]
    decision = decide(a_lot("50/30/20"), *bids)
    assert pieces(decision) == {"B": 50, "C": 30, "A": 20}
    assert [winner.share_percent for winner in decision.winners] == [50, 30, 20]
    assert reasons(decision)["D"] == "not-among-winners"
    assert [bid.rank for bid in decision.bids] == [3, 1, 2, 4]


@pytest.mark.parametrize(("price", "reason"), [(110, ""), (111, "outside-spread")])
def test_a_price_exactly_at_the_spread_has_a_share(price: int, reason: str) -> None:
    of = rules(not_acceptable_percent=Decimal(50))
    assert reasons(decide(a_lot("60/40"), a_bid("A", 100), a_bid("B", price), of=of))["B"] == reason


def test_a_spread_limit_between_two_centavos_counts_exactly() -> None:
    """10 % above 95 is 104.5: 104 is inside, 105 is not."""
    decision = decide(a_lot("50/30/20"), a_bid("A", 95), a_bid("B", 104), a_bid("C", 105))
    assert reasons(decision) == {"A": "", "B": "", "C": "outside-spread"}
    assert decision.values["spread_limit_centavos"] == 104


def test_the_spread_counts_from_the_lowest_solvent_bid_not_from_the_lowest() -> None:
    bids = [a_bid("A", 95, is_debarred=True), a_bid("B", 100), a_bid("C", 110)]
    assert pieces(decide(a_lot("60/40"), *bids)) == {"B": 60, "C": 40}


def test_with_fewer_bids_within_the_spread_the_remainder_goes_to_the_lowest() -> None:
    of = rules(not_acceptable_percent=Decimal(50))
    decision = decide(a_lot("50/30/20"), a_bid("A", 100), a_bid("B", 105), a_bid("C", 111), of=of)
    assert pieces(decision) == {"A": 70, "B": 30}
    assert pieces(decide(a_lot("60/40"), a_bid("A", 100))) == {"A": 100}


def test_the_remainder_goes_as_far_as_the_lowest_can_supply_then_to_the_next() -> None:
    decision = decide(a_lot("50/30/20"), a_bid("A", 100, 55), a_bid("B", 105, 1000))
    assert pieces(decision) == {"A": 55, "B": 45}


def test_capacity_binds_a_share_and_the_lowest_takes_the_rest() -> None:
    decision = decide(a_lot("60/40"), a_bid("A", 100), a_bid("B", 105, 25))
    assert pieces(decision) == {"A": 75, "B": 25}


def test_where_capacities_do_not_suffice_the_lot_is_awarded_in_part() -> None:
    decision = decide(a_lot("60/40"), a_bid("A", 100, 50), a_bid("B", 105, 30), a_bid("C", 106))
    assert pieces(decision) == {"A": 50, "B": 30}
    assert (decision.state, decision.reason, decision.unawarded_pieces) == ("awarded-in-part", "capacity", 20)
    assert reasons(decision)["C"] == "not-among-winners"


@pytest.mark.parametrize(("capacity", "reason"), [(20, ""), (19, "capacity"), (0, "capacity")])
def test_a_capacity_below_the_minimum_share_is_not_solvent(capacity: int, reason: str) -> None:
    assert reasons(decide(a_lot(), a_bid("A", 100, capacity)))["A"] == reason


def test_without_a_minimum_share_a_bid_of_no_pieces_is_still_not_solvent() -> None:
    of = rules(minimum_share_percent=Decimal(0))
    assert reasons(decide(a_lot(), a_bid("A", 100, 0), a_bid("B", 101, 1), of=of)) == {"A": "capacity", "B": ""}


@pytest.mark.parametrize(("ceiling", "reason"), [(100, ""), (99, "above-ceiling"), (None, "")])
def test_a_price_equal_to_the_ceiling_is_acceptable(ceiling: int | None, reason: str) -> None:
    assert reasons(decide(a_lot(ceiling=ceiling), a_bid("A", 100)))["A"] == reason


def test_without_research_only_the_ceiling_tests_a_price() -> None:
    nothing = ReferenceFacts(None, None, 0)
    decision = decide_lot(a_lot(ceiling=500), [a_bid("A", 500), a_bid("B", 1), a_bid("C", 501)], rules(), nothing, {})
    assert reasons(decision) == {"A": "not-among-winners", "B": "", "C": "above-ceiling"}


def test_a_low_price_that_the_call_only_remarks_wins() -> None:
    decision = decide(a_lot(), a_bid("A", 59), of=rules(not_convenient_rejects=False))
    assert reasons(decision) == {"A": ""}
    assert decision.bids[0].remarks == ("below-convenient",)


def test_several_defects_give_one_reason_and_are_all_kept() -> None:
    worst = a_bid("A", 111, 0, is_debarred=True, documents_lacking=("signed-offer",))
    decision = decide(a_lot(), worst, a_bid("B", 59, 0))
    first, second = decision.bids
    assert (first.reason, first.defects) == ("debarred", ("debarred", "documents", "above-ceiling", "capacity"))
    assert (second.reason, second.defects) == ("below-convenient", ("below-convenient", "capacity"))
    assert (decision.reason, decision.causes) == ("debarred", {"debarred": 1, "below-convenient": 1})
    assert decision.defects == {
        "debarred": 1,
        "documents": 1,
        "below-convenient": 1,
        "above-ceiling": 1,
        "capacity": 2,
    }


ONE_OF_EACH = {
    "debarred": a_bid("A", 100, is_debarred=True),
    "documents": a_bid("B", 100, documents_lacking=("signed-offer",)),
    "below-convenient": a_bid("C", 59),
    "above-ceiling": a_bid("D", 111),
    "capacity": a_bid("E", 100, 1),
}
OTHERS = {
    "by-resolution": (a_bid("A", 100, is_annulled=True), {}),
    "did-not-sign": (a_bid("A", 100, has_declined=True), {}),
    "not-covered": (a_bid("A", 100, country="CN"), {"origin": TREATIES}),
    "technical-minimum": (a_bid("A", 100, points=judged(44)), {"evaluation": "points", "points": POINTS}),
    "no-net-benefit": (a_bid("A", 100, benefit_centavos=99), {"evaluation": "cost-benefit"}),
}
"""One bid for each reason of other evaluations and events, with the rules that give it."""


def test_a_lot_without_winner_has_the_first_reason_of_its_bids() -> None:
    bids = list(ONE_OF_EACH.values())
    assert decide(a_lot()).reason == "no-bid"
    for first, reason in enumerate(ONE_OF_EACH):
        decision = decide(a_lot(), *reversed(bids[first:]))
        assert (decision.state, decision.reason) == ("not-awarded", reason)
        assert decision.causes == dict.fromkeys(list(ONE_OF_EACH)[first:], 1)
        assert decision.unawarded_maximum_pieces == (100,)


def test_every_reason_of_a_bid_and_of_a_lot_can_be_reached() -> None:
    solvent = [a_bid("F", 100), a_bid("G", 100, size="micro"), a_bid("H", 101), a_bid("I", 110)]
    of = rules(spread_percent=Decimal(5))
    found = set(reasons(decide(a_lot("60/40"), *ONE_OF_EACH.values(), *solvent, of=of)).values())
    of_lots = {decide(a_lot()).reason, *(decide(a_lot(), bid).reason for bid in ONE_OF_EACH.values())}
    for reason, (bid, rule) in OTHERS.items():
        assert decide(a_lot(), bid, of=rules(**rule)).reason == reason
        of_lots.add(reason)
        found.add(reason)
    after_decline = decide(a_lot(), a_bid("A", 90, has_declined=True), a_bid("B", 100), of=rules())
    assert reasons(after_decline)["B"] == "beyond-second-place-margin"
    assert found | {"beyond-second-place-margin", "costs-more-across-lots"} == {"", *BID_REASONS}
    assert of_lots | {"beyond-second-place-margin"} == set(LOT_REASONS)


def test_the_figures_of_every_reason_come_with_it() -> None:
    decision = decide(a_lot(), *ONE_OF_EACH.values())
    values = {bid.reason: bid.values for bid in decision.bids}
    assert values["documents"]["documents_lacking"] == "signed-offer"
    assert values["below-convenient"]["lowest_convenient_centavos"] == 60
    assert (values["above-ceiling"]["ceiling_centavos"], values["above-ceiling"]["statistic_centavos"]) == (200, 100)
    assert values["above-ceiling"]["highest_acceptable_centavos"] == 110
    assert (values["capacity"]["capacity_pieces"], values["capacity"]["minimum_share_pieces"]) == (1, 20)


def test_on_a_tie_the_smaller_firm_comes_first() -> None:
    sizes = ("large", "micro", "medium", "small")
    decision = decide(a_lot(), *(a_bid(size, 100, size=size) for size in sizes))
    assert [bid.bid_id for bid in sorted(decision.bids, key=lambda bid: bid.rank)] == [
        "micro",
        "small",
        "medium",
        "large",
    ]


def test_a_tie_of_equal_firms_goes_by_the_recorded_draw() -> None:
    bids = [a_bid("A", 100), a_bid("B", 100)]
    assert pieces(decide(a_lot(), *bids, draw={"A": 2, "B": 1})) == {"B": 100}
    assert pieces(decide(a_lot(), *bids, draw={"A": 1, "B": 2})) == {"A": 100}


@pytest.mark.parametrize("draw", [{}, {"A": 1}, {"A": 1, "B": 1}])
def test_a_tie_whose_draw_was_not_recorded_is_refused(draw: dict[str, int]) -> None:
    with pytest.raises(Refused, match="draw-not-recorded") as refused:
        decide(a_lot(), a_bid("A", 100), a_bid("B", 100), draw=draw)
    assert refused.value.values["bids"] == ["A", "B"]


def test_a_tie_below_the_last_share_or_outside_the_spread_needs_no_draw() -> None:
    tied = [a_bid("B", 105), a_bid("C", 105)]
    assert pieces(decide(a_lot(), a_bid("A", 100), *tied)) == {"A": 100}
    narrow = rules(spread_percent=Decimal(4))
    assert pieces(decide(a_lot("60/40"), a_bid("A", 100), *tied, of=narrow)) == {"A": 100}


def test_without_preference_for_small_firms_a_tie_of_two_sizes_needs_the_draw() -> None:
    bids = [a_bid("A", 100, size="micro"), a_bid("B", 100)]
    with pytest.raises(Refused, match="draw-not-recorded"):
        decide(a_lot(), *bids, of=rules(tie_break=("draw",)))


def test_a_lot_of_one_piece_goes_whole_to_the_lowest() -> None:
    decision = decide(a_lot("60/40", needs=(1,)), a_bid("A", 100), a_bid("B", 105))
    assert pieces(decision) == {"A": 1}
    assert reasons(decision) == {"A": "", "B": "not-among-winners"}
    assert decision.bids[1].maximum_pieces == ()


@pytest.mark.parametrize(
    ("lot", "bids", "code"),
    [
        (a_lot(needs=(0, 0)), [], "lot-without-pieces"),
        (replace(a_lot(), shares=(80, 20)), [], "share-pattern-not-in-call"),
        (replace(a_lot(), buyer_minimum_pieces=(101,)), [], "minimum-above-maximum"),
        (a_lot(), [a_bid("A", 100), a_bid("A", 101)], "bid-repeated"),
        (a_lot(), [a_bid("A", 0)], "bid-without-price"),
        (a_lot(), [a_bid("A", -1)], "bid-without-price"),
        (a_lot(), [a_bid("A", 10**15)], "bid-figure-unfit"),
        (a_lot(), [a_bid("A", float("nan"))], "bid-figure-unfit"),  # type: ignore[arg-type]
        (a_lot(), [a_bid("A", 100, -1)], "bid-figure-unfit"),
        (a_lot(), [a_bid("A", 100, other_costs_centavos=-1)], "bid-figure-unfit"),
        (a_lot(), [a_bid("A", 100, national_content_percent=Decimal("100.1"))], "bid-figure-unfit"),
        (a_lot(), [a_bid("A", 100, national_content_percent=Decimal("NaN"))], "bid-figure-unfit"),
    ],
)
def test_a_lot_on_which_no_rule_can_decide_is_refused(lot: LotFacts, bids: list[BidFacts], code: str) -> None:
    with pytest.raises(Refused, match=code):
        decide(lot, *bids)
