"""Every row of the problem by its name, as docs/award-problem.md ("The award and its proof") defines them.

A row is read `sum <= right` (sign 1) or `sum >= right` (sign -1). In it stand scopes (share x pieces, x price), parts,
columns and variables. A variable is what columns do not decide: a rebate earned, its value, a winner, a soft excess.
"""

from dataclasses import dataclass, field
from typing import Any

from .chosen import suppliers_counted
from .findings import Refused
from .problem import IN_MEMORY, Problem
from .scopes import Scope, Scopes, over_all, scope_of_rebate, scope_of_rule

Variable = tuple[str, ...]
"""("rebate", id) and ("winner", rule id, supplier) are 0 or 1; ("value", id) has a top; ("soft", id) has none."""


@dataclass
class Row:
    sign: int
    right: int = 0
    scopes: list[tuple[Scope, int]] = field(default_factory=list)
    parts: list[tuple[int, int]] = field(default_factory=list)
    columns: list[tuple[int, int, int]] = field(default_factory=list)
    variables: list[tuple[Variable, int]] = field(default_factory=list)


class Rows:
    """rows: by name. cost, top: of every variable, top None where it has none.

    columns of a row: (lot, place in `columns_of_lot`, coefficient). Raises `Refused`: a name twice.
    """

    def __init__(self, problem: Problem, scopes: Scopes) -> None:
        self.problem = problem
        self.scopes = scopes
        self.rows: dict[str, Row] = {}
        self.cost: dict[Variable, int] = {}
        self.top: dict[Variable, int | None] = {}
        self.rules = {rule["id"]: rule for rule in problem.raw["rules"]}
        self.rebates = {rebate["id"]: rebate for rebate in problem.raw["rebates"]}
        for rule in self.rules.values():
            self._winners(rule) if rule["kind"] == "winners" else self._rule(rule)
        for rebate in self.rebates.values():
            self._bundle(rebate) if rebate["kind"] == "bundle" else self._rebate(rebate)

    def add(self, name: str, row: Row) -> None:
        """A row under its name; raises `Refused` when the name is taken."""
        self.problem.take(IN_MEMORY * (10 + len(row.parts) + len(row.columns) + len(row.variables)))
        if name in self.rows:
            raise Refused("row-name-twice", row=name)
        self.rows[name] = row

    def _variable(self, variable: Variable, cost: int, top: int | None) -> Variable:
        self.cost[variable], self.top[variable] = cost, top
        return variable

    def _soft(self, rule: dict[str, Any], row: Row, per_unit: int) -> Row:
        if rule["soft_centavos"] is not None:
            excess = self._variable(("soft", rule["id"]), per_unit * rule["soft_centavos"], None)
            row.variables.append((excess, -row.sign))
        return row

    def _rule(self, rule: dict[str, Any]) -> None:
        scope, sign = scope_of_rule(rule), 1 if rule["sense"] == "at-most" else -1
        if rule["limit"] is not None:
            row, per_unit = Row(sign, 100 * rule["limit"], [(scope, 1)]), 100
        else:
            row, per_unit = Row(sign, 0, [(scope, 100), (over_all(scope), -rule["limit_percent"])]), 1
        self.add(f"rule:{rule['id']}", self._soft(rule, row, per_unit))

    def _winners(self, rule: dict[str, Any]) -> None:
        is_most, ids = rule["sense"] == "at-most", None if rule["lots"] is None else tuple(rule["lots"])
        lots = set(self.scopes.lots_in(ids, rule["is_exempt_if_only_source"]))
        self.problem.take(len(lots) + len(self.problem.bids))
        eligible = {bid for lot in lots for bid in self.problem.eligible_of_lot[lot]}
        whole = Row(1 if is_most else -1, rule["limit"])
        for supplier in suppliers_counted(self.problem, rule):
            bids = [bid for bid in self.problem.bids_of_supplier[supplier] if bid in eligible]
            if not bids:
                continue
            name = f"link:{rule['id']}:{supplier}"
            wins = self._variable(("winner", rule["id"], supplier), 0, 1)
            whole.variables.append((wins, 1))
            parts_of_lot: dict[int, list[int]] = {self.problem.lot_of_bid[bid]: [] for bid in bids}
            for bid in bids:
                parts_of_lot[self.problem.lot_of_bid[bid]] += self.problem.parts_of_bid[bid]
            parts = [part for some in parts_of_lot.values() for part in some]
            factor = (len(parts_of_lot), -1) if is_most else (-1, 1)
            self.add(name, Row(-1, 0, parts=[(part, factor[1]) for part in parts], variables=[(wins, factor[0])]))
            for lot, some in parts_of_lot.items() if is_most else ():
                row = Row(-1, 0, parts=[(part, -1) for part in some], variables=[(wins, 1)])
                self.add(f"{name}:{self.problem.lots[lot]['id']}", row)
        self.add(f"rule:{rule['id']}", self._soft(rule, whole, 10_000))

    def _rebate(self, rebate: dict[str, Any]) -> None:
        name, scope = f"rebate:{rebate['id']}", scope_of_rebate(rebate)
        cost = -10_000 * rebate["rebate_centavos"] if rebate["kind"] == "lump" else 0
        earned = self._variable(("rebate", rebate["id"]), cost, 1)
        self.add(name, Row(-1, 0, [(scope, 1)], variables=[(earned, -100 * rebate["threshold"])]))
        if rebate["kind"] == "percent":
            most = sum(self.largest(scope).values()) * rebate["percent"]
            value = self._variable(("value", rebate["id"]), -1, most)
            self.add(f"{name}:value", Row(-1, 0, [(scope, rebate["percent"])], variables=[(value, -1)]))
            self.add(f"{name}:open", Row(-1, 0, variables=[(earned, most), (value, -1)]))

    def _bundle(self, rebate: dict[str, Any]) -> None:
        earned = self._variable(("rebate", rebate["id"]), -10_000 * rebate["rebate_centavos"], 1)
        for lot in rebate["lots"]:
            place = self.problem.lot_place[lot]
            mine = [
                bid
                for bid in self.problem.bids_of_supplier[rebate["supplier"]]
                if self.problem.lot_of_bid[bid] == place
            ]
            parts = [part for bid in mine for part in self.problem.parts_of_bid[bid]]
            enough = [part for part in parts if self.problem.part_share[part] >= rebate["minimum_share_percent"]]
            self.add(
                f"rebate:{rebate['id']}:{lot}",
                Row(-1, 0, parts=[(part, 1) for part in enough], variables=[(earned, -1)]),
            )

    def part_measures(self, scope: Scope) -> dict[int, int]:
        """The measure of every part in a scope by bid: percent-pieces or percent-centavos."""
        problem, found, is_money = self.problem, {}, scope.is_money
        shares, prices, terms = problem.part_share, problem.part_price, self.scopes.terms(scope)
        if scope.is_by_lot:
            terms = [(bid, pieces) for lot, pieces in terms for bid in problem.bids_of_lot[lot]]
        for bid, pieces in terms:
            for part in problem.parts_of_bid[bid]:
                found[part] = shares[part] * pieces * (prices[part] if is_money else 1)
        return found

    def lot_of_part(self, part: int) -> int:
        return self.problem.lot_of_bid[self.problem.part_bid[part]]

    def largest(self, scope: Scope) -> dict[int, int]:
        """By lot, the largest measure of a column; one supplier has at most one part of a column."""
        found: dict[int, int] = {}
        for part, measure in self.part_measures(scope).items():
            lot = self.lot_of_part(part)
            found[lot] = max(found.get(lot, 0), measure)
        return found
