"""Columns that break a hard rule whatever the other lots take: they are in no award, and the bound leaves them out."""

import numpy as np

from abasto.engines.award.model import Model, Row
from abasto.engines.award.parts import Flags, Ints


def impossible_columns(model: Model) -> Flags:
    """(columns,): see `docs/award-problem.md`, "Impossible columns"; decided once, over all legal columns."""
    found = np.zeros(model.columns.count, bool)
    for row in model.rows:
        found[broken_alone(model, row)] = True
    return found


def broken_alone(model: Model, row: Row) -> Ints:
    """The columns that break this row alone, if it is a hard rule of pieces or money."""
    if not row.is_hard or not row.name.startswith("rule:") or row.variables:
        return np.empty(0, np.int64)
    columns, excess = _beyond(model, row)
    return columns[excess]


def _beyond(model: Model, row: Row) -> tuple[Ints, Flags]:
    """The columns with a coefficient in the row, and whether each breaks it alone. Exact: sums are whole."""
    sign = -1 if row.is_at_least else 1
    columns, values = row.columns, row.coefficients
    if row.total >= 0:
        dense = model.dense(row)
        columns = np.flatnonzero(dense)
        values = dense[columns]
    values = sign * values
    if values.size == 0 or values.min() >= 0:
        return columns, values > np.int64(max(min(sign * row.right, 2**62), -(2**62)))
    lot = model.columns.lot[columns]
    kindest = np.zeros(len(model.problem.lots), np.int64)
    np.minimum.at(kindest, lot, values)
    room = sign * row.right - sum(kindest.tolist())
    return columns, values - kindest[lot] > np.int64(max(min(room, 2**62), -(2**62)))
