"""The integer program over some columns only, by HiGHS: what finds awards. What it says of bounds is not used above small problems."""

from dataclasses import dataclass

import highspy
import numpy as np

from abasto.engines.award.linear import quiet
from abasto.engines.award.model import Model
from abasto.engines.award.parts import Flags, Ints
from abasto.engines.award.scaled import Reals, Scaled, ScaledRows, total_rows


@dataclass(frozen=True)
class Effort:
    """Where a search ends; never the clock. gap: relative, on the restricted program. target_e4: good enough."""

    nodes: int
    gap: float
    target_e4: float | None = None


@dataclass(frozen=True)
class Space:
    """What may be chosen: columns (columns,), and the lots (lots,) that may stay without award."""

    columns: Flags
    null: Flags


def best_choice(
    model: Model, base: Scaled, rows: ScaledRows, allowed: Space, start: Ints | None, effort: Effort, seed: int
) -> Ints | None:
    """(lots,) the column of each lot in the best award found in the space, -1 for none; None: none found."""
    solver = quiet(seed)
    kept = np.flatnonzero(allowed.columns)
    _pass(solver, model, base, rows, kept, allowed.null)
    solver.setOptionValue("mip_rel_gap", effort.gap)
    solver.setOptionValue("mip_max_nodes", effort.nodes)
    null = float(sum(model.null_e4.tolist()))
    if effort.target_e4 is not None:
        solver.setOptionValue("objective_target", (effort.target_e4 - null) / base.unit)
    if start is not None:
        _start_from(solver, model, kept, start)
    solver.run()
    if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    return _choice(model, kept, np.array(solver.getSolution().col_value[: kept.size]))


def _choice(model: Model, kept: Ints, x: Reals) -> Ints:
    choice = np.full(len(model.problem.lots), -1, np.int64)
    taken = kept[x > 0.5]
    choice[model.columns.lot[taken]] = taken
    return choice


def _start_from(solver: highspy.Highs, model: Model, kept: Ints, start: Ints) -> None:
    place = np.full(model.columns.count, -1)
    place[kept] = np.arange(kept.size)
    value = np.zeros(kept.size)
    value[place[start[start >= 0]]] = 1.0
    solver.setSolution(kept.size, np.arange(kept.size, dtype=np.int32), value)


def _pass(solver: highspy.Highs, model: Model, base: Scaled, rows: ScaledRows, kept: Ints, null: Flags) -> None:
    columns = model.columns.count
    every = np.concatenate((kept, np.arange(columns, base.cost.size)))
    place = np.full(base.cost.size, -1)
    place[every] = np.arange(every.size)
    lots = np.unique(model.columns.lot[kept])
    first = np.searchsorted(model.columns.lot[kept], lots)
    totals = total_rows(model, base)
    blocks = [
        (np.where(null[lots], -np.inf, 1.0), np.ones(lots.size), first, np.arange(kept.size), np.ones(kept.size)),
        _kept(totals, place),
        _kept(rows, place),
    ]
    start, index, value, lower, upper = [], [], [], [], []
    offset = 0
    for low, high, begin, entry, weight in blocks:
        start.append(begin + offset)
        offset += entry.size
        for held, new in ((index, entry), (value, weight), (lower, low), (upper, high)):
            held.append(new)
    whole = base.is_whole[every].astype(np.int32)
    solver.passModel(
        every.size, sum(map(len, lower)), offset, 2, 1, 0.0, base.cost[every], np.zeros(every.size), base.upper[every],
        np.concatenate(lower), np.concatenate(upper), np.concatenate(start).astype(np.int32),
        np.concatenate(index).astype(np.int32), np.concatenate(value), whole,
    )  # fmt: skip


def _kept(rows: ScaledRows, place: Ints) -> tuple[Reals, Reals, Ints, Ints, Reals]:
    """The entries of the columns kept, without the rows these can never break."""
    new = place[rows.index]
    held = np.flatnonzero(new >= 0)
    row = rows.entry_row[held]
    many = np.bincount(row, minlength=rows.unit.size)
    begin = np.cumsum(many) - many
    return rows.lower, rows.upper, begin, new[held], rows.value[held]
