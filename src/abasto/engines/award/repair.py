"""Make a choice legal by taking lots out of rules they break: no award there, until a search fills them again."""

import numpy as np

from abasto.engines.award.model import Model, Row
from abasto.engines.award.parts import Flags, Ints
from abasto.engines.award.settle import Settler

MOST_PASSES = 40


def repaired(model: Model, settler: Settler, choice: Ints) -> tuple[Ints, Flags]:
    """(choice, lots emptied). Rules of winners and at-least rules may stay broken: `Settled.broken` says."""
    choice = choice.copy()
    emptied = np.zeros(choice.size, bool)
    for _ in range(MOST_PASSES):
        broken = [model.rows[i] for i in settler.settle(choice).broken]
        before = int(emptied.sum())
        for row in broken:
            _empty(model, row, choice, emptied)
        if int(emptied.sum()) == before:
            break
    return choice, emptied


def _empty(model: Model, row: Row, choice: Ints, emptied: Flags) -> None:
    """Empty the lots that cost least to leave per unit, until the row holds."""
    sign = -1 if row.is_at_least else 1
    dense = sign * (model.dense(row) if row.total >= 0 or row.columns.size else np.zeros(model.columns.count, np.int64))
    taken = choice[choice >= 0]
    worth = (model.null_e4[model.columns.lot[taken]] - model.columns.cost_e4[taken]).astype(float)
    amount = dense[taken]
    beyond = int(amount.astype(object).sum()) - sign * row.right if taken.size else 0
    one = np.flatnonzero(amount >= max(beyond, 1))
    if beyond > 0 and one.size:
        single = one[np.argmin(worth[one])]
        total = worth[single]
    else:
        single, total = -1, np.inf
    out, spent = [], 0.0
    for i in np.argsort(worth / np.maximum(amount, 1), kind="stable").tolist():
        if beyond <= 0:
            break
        if amount[i] > 0:
            out.append(i)
            beyond -= int(amount[i])
            spent += float(worth[i])
    chosen = [int(single)] if spent > total else out
    lots = model.columns.lot[taken[chosen]] if chosen else np.empty(0, np.int64)
    choice[lots] = -1
    emptied[lots] = True
