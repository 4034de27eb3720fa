"""Columns that are in no award: they break a hard rule whatever the other lots take (docs/award-problem.md).

Every row is read as `sum <= right`. A column is impossible if its coefficient and the smallest of every other lot, the
null column (0) among them, are together above the right side.
"""

from collections import defaultdict

from .problem import Problem
from .rows import Row, Rows
from .scopes import Scope, Scopes

Placed = list[tuple[int, tuple[int, ...]]]


def possible_columns(problem: Problem, scopes: Scopes, rows: Rows) -> list[Placed]:
    """Of every lot the columns that are not impossible, each with its place in `columns_of_lot`."""
    search = _Search(problem, scopes)
    impossible: dict[int, set[int]] = defaultdict(set)
    for rule in problem.raw["rules"]:
        if rule["soft_centavos"] is None and rule["kind"] != "winners":
            for lot, column in search.of_row(rows.rows[f"rule:{rule['id']}"]):
                impossible[lot].add(column)
    every = [list(enumerate(columns)) for columns in problem.columns_of_lot]
    for lot, places in impossible.items():
        every[lot] = [pair for pair in every[lot] if pair[0] not in places]
    return every


class _Search:
    def __init__(self, problem: Problem, scopes: Scopes) -> None:
        self.problem, self.scopes = problem, scopes
        prices = [share * price for share, price in zip(problem.part_share, problem.part_price, strict=True)]
        self._values = {False: problem.part_share, True: prices}
        self._largest = {is_money: self._of_lots(values) for is_money, values in self._values.items()}
        self._largest_of: dict[Scope, dict[int, int]] = {}

    def _of_lots(self, values: list[int]) -> list[int]:
        """By lot, the most that a column has of a value of its parts."""
        get, columns = values.__getitem__, self.problem.columns_of_lot
        return [max([sum(map(get, column)) for column in some], default=0) for some in columns]

    def of_row(self, row: Row) -> list[tuple[int, int]]:
        """(lot, column) of those that one row makes impossible."""
        lots, rest = self._limit_lots(row) if len(row.scopes) == 1 else self._percent_lots(row)
        if not lots:
            return []
        values = self._coefficients(row, lots)
        least = {lot: min(0, *some) for lot, some in values.items()}
        most = row.sign * row.right - rest - sum(least.values())
        return [
            (lot, column)
            for lot, some in values.items()
            for column, value in enumerate(some)
            if value - least[lot] > most
        ]

    def _limit_lots(self, row: Row) -> tuple[set[int], int]:
        """The lots to look at. At most: no coefficient is negative, so only a column above the limit by itself."""
        scope, below = row.scopes[0][0], row.right if row.sign == 1 else 0
        pieces, largest, values = self.scopes.pieces(scope), self._largest[scope.is_money], self._values[scope.is_money]
        if scope.is_by_lot:
            self.problem.take(len(pieces))
            return {lot for lot, some in enumerate(pieces) if some * largest[lot] > below}, 0
        most: dict[int, int] = defaultdict(int)
        for bid, lot in [(bid, lot) for bid, lot in self.scopes.bids(scope) if pieces[lot] * largest[lot] > below]:
            most[lot] += pieces[lot] * max([values[part] for part in self.problem.parts_of_bid[bid]])
        return {lot for lot, value in most.items() if value > below}, 0

    def _percent_lots(self, row: Row) -> tuple[set[int], int]:
        """The lots to look at and what the others come to. At most: lots out of scope only lower the sum."""
        (scope, whole), (over_all, percent) = row.scopes
        if over_all not in self._largest_of:
            self._largest_of[over_all] = self._at_most(over_all)
        largest = self._largest_of[over_all]
        if row.sign == -1:
            return set(largest), 0
        lots = set(self._at_most(scope))
        rest = percent * sum([most for lot, most in largest.items() if lot not in lots])
        is_none = all((whole + percent) * largest[lot] <= -rest for lot in lots)
        return (set(), 0) if is_none else (lots, rest)

    def _at_most(self, scope: Scope) -> dict[int, int]:
        """By lot, no less than the measure of any column; over all suppliers exactly that of the largest."""
        pieces, largest = self.scopes.pieces(scope), self._largest[scope.is_money]
        lots = range(len(pieces)) if scope.is_by_lot else {lot for _, lot in self.scopes.bids(scope)}
        self.problem.take(len(lots))
        return {lot: pieces[lot] * largest[lot] for lot in lots if pieces[lot] and largest[lot]}

    def _coefficients(self, row: Row, lots: set[int]) -> dict[int, list[int]]:
        """By lot, the coefficient of every column, times the sign of the row."""
        problem = self.problem
        problem.take(sum([len(problem.columns_of_lot[lot]) for lot in lots]))
        parts: dict[int, int] = defaultdict(int)
        for scope, factor in row.scopes:
            pieces, values = self.scopes.pieces(scope), self._values[scope.is_money]
            if scope.is_by_lot:
                bids = [(bid, lot) for lot in lots for bid in problem.bids_of_lot[lot]]
            else:
                bids = [(bid, lot) for bid, lot in self.scopes.bids(scope) if lot in lots]
            problem.take(len(bids))
            for bid, lot in bids:
                each = row.sign * factor * pieces[lot]
                for part in problem.parts_of_bid[bid] if each else ():
                    parts[part] += each * values[part]
        get = parts.__getitem__
        return {lot: [sum(map(get, column)) for column in problem.columns_of_lot[lot]] for lot in lots}
