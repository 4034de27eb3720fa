"""Better awards near the one held: some lots are freed, the others stay, and a small integer program decides."""

from collections.abc import Collection

import numpy as np
from numpy.random import PCG64, Generator

from abasto.engines.award.model import Row
from abasto.engines.award.parts import Flags, Ints
from abasto.engines.award.relaxation import Excess, Relaxation
from abasto.engines.award.restricted import Effort, Restricted, Space
from abasto.engines.award.scaled import Reals
from abasto.engines.award.settle import Settled, Settler

MOST_COLUMNS = 1200
MOST_OF_A_ROW = 300
FEWEST_LOTS = 60
# Of problems with more lots, only columns dearer by their part of the gap are looked at.
NATIONAL_LOTS = 4_500


class Improver:
    """Holds an award and makes it better. Draws only from its seed."""

    def __init__(self, relaxation: Relaxation, restricted: Restricted, settler: Settler, seed: int) -> None:
        self.relaxation, self.restricted, self.settler = relaxation, restricted, settler
        self.random = Generator(PCG64(seed))
        self.choice: Ints | None = None
        self.settled: Settled | None = None
        self.steps = 0

    def offer(self, choice: Ints) -> bool:
        """Keep a choice if it is legal and better."""
        settled = self.settler.settle(choice)
        if settled.broken or (self.settled is not None and settled.cost_e4 >= self.settled.cost_e4):
            return False
        self.choice, self.settled = choice, settled
        return True

    def step(self, nodes: int) -> bool:
        """One neighbourhood; whether it helped."""
        if self.choice is None or self.settled is None:
            return False
        excess = self.relaxation.excess()
        part = min(1.0, NATIONAL_LOTS / self.choice.size)
        room = max((self.settled.cost_e4 - self.relaxation.bound_e4) * part, 1.0)
        usable = excess.columns <= room
        usable[self.choice[self.choice >= 0]] = True
        free = self._freed(excess, usable)
        null = free & ((excess.null <= room) | (self.choice < 0))
        found = self.restricted.search(Space(free, usable, null, self.choice), Effort(nodes, 1e-5))
        return found is not None and self.offer(found.choice)

    def _losses(self, choice: Ints, earned: Collection[str]) -> Reals:
        """(rows,): what the award loses at each row of the relaxation, its multiplier times what it leaves of it."""
        relaxation, model = self.relaxation, self.relaxation.model
        scaled, rows, count = relaxation.scaled, relaxation.linear.scaled, model.columns.count
        x = np.zeros(scaled.cost.size)
        chosen = choice[choice >= 0]
        x[chosen] = 1.0
        for place, total in enumerate(model.totals):
            where = len(model.variables) + place
            x[count + where] = float(total[chosen].astype(float).sum()) / scaled.variable_unit[where]
        names = [variable.name for variable in model.variables]
        x[[count + i for i, name in enumerate(names) if name[0] == "rebate" and name[1] in earned]] = 1.0
        held = np.bincount(rows.entry_row, rows.value * x[rows.index], rows.unit.size)
        left = np.where(np.isfinite(rows.lower), held - rows.lower, rows.upper - held)
        losses = np.zeros(rows.unit.size)
        for place, multiplier in relaxation.multipliers.items():
            losses[place] = multiplier * max(float(left[place]), 0.0) * float(rows.unit[place])
        return losses / max(float(losses.sum()), 1.0)

    def _freed(self, excess: Excess, usable: Flags) -> Flags:
        """Lots that cost more than the relaxation says, and lots of the rules that the award uses worst."""
        model, choice = self.relaxation.model, self.choice
        assert choice is not None
        assert self.settled is not None
        lots = len(model.problem.lots)
        paid = np.where(choice >= 0, excess.columns[np.maximum(choice, 0)], excess.null)
        many = np.bincount(model.columns.lot[usable], minlength=lots)
        can = many + (excess.null < np.inf) > 1
        weight = np.where(can, paid / max(float(paid.sum()), 1.0), 0.0)
        weight += 0.3 * (many > 1) / max(int((many > 1).sum()), 1)
        self.steps += 1
        free = np.zeros(lots, bool)
        drawn = np.argsort(-weight * self.random.random(lots), kind="stable")
        free[drawn[: FEWEST_LOTS if self.steps % 2 else FEWEST_LOTS // 4]] = True
        size = int(many[free].sum())
        for place in self._drawn(self._losses(choice, self.settled.earned)):
            row = self.relaxation.linear.rows[place]
            near = self._near(row, usable, many, free)
            near = near[np.cumsum(many[near]) <= max(MOST_OF_A_ROW, MOST_COLUMNS - size if self.steps % 2 else 0)]
            free[near] = True
            size += int(many[near].sum())
            if size > MOST_COLUMNS:
                break
        return free

    def _drawn(self, losses: Reals) -> list[int]:
        """Rows with a price in a drawn order: those that lose much rather first; every third time any."""
        held = np.array(
            [i for i in self.relaxation.multipliers if self.relaxation.linear.rows[i].columns.size], np.int64
        )
        chance = losses[held] + (1.0 if self.steps % 3 == 0 else 0.1) / max(held.size, 1)
        return list(held[np.argsort(-chance * self.random.random(held.size), kind="stable")].tolist())

    def _near(self, row: Row, usable: Flags, many: Ints, free: Flags) -> Ints:
        """Lots of a row not free yet that have a choice, those that weigh most in it rather first."""
        on = usable[row.columns]
        lots = self.relaxation.model.columns.lot[row.columns[on]]
        most = np.zeros(many.size)
        np.maximum.at(most, lots, np.abs(row.coefficients[on].astype(float)))
        near = np.flatnonzero((most > 0) & (many > 1) & ~free)
        return np.asarray(near[np.argsort(-most[near] * self.random.random(near.size), kind="stable")], np.int64)
