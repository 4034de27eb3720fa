"""HiGHS, from outside, on what the criterion claims about cost and quantity.

The criterion is not "the cheapest award of all": it gives places by price, and a place keeps its share. What is true:

1. Where every solvent bid within the spread could supply the whole lot, no other way of giving the published shares to
   different bids within the spread costs less. The MIP chooses who gets which share.
2. Where capacities bind and the places are given by price, the award gives out as many pieces as its winners can
   supply, and of all such awards that leave each place at least its share or its capacity it costs least (an LP).
3. Over all buyers the awarded pieces are a maximum flow from the winners' capacities to the needs.
4. Without capacities each buyer's split is the nearest whole split to its exact shares.

Were places not given by price, a cheaper award could exist when capacities bind; the last test keeps that example.
"""

from dataclasses import replace
from fractions import Fraction
from random import Random

import highspy
import pytest

from abasto.award.decide import decide_lot
from abasto.award.facts import BidFacts, LotCase, LotDecision

from . import obvious
from .cases import PATTERNS, SIZES, a_bid, a_lot, drawn, random_case, rules

LOTS = 150
RULES = rules()


def model() -> highspy.Highs:
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", 0.0)
    return solver


def optimum(solver: highspy.Highs) -> int:
    assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    value = solver.getInfo().objective_function_value
    assert abs(value - round(value)) < 1e-5
    return round(value)


def decided(case: LotCase) -> LotDecision:
    return decide_lot(case.lot, case.bids, RULES, case.reference, case.draw)


def within_spread(case: LotCase) -> list[BidFacts]:
    """Solvent bids within the spread, from the rules as the twin reads them; a lot with one share has no spread."""
    solvent, _ = obvious.solvent_and_defects(case.lot, case.bids, RULES, case.reference)
    lowest = min((bid.price_centavos for bid in solvent), default=0)
    limit = lowest * Fraction(11, 10)
    return [bid for bid in solvent if bid.price_centavos <= limit or len(case.lot.shares) == 1]


def one_buyer_of_hundreds(case: LotCase, random: Random, *, is_ample: bool) -> LotCase:
    """One buyer and a need in hundreds, so that every share is whole pieces and the award is exactly its share."""
    need = 100 * random.randint(1, 30)
    lot = replace(case.lot, buyer_maximum_pieces=(need,), buyer_minimum_pieces=(need * 2 // 5,))
    capacities = (need,) if is_ample else (0, need // 5, need // 3, need // 2, need)
    bids = [_rival(f"B{number}", random.choice(capacities), random) for number in range(random.randint(0, 5))]
    return case._replace(lot=lot, bids=bids, draw=drawn(bids, random))


def _rival(bid_id: str, capacity: int, random: Random) -> BidFacts:
    """Mostly solvent, on and around the spread of 10 %, with many ties."""
    price = random.choice((90, 95, 99, 99, 100, 100, 104, 105, 108, 109, 110, 111))
    return a_bid(bid_id, price, capacity, random.choice(SIZES), is_debarred=random.randrange(12) == 0)


def cost(decision: LotDecision) -> int:
    return sum(bid.price_centavos * bid.awarded_pieces for bid in decision.bids)


def cheapest_assignment(case: LotCase, bids: list[BidFacts]) -> int:
    """Least cost of giving the first shares to different bids; what is over goes to any of those chosen."""
    solver = model()
    need = sum(case.lot.buyer_maximum_pieces)
    shares = case.lot.shares[: len(bids)]
    holds = [[solver.addBinary() for _ in shares] for _ in bids]
    pieces = [solver.addVariable(0, need) for _ in bids]
    for place in range(len(shares)):
        solver.addConstr(sum(row[place] for row in holds) == 1)
    for row, quantity in zip(holds, pieces, strict=True):
        solver.addConstr(sum(row) <= 1)
        solver.addConstr(quantity >= sum(need * share // 100 * held for share, held in zip(shares, row, strict=True)))
        solver.addConstr(quantity <= need * sum(row))
    solver.addConstr(sum(pieces) == need)
    solver.minimize(sum(bid.price_centavos * quantity for bid, quantity in zip(bids, pieces, strict=True)))
    return optimum(solver)


def test_with_ample_capacity_no_other_assignment_of_the_shares_costs_less() -> None:
    random, seen = Random(11), 0
    for _ in range(LOTS * 2):
        case = one_buyer_of_hundreds(random_case(random), random, is_ample=True)
        bids = within_spread(case)
        if not bids:
            assert decided(case).awarded_pieces == 0
            continue
        seen += len(bids) > 1 and len(case.lot.shares) > 1
        assert cost(decided(case)) == cheapest_assignment(case, bids)
    assert seen > LOTS // 2


def most_then_cheapest(case: LotCase, places: list[BidFacts]) -> tuple[int, int]:
    """Most pieces, then the least cost of them, each place with at least its share or its capacity."""
    need = sum(case.lot.buyer_maximum_pieces)
    solver = model()
    floors = [
        min(need * share // 100, bid.capacity_pieces) for share, bid in zip(case.lot.shares, places, strict=False)
    ]
    pieces = [solver.addVariable(low, bid.capacity_pieces) for low, bid in zip(floors, places, strict=True)]
    solver.addConstr(sum(pieces) <= need)
    solver.maximize(sum(1 * quantity for quantity in pieces))
    most = optimum(solver)
    solver.addConstr(sum(pieces) >= most)
    solver.minimize(sum(bid.price_centavos * quantity for bid, quantity in zip(places, pieces, strict=True)))
    return most, optimum(solver)


def test_with_binding_capacities_the_places_by_price_supply_most_and_cost_least() -> None:
    random, seen = Random(12), 0
    for _ in range(LOTS * 2):
        case = one_buyer_of_hundreds(random_case(random), random, is_ample=False)
        places = obvious.takers(case.lot, within_spread(case), RULES, case.draw)
        decision = decided(case)
        if places:
            assert (decision.awarded_pieces, cost(decision)) == most_then_cheapest(case, places)
        seen += len(places) > 1 and decision.awarded_pieces < decision.needed_pieces
    assert seen > LOTS // 10


def maximum_flow(case: LotCase, places: list[BidFacts]) -> int:
    solver = model()
    parts = [[solver.addVariable(0, need) for need in case.lot.buyer_maximum_pieces] for _ in places]
    for row, bid in zip(parts, places, strict=True):
        solver.addConstr(sum(row) <= bid.capacity_pieces)
    for buyer, need in enumerate(case.lot.buyer_maximum_pieces):
        solver.addConstr(sum(row[buyer] for row in parts) <= need)
    solver.maximize(sum(1 * part for row in parts for part in row))
    return optimum(solver)


def test_over_all_buyers_the_winners_supply_as_much_as_any_plan_could() -> None:
    random = Random(13)
    for _ in range(LOTS):
        case = random_case(random)
        places = obvious.takers(case.lot, within_spread(case), RULES, case.draw)
        assert decided(case).awarded_pieces == (maximum_flow(case, places) if places else 0)


def nearest_whole_split(need: int, shares: tuple[int, ...]) -> int:
    """Least sum of distances, in hundredths of a piece, of a whole split from the exact shares."""
    solver = model()
    parts = [solver.addIntegral(0, need) for _ in shares]
    distances = [solver.addVariable(0, 100 * need + 100) for _ in shares]
    for share, part, distance in zip(shares, parts, distances, strict=True):
        solver.addConstr(distance - 100 * part >= -need * share)
        solver.addConstr(distance + 100 * part >= need * share)
    solver.addConstr(sum(parts) == need)
    solver.minimize(sum(1 * distance for distance in distances))
    return optimum(solver)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_each_buyer_gets_the_nearest_whole_split_of_its_shares(pattern: str) -> None:
    needs = tuple(range(24))
    bids = [a_bid(name, price) for price, name in enumerate("ABCDE", start=100)]
    decision = decide_lot(a_lot(pattern, needs), bids, RULES, random_case(Random(1)).reference, {})
    shares = decision.values["shares"]
    assert len(decision.winners) == shares
    for buyer, need in enumerate(needs):
        exact = [winner.share_percent * need for winner in decision.winners]
        parts = [100 * winner.maximum_pieces[buyer] for winner in decision.winners]
        distance = sum(abs(one - other) for one, other in zip(exact, parts, strict=True))
        assert distance == nearest_whole_split(need, tuple(winner.share_percent for winner in decision.winners))


def test_places_by_price_can_cost_more_than_places_by_cost_when_capacities_bind() -> None:
    """By price B holds the 30 and C the 20. With these two shares exchanged C, who can supply no more than 20, would
    still supply 20 and B only 20, so that A would supply 60 instead of 50. The call orders places by price.
    """
    bids = [a_bid("A", 100, 100), a_bid("B", 101, 30), a_bid("C", 110, 20)]
    case = LotCase(a_lot("50/30/20"), bids, random_case(Random(1)).reference, drawn(bids, Random(1)))
    published = cost(decided(case))
    exchanged = 100 * 60 + 101 * 20 + 110 * 20
    assert published == 100 * 50 + 101 * 30 + 110 * 20
    assert exchanged < published
