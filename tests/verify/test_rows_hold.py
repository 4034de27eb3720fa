"""Every row and every cut holds for every award that keeps the rules, and no climb leads a bound above the cheapest.

The twin of the optimiser says which awards those are and what they cost; the variables take the values they stand for.
"""

from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from itertools import product
from random import Random
from typing import Any

import pytest

from abasto_verify.bound import Bound
from abasto_verify.chosen import Chosen, Measures
from abasto_verify.cuts import add_cuts
from abasto_verify.findings import Refused
from abasto_verify.impossible import possible_columns
from abasto_verify.problem import Problem
from abasto_verify.problem_shape import problem as shape
from abasto_verify.problem_shape import require_sense
from abasto_verify.rows import Row, Rows, Variable
from abasto_verify.scopes import Scopes, scope_of_rebate

from ..engines.award import twin
from . import judge
from .hostile_problem import hostile, tight_cuts

Taken = tuple[int | None, ...]
"""By lot, the place of its column; None: the null column."""
MOST_AWARDS = 600


class Case:
    def __init__(self, seed: int) -> None:
        raw = hostile(seed)
        shape(raw)
        require_sense(raw)
        self.problem = Problem(raw)
        self.scopes = Scopes(self.problem)
        self.rows = add_cuts(Rows(self.problem, self.scopes), tight_cuts(self.problem, seed))
        self.told = judge._problem(raw)
        self.size = 1
        for columns in self.problem.columns_of_lot:
            self.size *= len(columns) + 1

    def awards(self) -> Iterator[tuple[Taken, Chosen, int]]:
        """Every award that keeps the hard rules, with its cost."""
        problem, bids = self.problem, {bid.id: bid for bid in self.told.bids}
        for taken in product(*[[None, *range(len(columns))] for columns in problem.columns_of_lot]):
            award, chosen = {}, {}
            for lot, place in enumerate(taken):
                if place is not None:
                    parts = problem.columns_of_lot[lot][place]
                    named = [(problem.part_bid[part], problem.part_share[part]) for part in parts]
                    award[problem.lots[lot]["id"]] = tuple((bids[problem.bids[bid]["id"]], s) for bid, s in named)
                    prices = [problem.part_price[part] for part in parts]
                    chosen |= {bid: (share, price) for (bid, share), price in zip(named, prices, strict=True)}
            cost = twin.cost_of(self.told, award)
            if cost is not None:
                yield taken, chosen, cost

    def values(self, taken: Taken, chosen: Chosen) -> dict[Variable, int]:
        values = dict.fromkeys(self.rows.cost, 0)
        for variable in values:
            values[variable] = self._value(variable, chosen)
        for variable in values:
            if variable[0] == "soft":
                row = self.rows.rows[f"rule:{variable[1]}"]
                values[variable] = max(0, row.sign * (self.left(row, taken, chosen, values) - row.right))
        return values

    def _value(self, variable: Variable, chosen: Chosen) -> int:
        kind, name, *rest = variable
        problem = self.problem
        if kind == "winner":
            rule = self.rows.rules[name]
            lots = self.scopes.lots_in(rule["lots"], rule["is_exempt_if_only_source"])
            return int(any(rest[0] in problem.bids[b]["suppliers"] and problem.lot_of_bid[b] in lots for b in chosen))
        if kind == "soft":
            return 0
        rebate = self.rows.rebates[name]
        if rebate["kind"] == "bundle":
            won = [bid for bid in chosen if rebate["supplier"] in problem.bids[bid]["suppliers"]]
            lots = {problem.bids[bid]["lot"] for bid in won if chosen[bid][0] >= rebate["minimum_share_percent"]}
            return int(lots >= set(rebate["lots"]))
        measure = Measures(problem, self.scopes, chosen).of(scope_of_rebate(rebate))
        is_earned = measure >= 100 * rebate["threshold"]
        return int(is_earned) if kind == "rebate" else int(is_earned) * measure * int(rebate["percent"])

    def left(self, row: Row, taken: Taken, chosen: Chosen, values: dict[Variable, int]) -> int:
        """The left side of a row."""
        problem = self.problem
        held = {(bid, share) for bid, (share, _) in chosen.items()}
        measures = Measures(problem, self.scopes, chosen)
        total = sum(factor * measures.of(scope) for scope, factor in row.scopes)
        total += sum(f for part, f in row.parts if (problem.part_bid[part], problem.part_share[part]) in held)
        total += sum(factor for lot, place, factor in row.columns if taken[lot] == place)
        return total + sum(factor * values[variable] for variable, factor in row.variables)


@pytest.mark.parametrize("start", range(0, 1200, 100))
def test_every_row_and_cut_holds_for_every_award(start: int) -> None:
    looked_at = 0
    for seed in range(start, start + 100):
        case = Case(seed)
        if case.size > MOST_AWARDS:
            continue
        possible = possible_columns(case.problem, case.scopes, case.rows)
        places = [{None, *(place for place, _ in some)} for some in possible]
        for taken, chosen, cost in case.awards():
            assert all(place in some for place, some in zip(taken, places, strict=True))
            values = case.values(taken, chosen)
            for variable, value in values.items():
                top = case.rows.top[variable]
                assert top is None or 0 <= value <= top
            for name, row in case.rows.rows.items():
                assert row.sign * (case.left(row, taken, chosen, values) - row.right) <= 0, (seed, name, taken)
            parts = [case.problem.columns_of_lot[lot][place] for lot, place in enumerate(taken) if place is not None]
            saved = sum(case.problem.part_saving[part] for some in parts for part in some)
            priced = sum(price * values[variable] for variable, price in case.rows.cost.items())
            assert sum(case.problem.null_cost) + saved + priced == cost
            looked_at += 1
    assert looked_at > 200


@pytest.mark.parametrize("start", range(1000, 1160, 20))
def test_no_climb_leads_a_bound_above_the_cheapest_award(start: int) -> None:
    """Multipliers are doubled, halved and drawn anew wherever that raises the bound."""
    met = 0
    for seed in range(start, start + 20):
        case = Case(seed)
        if case.size > MOST_AWARDS or not case.rows.rows:
            continue
        best = min((cost for _, _, cost in case.awards()), default=None)
        if best is not None:
            bound = _climbed(case.rows, case.scopes, Random(seed))
            assert bound <= best, seed
            met += bound == best
    assert met > 0


class EveryLeafAnew(Bound):
    """Each leaf is counted a second time by a bound that has seen no leaf before."""

    def _of_leaf(self, multipliers: Any, branches: Any, fixed: Any) -> int | None:
        found = super()._of_leaf(multipliers, branches, fixed)
        assert found == Bound(self.problem, self.scopes, self.rows)._of_leaf(multipliers, branches, fixed)
        return found


@pytest.mark.parametrize("start", range(2000, 2060, 15))
def test_a_leaf_proves_the_same_whatever_leaves_came_before(start: int) -> None:
    leaves = 0
    for seed in range(start, start + 15):
        case, random = Case(seed), Random(seed)
        tree = _tree(case.rows, random, 4, [])
        for node in _nodes(tree):
            some = random.sample(sorted(case.rows.rows), min(random.choice((0, 0, 3)), len(case.rows.rows)))
            node["multipliers"] = [[name, random.getrandbits(44)] for name in sorted(some)]
        bound = EveryLeafAnew(case.problem, case.scopes, case.rows)
        with suppress(Refused):  # A soft rule priced above its cost.
            bound.of_tree(tree)
        leaves += bound.leaves
    assert leaves > 30


def _climbed(rows: Rows, scopes: Scopes, random: Random) -> int:
    tree = _tree(rows, random, random.randint(0, 3), [])
    found = -(10**60)
    for _ in range(80):
        other = deepcopy(tree)
        node = random.choice(list(_nodes(other)))
        multipliers, name = dict(node["multipliers"]), random.choice(sorted(rows.rows))
        now = multipliers.get(name, 0)
        multipliers[name] = random.choice((0, now * 2, now // 2, random.randint(1, 3000) << 40, random.getrandbits(50)))
        node["multipliers"] = [list(pair) for pair in sorted(multipliers.items())]
        try:
            bound = Bound(rows.problem, scopes, rows).of_tree(other)
        except Refused:  # A soft rule priced above its cost.
            continue
        if bound >= found:
            found, tree = bound, other
    return found


def _tree(rows: Rows, random: Random, depth: int, taken: list[Any]) -> dict[str, Any]:
    node: dict[str, Any] = {"multipliers": []}
    bid = random.choice(rows.problem.bids)["id"]
    branches = [list(variable) for variable in rows.cost if variable[0] in ("rebate", "winner")]
    branch = random.choice([["bid", bid], ["part", bid, random.choice((100, 60, 50, 40))], *branches])
    if depth and branch not in taken:
        below = [_tree(rows, random, depth - 1, [*taken, branch]) for _ in range(2)]
        node |= {"branch": branch, "no": below[0], "yes": below[1]}
    return node


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    if "branch" in node:
        yield from _nodes(node["no"])
        yield from _nodes(node["yes"])
