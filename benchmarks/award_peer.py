"""The award across lots as one model for HiGHS: the same columns and rows, given as arrays, solved as it comes.

Measures over all suppliers, which rules in percent share, are variables of their own, so that no row is dense. Rows
and costs are scaled by powers of two. The constant of the objective leaves out the lots nobody can serve, so that the
relative gap of HiGHS is over the same cost as ours.
"""

from dataclasses import dataclass

import highspy
import numpy as np

from abasto.engines.award.model import Model, Row
from abasto.engines.award.problem import Problem
from abasto.engines.award.rows import model_of

COST_RANGE = 1e4


@dataclass(frozen=True)
class Proven:
    """What HiGHS says of itself: costs in e4 centavos without unservable lots; gap: infinite without an award."""

    cost_e4: float
    bound_e4: float
    gap: float
    status: str


@dataclass(frozen=True)
class Sparse:
    """A row as the solver takes it."""

    lower: float
    upper: float
    index: np.ndarray
    value: np.ndarray


class OneModel:
    """Built once; `solve` is what is to be timed."""

    def __init__(self, problem: Problem, threads: int) -> None:
        """threads: 0 is as HiGHS chooses."""
        model = model_of(problem)
        relative = (model.columns.cost_e4 - model.null_e4[model.columns.lot]).astype(float)
        self.unit = power(np.abs(relative).max(initial=1.0) / COST_RANGE)
        self.units = _units(model)
        self.highs = highspy.Highs()
        self.highs.setOptionValue("output_flag", False)
        self.highs.setOptionValue("threads", threads)
        served = np.zeros(len(problem.lots), bool)
        served[model.columns.lot] = True
        own = np.array([float(variable.cost_e4) for variable in model.variables]) * self.units[: len(model.variables)]
        uppers = [np.inf if v.upper is None else float(v.upper) for v in model.variables]
        lp = highspy.HighsLp()
        lp.col_cost_ = np.concatenate((relative, own, np.zeros(len(model.totals)))) / self.unit
        lp.col_upper_ = np.concatenate(
            (np.where(model.impossible, 0.0, 1.0), uppers / self.units[: len(uppers)], [np.inf] * len(model.totals))
        )
        lp.col_lower_ = np.zeros(lp.col_cost_.size)
        lp.offset_ = float(sum(model.null_e4[served].tolist())) / self.unit
        self._put_rows(lp, [*_lots(model), *self._totals(model), *(self._row(model, row) for row in model.rows)])
        whole = [*[True] * model.columns.count, *(v.is_whole for v in model.variables), *[False] * len(model.totals)]
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[is_whole] for is_whole in whole]
        self.highs.passModel(lp)

    def solve(self, gap: float, seconds: float) -> Proven:
        """To this relative gap or until the seconds are over."""
        self.highs.setOptionValue("mip_rel_gap", gap)
        self.highs.setOptionValue("time_limit", seconds)
        self.highs.run()
        info = self.highs.getInfo()
        status = self.highs.modelStatusToString(self.highs.getModelStatus())
        cost, bound = info.objective_function_value * self.unit, info.mip_dual_bound * self.unit
        is_there = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        return Proven(cost, bound, (cost - bound) / cost if is_there else float("inf"), status)

    def _put_rows(self, lp: highspy.HighsLp, rows: list[Sparse]) -> None:
        lp.num_col_, lp.num_row_ = lp.col_cost_.size, len(rows)
        lp.row_lower_ = np.array([row.lower for row in rows])
        lp.row_upper_ = np.array([row.upper for row in rows])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *(row.index.size for row in rows)]).astype(np.int32)
        lp.a_matrix_.index_ = np.concatenate([row.index for row in rows]).astype(np.int32)
        lp.a_matrix_.value_ = np.concatenate([row.value for row in rows])

    def _totals(self, model: Model) -> list[Sparse]:
        """total - its measures = 0."""
        first = model.columns.count + len(model.variables)
        rows = []
        for place, total in enumerate(model.totals):
            held = np.flatnonzero(total)
            value = np.append(-total[held].astype(float) / self.units[len(model.variables) + place], 1.0)
            rows.append(Sparse(0.0, 0.0, np.append(held, first + place), value))
        return rows

    def _row(self, model: Model, row: Row) -> Sparse:
        places = [i for i, _ in row.variables]
        own = [factor * self.units[i] for i, factor in row.variables]
        if row.total >= 0:
            places.append(len(model.variables) + row.total)
            own.append(row.factor * self.units[places[-1]])
        value = np.concatenate((row.coefficients.astype(float), own))
        unit = power(np.abs(row.coefficients.astype(float)).max(initial=0.0) or max(map(abs, own), default=1.0))
        index = np.concatenate((row.columns, np.array(places, np.int64) + model.columns.count))
        right = float(row.right) / unit
        return Sparse(*((right, np.inf) if row.is_at_least else (-np.inf, right)), index, value / unit)


def _lots(model: Model) -> list[Sparse]:
    """At most one column a lot."""
    places = np.split(np.arange(model.columns.count), np.flatnonzero(np.diff(model.columns.lot)) + 1)
    return [Sparse(-np.inf, 1.0, held, np.ones(held.size)) for held in places if held.size]


def _units(model: Model) -> np.ndarray:
    """How many of its own units one unit of a variable or total is for the solver; 1 for what is 0 or 1."""
    count = len(model.variables)
    units = np.ones(count + len(model.totals))
    for row in model.rows:
        for i, _ in row.variables:
            if model.variables[i].upper != 1:
                units[i] = max(units[i], power(np.abs(row.coefficients.astype(float)).max(initial=1.0)))
    units[count:] = [power(total.astype(float).max(initial=1.0)) for total in model.totals]
    return units


def power(value: float) -> float:
    """The power of two at or below."""
    return float(2.0 ** np.floor(np.log2(value))) if value > 0 else 1.0
