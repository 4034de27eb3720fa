"""Better awards near the one held: some lots are freed, the others stay, and a small integer program decides."""

import numpy as np
from numpy.random import PCG64, Generator

from abasto.engines.award.parts import Flags, Ints
from abasto.engines.award.relaxation import Excess, Relaxation
from abasto.engines.award.restricted import Effort, Restricted, Space
from abasto.engines.award.settle import Settled, Settler

MOST_COLUMNS = 1200
FEWEST_LOTS = 60


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
        room = max(float(self.settled.cost_e4 - self.relaxation.bound_e4), 1.0)
        usable = excess.columns <= room
        usable[self.choice[self.choice >= 0]] = True
        free = self._freed(excess, usable)
        null = free & ((excess.null <= room) | (self.choice < 0))
        found = self.restricted.search(Space(free, usable, null, self.choice), Effort(nodes, 1e-5))
        return found is not None and self.offer(found.choice)

    def _drawn(self, rows: list[int]) -> list[int]:
        """Places of rows in a drawn order, the ones with the most at stake rather first."""
        held, rule = self.relaxation.multipliers, self.relaxation.linear.rows
        stakes = np.array([float(held[i]) * float(rule[i].coefficients.max(initial=1)) for i in rows])
        return list(np.argsort(-np.sqrt(stakes) * self.random.random(len(rows)), kind="stable").tolist())

    def _freed(self, excess: Excess, usable: Flags) -> Flags:
        """Lots that cost more than the relaxation says, and the lots of a few rules they share."""
        model, choice = self.relaxation.model, self.choice
        assert choice is not None
        lots = len(model.problem.lots)
        paid = np.where(choice >= 0, excess.columns[np.maximum(choice, 0)], excess.null)
        many = np.bincount(model.columns.lot[usable], minlength=lots)
        weight = np.where(many + (excess.null < np.inf) > 1, paid / max(float(paid.sum()), 1.0), 0.0)
        weight += 0.3 * (many > 1) / max(int((many > 1).sum()), 1)
        rows = [i for i in self.relaxation.multipliers if self.relaxation.linear.rows[i].columns.size]
        order = np.argsort(-weight * self.random.random(lots), kind="stable")
        free = np.zeros(lots, bool)
        self.steps += 1
        free[order[: FEWEST_LOTS if self.steps % 2 else FEWEST_LOTS // 4]] = True
        themes = self.random.permutation(len(rows)).tolist() if self.steps % 3 == 0 else self._drawn(rows)
        size = int(many[free].sum())
        for place in themes:
            row = self.relaxation.linear.rows[rows[place]]
            near = np.unique(model.columns.lot[row.columns[usable[row.columns]]])
            near = near[(many[near] > 1) & ~free[near]]
            if near.size == 0 or size + int(many[near].sum()) > MOST_COLUMNS:
                near = near[: self.random.integers(0, 20)]
            free[near] = True
            size += int(many[near].sum())
            if size > MOST_COLUMNS:
                break
        return free
