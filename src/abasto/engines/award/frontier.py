"""Cost against pieces not served: the least an award costs when at least so many pieces are awarded, point by point."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from abasto.base.refusal import Refused
from abasto.engines.award.problem import Problem, Rule
from abasto.engines.award.solve import Award, Stop, solve

FLOOR = "frontier-floor"
OUT_OF_REACH = ("award-rules-clash", "award-not-found", "award-rule-out-of-reach")


@dataclass(frozen=True)
class Point:
    """problem: with the floor, which its certificate is about. award is None where no award reaches the floor.

    money_centavos: what is paid to suppliers before rebates; unserved_pieces: what no one supplies (whole, rounded up).
    """

    floor_pieces: int
    problem: Problem
    award: Award | None
    money_centavos: int
    unserved_pieces: int


def frontier(problem: Problem, floors_pieces: Sequence[int], stop: Stop, seed: int = 0) -> list[Point]:
    """One award a floor, each with its own bound and certificate."""
    return [_point(problem, floor, stop, seed) for floor in floors_pieces]


def _point(problem: Problem, floor: int, stop: Stop, seed: int) -> Point:
    asked = replace(problem, rules=(*problem.rules, Rule(FLOOR, "pieces", "at-least", limit=floor)))
    try:
        award = solve(asked, stop, seed)
    except Refused as refused:
        if refused.code not in OUT_OF_REACH:
            raise
        return Point(floor, asked, None, 0, sum(lot.pieces for lot in problem.lots))
    return Point(floor, asked, award, *_measured(problem, award))


def _measured(problem: Problem, award: Award) -> tuple[int, int]:
    lots, bids = {lot.id: lot for lot in problem.lots}, {bid.id: bid for bid in problem.bids}
    money = served = 0
    for lot, parts in award.awards:
        for bid, share in parts:
            price = [cost for start, cost in bids[bid].prices if start <= share][-1]
            money += share * lots[lot].pieces * price
            served += share * lots[lot].pieces
    return money // 100, sum(lot.pieces for lot in problem.lots) - served // 100
