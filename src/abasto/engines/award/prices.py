"""Prices of the rows near those of the relaxation, by many small steps: where a large linear program begins.

Each step moves the price of every row by how far the cheapest columns at the prices held break it, with inertia and
ever less. Nothing rests on how good they are: they only choose which columns the linear program looks at first.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from abasto.engines.award.model import Model
from abasto.engines.award.parts import Flags, Ints
from abasto.engines.award.scaled import Reals, Scaled, ScaledRows, total_rows

STEPS = 120
LOOK = 20
FIRST_STEP = 0.03
INERTIA, MEMORY = 0.7, 0.9


@dataclass(frozen=True)
class Chosen:
    """At some prices: reduced costs (variables,), the best of each lot (lots,), columns taken, and what that proves."""

    reduced: Reals
    best: Reals
    taken: Ints
    value: float


class Prices:
    """Finds prices for one model, all in the solver's units."""

    def __init__(self, model: Model, base: Scaled, rows: ScaledRows) -> None:
        self.model, self.base, self.rows = model, base, rows
        self.count = model.columns.count
        self.is_least = np.isfinite(rows.lower)
        self.right = np.where(self.is_least, rows.lower, rows.upper)
        self.sign = np.where(self.is_least, 1.0, -1.0)
        self.entry_row = rows.entry_row
        self.totals = total_rows(model, base)
        self.total_row = self.totals.entry_row
        self.served = np.flatnonzero(np.diff(model.columns.start) > 0)
        self.cost = base.cost.copy()
        self.cost[: self.count][model.impossible] = np.inf
        is_column = rows.index < self.count
        worth = np.where(is_column, np.abs(base.cost[rows.index]), 0.0)
        units = np.bincount(self.entry_row, np.where(is_column, np.abs(rows.value), 0.0), rows.unit.size)
        spent = np.bincount(self.entry_row, worth, rows.unit.size)
        self.unit = np.where(units > 0, spent / np.maximum(units, 1e-300), 1.0)
        self.most = self._most()

    def found(self) -> Reals:
        """(rows,): the best prices seen, at least 0."""
        size = self.rows.unit.size
        price, push, spread = np.zeros(size), np.zeros(size), np.zeros(size)
        best, best_value = price, -np.inf
        active, entries = np.zeros(size, bool), np.empty(0, np.int64)
        for step in range(STEPS):
            chosen = self.chosen(price, entries)
            if chosen.value > best_value:
                best, best_value = price, chosen.value
            is_look = step % LOOK == 0
            held, room = self._activities(chosen, None if is_look else entries)
            short = self.sign * (self.right - held)
            if is_look:
                active |= short > 0
                entries = np.flatnonzero(active[self.entry_row])
            relative = np.clip(short / room, -1, 1) * active
            push = INERTIA * push + (1 - INERTIA) * relative
            spread = MEMORY * spread + (1 - MEMORY) * relative**2
            moved = FIRST_STEP / (1 + step / 10) * self.unit * push / np.sqrt(spread + 1e-12)
            price = np.clip(price + moved, 0, self.most)
        return best

    def chosen(self, price: Reals, entries: Ints | None = None) -> Chosen:
        """The cheapest column of every lot. entries: of the rows with a price (None: look for them)."""
        signed = self.sign * price
        if entries is None:
            entries = np.flatnonzero(signed[self.entry_row])
        weighed = signed[self.entry_row[entries]] * self.rows.value[entries]
        moved = np.bincount(self.rows.index[entries], weighed, self.cost.size).astype(float)
        first = self.cost.size - len(self.model.totals)
        by_total = moved[first:]
        # A total has value -measure on columns and 1 on itself, so its price is passed on with the sign turned.
        moved -= np.bincount(self.totals.index, by_total[self.total_row] * self.totals.value, self.cost.size)
        reduced = self.cost - moved
        best = np.zeros(len(self.model.problem.lots))
        columns = reduced[: self.count]
        if self.served.size:
            least = np.minimum.reduceat(columns, self.model.columns.start[self.served])
            best[self.served] = np.minimum(least, 0.0)
        lot = self.model.columns.lot
        near = np.flatnonzero((columns <= best[lot]) & (columns < 0))
        taken = near[np.concatenate(([True], lot[near][1:] != lot[near][:-1]))] if near.size else near
        value = float(best.sum() + (signed * self.right).sum() + self._earned(reduced)[1])
        return Chosen(reduced, best, taken, value)

    def _earned(self, reduced: Reals) -> tuple[Reals, float]:
        """The variables beside columns and totals, at the better of their bounds, and what they cost."""
        span = slice(self.count, self.cost.size - len(self.model.totals))
        upper = self.base.upper[span]
        values = np.where((reduced[span] < 0) & np.isfinite(upper), upper, 0.0)
        return values, float((values * reduced[span]).sum())

    def _activities(self, chosen: Chosen, entries: Ints | None) -> tuple[Reals, Reals]:
        """(rows,) of what is taken in each row, and of what its limit is or would be, to measure it by."""
        x = np.zeros(self.cost.size)
        x[chosen.taken] = 1.0
        x[self.count : self.cost.size - len(self.model.totals)] = self._earned(chosen.reduced)[0]
        first = self.cost.size - len(self.model.totals)
        measured = np.bincount(self.total_row, self.totals.value * x[self.totals.index], len(self.model.totals))
        x[first:] = -measured[: len(self.model.totals)]
        row, rows = self.entry_row, self.rows
        if entries is not None:
            row = row[entries]
        index = rows.index if entries is None else rows.index[entries]
        value = rows.value if entries is None else rows.value[entries]
        part = value * x[index]
        limits = np.abs(np.bincount(row, np.where(index >= first, part, 0.0), rows.unit.size))
        held = np.asarray(np.bincount(row, part, rows.unit.size), np.float64)
        return held, np.maximum(np.maximum(np.abs(self.right), limits), 1e-6)

    def _most(self) -> Reals:
        """(rows,): a soft rule's price is at most what its excess costs."""
        most = np.full(self.rows.unit.size, np.inf)
        for place, row in enumerate(self.model.rows):
            for i, coefficient in row.variables:
                if self.model.variables[i].upper is None:
                    own = abs(coefficient) * self.base.variable_unit[i] / self.rows.unit[place]
                    most[place] = self.base.cost[self.count + i] / own
        return most


def open_columns(model: Model, chosen: Chosen, within: Reals) -> tuple[npt.NDArray[np.bool_], Flags]:
    """(columns,) and (lots,): the columns near the best of their lot, and the lots where that leaves a choice."""
    count = model.columns.count
    lot = model.columns.lot
    near = (chosen.reduced[:count] - chosen.best[lot] <= within[lot]) & ~model.impossible
    options = np.bincount(lot[near], minlength=len(model.problem.lots)) + (-chosen.best <= within)
    is_open = options > 1
    return near & is_open[lot], is_open
