"""The model in floating point, scaled by powers of two for a linear solver. Nothing proven rests on these numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from abasto.engines.award.model import Model, Row
from abasto.engines.award.parts import Ints

Reals = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Scaled:
    """Order of variables: columns, `Model.variables`, totals. cost is relative to the null columns.

    unit: e4 centavos in one unit of cost. variable_unit: (variables,) its own units in one of the solver's.
    """

    cost: Reals
    upper: Reals
    unit: float
    variable_unit: Reals
    is_whole: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class ScaledRows:
    """Rows in compressed form. unit: (rows,) the row's own units in one of the solver's."""

    lower: Reals
    upper: Reals
    start: Ints
    index: Ints
    value: Reals
    unit: Reals

    @property
    def entry_row(self) -> Ints:
        return np.repeat(np.arange(self.unit.size), np.diff(self.start))


def scaled(model: Model) -> Scaled:
    """Costs and bounds of all variables."""
    columns, count = model.columns, len(model.variables)
    relative = (columns.cost_e4 - model.null_e4[columns.lot]).astype(float)
    unit = _power(max(1.0, float(np.abs(relative).max(initial=1.0))) / 1e4)
    own = np.ones(count + len(model.totals))
    for row in model.rows:
        for i, _ in row.variables:
            if model.variables[i].upper != 1:
                own[i] = max(own[i], _power(_largest(model, row)))
    for i, variable in enumerate(model.variables):
        if variable.name[0] == "soft" and variable.cost_e4:
            own[i] = max(own[i], _power(unit / variable.cost_e4 / 16))
    own[count:] = [_power(float(total.astype(float).max(initial=1.0))) for total in model.totals]
    cost = np.array([variable.cost_e4 for variable in model.variables], float)
    upper = np.array([np.inf if v.upper is None else float(v.upper) for v in model.variables])
    more = np.concatenate((cost * own[:count] / unit, np.zeros(len(model.totals))))
    limits = np.concatenate((np.ones(columns.count), upper / own[:count], np.full(len(model.totals), np.inf)))
    whole = np.array([v.is_whole for v in model.variables] + [False] * len(model.totals), bool)
    return Scaled(
        np.concatenate((relative / unit, more)),
        limits,
        unit,
        own,
        np.concatenate((np.ones(columns.count, bool), whole)),
    )


def _largest(model: Model, row: Row) -> float:
    """The largest coefficient of a column in the row, its total included; at least 1."""
    most = float(np.abs(row.coefficients.astype(float)).max(initial=1.0))
    if row.total < 0:
        return most
    return max(most, abs(row.factor) * float(model.totals[row.total].astype(float).max(initial=0.0)))


def scaled_rows(model: Model, base: Scaled, rows: Sequence[Row]) -> ScaledRows:
    """These rows, each divided by a power of two near its largest coefficient."""
    first = model.columns.count
    count = len(model.variables)
    index, value, lower, upper, units, sizes = [], [], [], [], [], []
    for row in rows:
        places = [i for i, _ in row.variables]
        own = [c * base.variable_unit[i] for i, c in row.variables]
        if row.total >= 0:
            places.append(count + row.total)
            own.append(row.factor * base.variable_unit[count + row.total])
        entries = np.concatenate((row.coefficients.astype(float), own))
        unit = _power(float(np.abs(row.coefficients.astype(float)).max(initial=0.0)) or max(map(abs, own), default=1.0))
        index.append(np.concatenate((row.columns, np.array(places, np.int64) + first)))
        value.append(entries / unit)
        right = float(row.right) / unit
        lower.append(right if row.is_at_least else -np.inf)
        upper.append(np.inf if row.is_at_least else right)
        units.append(unit)
        sizes.append(entries.size)
    start = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    return ScaledRows(np.array(lower), np.array(upper), start, _whole(index), _real(value), np.array(units))


def total_rows(model: Model, base: Scaled) -> ScaledRows:
    """total - sum(measures) = 0, one row a total."""
    first, count = model.columns.count, len(model.variables)
    index, value, sizes = [], [], []
    for place, total in enumerate(model.totals):
        held = np.flatnonzero(total)
        index.append(np.append(held, first + count + place))
        value.append(np.append(-total[held].astype(float) / base.variable_unit[count + place], 1.0))
        sizes.append(held.size + 1)
    start = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    nothing = np.zeros(len(model.totals))
    return ScaledRows(nothing, nothing, start, _whole(index), _real(value), np.ones(len(model.totals)))


def _whole(arrays: list[Ints]) -> Ints:
    return np.concatenate(arrays) if arrays else np.empty(0, np.int64)


def _real(arrays: list[Reals]) -> Reals:
    return np.concatenate(arrays) if arrays else np.empty(0)


def _power(value: float) -> float:
    return float(2.0 ** np.floor(np.log2(value))) if value > 0 else 1.0
