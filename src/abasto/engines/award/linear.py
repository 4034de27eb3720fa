"""The linear relaxation by HiGHS: rows enter when they are broken, and every solve starts from the last basis.

Duals become whole multipliers of 2**-40; `bound.py` proves a bound from any of them, so nothing here need be exact.
"""

from collections.abc import Iterable, Sequence

import highspy
import numpy as np

from abasto.engines.award.core import Core
from abasto.engines.award.model import Model, Row
from abasto.engines.award.parts import Ints
from abasto.engines.award.scaled import Reals, Scaled, ScaledRows, scaled_rows, total_rows

MULTIPLIER_BITS = 40
BROKEN = 1e-7
TRIAL_ITERATIONS = 1500
# Columns from which a smaller program first is faster.
LARGE = 60_000


def quiet(seed: int) -> highspy.Highs:
    """A HiGHS that says nothing and uses one thread, with a fixed seed."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", seed % 2**31)
    return solver


# Nothing here is unbounded: from that basis rounding led astray, and from none it does not.
LOST = (
    highspy.HighsModelStatus.kUnbounded,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,
    highspy.HighsModelStatus.kUnknown,
    highspy.HighsModelStatus.kSolveError,
)


class Linear:
    """The relaxation of one model. rows: those of the model, then cuts; `active`: what the solver knows."""

    def __init__(self, model: Model, base: Scaled, seed: int) -> None:
        self.model, self.base = model, base
        self.rows: list[Row] = []
        self.scaled = scaled_rows(model, base, [])
        self.active: list[int] = []
        self.is_feasible = True
        self.iterations = 0
        self.filled: tuple[int, ...] = ()
        self.first_row = len(model.problem.lots) + len(model.totals)
        self.solver = quiet(seed)
        self.solver.setOptionValue("presolve", "off")
        self.solver.setOptionValue("solver", "simplex")
        self.solver.setOptionValue("simplex_scale_strategy", 0)
        self._start()
        self.extend(model.rows)

    def extend(self, rows: Sequence[Row]) -> None:
        """Know more rows; they enter when broken."""
        self.rows.extend(rows)
        self.scaled = _appended(self.scaled, scaled_rows(self.model, self.base, rows))

    def solve(self, most_rounds: int = 100) -> None:
        """Solve, add what is broken, until nothing is. `is_feasible` is false when the rows clash."""
        for _ in range(most_rounds):
            self.run()
            if not self.is_feasible:
                return
            broken = self.broken(self.x)
            if broken.size == 0:
                return
            self.enter(broken)

    def begin(self, seed: int, large: int = LARGE) -> None:
        """Start a program with many columns from the basis of its core."""
        if self.model.columns.count < large:
            return
        solver = quiet(seed)
        solver.setOptionValue("presolve", "off")
        solver.setOptionValue("solver", "simplex")
        basis = Core(self.model, self.base, self.scaled, self.limits).basis(solver)
        if basis is not None:
            active, basis.active = list(basis.active), list(basis.active)
            self.enter(np.array(active, np.int64))
            self.solver.setBasis(basis.told())

    def run(self) -> None:
        """One solve from the last basis."""
        self.solver.run()
        self.iterations += self.solver.getInfo().simplex_iteration_count
        if self.solver.getModelStatus() in LOST:
            self.solver.clearSolver()
            self.solver.run()
        self.is_feasible = self.solver.getModelStatus() in (
            highspy.HighsModelStatus.kOptimal,
            highspy.HighsModelStatus.kModelEmpty,
        )

    @property
    def x(self) -> Reals:
        """(variables,) in the solver's units."""
        return np.array(self.solver.getSolution().col_value)

    @property
    def objective(self) -> float:
        """The relaxation's value in e4 centavos."""
        return self.solver.getInfo().objective_function_value * self.base.unit + float(sum(self.model.null_e4.tolist()))

    def broken(self, x: Reals) -> Ints:
        """The rows not active that x breaks."""
        rows = self.scaled
        held = np.bincount(rows.entry_row, rows.value * x[rows.index], rows.unit.size)
        short = np.maximum(rows.lower - held, held - rows.upper)
        short[self.active] = 0
        return np.flatnonzero(short > BROKEN)

    def enter(self, places: Ints) -> None:
        """Give these rows to the solver."""
        rows = self.scaled
        many = np.diff(rows.start)[places]
        first = np.concatenate(([0], np.cumsum(many)))
        entry = np.repeat(rows.start[places] - first[:-1], many) + np.arange(int(first[-1]))
        start, index = first[:-1].astype(np.int32), rows.index[entry].astype(np.int32)
        self.solver.addRows(
            places.size, rows.lower[places], rows.upper[places], entry.size, start, index, rows.value[entry]
        )
        self.active.extend(places.tolist())

    def limit(self, places: Sequence[int], values: Sequence[int]) -> None:
        """Fix variables to values, in the solver's units."""
        fixed = np.array(values, np.float64)
        self.solver.changeColsBounds(len(places), np.array(places, np.int32), fixed, fixed)

    def solve_briefly(self) -> None:
        """Solve, or give up after `TRIAL_ITERATIONS` and go back to the basis before; `is_feasible` is then false."""
        basis = self.solver.getBasis()
        self.solver.setOptionValue("simplex_iteration_limit", TRIAL_ITERATIONS)
        self.solve()
        self.solver.setOptionValue("simplex_iteration_limit", 2**31 - 1)
        if not self.is_feasible:
            self.begin_at(basis)

    def begin_at(self, basis: highspy.HighsBasis) -> None:
        """Solve next from this basis; rows entered since are slack in it."""
        missing = self.solver.getNumRow() - len(basis.row_status)
        if missing:
            basis.row_status = list(basis.row_status) + [highspy.HighsBasisStatus.kBasic] * missing
        self.solver.setBasis(basis)

    def pay(self, places: Sequence[int], bonus: float) -> None:
        """Lower the cost of variables by a bonus in the solver's units; 0 restores it."""
        index = np.array(places, np.int32)
        self.solver.changeColsCost(index.size, index, self.base.cost[index] - bonus)

    def bound_columns(self, upper: Reals, filled: Sequence[int]) -> None:
        """Set the upper bounds of all columns, and the lots that must take one."""
        index = np.arange(upper.size, dtype=np.int32)
        self.solver.changeColsBounds(upper.size, index, np.zeros(upper.size), upper)
        for lot in self.filled:
            self.solver.changeRowBounds(lot, -np.inf, 1.0)
        for lot in filled:
            self.solver.changeRowBounds(lot, 1.0, 1.0)
        self.filled = tuple(filled)

    def exchange(self, place: int, row: Row) -> None:
        """Another right-hand side or factor for a row known."""
        self.rows[place] = row
        unit, held = self.scaled.unit[place], self.scaled
        right = float(row.right) / unit
        held.lower[place], held.upper[place] = (right, np.inf) if row.is_at_least else (-np.inf, right)
        if row.total >= 0:
            last = int(held.start[place + 1]) - 1
            held.value[last] = row.factor * self.base.variable_unit[len(self.model.variables) + row.total] / unit
        if place in self.active:
            where = self.first_row + self.active.index(place)
            self.solver.changeRowBounds(where, held.lower[place], held.upper[place])
            if row.total >= 0:
                self.solver.changeCoeff(where, int(held.index[last]), float(held.value[last]))

    def forbid(self, variables: Sequence[int]) -> None:
        """These variables of the model are 0 for good."""
        places = [self.model.columns.count + i for i in variables]
        self.limits[places] = 0.0
        if places:
            self.unlimit(places)

    def unlimit(self, places: Sequence[int]) -> None:
        """Give variables their own bounds again."""
        index = np.array(places, np.int32)
        self.solver.changeColsBounds(len(places), index, np.zeros(len(places)), self.limits[index])

    def leave(self) -> None:
        """Take out the active rows that are slack in the basis, so that the next solves are cheap; the basis stays."""
        basis = self.solver.getBasis()
        of_row, basic = list(basis.row_status), highspy.HighsBasisStatus.kBasic
        kept = [i for i in range(len(self.active)) if of_row[self.first_row + i] != basic]
        if len(kept) == len(self.active):
            return
        out = np.setdiff1d(np.arange(len(self.active)), kept).astype(np.int32) + self.first_row
        self.solver.deleteRows(out.size, out)
        basis.row_status = [*of_row[: self.first_row], *(of_row[self.first_row + i] for i in kept)]
        basis.valid = True
        self.solver.setBasis(basis)
        self.active = [self.active[i] for i in kept]

    def multipliers(self) -> dict[int, int]:
        """Whole multipliers by row, in units of 2**-40, 0 left out, small enough for soft variables."""
        duals = self.solver.getSolution().row_dual[self.first_row :]
        return self.whole(zip(self.active, duals, strict=True))

    def whole(self, duals: Iterable[tuple[int, float]]) -> dict[int, int]:
        """The whole multipliers of rows that the solver prices so."""
        found = {}
        for row, dual in duals:
            value = dual * self.base.unit / self.scaled.unit[row] if dual else 0.0
            whole = round(max(0.0, value if self.rows[row].is_at_least else -value) * 2.0**MULTIPLIER_BITS)
            if whole:
                found[row] = whole
        for place, variable in enumerate(self.model.variables):
            if variable.upper is None:
                self._soften(place, found)
        return dict(sorted(found.items()))

    def _soften(self, place: int, multipliers: dict[int, int]) -> None:
        """Lower the multipliers that price a soft variable beyond what it costs."""
        over = -self.model.variables[place].cost_e4 << MULTIPLIER_BITS
        priced = []
        for row, value in multipliers.items():
            for i, coefficient in self.rows[row].variables:
                signed = coefficient if self.rows[row].is_at_least else -coefficient
                over += value * signed if i == place else 0
                if i == place and signed > 0:
                    priced.append((row, signed))
        for row, signed in sorted(priced, key=lambda pair: -pair[1]):
            less = min(multipliers[row], max(0, -(-over // signed)))
            multipliers[row] -= less
            over -= less * signed
            if multipliers[row] == 0:
                del multipliers[row]

    def _start(self) -> None:
        """One row a lot (at most one column), the totals, and the cheapest column of each lot as the first basis."""
        model, base, lots = self.model, self.base, len(self.model.problem.lots)
        totals = total_rows(model, base)
        count = base.cost.size
        index = np.concatenate((np.arange(model.columns.count), totals.index)).astype(np.int32)
        start = np.concatenate((model.columns.start, model.columns.count + totals.start[1:])).astype(np.int32)
        value = np.concatenate((np.ones(model.columns.count), totals.value))
        lower = np.concatenate((np.full(lots, -np.inf), totals.lower))
        upper = np.concatenate((np.ones(lots), totals.upper))
        self.limits = limits = base.upper.copy()
        limits[: model.columns.count] = np.where(model.impossible, 0.0, np.inf)
        least = np.zeros(count)
        least[count - len(model.totals) :] = -np.inf
        self.solver.passModel(
            count, lower.size, index.size, 2, 1, 0.0, base.cost, least, limits, lower, upper,
            start[:-1] if start.size > lower.size else start, index, value, np.zeros(count, np.int32),
        )  # fmt: skip
        self.solver.setBasis(self._cheapest())

    def _cheapest(self) -> highspy.HighsBasis:
        status, columns = highspy.HighsBasisStatus, self.model.columns
        of_column = [status.kLower] * self.base.cost.size
        of_row = [status.kBasic] * len(self.model.problem.lots) + [status.kLower] * len(self.model.totals)
        cost = np.where(self.model.impossible, np.inf, self.base.cost[: columns.count])
        order = np.lexsort((np.arange(columns.count), cost, columns.lot))
        first = order[np.searchsorted(columns.lot[order], np.unique(columns.lot))] if columns.count else order
        for column in first[cost[first] < 0].tolist():
            of_column[column] = status.kBasic
            of_row[columns.lot[column]] = status.kUpper
        for place, variable in enumerate(self.model.variables):
            if variable.cost_e4 < 0:
                of_column[columns.count + place] = status.kUpper
        for place in range(len(self.model.totals)):
            of_column[columns.count + len(self.model.variables) + place] = status.kBasic
        basis = highspy.HighsBasis()
        basis.col_status, basis.row_status, basis.valid = of_column, of_row, True
        return basis


def _appended(old: ScaledRows, new: ScaledRows) -> ScaledRows:
    return ScaledRows(
        np.concatenate((old.lower, new.lower)),
        np.concatenate((old.upper, new.upper)),
        np.concatenate((old.start, old.start[-1] + new.start[1:])),
        np.concatenate((old.index, new.index)).astype(np.int64),
        np.concatenate((old.value, new.value)).astype(np.float64),
        np.concatenate((old.unit, new.unit)),
    )
