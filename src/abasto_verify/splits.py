"""A split: what holds where a question is answered no, and what holds where it is answered yes, joined in one row.

On each side some rows, times prices, add up to one inequality; a number may be taken off a lot, since it takes exactly
one column, and a price times a variable, since it has a top. Every award is on one side, so it keeps the row in which
each column has the larger of its two coefficients. Nothing has to be believed: the row is computed here.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from .findings import Refused
from .problem import IN_MEMORY
from .rows import Row, Rows, Variable
from .scopes import Scope
from .shape import MOST

BITS = 40


@dataclass
class Side:
    """sum(parts) + sum(columns) + sum(variables) >= right on this side, times 2^40.

    parts: by part. columns: by lot, then by place in `columns_of_lot`. off: by lot, whole.
    """

    right: int = 0
    parts: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    columns: dict[int, dict[int, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    variables: dict[Variable, int] = field(default_factory=lambda: defaultdict(int))
    off: dict[int, int] = field(default_factory=dict)


class Splits:
    """Makes the rows of splits; rows over parts that it has met are kept as they are."""

    def __init__(self, rows: Rows) -> None:
        self.rows, self.problem = rows, rows.problem
        self._measures: dict[Scope, list[tuple[int, int]]] = {}

    def row(self, place: int, branch: list[Any], no: list[Any], yes: list[Any], off: list[Any], tops: list[Any]) -> Row:
        """The row that every award keeps. Raises `Refused` for names or signs that make none."""
        sides = [self._side(place, prices) for prices in (no, yes)]
        self._take_off(place, sides, off)
        asked = self._asked(place, branch)
        self._take_tops(place, sides, tops, asked)
        lots = set(sides[0].off)
        for side in sides:
            lots |= {self.rows.lot_of_part(part) for part in side.parts} | set(side.columns)
        if isinstance(asked, tuple):
            row = self._joined_by_variable(sides, lots, asked)
        else:
            row = self._joined_by_lot(sides, lots | {asked}, asked, branch)
        numbers = [row.right, *[value for *_, value in row.columns], *[value for _, value in row.variables]]
        if max(map(abs, numbers)) > MOST:
            raise Refused("cut-too-large", cut=place)
        return row

    def _side(self, place: int, prices: list[list[Any]]) -> Side:
        side, shared = Side(), defaultdict[Scope, int](int)
        for (name, _), (after, _) in pairwise(prices):
            if name >= after:
                raise Refused("multipliers-not-sorted", cut=place, row=after)
        for name, price in prices:
            row = self.rows.rows.get(name)
            if row is None:
                raise Refused("multiplier-unknown-row", cut=place, row=name)
            if price < 0:
                raise Refused("multiplier-negative", cut=place, row=name, found=price)
            signed = -row.sign * price
            self.problem.take(1 + len(row.scopes) + len(row.parts) + len(row.columns) + len(row.variables))
            side.right += signed * row.right
            for scope, factor in row.scopes:
                shared[scope] += signed * factor
            for part, factor in row.parts:
                side.parts[part] += signed * factor
            for lot, column, factor in row.columns:
                side.columns[lot][column] += signed * factor
            for variable, factor in row.variables:
                side.variables[variable] += signed * factor
        for scope, price in shared.items():
            for part, measure in self._measured(scope) if price else ():
                side.parts[part] += price * measure
        return side

    def _measured(self, scope: Scope) -> list[tuple[int, int]]:
        if scope not in self._measures:
            self._measures[scope] = list(self.rows.part_measures(scope).items())
            self.problem.take(IN_MEMORY * len(self._measures[scope]))
        self.problem.take(len(self._measures[scope]))
        return self._measures[scope]

    def _take_off(self, place: int, sides: list[Side], off: list[list[Any]]) -> None:
        self.problem.take(len(off))
        if len({lot for lot, _, _ in off}) < len(off) or any(lot not in self.problem.lot_place for lot, _, _ in off):
            raise Refused("cut-lots", cut=place)
        for lot, *both in off:
            for side, value in zip(sides, both, strict=True):
                side.off[self.problem.lot_place[lot]] = value
                side.right -= value << BITS

    def _take_tops(self, place: int, sides: list[Side], tops: list[list[Any]], asked: Variable | int) -> None:
        self.problem.take(len(tops))
        named: set[Variable] = set()
        for words, *both in tops:
            variable = tuple(words)
            top = self.rows.top.get(variable)
            if top is None or variable == asked or variable in named:
                raise Refused("cut-tops", cut=place, variable=" ".join(variable))
            named.add(variable)
            for side, price in zip(sides, both, strict=True):
                side.variables[variable] -= price
                side.right -= price * top

    def _asked(self, place: int, branch: list[Any]) -> Variable | int:
        """The variable asked about, or the lot of the bid asked about."""
        kind, name, *rest = branch
        if kind in ("bid", "part"):
            if name not in self.problem.bid_place:
                raise Refused("branch-unknown", cut=place, branch=" ".join(map(str, branch)))
            return self.problem.lot_of_bid[self.problem.bid_place[name]]
        if (kind, name, *rest) not in self.rows.cost:
            raise Refused("branch-unknown", cut=place, branch=" ".join(branch))
        return (kind, name, *rest)

    def _joined_by_variable(self, sides: list[Side], lots: set[int], asked: Variable) -> Row:
        """The variable itself says which side holds: it moves the right-hand side from the one to the other."""
        sides[1].right -= sides[1].variables.get(asked, 0)
        no, yes = (side.right >> BITS for side in sides)
        row = self._joined(sides, lots, {asked})
        row.right += no
        row.variables.append((asked, no - yes))
        return row

    def _joined_by_lot(self, sides: list[Side], lots: set[int], asked: int, branch: list[Any]) -> Row:
        """The column of the lot itself says which side holds, so it carries the right-hand side of its own."""
        row = self._joined(sides, lots - {asked}, set())
        null = -sides[0].off.get(asked, 0) - (sides[0].right >> BITS)
        row.right -= null
        columns = self.problem.columns_of_lot[asked]
        both = [self._coefficients(side, asked) for side in sides]
        for column, parts in enumerate(columns):
            answer = any(self._is_meant(part, branch) for part in parts)
            value = -(-both[answer][column] >> BITS) - (sides[answer].right >> BITS)
            row.columns.append((asked, column, value - null))
        return row

    def _is_meant(self, part: int, branch: list[Any]) -> bool:
        bid = self.problem.bids[self.problem.part_bid[part]]["id"]
        return bool(bid == branch[1] and (len(branch) < 3 or self.problem.part_share[part] == branch[2]))

    def _joined(self, sides: list[Side], lots: set[int], left_out: set[Variable]) -> Row:
        row = Row(-1)
        for lot in sorted(lots):
            no, yes = (self._coefficients(side, lot) for side in sides)
            null = -min([side.off.get(lot, 0) for side in sides])
            row.right -= null
            values = [-(-larger >> BITS) - null for larger in map(max, no, yes)]
            row.columns += [(lot, column, value) for column, value in enumerate(values) if value]
        for variable in sorted({*sides[0].variables, *sides[1].variables} - left_out):
            larger = max(side.variables.get(variable, 0) for side in sides)
            row.variables.append((variable, -(-larger >> BITS)))
        return row

    def _coefficients(self, side: Side, lot: int) -> list[int]:
        """Of the columns of a lot, times 2^40, with what is taken off the lot."""
        columns, own, off = self.problem.columns_of_lot[lot], side.parts.get, side.off.get(lot, 0) << BITS
        self.problem.take(len(columns))
        found = [
            (own(parts[0], 0) if len(parts) == 1 else sum([own(part, 0) for part in parts])) - off for parts in columns
        ]
        for column, value in side.columns.get(lot, {}).items():
            found[column] += value
        return found
