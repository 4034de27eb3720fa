"""A smaller linear program around a solution of the relaxation, to ask what an answer would cost: fast, and forgotten.

It holds the lots that have a choice there and the rows that are nearly full. Other rows keep their price; other lots
keep their award. What it finds are multipliers of the whole relaxation: the bound they prove is computed apart.
"""

from dataclasses import dataclass

import highspy
import numpy as np
import numpy.typing as npt

from abasto.engines.award.core import part_of
from abasto.engines.award.linear import Linear, quiet
from abasto.engines.award.parts import Flags, Ints
from abasto.engines.award.scaled import Reals, ScaledRows, total_rows

Places = npt.NDArray[np.int32]
ITERATIONS = 300
# How full a row must be to be looked at, of its limit.
FULL = 0.9
# Times what a unit of a row costs on average: the price of breaking it.
DEAR = 10.0
WHOLE = 1e-9


@dataclass(frozen=True, eq=False)
class Question:
    """branch: as the certificate writes it. variable: the 0-1 variable asked about, or -1 where a lot is.

    lot, held: the lot asked about, and the columns (columns,) for which the answer is yes.
    """

    branch: tuple[str, ...] | tuple[str, str, int]
    variable: int = -1
    lot: int = -1
    held: Flags | None = None


@dataclass(frozen=True)
class Answer:
    """multipliers: by row, whole, whatever the short solve came to. gain_e4: what it says the answer costs more."""

    multipliers: dict[int, int]
    gain_e4: float


class Ground:
    """One solution of the relaxation, read once for all programs around it.

    x: (variables,); base: its multipliers; price: (rows,) in the solver's units; full: (rows,) with a price or nearly
    full; cost: (variables,) less the prices of all rows.
    """

    def __init__(self, linear: Linear) -> None:
        self.linear, self.model = linear, linear.model
        self.x, self.base = linear.x, linear.multipliers()
        self.totals = total_rows(self.model, linear.base)
        duals = np.array(linear.solver.getSolution().row_dual)
        basis = linear.solver.getBasis()
        self.of_column, self.of_row = list(basis.col_status), list(basis.row_status)
        self.price = np.zeros(linear.scaled.unit.size)
        self.price[linear.active] = duals[linear.first_row :]
        self.by_total = duals[len(self.model.problem.lots) : linear.first_row]
        self.full = self._full()
        self.cost = self._priced()

    def _full(self) -> Flags:
        rows, x = self.linear.scaled, self.x
        of, part = rows.entry_row, rows.value * x[rows.index]
        held = np.bincount(of, part, rows.unit.size)
        is_total = rows.index >= self.linear.base.cost.size - len(self.model.totals)
        least = np.isfinite(rows.lower)
        right = np.where(least, rows.lower, rows.upper)
        room = np.where(least, held - right, right - held)
        limit = np.abs(right) + np.abs(np.bincount(of, np.where(is_total, part, 0.0), rows.unit.size))
        full: Flags = (room <= (1 - FULL) * limit) & (limit > 0)
        full[list(self.base)] = True
        full[[row for row in self.linear.active if self.linear.rows[row].columns.size]] = True
        return full

    def _priced(self) -> Reals:
        rows, cost = self.linear.scaled, self.linear.base.cost.copy()
        entries = np.flatnonzero(self.price[rows.entry_row])
        weighed = self.price[rows.entry_row[entries]] * rows.value[entries]
        cost -= np.bincount(rows.index[entries], weighed, cost.size)
        if self.by_total.size:
            every = self.totals
            cost -= np.bincount(every.index, self.by_total[every.entry_row] * every.value, cost.size)
        return cost


class Near:
    """One such program."""

    def __init__(self, ground: Ground, columns: Flags, rows: Flags, left_out: frozenset[int], seed: int) -> None:
        """columns: (columns,) that may be taken; rows: (rows,) to be held. left_out: rows that keep their price."""
        self.ground, self.linear, self.model = ground, ground.linear, ground.model
        x = ground.x
        count, lot = self.model.columns.count, self.model.columns.lot
        taken = x[:count]
        lots = len(self.model.problem.lots)
        options = np.bincount(lot[columns], minlength=lots) + (np.bincount(lot, taken, lots) < 0.5)
        is_open = np.asarray(options > 1)
        is_open[lot[(taken > WHOLE) & (taken < 1 - WHOLE)]] = True
        self.fixed = np.where(np.append(~is_open[lot], np.zeros(x.size - count, bool)), x, 0.0)
        self.columns = np.flatnonzero((columns | (taken > WHOLE)) & is_open[lot])
        self.rows = np.flatnonzero(rows)
        self.is_priced = np.isin(self.rows, list(left_out))
        self.solver = quiet(seed)
        for name, value in (("presolve", "off"), ("solver", "simplex"), ("simplex_scale_strategy", 0)):
            self.solver.setOptionValue(name, value)
        self._pass()
        self.solver.run()
        self._start = self.solver.getBasis()
        self._value = self.solver.getInfo().objective_function_value
        self.solver.setOptionValue("simplex_iteration_limit", ITERATIONS)

    def ask(self, question: Question, answer: bool) -> Answer:
        """What an answer costs."""
        index, least, most = self._asked(question, answer)
        self.solver.changeColsBounds(index.size, index, least, most)
        row = int(self.place_of_lot[question.lot]) if question.lot >= 0 and answer else -1
        if row >= 0:
            self.solver.changeRowBounds(row, 1.0, 1.0)
        self.solver.run()
        gain = (self.solver.getInfo().objective_function_value - self._value) * self.linear.base.unit
        duals = np.array(self.solver.getSolution().row_dual)[-self.rows.size :] if self.rows.size else np.empty(0)
        self.solver.changeColsBounds(index.size, index, np.zeros(index.size), self.most[index])
        if row >= 0:
            self.solver.changeRowBounds(row, -np.inf, 1.0)
        self.solver.setBasis(self._start)
        return Answer(self._multipliers(duals), gain)

    def _asked(self, question: Question, answer: bool) -> tuple[Places, Reals, Reals]:
        if question.held is None:
            index = np.array([self.place[self.model.columns.count + question.variable]], np.int32)
            return index, np.full(1, float(answer)), np.full(1, float(answer))
        mine = np.flatnonzero(self.model.columns.lot[self.columns] == question.lot)
        allowed = question.held[self.columns[mine]] == answer
        return mine.astype(np.int32), np.zeros(mine.size), np.where(allowed, self.most[mine], 0.0)

    def _multipliers(self, duals: Reals) -> dict[int, int]:
        inside = set(self.rows.tolist())
        found = {row: value for row, value in self.ground.base.items() if row not in inside}
        return dict(sorted((found | self.linear.whole(zip(self.rows.tolist(), duals.tolist(), strict=True))).items()))

    def _pass(self) -> None:
        """Give the program to the solver, with the basis of the relaxation as far as it goes."""
        linear, base, count = self.linear, self.linear.base, self.model.columns.count
        size = base.cost.size
        totals = np.flatnonzero(np.isin(np.arange(len(self.model.totals)), self._totals()))
        first = size - len(self.model.totals)
        every = np.concatenate((self.columns, np.arange(count, first), first + totals))
        self.place = np.full(size, -1)
        self.place[every] = np.arange(every.size)
        lots, start = np.unique(self.model.columns.lot[self.columns], return_index=True)
        self.place_of_lot = np.full(len(self.model.problem.lots), -1)
        self.place_of_lot[lots] = np.arange(lots.size)
        measured = part_of(self.ground.totals, totals, self.place, self.fixed)
        rows = part_of(linear.scaled, self.rows, self.place, self.fixed)
        starts = np.concatenate(
            (start, self.columns.size + measured.start[:-1], self.columns.size + measured.start[-1] + rows.start)
        )
        index = np.concatenate((np.arange(self.columns.size), measured.index, rows.index)).astype(np.int32)
        value = np.concatenate((np.ones(self.columns.size), measured.value, rows.value))
        lower = np.concatenate((np.full(lots.size, -np.inf), measured.lower, rows.lower))
        upper = np.concatenate((np.ones(lots.size), measured.upper, rows.upper))
        self.most = linear.limits[every]
        least = np.zeros(every.size)
        least[every.size - totals.size :] = -np.inf
        cost = self._priced(totals)[every]
        self.solver.passModel(
            every.size, lower.size, index.size, 2, 1, 0.0, cost, least, self.most, lower, upper,
            starts[:-1].astype(np.int32), index, value, np.zeros(every.size, np.int32),
        )  # fmt: skip
        self._loosen(rows, linear.base.cost[every], lower.size)
        self._begin(every, lots, totals)

    def _loosen(self, rows: ScaledRows, cost: Reals, size: int) -> None:
        """A row may be broken at a high price, since far columns are not here; one that keeps its price, at that."""
        many = rows.unit.size
        if many == 0:
            return
        of, own = rows.entry_row, rows.index < self.columns.size
        spent = np.bincount(of, np.where(own, np.abs(cost[rows.index]), 0.0), many)
        units = np.bincount(of, np.where(own, np.abs(rows.value), 0.0), many)
        price = DEAR * np.where(units > 0, spent / np.maximum(units, 1e-300), 1.0) + 1e-6
        sign = np.where(np.isfinite(rows.lower) | self.is_priced, 1.0, -1.0)
        price = np.where(self.is_priced, self.ground.price[self.rows], price)
        least = np.where(self.is_priced, -np.inf, 0.0)
        place, start = np.arange(size - many, size, dtype=np.int32), np.arange(many, dtype=np.int32)
        self.solver.addCols(many, price, least, np.full(many, np.inf), many, start, place, sign)

    def _totals(self) -> list[int]:
        return sorted({self.linear.rows[row].total for row in self.rows.tolist()} - {-1})

    def _priced(self, totals: Ints) -> Reals:
        """Costs less the prices of the rows that are not here."""
        ground, cost = self.ground, self.ground.cost.copy()
        for rows, price, here in (
            (self.linear.scaled, ground.price, self.rows),
            (ground.totals, ground.by_total, totals),
        ):
            for row in here[price[here] != 0].tolist():
                span = slice(int(rows.start[row]), int(rows.start[row + 1]))
                cost[rows.index[span]] += price[row] * rows.value[span]
        return cost

    def _begin(self, every: Ints, lots: Ints, totals: Ints) -> None:
        status, many = highspy.HighsBasisStatus, len(self.model.problem.lots)
        of_column, of_row = self.ground.of_column, self.ground.of_row
        row_of = {row: self.linear.first_row + i for i, row in enumerate(self.linear.active)}
        basis = highspy.HighsBasis()
        basis.col_status = [*(of_column[i] for i in every.tolist()), *[status.kLower] * self.rows.size]
        rows = [of_row[row_of[row]] if row in row_of else status.kBasic for row in self.rows.tolist()]
        basis.row_status = [of_row[i] for i in lots.tolist()] + [of_row[many + i] for i in totals.tolist()] + rows
        basis.valid = True
        self.solver.setBasis(basis)
