"""A first award: give up the rebates far from earned, round what the relaxation leaves open, repair, fill again."""

import numpy as np

from abasto.engines.award.guide import Guide, Rounding
from abasto.engines.award.parts import Flags, Ints
from abasto.engines.award.relaxation import Relaxation
from abasto.engines.award.repair import repaired
from abasto.engines.award.restricted import Effort, Restricted, Space
from abasto.engines.award.settle import Settler

OPEN = 1e-6
NEAR = 1e-8
REACH = 1e-3
ROUNDS = 3
USUAL_LOTS = 4_500


def rounding_of(relaxation: Relaxation) -> Rounding:
    """The relaxation without the rebates that it earns by less than half: giving them up never clashes."""
    model, linear = relaxation.model, relaxation.linear
    first = model.columns.count
    every = [first + i for i, variable in enumerate(model.variables) if variable.name[0] == "rebate"]
    given_up: list[int] = []
    basis = linear.solver.getBasis()
    for _ in range(ROUNDS):
        x = linear.x
        small = [i for i in every if i not in given_up and OPEN < x[i] < 0.5]
        if not small:
            break
        linear.limit(small, [0] * len(small))
        linear.solve()
        given_up.extend(small)
    found = Rounding(relaxation.columns_taken, relaxation.excess_at(linear.multipliers()))
    if given_up:
        linear.unlimit(given_up)
        linear.begin_at(basis)
        linear.run()
    return found


def first_award(guide: Guide, rounding: Rounding, restricted: Restricted, settler: Settler) -> Ints:
    """(lots,) columns; legal unless at-least rules or rules of winners could not be met."""
    model = restricted.model
    taken, excess = rounding.taken, rounding.excess
    lots = len(model.problem.lots)
    size = _size(guide, lots)
    is_open = np.zeros(lots, bool)
    is_open[model.columns.lot[(taken > OPEN) & (taken < 1 - OPEN)]] = True
    columns = (excess.columns <= NEAR * size) | (is_open[model.columns.lot] & (excess.columns <= REACH * size))
    many = np.bincount(model.columns.lot[columns], minlength=lots)
    choice = np.full(lots, -1, np.int64)
    whole = np.flatnonzero(taken > 0.5)
    choice[model.columns.lot[whole]] = whole
    free = is_open | (many >= 2)
    found = restricted.search(Space(free, columns, free, choice), Effort(1, 3e-4), warm=False)
    choice, emptied = repaired(model, settler, found.choice if found else choice)
    return refilled(guide, restricted, choice, emptied | is_open) if emptied.any() else choice


def refilled(guide: Guide, restricted: Restricted, choice: Ints, free: Flags) -> Ints:
    """Award what the repair emptied, and what may make room for it."""
    columns = guide.excess.columns <= REACH * _size(guide, choice.size)
    columns[choice[choice >= 0]] = True
    found = restricted.search(Space(free, columns, free, choice), Effort(1, 3e-4))
    return found.choice if found else choice


def _size(guide: Guide, lots: int) -> float:
    """The bound, of `USUAL_LOTS` lots at most: what a lot may cost too much is small beside it."""
    return float(abs(guide.bound_e4)) * min(1.0, USUAL_LOTS / max(lots, 1))
