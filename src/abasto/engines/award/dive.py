"""A first award: give up the rebates far from earned, round what the relaxation leaves open, repair, fill again."""

import numpy as np

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


def first_award(relaxation: Relaxation, restricted: Restricted, settler: Settler) -> Ints:
    """(lots,) columns; legal unless at-least rules or rules of winners could not be met."""
    fixed = _rebates(relaxation)
    taken = relaxation.columns_taken
    excess = relaxation.excess_at(relaxation.linear.multipliers())
    relaxation.linear.unlimit(fixed)
    model = relaxation.model
    lots = len(model.problem.lots)
    size = _size(relaxation)
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
    return refilled(relaxation, restricted, choice, emptied | is_open)


def refilled(relaxation: Relaxation, restricted: Restricted, choice: Ints, free: Flags) -> Ints:
    """Award what the repair emptied, and what may make room for it."""
    excess = relaxation.excess()
    columns = excess.columns <= REACH * _size(relaxation)
    columns[choice[choice >= 0]] = True
    found = restricted.search(Space(free, columns, free, choice), Effort(1, 3e-4))
    return found.choice if found else choice


def _size(relaxation: Relaxation) -> float:
    """The bound, of `USUAL_LOTS` lots at most: what a lot may cost too much is small beside it."""
    lots = len(relaxation.model.problem.lots)
    return float(abs(relaxation.bound_e4)) * min(1.0, USUAL_LOTS / max(lots, 1))


def _rebates(relaxation: Relaxation) -> list[int]:
    """Give up the rebates that the relaxation earns by less than half: that never clashes. The others stay open."""
    model, linear = relaxation.model, relaxation.linear
    first = model.columns.count
    every = [first + i for i, variable in enumerate(model.variables) if variable.name[0] == "rebate"]
    given_up: list[int] = []
    for _ in range(ROUNDS):
        x = linear.x
        small = [i for i in every if i not in given_up and OPEN < x[i] < 0.5]
        if not small:
            break
        linear.limit(small, [0] * len(small))
        linear.solve()
        given_up.extend(small)
    return given_up
