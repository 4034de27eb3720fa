"""Which lots could make room, so that another lot may take a cheaper column than the one it has."""

import numpy as np

from abasto.engines.award.guide import Excess
from abasto.engines.award.model import Model
from abasto.engines.award.parts import Flags, Ints
from abasto.engines.award.scaled import Reals
from abasto.engines.award.settle import Settler

# Columns asked for by a lot; lots that make room for it in one rule give up so many times what is needed.
COLUMNS, TIMES, MOST_LOTS = 2, 4, 60


class Room:
    """Looks at the at-most rules of one model."""

    def __init__(self, model: Model, settler: Settler) -> None:
        self.model, self.settler = model, settler
        self.is_cap = np.array([row.name.startswith("rule:") and not row.is_at_least for row in model.rows], bool)

    def made_for(self, lots: Ints, choice: Ints, paid: Reals, excess: Excess, usable: Flags) -> Flags:
        """(lots,): these lots, and those that would leave full rules of their cheaper columns for the least."""
        free = np.zeros(choice.size, bool)
        free[lots] = True
        held = self.settler.activities(choice)
        for lot in lots.tolist():
            for column in self._wanted(lot, paid, excess):
                for place, amount in self.settler.of_column(column):
                    row = self.model.rows[place]
                    short = held[place] + amount - row.right
                    if self.is_cap[place] and short > 0:
                        free[self._leaving(place, float(short), choice, paid, excess, usable)] = True
        return free

    def _wanted(self, lot: int, paid: Reals, excess: Excess) -> list[int]:
        """The columns of a lot that cost least, of those by half less dear than what it has."""
        span = np.arange(int(self.model.columns.start[lot]), int(self.model.columns.start[lot + 1]))
        cheap = span[excess.columns[span] < paid[lot] / 2]
        return list(cheap[np.argsort(excess.columns[cheap], kind="stable")][:COLUMNS].tolist())

    def _leaving(self, place: int, short: float, choice: Ints, paid: Reals, excess: Excess, usable: Flags) -> Ints:
        """Lots that use this rule, those first that may use less of it at the least cost a unit."""
        model, row = self.model, self.model.rows[place]
        dense = np.zeros(model.columns.count + 1)
        dense[row.columns] = row.coefficients
        used = dense[choice]
        lot = model.columns.lot
        less = np.where(usable, used[lot] - dense[:-1], 0.0)
        rate = np.full(choice.size, np.inf)
        moving = np.flatnonzero(less > 0)
        np.minimum.at(rate, lot[moving], np.maximum(excess.columns[moving] - paid[lot[moving]], 0) / less[moving])
        on = used > 0
        rate[on] = np.minimum(rate[on], np.maximum(excess.null[on] - paid[on], 0) / used[on])
        order = np.flatnonzero(np.isfinite(rate))
        order = order[np.argsort(rate[order], kind="stable")][:MOST_LOTS]
        enough = int(np.searchsorted(np.cumsum(used[order]), TIMES * short)) + 1
        return order[:enough]
