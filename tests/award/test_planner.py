"""What is proposed for the pieces a lot left: the change, confirmed by deciding again, its cost and its route."""

from random import Random

import pytest

from abasto.award.changes import SAME, Change, as_json, changed_case, changed_rules, from_json
from abasto.award.decide import decide_lot
from abasto.award.facts import BidFacts, LotCase
from abasto.award.planner import Leftover, Needs, Proposal, propose
from abasto.market.reference import ReferenceFacts

from .cases import REFERENCE, a_bid, a_lot, random_case, rules

NEEDS = Needs(invited=3)
RULES = rules()


def left(
    *bids: BidFacts, pattern: str = "100", pieces: int = 100, ceiling: int | None = 100, **known: object
) -> Leftover:
    values: dict[str, object] = {
        "reason": "above-ceiling",
        "highest_acceptable_centavos": 110,
        "sources": 3,
        "holders": len(bids),
        "tried": ("tender",),
    }
    case = LotCase(a_lot(pattern, (pieces,), ceiling), list(bids), REFERENCE, {})
    return Leftover("010.000.0104.00", case=case, rules=RULES, **(values | known))  # type: ignore[arg-type]


def proposal(*bids: BidFacts, **known: object) -> Proposal:
    return propose(left(*bids, **known), NEEDS)  # type: ignore[arg-type]


def test_the_ceiling_is_raised_to_the_lowest_offer_and_the_same_requirements_go_to_a_direct_award() -> None:
    found = proposal(a_bid("A", 108), a_bid("B", 105))
    assert found.change == Change(ceiling_centavos=105)
    assert (found.route, found.awarded_pieces, found.cost_centavos) == ("direct-award", 100, 10500)
    assert (found.over_ceiling_centavos, found.offers, found.price_centavos) == (500, 1, 105)
    assert "direct_award_after_deserted.same_requirements" in found.grounds


def test_what_the_research_does_not_bear_is_not_proposed() -> None:
    found = proposal(a_bid("A", 111))
    assert not found.is_confirmed
    assert (found.untried, found.route) == ("above-research", "second-tender")


def test_a_paper_that_the_only_offer_lacks_is_asked_at_signing_by_a_new_call() -> None:
    found = proposal(a_bid("A", 90, documents_lacking=("technical_sheet",)))
    assert found.change == Change(documents_at_signing=("technical_sheet",))
    assert (found.route, found.cost_centavos, found.over_ceiling_centavos) == ("second-tender", 9000, -1000)


def test_the_least_capacity_is_lowered_to_what_the_offer_can_supply() -> None:
    found = proposal(a_bid("A", 90, capacity=13))
    assert (found.change.minimum_share_percent, found.awarded_pieces) == ("13.00", 13)
    assert found.route == "second-tender"


def test_more_shares_let_two_small_offers_in() -> None:
    found = proposal(a_bid("A", 90, capacity=60), a_bid("B", 95, capacity=40))
    assert (found.change.share_pattern, found.awarded_pieces) == ("60/40", 100)


def test_offers_that_had_no_place_take_what_the_winner_could_not_supply_without_any_change() -> None:
    found = proposal(a_bid("B", 95), reason="capacity")
    assert (found.change, found.route, found.awarded_pieces) == (SAME, "direct-award", 100)


def test_where_nobody_offers_nothing_is_confirmed_and_the_money_is_the_reference() -> None:
    found = proposal(reason="no-bid")
    assert (found.untried, found.awarded_pieces, found.money_centavos) == ("no-offer", 0, 10000)


@pytest.mark.parametrize(
    ("known", "route"),
    [
        ({"sources": 0}, "return"),
        ({"sources": 1}, "direct-award"),
        ({"holders": 3}, "invitation"),
        ({"tried": ("tender", "second-tender")}, "invitation"),
        ({"tried": ("tender", "second-tender", "invitation")}, "return"),
        ({}, "second-tender"),
    ],
)
def test_without_a_confirmed_change_research_and_offers_say_who_is_asked(known: dict[str, object], route: str) -> None:
    assert proposal(reason="no-bid", **known).route == route


def test_a_debarred_offer_is_mended_by_no_change() -> None:
    assert proposal(a_bid("A", 90, is_debarred=True)).untried == "not-mendable"


def test_a_tie_without_draw_cannot_be_confirmed() -> None:
    assert proposal(a_bid("A", 105), a_bid("B", 105)).untried == "draw-not-recorded"


def test_every_confirmed_proposal_is_what_deciding_again_awards_and_no_change_alone_awards_more() -> None:
    random = Random(7)
    confirmed = 0
    for _ in range(400):
        case = random_case(random)
        leftover = Leftover("c", "capacity", case, RULES, 110, 3, 1, ("tender",))
        found = propose(leftover, NEEDS)
        if not found.is_confirmed:
            continue
        confirmed += 1
        changed = changed_case(case, found.change)
        again = decide_lot(changed.lot, changed.bids, changed_rules(RULES, found.change), case.reference, case.draw)
        assert again.awarded_pieces == found.awarded_pieces <= leftover.pieces
        assert sum(one.awarded_pieces * one.price_centavos for one in again.winners) == found.cost_centavos
        as_it_is = decide_lot(case.lot, case.bids, RULES, case.reference, case.draw)
        assert found.awarded_pieces >= as_it_is.awarded_pieces
    assert confirmed > 100


def test_a_change_is_kept_and_read_back() -> None:
    change = Change(105, ("a", "b"), "13.00", True, "60/40")
    assert from_json(as_json(change)) == change
    assert from_json(as_json(SAME)) == SAME


def test_a_code_without_research_has_no_money() -> None:
    found = propose(left(reason="no-bid", ceiling=None), NEEDS)
    assert found.money_centavos == 10000
    bare = left(reason="no-bid", ceiling=None)
    unpriced = propose(
        Leftover("c", "no-bid", bare.case._replace(reference=ReferenceFacts(None, None, 0)), RULES, None, 0, 0, ()),
        NEEDS,
    )
    assert (unpriced.money_centavos, unpriced.at_ceiling_centavos) == (None, None)
