"""A first award: settle the rebates batch by batch, then round what the relaxation leaves open, then repair."""

import numpy as np

from abasto.engines.award.parts import Flags, Ints
from abasto.engines.award.relaxation import Relaxation
from abasto.engines.award.repair import repaired
from abasto.engines.award.restricted import Effort, Restricted, Space
from abasto.engines.award.settle import Settler

OPEN = 1e-6
NEAR = 3e-8
REACH = 1e-3


def first_award(relaxation: Relaxation, restricted: Restricted, settler: Settler) -> Ints:
    """(lots,) columns; legal unless at-least rules or rules of winners could not be met."""
    fixed = _rebates(relaxation)
    taken = relaxation.columns_taken
    excess = relaxation.excess_at(relaxation.linear.multipliers())
    relaxation.linear.unlimit(fixed)
    model = relaxation.model
    lots = len(model.problem.lots)
    size = float(abs(relaxation.bound_e4))
    is_open = np.zeros(lots, bool)
    is_open[model.columns.lot[(taken > OPEN) & (taken < 1 - OPEN)]] = True
    columns = (excess.columns <= NEAR * size) | (is_open[model.columns.lot] & (excess.columns <= REACH * size))
    many = np.bincount(model.columns.lot[columns], minlength=lots)
    choice = np.full(lots, -1, np.int64)
    whole = np.flatnonzero(taken > 0.5)
    choice[model.columns.lot[whole]] = whole
    free = is_open | (many >= 2)
    found = restricted.search(Space(free, columns, free, choice), Effort(1, 1e-3, None, True), warm=False)
    choice, emptied = repaired(model, settler, found.choice if found else choice)
    return refilled(relaxation, restricted, choice, emptied | free)


def refilled(relaxation: Relaxation, restricted: Restricted, choice: Ints, free: Flags) -> Ints:
    """Award what the repair emptied, and what may make room for it."""
    excess = relaxation.excess()
    columns = excess.columns <= REACH * abs(relaxation.bound_e4)
    columns[choice[choice >= 0]] = True
    found = restricted.search(Space(free, columns, free, choice), Effort(1, 1e-3))
    return found.choice if found else choice


def _rebates(relaxation: Relaxation) -> list[int]:
    """Fix the rebates, the clearest first; one that clashes is not earned."""
    model, linear = relaxation.model, relaxation.linear
    first = model.columns.count
    every = [first + i for i, variable in enumerate(model.variables) if variable.name[0] == "rebate"]
    fixed: list[int] = []
    while True:
        x = linear.x
        left = [i for i in every if i not in fixed and OPEN < x[i] < 1 - OPEN]
        if not left:
            return fixed
        left.sort(key=lambda i: (-abs(x[i] - 0.5), i))
        batch = left[: max(3, len(left) // 3)]
        linear.try_limits(batch, [round(float(x[i])) for i in batch])
        fixed.extend(batch)
