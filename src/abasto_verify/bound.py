"""The bound: no award that keeps the rules costs less. Lagrange, in whole numbers times 2^40, leaf by leaf.

From one leaf to the next only the lots whose multipliers or branches changed are counted again.
"""

from collections import defaultdict
from itertools import pairwise
from typing import Any

from .findings import Refused
from .impossible import possible_columns
from .problem import IN_MEMORY, Problem
from .rows import Row, Rows, Variable
from .scopes import Scope, Scopes

BITS, DEEPEST = 40, 200
Limits = dict[Variable, int]
Branches = dict[int, list[tuple[tuple[int, int | None], bool]]]
"""By lot: (bid, share or None for any) that must be (True) or must not be (False) in the column."""


class Bound:
    def __init__(self, problem: Problem, scopes: Scopes, rows: Rows) -> None:
        self.problem, self.scopes, self.rows = problem, scopes, rows
        self.leaves = self.empty = 0
        self._possible = possible_columns(problem, scopes, rows)
        self._applied: dict[str, int] = {}
        self._constant = sum(problem.null_cost) << BITS
        self._variables = {variable: cost << BITS for variable, cost in rows.cost.items()}
        self._parts = [saving << BITS for saving in problem.part_saving]
        shares = zip(problem.part_share, problem.part_price, strict=True)
        self._values = {False: problem.part_share, True: [share * price for share, price in shares]}
        self._parts_of_lot = [
            [part for bid in bids for part in problem.parts_of_bid[bid]] for bids in problem.bids_of_lot
        ]
        self._work = [len(parts) + len(some) for parts, some in zip(self._parts_of_lot, self._possible, strict=True)]
        self._alone = [[column[0] for _, column in some if len(column) == 1] for some in self._possible]
        self._together = [[column for _, column in some if len(column) > 1] for some in self._possible]
        self._measures: dict[Scope, tuple[list[tuple[int, int]], set[int]]] = {}
        self._columns: dict[int, dict[int, int]] = {}
        self._least = [0] * len(problem.lots)
        self._changed = set(range(len(problem.lots)))
        self._branches: Branches = {}
        self._sum = 0

    def of_tree(self, tree: dict[str, Any]) -> int:
        """The smallest bound of the leaves in e4 centavos. Raises `Refused` where a leaf proves nothing."""
        found = self._of_node(tree, {}, {}, {})
        assert found is not None, "no branch excludes the award of nothing, so some leaf is not empty"
        return found

    def _of_node(
        self, node: dict[str, Any], above: dict[str, int], branches: Branches, fixed: Limits, depth: int = 0
    ) -> int | None:
        if depth > DEEPEST:
            raise Refused("too-deep")
        multipliers = {**above, **self._read(node["multipliers"])}
        if "branch" not in node:
            return self._of_leaf(multipliers, branches, fixed)
        bounds = []
        for key in ("no", "yes"):
            below = self._branched(node["branch"], key == "yes", branches, fixed)
            bounds.append(self._of_node(node[key], multipliers, *below, depth + 1))
        return min((bound for bound in bounds if bound is not None), default=None)

    def _read(self, multipliers: list[list[Any]]) -> dict[str, int]:
        names = [name for name, _ in multipliers]
        for name, after in pairwise(names):
            if name >= after:
                raise Refused("multipliers-not-sorted", row=after)
        for name, multiplier in multipliers:
            if name not in self.rows.rows:
                raise Refused("multiplier-unknown-row", row=name)
            if multiplier < 0:
                raise Refused("multiplier-negative", row=name, found=multiplier)
        return dict(multipliers)

    def _branched(self, branch: list[Any], is_yes: bool, branches: Branches, fixed: Limits) -> tuple[Branches, Limits]:
        kind, name, *rest = branch
        if kind in ("bid", "part"):
            if name not in self.problem.bid_place:
                raise Refused("branch-unknown", branch=" ".join(map(str, branch)))
            bid = self.problem.bid_place[name]
            lot, share = self.problem.lot_of_bid[bid], rest[0] if rest else None
            return {**branches, lot: [*branches.get(lot, ()), ((bid, share), is_yes)]}, fixed
        variable = (kind, name, *rest)
        if variable not in self.rows.cost:
            raise Refused("branch-unknown", branch=" ".join(variable))
        if variable in fixed:
            raise Refused("branch-twice", branch=" ".join(variable))
        return branches, {**fixed, variable: int(is_yes)}

    def _of_leaf(self, multipliers: dict[str, int], branches: Branches, fixed: Limits) -> int | None:
        self.leaves += 1
        self.problem.take(len(multipliers) + len(self._variables))
        self._apply(multipliers)
        self._changed.update(self._branches, branches)
        self._branches = branches
        changed, self._changed = self._changed, set()
        self.problem.take(sum(map(self._work.__getitem__, changed)))
        for lot in changed:
            least = self._least_of_lot(lot)
            if least is None:
                self._changed.add(lot)
            elif least != self._least[lot]:
                self._sum += least - self._least[lot]
                self._least[lot] = least
        if self._changed:
            self.empty += 1
            return None
        total = self._constant + self._sum + sum(self._of_variable(variable, fixed) for variable in self._variables)
        return int(-(-total >> BITS))

    def _of_variable(self, variable: Variable, fixed: Limits) -> int:
        """The least that a variable can cost between its bounds."""
        reduced, top = self._variables[variable], self.rows.top[variable]
        if variable in fixed:
            return reduced * fixed[variable]
        if top is None:
            if reduced < 0:
                raise Refused("soft-without-bound", row=variable[1], found=reduced)
            return 0
        return min(0, reduced * top)

    def _apply(self, multipliers: dict[str, int]) -> None:
        """Bring the reduced costs from the multipliers of the last leaf to these."""
        shared: dict[Scope, int] = {}
        for name in self._applied.keys() | multipliers.keys():
            more = multipliers.get(name, 0) - self._applied.get(name, 0)
            if more:
                self._add_row(self.rows.rows[name], more * self.rows.rows[name].sign, shared)
        self._applied = multipliers
        for is_money in (False, True):
            self._add_by_lot([pair for pair in shared.items() if pair[0].is_by_lot and pair[0].is_money == is_money])
        for scope, more in shared.items():
            if more and not scope.is_by_lot:
                self._add_by_bid(scope, more)

    def _add_row(self, row: Row, more: int, shared: dict[Scope, int]) -> None:
        self.problem.take(len(row.parts) + len(row.columns) + len(row.variables))
        self._constant -= more * row.right
        for scope, factor in row.scopes:
            shared[scope] = shared.get(scope, 0) + more * factor
        for variable, factor in row.variables:
            self._variables[variable] += more * factor
        for part, factor in row.parts:
            self._parts[part] += more * factor
            self._changed.add(self.problem.lot_of_bid[self.problem.part_bid[part]])
        for lot, column, factor in row.columns:
            extra = self._columns.setdefault(lot, {})
            extra[column] = extra.get(column, 0) + more * factor
            self._changed.add(lot)

    def _add_by_bid(self, scope: Scope, more: int) -> None:
        if scope not in self._measures:
            measures = self.rows.part_measures(scope)
            self.problem.take(IN_MEMORY * len(measures))
            self._measures[scope] = list(measures.items()), set(map(self.rows.lot_of_part, measures))
        (measured, lots), parts = self._measures[scope], self._parts
        self.problem.take(len(measured))
        for part, measure in measured:
            parts[part] += more * measure
        self._changed |= lots

    def _add_by_lot(self, scopes: list[tuple[Scope, int]]) -> None:
        """All of money or all of pieces: first added up by lot, since many of them hold the same lots."""
        sums: dict[int, int] = defaultdict(int)
        for scope, more in scopes:
            for lot, pieces in self.scopes.terms(scope) if more else ():
                sums[lot] += more * pieces
        parts, values = self._parts, self._values[bool(scopes) and scopes[0][0].is_money]
        for lot, more in sums.items():
            for part in self._parts_of_lot[lot]:
                parts[part] += more * values[part]
        self._changed.update(sums)

    def _least_of_lot(self, lot: int) -> int | None:
        """The smallest reduced cost of a column that the branches allow, from the null column; None: no column."""
        get, asked, extra = self._parts.__getitem__, self._branches.get(lot), self._columns.get(lot)
        if not asked and not extra:
            cheapest = min(map(get, self._alone[lot]), default=0)
            if self._together[lot]:
                cheapest = min(cheapest, *[sum(map(get, column)) for column in self._together[lot]])
            return min(cheapest, 0)
        self.problem.take(len(self._possible[lot]) * len(asked or ()))
        least = None if asked and any(is_in for _, is_in in asked) else 0
        for place, column in self._possible[lot]:
            if asked and not self._is_allowed(column, asked):
                continue
            value = sum(map(get, column)) + (extra.get(place, 0) if extra else 0)
            if least is None or value < least:
                least = value
        return least

    def _is_allowed(self, column: tuple[int, ...], asked: list[tuple[tuple[int, int | None], bool]]) -> bool:
        problem = self.problem
        held: set[tuple[int, int | None]] = {(problem.part_bid[part], problem.part_share[part]) for part in column}
        held |= {(problem.part_bid[part], None) for part in column}
        return all((one in held) == is_in for one, is_in in asked)
