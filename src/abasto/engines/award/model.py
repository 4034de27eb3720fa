"""The problem as one integer program over columns: variables, rows with exact whole coefficients, and how to read them.

Every lot takes at most one of its columns (none: the null column). Names of rows are those of the certificate.
"""

from dataclasses import dataclass

import numpy as np

from abasto.engines.award.columns import Columns
from abasto.engines.award.parts import Flags, Ints, Lots, Parts
from abasto.engines.award.problem import Problem


@dataclass(frozen=True)
class Variable:
    """A variable beside the columns. upper: None is unbounded; lower is 0. owner: the id of its rule or rebate."""

    name: tuple[str, ...]
    cost_e4: int
    upper: int | None
    is_whole: bool


@dataclass(frozen=True)
class Row:
    """sum(coefficients of columns) + sum(variables) + factor * total <= or >= right.

    columns, coefficients: sparse, one entry a column. total: a dense measure that rows share (`Model.totals`), or -1.
    """

    name: str
    is_at_least: bool
    right: int
    columns: Ints
    coefficients: Ints
    variables: tuple[tuple[int, int], ...] = ()
    total: int = -1
    factor: int = 0
    is_hard: bool = True


@dataclass(frozen=True)
class Model:
    """All of it. totals: one dense row of measures a key, (columns,). impossible: (columns,), in no award."""

    problem: Problem
    lots: Lots
    parts: Parts
    columns: Columns
    variables: tuple[Variable, ...]
    rows: tuple[Row, ...]
    totals: tuple[Ints, ...]
    impossible: Flags

    @property
    def null_e4(self) -> Ints:
        """(lots,): what each lot costs when nothing of it is awarded."""
        return 100 * self.lots.unserved_e4

    def dense(self, row: Row) -> Ints:
        """(columns,): the row's coefficients over the columns, with its total."""
        values = np.zeros(self.columns.count, np.int64)
        values[row.columns] = row.coefficients
        return values + row.factor * self.totals[row.total] if row.total >= 0 else values
