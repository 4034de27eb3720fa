"""Where pieces go by state: a buyer's pieces split over its delivery points. Derived: no file publishes it.

A buyer of one state counts there. Another's pieces are split over the states of its delivery points, each point
weighing the staff of its class (`contracts/points.py`); largest remainder, so no piece is lost. What has neither is not
placed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..base.quantity import split_largest_remainder
from ..contracts.points import weight_of

Weights = Mapping[str, int]


@dataclass(frozen=True)
class Placed:
    """Pieces by state (INEGI key), and all pieces, those that could not be placed too."""

    by_state: Mapping[str, int]
    all_pieces: int

    @property
    def placed_pieces(self) -> int:
        return sum(self.by_state.values())

    @property
    def coverage(self) -> float:
        """The fraction of all pieces whose state is known, for people only."""
        return self.placed_pieces / self.all_pieces if self.all_pieces else 0.0


def weights_by_state(points: Iterable[tuple[str, str, str]]) -> dict[str, dict[str, int]]:
    """points: (buyer, state, size class); the staff of each buyer's points by state."""
    weights: dict[str, dict[str, int]] = {}
    for buyer, state, size_class in points:
        states = weights.setdefault(buyer, {})
        states[state] = states.get(state, 0) + weight_of(size_class)
    return weights


def split_by_state(pieces: Mapping[str, int], home: Mapping[str, str], weights: Mapping[str, Weights]) -> Placed:
    """Place each buyer's pieces. home: buyer -> its one state, "" if several; weights: buyer -> state -> staff."""
    by_state: dict[str, int] = {}
    for buyer, count in sorted(pieces.items()):
        for state, part in split_of_buyer(count, home.get(buyer, ""), weights.get(buyer, {})):
            by_state[state] = by_state.get(state, 0) + part
    return Placed(dict(sorted(by_state.items())), sum(pieces.values()))


def split_of_buyer(count: int, home: str, weights: Weights) -> list[tuple[str, int]]:
    """(state, pieces) of one buyer, by state; empty where it cannot be placed."""
    if home:
        return [(home, count)]
    states = sorted(weights)
    return list(zip(states, split_largest_remainder(count, [weights[state] for state in states]), strict=True))
