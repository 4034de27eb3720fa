"""Where the linear program of a large problem starts: the basis of a smaller one, with only the columns that matter.

Approximate prices show which columns are near the best of their lot; lots with no choice left are fixed. The program of
the others is solved, priced over all columns, widened and solved again. The whole program then has little left to do.
"""

from dataclasses import dataclass

import highspy
import numpy as np

from abasto.engines.award.model import Model
from abasto.engines.award.parts import Flags, Ints
from abasto.engines.award.prices import Prices, open_columns
from abasto.engines.award.scaled import Reals, Scaled, ScaledRows

# Of a lot's largest cost: how much dearer than its best a column may be to be looked at, first and then.
NEAR = (0.01, 0.003)
BROKEN = 1e-7
MOST_ROUNDS = 6
FINE = 10.0
LOWER, BASIC, UPPER = 0, 1, 2
STATUS = (
    highspy.HighsBasisStatus.kLower,
    highspy.HighsBasisStatus.kBasic,
    highspy.HighsBasisStatus.kUpper,
)


@dataclass
class Basis:
    """Of the whole program, as codes. variables, lots, totals, rows: one each; active: the rows it knows, in order."""

    variables: Ints
    lots: Ints
    totals: Ints
    rows: Ints
    active: list[int]

    def told(self) -> highspy.HighsBasis:
        """As HiGHS takes it."""
        basis = highspy.HighsBasis()
        basis.col_status = [STATUS[code] for code in self.variables.tolist()]
        rows = (*self.lots.tolist(), *self.totals.tolist(), *self.rows[self.active].tolist())
        basis.row_status = [STATUS[code] for code in rows]
        basis.valid = True
        return basis


class Core:
    """The smaller program. limits: (variables,) upper bounds."""

    def __init__(self, model: Model, base: Scaled, rows: ScaledRows, limits: Reals) -> None:
        self.model, self.base, self.rows, self.limits = model, base, rows, limits
        self.prices = Prices(model, base, rows)
        self.count = model.columns.count
        self.inside: Flags = np.zeros(self.count, bool)
        self.is_open: Flags = np.zeros(len(model.problem.lots), bool)

    def basis(self, solver: highspy.Highs) -> Basis | None:
        """Nearly the best basis of the whole program; None where the smaller one has no solution."""
        lot = self.model.columns.lot
        price = self.prices.found()
        chosen = self.prices.chosen(price)
        self.fixed = np.full(self.is_open.size, -1, np.int64)
        self.fixed[lot[chosen.taken]] = chosen.taken
        span = np.zeros(self.is_open.size)
        np.maximum.at(span, lot, np.abs(self.base.cost[: self.count]))
        basis = None
        for near in NEAR:
            columns, is_open = open_columns(self.model, chosen, near * span)
            self.inside |= columns
            self.inside[self.fixed[is_open & (self.fixed >= 0)]] = True
            self.is_open |= is_open
            basis = basis or self._first(np.flatnonzero(price > 0).tolist())
            if not self._solve(solver, basis):
                return None
            price = self._priced(solver, basis)
            chosen = self.prices.chosen(price)
        return basis

    def _first(self, active: list[int]) -> Basis:
        """The cheapest open column of each open lot, the fixed column of the others."""
        count, lot = self.count, self.model.columns.lot
        variables = np.where(self.base.cost < 0, UPPER, LOWER)
        variables[:count] = LOWER
        variables[self.base.cost.size - len(self.model.totals) :] = BASIC
        cost = np.where(self.inside, self.base.cost[:count], np.inf)
        order = np.lexsort((cost, lot))
        first = order[np.searchsorted(lot[order], np.unique(lot))] if count else order
        taken = np.where(self.is_open, -1, self.fixed)
        held = first[(cost[first] < 0) & self.is_open[lot[first]]]
        taken[lot[held]] = held
        lots = np.where(taken >= 0, UPPER, BASIC)
        variables[taken[taken >= 0]] = BASIC
        totals = np.full(len(self.model.totals), LOWER)
        return Basis(variables, lots, totals, np.full(self.rows.unit.size, BASIC), active)

    def _solve(self, solver: highspy.Highs, basis: Basis) -> bool:
        """Solve, add the rows that are broken, and again; what it found goes into `basis`."""
        for _ in range(MOST_ROUNDS):
            columns = self._pass(solver, basis)
            solver.run()
            if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                return False
            self._read(solver, basis, columns)
            x = self._fixed_values()
            x[columns] = solver.getSolution().col_value[: columns.size]
            held = np.bincount(self.prices.entry_row, self.rows.value * x[self.rows.index], self.rows.unit.size)
            short = np.maximum(self.rows.lower - held, held - self.rows.upper)
            short[basis.active] = 0
            broken = np.flatnonzero(short > BROKEN).tolist()
            if not broken:
                break
            basis.active.extend(broken)
        return True

    def _fixed_values(self) -> Reals:
        x = np.zeros(self.base.cost.size)
        x[self.fixed[~self.is_open & (self.fixed >= 0)]] = 1.0
        return x

    def _pass(self, solver: highspy.Highs, basis: Basis) -> Ints:
        """Give it to the solver; returns the variables in it."""
        count, size = self.count, self.base.cost.size
        columns = np.flatnonzero(self.inside & self.is_open[self.model.columns.lot])
        every: Ints = np.concatenate((columns, np.arange(count, size)))
        place = np.full(size, -1)
        place[every] = np.arange(every.size)
        lots, first = np.unique(self.model.columns.lot[columns], return_index=True)
        fixed = self._fixed_values()
        totals = part_of(self.prices.totals, np.arange(len(self.model.totals)), place, fixed)
        rows = part_of(self.rows, np.array(basis.active, np.int64), place, fixed)
        start = np.concatenate((first, columns.size + totals.start[:-1], columns.size + totals.start[-1] + rows.start))
        index = np.concatenate((np.arange(columns.size), totals.index, rows.index)).astype(np.int32)
        value = np.concatenate((np.ones(columns.size), totals.value, rows.value))
        lower = np.concatenate((np.full(lots.size, -np.inf), totals.lower, rows.lower))
        upper = np.concatenate((np.ones(lots.size), totals.upper, rows.upper))
        least = np.zeros(every.size)
        least[every.size - len(self.model.totals) :] = -np.inf
        solver.passModel(
            every.size, lower.size, index.size, 2, 1, 0.0, self.base.cost[every], least, self.limits[every], lower,
            upper, start[:-1].astype(np.int32), index, value, np.zeros(every.size, np.int32),
        )  # fmt: skip
        small = Basis(basis.variables[every], basis.lots[lots], basis.totals, basis.rows, basis.active)
        told = small.told()
        self._loosen(solver, basis, lower.size, told)
        solver.setBasis(told)
        return every

    def _loosen(self, solver: highspy.Highs, basis: Basis, rows: int, told: highspy.HighsBasis) -> None:
        """Rows may be broken at a price: what is fixed could clash with them."""
        many = len(basis.active)
        price = FINE * self.prices.unit[basis.active] + 1e-6
        starts, place = np.arange(many, dtype=np.int32), np.arange(rows - many, rows, dtype=np.int32)
        most, sign = np.full(many, np.inf), self.prices.sign[basis.active]
        solver.addCols(many, price, np.zeros(many), most, many, starts, place, sign)
        told.col_status = [*told.col_status, *[STATUS[LOWER]] * many]

    def _read(self, solver: highspy.Highs, basis: Basis, columns: Ints) -> None:
        found = solver.getBasis()
        codes = {status: code for code, status in enumerate(STATUS)}
        lots = np.unique(self.model.columns.lot[columns[columns < self.count]])
        variables = np.array([codes.get(status, LOWER) for status in found.col_status])
        basis.variables[columns] = variables[: columns.size]
        rows = np.array([codes.get(status, LOWER) for status in found.row_status])
        basis.lots[lots] = rows[: lots.size]
        basis.totals[:] = rows[lots.size : lots.size + basis.totals.size]
        is_loose = variables[columns.size :] == BASIC
        basis.rows[basis.active] = np.where(is_loose, BASIC, rows[lots.size + basis.totals.size :])

    def _priced(self, solver: highspy.Highs, basis: Basis) -> Reals:
        duals = np.array(solver.getSolution().row_dual)[-len(basis.active) :] if basis.active else np.empty(0)
        price = np.zeros(self.rows.unit.size)
        price[basis.active] = np.maximum(duals * self.prices.sign[basis.active], 0.0)
        return np.minimum(price, self.prices.most)


def part_of(rows: ScaledRows, which: Ints, place: Ints, fixed: Reals) -> ScaledRows:
    """These rows over the variables that have a place, what is fixed taken off their limits."""
    many = np.diff(rows.start)[which]
    first = np.cumsum(many) - many
    entry = np.repeat(rows.start[which] - first, many) + np.arange(int(many.sum()))
    row, index, value = np.repeat(np.arange(which.size), many), rows.index[entry], rows.value[entry]
    held = np.bincount(row, value * fixed[index], which.size)
    keep = place[index] >= 0
    start = np.concatenate(([0], np.cumsum(np.bincount(row[keep], minlength=which.size)))).astype(np.int64)
    lower, upper = rows.lower[which] - held, rows.upper[which] - held
    return ScaledRows(lower, upper, start, place[index[keep]], value[keep], rows.unit[which])
