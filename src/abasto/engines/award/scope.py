"""Which parts a rule or a rebate counts, and how much of each."""

from dataclasses import dataclass

import numpy as np

from abasto.engines.award.columns import Columns
from abasto.engines.award.parts import Flags, Ints, Lots, Parts
from abasto.engines.award.problem import Problem, Rebate, Rule


@dataclass(frozen=True)
class Counted:
    """Parts (indices) with what each counts, whole."""

    parts: Ints
    amounts: Ints


class Scope:
    """Looks parts up by supplier, and columns by part; built once a problem."""

    def __init__(self, problem: Problem, lots: Lots, parts: Parts, columns: Columns) -> None:
        self.problem, self.lots, self.parts, self.columns = problem, lots, parts, columns
        self.supplier = {row.id: i for i, row in enumerate(problem.suppliers)}
        self.lot = {row.id: i for i, row in enumerate(problem.lots)}
        self.institution = {name: i for i, name in enumerate(problem.institutions)}
        self.period = {name: i for i, name in enumerate(problem.periods)}
        origins = sorted({bid.origin for bid in problem.bids})
        self.origin = {name: i for i, name in enumerate(origins)}
        self.sizes = np.array([row.size for row in problem.suppliers])
        self._pieces: dict[tuple[object, object], Ints] = {}
        self._named: dict[tuple[str, ...] | None, Flags] = {None: np.ones(len(problem.lots), bool)}
        self._by_member = _index(parts.members, len(problem.suppliers))
        self._by_part = _index(columns.parts, parts.bid.size)

    def of_rule(self, rule: Rule) -> Ints:
        """The parts in the scope of a rule of pieces or money."""
        found = self._of_suppliers(rule.suppliers)
        found = found[self.in_lots(rule.lots)[self.parts.lot[found]]]
        if rule.sizes is not None:
            found = found[np.isin(self.sizes, rule.sizes)[self.parts.members[found, 0]]]
        if rule.origins is not None:
            named = [self.origin[name] for name in rule.origins if name in self.origin]
            found = found[np.isin(self.parts.origin[found], named)]
        return self.not_exempt(found) if rule.is_exempt_if_only_source else found

    def of_rebate(self, rebate: Rebate) -> Ints:
        """The parts a rebate looks at."""
        found = self._of_suppliers((rebate.supplier,))
        return found[self.in_lots(rebate.lots)[self.parts.lot[found]]]

    def not_exempt(self, found: Ints) -> Ints:
        """Without the parts in lots with one source only."""
        return found[self.lots.only_source[self.parts.lot[found]] < 0]

    def in_lots(self, names: tuple[str, ...] | None) -> Flags:
        """(lots,): whether each is named."""
        if names not in self._named:
            named = np.zeros(len(self.problem.lots), bool)
            named[[self.lot[name] for name in names or () if name in self.lot]] = True
            self._named[names] = named
        return self._named[names]

    def of_supplier(self, supplier: int) -> Ints:
        """The parts in which a supplier is a member."""
        start, rows = self._by_member
        return rows[start[supplier] : start[supplier + 1]]

    def pieces(self, institutions: tuple[str, ...] | None, periods: tuple[str, ...] | None) -> Ints:
        """(lots,): the pieces of the institutions or periods named."""
        key = institutions, periods
        if key not in self._pieces:
            self._pieces[key] = self._summed(institutions, periods)
        return self._pieces[key]

    def _summed(self, institutions: tuple[str, ...] | None, periods: tuple[str, ...] | None) -> Ints:
        if institutions is not None:
            named = [self.institution[name] for name in dict.fromkeys(institutions)]
            return np.asarray(self.lots.by_institution[:, named].sum(axis=1), np.int64)
        if periods is not None:
            named = [self.period[name] for name in dict.fromkeys(periods)]
            return np.asarray(self.lots.by_period[:, named].sum(axis=1), np.int64)
        return self.lots.pieces

    def measured(self, found: Ints, pieces: Ints, is_money: bool) -> Counted:
        """share * pieces, times the price for money."""
        amounts = self.parts.share[found] * pieces[self.parts.lot[found]]
        return Counted(found, amounts * self.parts.price[found] if is_money else amounts)

    def on_columns(self, counted: Counted) -> tuple[Ints, Ints]:
        """The columns that hold these parts, in order, with the sum of what they count; columns of 0 left out."""
        start, entries = self._by_part
        if counted.parts.size * 8 > self.parts.bid.size:
            return self._dense(counted)
        many = start[counted.parts + 1] - start[counted.parts]
        step = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
        columns = entries[np.repeat(start[counted.parts], many) + step]
        amounts = np.repeat(counted.amounts, many)
        if columns.size == 0:
            return columns, amounts
        order = np.argsort(columns, kind="stable")
        columns, amounts = columns[order], amounts[order]
        first = np.flatnonzero(np.concatenate(([True], columns[1:] != columns[:-1])))
        columns, sums = columns[first], np.add.reduceat(amounts, first)
        return columns[sums != 0], sums[sums != 0]

    def _dense(self, counted: Counted) -> tuple[Ints, Ints]:
        amounts = np.zeros(self.parts.bid.size + 1, np.int64)
        amounts[counted.parts] = counted.amounts
        sums = amounts[self.columns.parts].sum(axis=1)
        columns = np.flatnonzero(sums)
        return columns, sums[columns]

    def _of_suppliers(self, names: tuple[str, ...] | None) -> Ints:
        if names is None:
            return np.arange(self.parts.bid.size)
        found = [self.of_supplier(self.supplier[name]) for name in dict.fromkeys(names) if name in self.supplier]
        return found[0] if len(found) == 1 else np.unique(np.concatenate(found)) if found else np.empty(0, np.int64)


def _index(table: Ints, values: int) -> tuple[Ints, Ints]:
    """(start, rows): the rows that hold value v are rows[start[v]:start[v + 1]], ascending."""
    flat = table.ravel()
    order = np.argsort(flat, kind="stable")
    order = order[flat[order] >= 0]
    start = np.searchsorted(flat[order], np.arange(values + 1)).astype(np.int64)
    return start, order // table.shape[1]
