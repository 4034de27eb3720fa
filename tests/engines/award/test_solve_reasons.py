"""Reasons of bids and what-ifs of rules: what they claim is checked by deciding again."""

from dataclasses import replace

import pytest
from instances.small import bare, small

from abasto.base.refusal import Refused
from abasto.engines.award.confirm import confirmed, with_price
from abasto.engines.award.explain import ABOVE_CEILING, WON, Explainer
from abasto.engines.award.frontier import frontier
from abasto.engines.award.problem import Problem, Rule
from abasto.engines.award.rows import model_of
from abasto.engines.award.session import Session
from abasto.engines.award.solve import Award, Stop, solve

EXACT = Stop(gap=0.0, leaves=10)


def free(seed: int, lots: int) -> tuple[Problem, Award]:
    """A problem whose lots are decided alone."""
    problem = replace(bare(seed, lots), rules=(), rebates=(), nondelivery_weight_permyriad=0)
    return problem, solve(problem, EXACT)


def test_every_bid_has_a_reason_and_winners_have_won() -> None:
    problem = small(3, 20)
    award = solve(problem, EXACT)
    reasons = Explainer(problem, award).reasons()
    assert [reason.bid for reason in reasons] == [bid.id for bid in problem.bids]
    won = {bid for _, parts in award.awards for bid, _ in parts}
    assert {reason.bid for reason in reasons if reason.code == WON} == won


def test_a_bid_above_the_ceiling_is_told_so() -> None:
    problem = small(3, 20)
    ceilings = {lot.id: lot.ceiling_centavos for lot in problem.lots}
    above = {b.id for b in problem.bids if (ceilings[b.lot] or 10**18) < min(p for _, p in b.prices)}
    assert above
    reasons = Explainer(problem, solve(problem, EXACT)).reasons()
    assert {reason.bid for reason in reasons if reason.code == ABOVE_CEILING} == above


@pytest.mark.parametrize("seed", range(3))
def test_at_the_confirmed_price_a_bid_wins_where_lots_are_decided_alone(seed: int) -> None:
    problem, award = free(seed, 4)
    found = confirmed(problem, award.prices, [bid.id for bid in problem.bids])
    assert any(price is not None for price in found.values())
    for bid, price in found.items():
        if price is not None:
            again = solve(with_price(problem, bid, price), EXACT)
            assert any(bid == held for _, parts in again.awards for held, _ in parts)


def test_a_what_if_proves_what_the_changed_problem_proves() -> None:
    problem = small(6, 30)
    session = Session(problem)
    asked = [rule for rule in problem.rules if rule.kind != "winners" and rule.soft_centavos is None and rule.limit]
    for rule in asked[:3]:
        limit = (rule.limit or 0) * 2
        rules = tuple(replace(held, limit=limit) if held.id == rule.id else held for held in problem.rules)
        fresh = Session(replace(problem, rules=rules)).base.bound_e4_centavos
        assert session.what_if(rule.id, limit=limit).bound_e4_centavos == pytest.approx(fresh, rel=1e-6)
    assert session.what_if(asked[0].id, limit=asked[0].limit).bound_e4_centavos == pytest.approx(
        session.base.bound_e4_centavos, rel=1e-6
    )


def test_a_rule_never_has_a_price_below_zero() -> None:
    session = Session(small(6, 30))
    rules = [rule for rule in session.problem.rules if rule.kind != "winners" and rule.soft_centavos is None]
    assert all(session.price_of_rule(rule.id) >= -1 for rule in rules)


def test_an_award_goes_on_from_the_one_held() -> None:
    problem = replace(bare(2, 6), rules=(Rule("cap", "pieces", "at-most", limit=10**9),), rebates=())
    before = solve(problem, EXACT)
    pieces = sum(model_of(problem).lots.pieces.tolist())
    after = Session(problem).award(Rule("cap", "pieces", "at-most", limit=pieces // 3), before, Stop(gap=0.0, steps=3))
    served = {lot.id: lot.pieces for lot in problem.lots}
    assert sum(share * served[lot] for lot, parts in after.awards for _, share in parts) <= 100 * (pieces // 3)
    assert after.cost_e4_centavos >= before.cost_e4_centavos


def test_an_unknown_rule_has_no_what_if() -> None:
    with pytest.raises(Refused, match="award-rule-has-no-what-if"):
        Session(small(6, 10)).what_if("unknown")


def test_the_frontier_costs_more_as_more_must_be_served() -> None:
    problem = replace(bare(5, 5), rules=(), rebates=())
    total = sum(lot.pieces for lot in problem.lots)
    points = frontier(problem, [0, total // 2, 2 * total], EXACT)
    costs = [point.award.cost_e4_centavos for point in points if point.award]
    assert costs == sorted(costs)
    assert points[-1].award is None
