"""The integer program over some lots' columns, the others fixed, by HiGHS: it finds awards and proves no bounds."""

from dataclasses import dataclass

import highspy
import numpy as np

from abasto.engines.award.linear import quiet
from abasto.engines.award.model import Model
from abasto.engines.award.parts import Flags, Ints
from abasto.engines.award.scaled import Scaled, ScaledRows, total_rows

# So near to whole numbers that an award found does not break a rule by rounding.
FEW_COLUMNS, EXACT = 5_000, 1e-9
# A search this short ends before a restart pays.
SHORT = 50


@dataclass(frozen=True)
class Effort:
    """Where a search ends; never the clock. gap: relative, on the restricted program. target_e4: good enough.

    is_elastic: hard rules may be broken at a high price, to see where they clash.
    """

    nodes: int
    gap: float
    target_e4: float | None = None
    is_elastic: bool = False


@dataclass(frozen=True)
class Space:
    """What may be chosen. free: (lots,); columns: (columns,) of free lots; null: (lots,) free lots that may stay empty.

    base: (lots,) the choice that lots not free keep.
    """

    free: Flags
    columns: Flags
    null: Flags
    base: Ints


@dataclass(frozen=True)
class Found:
    """choice: (lots,) columns, -1 for none. is_optimal: nothing better in the space."""

    choice: Ints
    is_optimal: bool


class Restricted:
    """Searches spaces of one model."""

    def __init__(self, model: Model, scaled: Scaled, rows: ScaledRows, seed: int) -> None:
        self.model, self.scaled, self.seed = model, scaled, seed
        self.rows = stacked(total_rows(model, scaled), rows)
        totals = len(model.totals)
        hard = [row.is_hard and row.name.startswith("rule:") for row in model.rows]
        self.hard = np.flatnonzero(np.array([False] * totals + hard, bool))
        self.entry_row = self.rows.entry_row

    def search(self, space: Space, effort: Effort, warm: bool = True) -> Found | None:
        """The best award of the space; None when none is found. warm: start from `space.base`, which must be legal."""
        solver = quiet(self.seed)
        columns = np.flatnonzero(space.columns & space.free[self.model.columns.lot])
        self._pass(solver, space, columns, effort)
        solver.setOptionValue("mip_rel_gap", effort.gap)
        solver.setOptionValue("mip_max_nodes", effort.nodes)
        solver.setOptionValue("mip_allow_restart", effort.nodes > SHORT)
        if effort.nodes <= SHORT:
            # Searches inside the search take two thirds of the time and find little.
            solver.setOptionValue("mip_heuristic_run_rens", False)
            solver.setOptionValue("mip_heuristic_run_rins", False)
        if columns.size <= FEW_COLUMNS:
            solver.setOptionValue("mip_feasibility_tolerance", EXACT)
            solver.setOptionValue("primal_feasibility_tolerance", EXACT)
        if effort.target_e4 is not None:
            solver.setOptionValue("objective_target", (effort.target_e4 - self._offset(space)) / self.scaled.unit)
        if warm:
            taken = space.base[space.free & (space.base >= 0)]
            value = np.zeros(columns.size)
            value[np.searchsorted(columns, taken)] = 1.0
            solver.setSolution(columns.size, np.arange(columns.size, dtype=np.int32), value)
        solver.run()
        if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        choice = np.where(space.free, -1, space.base)
        taken = columns[np.array(solver.getSolution().col_value[: columns.size]) > 0.5]
        choice[self.model.columns.lot[taken]] = taken
        return Found(choice, solver.getModelStatus() == highspy.HighsModelStatus.kOptimal)

    def _offset(self, space: Space) -> float:
        """What the null columns of all lots cost, and what the fixed columns add to that."""
        fixed = space.base[~space.free & (space.base >= 0)]
        return float(sum(self.model.null_e4.tolist())) + float(self.scaled.cost[fixed].sum()) * self.scaled.unit

    def _pass(self, solver: highspy.Highs, space: Space, columns: Ints, effort: Effort) -> None:
        model, rows = self.model, self.rows
        count = model.columns.count
        every = np.concatenate((columns, np.arange(count, self.scaled.cost.size)))
        place = np.full(self.scaled.cost.size, -1)
        place[every] = np.arange(every.size)
        fixed = np.zeros(self.scaled.cost.size)
        fixed[space.base[~space.free & (space.base >= 0)]] = 1.0
        held = np.bincount(self.entry_row, rows.value * fixed[rows.index], rows.unit.size)
        kept = np.flatnonzero(place[rows.index] >= 0)
        many = np.bincount(self.entry_row[kept], minlength=rows.unit.size)
        lots, first = np.unique(model.columns.lot[columns], return_index=True)
        starts = np.concatenate((first, columns.size + np.cumsum(many) - many)).astype(np.int32)
        index = np.concatenate((np.arange(columns.size), place[rows.index[kept]])).astype(np.int32)
        value = np.concatenate((np.ones(columns.size), rows.value[kept]))
        lower = np.concatenate((np.where(space.null[lots], -np.inf, 1.0), rows.lower - held))
        upper = np.concatenate((np.ones(lots.size), rows.upper - held))
        solver.passModel(
            every.size, lower.size, index.size, 2, 1, 0.0, self.scaled.cost[every], np.zeros(every.size),
            self.scaled.upper[every], lower, upper, starts, index, value, self.scaled.is_whole[every].astype(np.int32),
        )  # fmt: skip
        if effort.is_elastic:
            self._loosen(solver, lots.size)

    def _loosen(self, solver: highspy.Highs, first: int) -> None:
        """One slack a hard rule, at three times what a unit of the row costs on average."""
        rows, hard = self.rows, self.hard
        is_column = rows.index < self.model.columns.count
        worth = np.bincount(self.entry_row, np.abs(self.scaled.cost[rows.index]) * is_column, rows.unit.size)
        units = np.bincount(self.entry_row, np.abs(rows.value) * is_column, rows.unit.size)
        price = np.where(units[hard] > 0, 3 * worth[hard] / np.maximum(units[hard], 1e-9) + 1.0, 1e5)
        sign = np.where(np.isfinite(rows.lower[hard]), 1.0, -1.0)
        most, place = np.full(hard.size, np.inf), (hard + first).astype(np.int32)
        starts = np.arange(hard.size, dtype=np.int32)
        solver.addCols(hard.size, price, np.zeros(hard.size), most, hard.size, starts, place, sign)


def stacked(first: ScaledRows, second: ScaledRows) -> ScaledRows:
    return ScaledRows(
        np.concatenate((first.lower, second.lower)),
        np.concatenate((first.upper, second.upper)),
        np.concatenate((first.start, first.start[-1] + second.start[1:])),
        np.concatenate((first.index, second.index)).astype(np.int64),
        np.concatenate((first.value, second.value)).astype(np.float64),
        np.concatenate((first.unit, second.unit)),
    )
