"""Better awards near the one held: some lots are freed, the others stay, and a small integer program decides."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.random import PCG64, Generator

from abasto.engines.award.guide import Guide
from abasto.engines.award.model import Row
from abasto.engines.award.pair import both
from abasto.engines.award.parts import Flags, Ints
from abasto.engines.award.restricted import Effort, Restricted, Space
from abasto.engines.award.room import Room
from abasto.engines.award.scaled import Reals
from abasto.engines.award.settle import Settled, Settler

MOST_COLUMNS = 1200
MOST_OF_A_ROW = 300
FEWEST_LOTS = 60
# Of problems with more lots, only columns dearer by their part of the gap are looked at.
NATIONAL_LOTS = 4_500
# Of the lots drawn, for how many room is made.
ROOMS = 2


@dataclass(frozen=True)
class Held:
    """An award: (lots,) the column of each lot, -1 for none; and what it costs."""

    choice: Ints
    settled: Settled


class Improver:
    """Holds an award and makes it better. Draws only from its seed."""

    def __init__(self, restricted: Restricted, settler: Settler, seed: int) -> None:
        self.restricted, self.settler = restricted, settler
        self.random = Generator(PCG64(seed))
        self.room = Room(restricted.model, settler)
        self.held: Held | None = None
        self.steps = 0

    def offer(self, choice: Ints) -> bool:
        """Keep a choice if it is legal and better."""
        settled = self.settler.settle(choice)
        if settled.broken or (self.held is not None and settled.cost_e4 >= self.held.settled.cost_e4):
            return False
        self.held = Held(choice, settled)
        return True

    def step(self, guide: Guide, nodes: int) -> None:
        """One neighbourhood of the award held."""
        assert self.held is not None
        found = self._found(self._space(guide, self.held), nodes)
        if found is not None:
            self.offer(found)

    def two_steps(self, guide: Guide, nodes: int, threads: int) -> None:
        """Two neighbourhoods of the award held, at once; then what both change, joined."""
        assert self.held is not None
        base = self.held.choice
        one, other = self._space(guide, self.held), self._space(guide, self.held)
        first, second = both(lambda: self._found(one, nodes), lambda: self._found(other, nodes), threads)
        for found in (first, second):
            if found is not None:
                self.offer(found)
        if first is not None and second is not None:
            self.offer(np.where(first != base, first, second))
            self.offer(np.where(second != base, second, first))

    def _found(self, space: Space, nodes: int) -> Ints | None:
        found = self.restricted.search(space, Effort(nodes, 1e-5))
        return None if found is None else found.choice

    def _space(self, guide: Guide, held: Held) -> Space:
        excess, choice = guide.excess, held.choice
        part = min(1.0, NATIONAL_LOTS / choice.size)
        room = max((held.settled.cost_e4 - guide.bound_e4) * part, 1.0)
        usable = excess.columns <= room
        usable[choice[choice >= 0]] = True
        free = self._freed(guide, held, usable)
        return Space(free, usable, free & ((excess.null <= room) | (choice < 0)), choice)

    def _losses(self, guide: Guide, choice: Ints, earned: Collection[str]) -> Reals:
        """(rows,): what the award loses at each row of the relaxation, its multiplier times what it leaves of it."""
        model, scaled, rows = self.restricted.model, self.restricted.scaled, guide.scaled
        count = model.columns.count
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
        for place, multiplier in guide.multipliers.items():
            losses[place] = multiplier * max(float(left[place]), 0.0) * float(rows.unit[place])
        return losses / max(float(losses.sum()), 1.0)

    def _freed(self, guide: Guide, held: Held, usable: Flags) -> Flags:
        """Lots that cost more than the relaxation says, what is in their way, and lots of the rules used worst."""
        model, choice, excess = self.restricted.model, held.choice, guide.excess
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
        free |= self.room.made_for(drawn[:ROOMS], choice, paid, excess, usable)
        size = int(many[free].sum())
        for place in self._drawn(guide, self._losses(guide, choice, held.settled.earned)):
            if size > MOST_COLUMNS:
                break
            near = self._near(guide.rows[place], usable, many, free)
            near = near[np.cumsum(many[near]) <= max(MOST_OF_A_ROW, MOST_COLUMNS - size if self.steps % 2 else 0)]
            free[near] = True
            size += int(many[near].sum())
        return free

    def _drawn(self, guide: Guide, losses: Reals) -> list[int]:
        """Rows with a price in a drawn order: those that lose much rather first; every third time any."""
        held = np.array([i for i in guide.multipliers if guide.rows[i].columns.size], np.int64)
        chance = losses[held] + (1.0 if self.steps % 3 == 0 else 0.1) / max(held.size, 1)
        return list(held[np.argsort(-chance * self.random.random(held.size), kind="stable")].tolist())

    def _near(self, row: Row, usable: Flags, many: Ints, free: Flags) -> Ints:
        """Lots of a row not free yet that have a choice, those that weigh most in it rather first."""
        on = usable[row.columns]
        lots = self.restricted.model.columns.lot[row.columns[on]]
        most = np.zeros(many.size)
        np.maximum.at(most, lots, np.abs(row.coefficients[on].astype(float)))
        near = np.flatnonzero((most > 0) & (many > 1) & ~free)
        return np.asarray(near[np.argsort(-most[near] * self.random.random(near.size), kind="stable")], np.int64)
