"""What the buyers ask for in the round after a played one: about what they asked for before, some of it wrong.

Most ask for 0 to 20 % more, as officers do everywhere; a few lines are ten times too much, a few a tenth. How far
each buyer is with it differs, so that every state of the agreement can be seen.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .demand import Demand
from .luck import Integers, uniforms

GROWTH = (0.95, 1.20)
TENFOLD, TENTH = 0.004, 0.004
DROPPED = 0.03
# Share of buyers that have begun nothing, drafted, submitted, approved; the rest are accepted.
STAGES = (("", 0.10), ("draft", 0.25), ("submitted", 0.20), ("approved", 0.20), ("accepted", 0.25))
# Of a buyer that has submitted or more: lines that came back, or are under review.
RETURNED, IN_REVIEW = 0.02, 0.10
States = NDArray[np.str_]


@dataclass(frozen=True, eq=False)
class NextNeeds:
    """Lines as columns: position of the code and of the buyer in the demand, pieces, state."""

    codes: Integers
    buyers: Integers
    maximum_pieces: Integers
    states: States


def make_next_needs(demand: Demand, at_work: frozenset[str], seed: int) -> NextNeeds:
    """at_work: buyers in the middle of it, with lines in every state up to approval."""
    rows, columns = np.nonzero(demand.maximum_pieces)
    items, buyers = demand.items[rows], demand.buyer_keys[columns]
    asked = demand.maximum_pieces[rows, columns] * _growth(uniforms(seed, "growth", items, buyers))
    wrong = uniforms(seed, "wrong", items, buyers)
    asked = np.where(wrong < TENFOLD, asked * 10, np.where(wrong > 1 - TENTH, asked / 10, asked))
    states = _states(demand, at_work, seed)[columns]
    line = uniforms(seed, "line", items, buyers)
    busy = np.isin(columns, [place for place, code in enumerate(demand.buyers) if code in at_work])
    states = np.where(busy, _mixed(line), states)
    decided = np.isin(states, ["submitted", "approved"])
    states = np.where(decided & (line < RETURNED), "returned", states)
    states = np.where((states == "submitted") & (line > 1 - IN_REVIEW), "in-review", states)
    kept = (states != "") & (uniforms(seed, "dropped", items, buyers) >= DROPPED)
    return NextNeeds(rows[kept], columns[kept], np.maximum(asked[kept].astype(np.int64), 1), states[kept])


def _growth(draw: NDArray[np.float64]) -> NDArray[np.float64]:
    low, high = GROWTH
    return low + (high - low) * draw


def _states(demand: Demand, at_work: frozenset[str], seed: int) -> States:
    """The stage of each buyer, shape (buyers,)."""
    draw = uniforms(seed, "stage", demand.buyer_keys)
    edges = np.cumsum([share for _name, share in STAGES])
    names = np.array([name for name, _share in STAGES])
    found: States = names[np.minimum(np.searchsorted(edges, draw), len(STAGES) - 1)]
    return found


def _mixed(draw: NDArray[np.float64]) -> States:
    """Of a buyer at work: half still drafts, the rest submitted or approved."""
    found: States = np.where(draw < 0.55, "draft", np.where(draw < 0.85, "submitted", "approved"))
    return found
