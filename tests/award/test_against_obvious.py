"""The award against its slow obvious twin, and what holds for every lot."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from abasto.award.decide import decide_all, decide_lot
from abasto.award.facts import LotCase, LotDecision
from abasto.base.refusal import Refused
from abasto.tender.call import CallRules

from . import obvious
from .cases import a_bid, a_lot, call_rules, cases, drawn, every_case, random_case, rules


def decided(case: LotCase, of: CallRules) -> LotDecision:
    return decide_lot(case.lot, case.bids, of, case.reference, case.draw)


@settings(max_examples=400, deadline=None)
@given(cases, call_rules)
def test_the_award_is_that_of_the_obvious_twin(case: LotCase, of: CallRules) -> None:
    decision = decided(case, of)
    twin = obvious.decide(case.lot, case.bids, of, case.reference, case.draw)
    assert {bid.bid_id: list(bid.defects) for bid in decision.bids} == twin.defects
    assert {bid.bid_id: bid.reason for bid in decision.bids} == twin.reasons
    assert decision.reason == twin.lot_reason
    assert {bid.bid_id: list(bid.maximum_pieces) for bid in decision.winners} == twin.maximum
    assert {bid.bid_id: list(bid.minimum_pieces) for bid in decision.winners} == twin.minimum
    assert list(decision.unawarded_maximum_pieces) == twin.unawarded
    assert list(decision.unawarded_minimum_pieces) == twin.unawarded_minimum


@settings(max_examples=600, deadline=None)
@given(every_case)
def test_every_evaluation_and_character_decides_as_the_obvious_twin(judged: tuple[LotCase, CallRules]) -> None:
    case, of = judged
    decision = decided(case, of)
    twin = obvious.decide(case.lot, case.bids, of, case.reference, case.draw)
    assert {bid.bid_id: list(bid.defects) for bid in decision.bids} == twin.defects
    assert {bid.bid_id: bid.reason for bid in decision.bids} == twin.reasons
    assert {bid.bid_id: bid.rank for bid in decision.bids if bid.rank} == twin.ranks
    assert decision.reason == twin.lot_reason
    assert {bid.bid_id: list(bid.maximum_pieces) for bid in decision.winners} == twin.maximum
    assert {bid.bid_id: list(bid.minimum_pieces) for bid in decision.winners} == twin.minimum
    assert list(decision.unawarded_maximum_pieces) == twin.unawarded
    assert list(decision.unawarded_minimum_pieces) == twin.unawarded_minimum


@settings(max_examples=300, deadline=None)
@given(every_case)
def test_no_piece_is_lost_and_no_capacity_exceeded(judged: tuple[LotCase, CallRules]) -> None:
    case, of = judged
    decision = decided(case, of)
    winners = decision.winners
    capacities = {bid.bid_id: bid.capacity_pieces for bid in case.bids}
    for buyer, need in enumerate(case.lot.buyer_maximum_pieces):
        parts = [winner.maximum_pieces[buyer] for winner in winners]
        assert sum(parts) + decision.unawarded_maximum_pieces[buyer] == need
    for buyer, need in enumerate(case.lot.buyer_minimum_pieces):
        parts = [winner.minimum_pieces[buyer] for winner in winners]
        assert sum(parts) + decision.unawarded_minimum_pieces[buyer] == need
    for winner in winners:
        assert winner.awarded_pieces == sum(winner.maximum_pieces) <= capacities[winner.bid_id]
        pairs = zip(winner.minimum_pieces, winner.maximum_pieces, strict=True)
        assert all(0 <= minimum <= maximum for minimum, maximum in pairs)
    assert decision.awarded_pieces == sum(winner.awarded_pieces for winner in winners)
    assert decision.awarded_pieces + decision.unawarded_pieces == decision.needed_pieces


@settings(max_examples=200, deadline=None)
@given(every_case, st.randoms(use_true_random=False))
def test_the_order_in_which_bids_arrive_changes_nothing(judged: tuple[LotCase, CallRules], random: Random) -> None:
    case, of = judged
    shuffled = list(case.bids)
    random.shuffle(shuffled)
    assert decided(case._replace(bids=shuffled), of) == decided(case, of)


@settings(max_examples=400, deadline=None)
@given(every_case, st.randoms(use_true_random=False))
def test_where_no_draw_is_asked_for_no_draw_could_change_the_award(
    judged: tuple[LotCase, CallRules], random: Random
) -> None:
    case, of = judged
    (undrawn,) = decide_all([case._replace(draw={})], of)
    if isinstance(undrawn, Refused):
        assert undrawn.code == "draw-not-recorded"
        return
    other = decided(case._replace(draw=drawn(list(case.bids), random)), of)
    pieces = [{bid.bid_id: bid.maximum_pieces for bid in one.bids} for one in (undrawn, other)]
    reasons = [{bid.bid_id: bid.reason for bid in one.bids} for one in (undrawn, other)]
    assert pieces[0] == pieces[1]
    assert reasons[0] == reasons[1]


@settings(max_examples=200, deadline=None)
@given(cases, st.integers(1, 50))
def test_a_winner_that_asks_less_still_wins_at_least_as_much(case: LotCase, cut: int) -> None:
    """Unless it falls below the convenient price, which this call does not reject."""
    of = rules(not_convenient_rejects=False)
    before = decided(case, of)
    for winner in before.winners:
        cheaper = [
            replace(bid, price_centavos=max(1, bid.price_centavos - cut)) if bid.bid_id == winner.bid_id else bid
            for bid in case.bids
        ]
        after = {bid.bid_id: bid for bid in decided(case._replace(bids=cheaper), of).bids}
        assert after[winner.bid_id].reason == ""


def test_threads_and_processes_give_the_bytes_of_one_after_the_other() -> None:
    random = Random(5)
    many = [random_case(random) for _ in range(200)]
    one_by_one = [repr(verdict) for verdict in decide_all(many, rules())]
    with ThreadPoolExecutor(2) as threads, ProcessPoolExecutor(2) as processes:
        assert [repr(verdict) for verdict in decide_all(many, rules(), threads.map)] == one_by_one
        assert [repr(verdict) for verdict in decide_all(many, rules(), processes.map)] == one_by_one


def test_a_lot_that_cannot_be_decided_stops_no_other() -> None:
    good = LotCase(a_lot(), [a_bid("A", 100)], random_case(Random(1)).reference, {})
    empty = good._replace(lot=a_lot(needs=(0, 0)))
    first, second, third = decide_all([good, empty, good], rules())
    assert isinstance(second, Refused)
    assert second.code == "lot-without-pieces"
    assert first == third


def test_rules_that_cannot_decide_every_tie_decide_no_lot() -> None:
    with pytest.raises(Refused, match="tie-break-without-draw"):
        decide_all([], rules(tie_break=("msme",)))
