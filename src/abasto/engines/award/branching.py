"""The tree that proves a bound: a branch splits the awards in two; each leaf carries the prices that prove its bound.

Only the leaf with the smallest bound grows. A leaf is written with the fewest changes against the root's multipliers
that still prove as much as the worst leaf does.
"""

from dataclasses import dataclass

import numpy as np

from abasto.engines.award.bound import Allowed
from abasto.engines.award.parts import Flags
from abasto.engines.award.relaxation import Relaxation

EMPTY = 1 << 200
# Of a tree that a verifier reads: docs/award-problem.md, "Node".
DEEPEST = 200
OPEN = 1e-5
PRESSURE = 1e6
FEW = (0, 8, 32, 128)
Branch = tuple[str, ...] | tuple[str, str, int]


@dataclass
class Leaf:
    """branches: (branch, taken) from the root down. bound_e4: `EMPTY` when no award is left."""

    branches: tuple[tuple[Branch, bool], ...]
    multipliers: dict[int, int]
    bound_e4: int
    is_closed: bool = False


@dataclass
class Node:
    """multipliers: what changes against the nodes above, by row name (0 drops). branch is None in a leaf."""

    multipliers: list[tuple[str, int]]
    branch: Branch | None = None
    no: "Node | None" = None
    yes: "Node | None" = None


@dataclass
class _Split:
    multipliers: dict[int, int]
    branch: Branch
    no: "_Split | Leaf"
    yes: "_Split | Leaf"


class Tree:
    """Grows leaf by leaf. bound_e4 is the smallest of its leaves."""

    def __init__(self, relaxation: Relaxation) -> None:
        self.relaxation = relaxation
        self._root: _Split | Leaf | None = None
        self._open: list[Leaf] = []

    @property
    def leaves(self) -> int:
        return max(1, len(self._open))

    @property
    def bound_e4(self) -> int:
        if self._open:
            return min(leaf.bound_e4 for leaf in self._open)
        closed = [row.bound_e4 for row in self.relaxation.closed if row.bound_e4 is not None]
        return min([self.relaxation.bound_e4, *closed])

    def grow(self, cost_e4: int | None) -> bool:
        """Split the leaf with the smallest bound; False when it cannot be split."""
        if self._root is None:
            self._begin()
        worst = min(self._open, key=lambda leaf: leaf.bound_e4)
        depth = len(worst.branches) + len(self.relaxation.unreachable)
        if worst.is_closed or depth >= DEEPEST or worst.bound_e4 >= (EMPTY if cost_e4 is None else cost_e4):
            return False
        branch = self._solve_at(worst)
        if branch is None:
            worst.is_closed = True
            return False
        no, yes = self._child(worst, branch, False), self._child(worst, branch, True)
        split = _Split(worst.multipliers, branch, no, yes)
        self._replace(worst, split)
        self._open = [leaf for leaf in self._open if leaf is not worst] + [no, yes]
        return True

    def _begin(self) -> None:
        """The root, with what the relaxation closed as its first branches."""
        relaxation = self.relaxation
        below = tuple((row.branch, False) for row in relaxation.closed)
        last = Leaf(below, relaxation.multipliers, relaxation.bound_e4)
        self._open, self._root = [last], last
        for i, row in reversed(list(enumerate(relaxation.closed))):
            yes = Leaf(
                (*below[:i], (row.branch, True)), row.multipliers, EMPTY if row.bound_e4 is None else row.bound_e4
            )
            self._root = _Split(relaxation.multipliers, row.branch, self._root, yes)
            self._open.append(yes)

    def thin(self, cost_e4: int) -> None:
        """Give every leaf the fewest changes tried that prove `cost_e4` or what the worst leaf proves."""
        if self._root is None:
            self._begin()
        asked = min(self.bound_e4, cost_e4)
        if isinstance(self._root, _Split):
            for leaf in self._open:
                self._thin(leaf, self._root.multipliers, asked)

    def _thin(self, leaf: Leaf, root: dict[int, int], asked: int) -> None:
        changes = _changes(root, leaf.multipliers)
        rows = self.relaxation.linear.rows
        weight = [abs(changes[i] - root.get(i, 0)) * int(np.abs(rows[i].coefficients).max(initial=1)) for i in changes]
        order = sorted(range(len(weight)), key=lambda i: (-weight[i], i))
        places = list(changes)
        allowed = self._allowed(leaf.branches)
        for few in FEW:
            if few >= len(places):
                return
            kept = dict(root) | {places[i]: changes[places[i]] for i in order[:few]}
            kept = {row: value for row, value in sorted(kept.items()) if value}
            bound = self.relaxation.bounder.bound(kept, allowed)
            if bound is None or bound >= asked:
                leaf.multipliers, leaf.bound_e4 = kept, EMPTY if bound is None else bound
                return

    def node(self) -> Node:
        """The tree as the certificate writes it."""
        if self._root is None:
            self._begin()
        root = self._root
        assert root is not None
        node = self._written(root, root.multipliers)
        node.multipliers = self._words(root.multipliers)
        for closed in reversed(self.relaxation.unreachable):
            node = Node([], ("rebate", closed.rebate), node, Node(self._words(closed.multipliers)))
        return node

    def _words(self, multipliers: dict[int, int]) -> list[tuple[str, int]]:
        rows = self.relaxation.linear.rows
        return sorted((rows[row].name, value) for row, value in multipliers.items())

    def _written(self, node: "_Split | Leaf", root: dict[int, int]) -> Node:
        if isinstance(node, Leaf):
            return Node(self._words(_changes(root, node.multipliers)))
        return Node([], node.branch, self._written(node.no, root), self._written(node.yes, root))

    def _replace(self, old: Leaf, new: _Split) -> None:
        if self._root is old:
            self._root = new
            return
        held = self._root
        for _, taken in old.branches:
            assert isinstance(held, _Split)
            below = held.yes if taken else held.no
            if below is old:
                if taken:
                    held.yes = new
                else:
                    held.no = new
                return
            held = below

    def _child(self, parent: Leaf, branch: Branch, taken: bool) -> Leaf:
        branches = (*parent.branches, (branch, taken))
        allowed = self._allowed(branches)
        linear = self.relaxation.linear
        self._limit(allowed)
        linear.solve_briefly()
        if not linear.is_feasible:
            self._press(allowed)
        inherited = self.relaxation.bounder.bound(parent.multipliers, allowed)
        best = Leaf(branches, parent.multipliers, EMPTY if inherited is None else inherited)
        if inherited is not None and linear.is_feasible:
            multipliers = linear.multipliers()
            bound = self.relaxation.bounder.bound(multipliers, allowed)
            if bound is not None and bound > inherited:
                best = Leaf(branches, multipliers, bound)
        self._unlimit()
        return best

    def _press(self, allowed: Allowed) -> None:
        """Where the branches clash: pay so much for what they ask that the prices show what is in the way."""
        linear, first = self.relaxation.linear, self.relaxation.model.columns.count
        asked = [first + place for place, (least, _) in allowed.bounds.items() if least == 1]
        if asked:
            linear.unlimit(asked)
            linear.pay(asked, PRESSURE)
            linear.solve_briefly()
            linear.pay(asked, 0.0)

    def _solve_at(self, leaf: Leaf) -> Branch | None:
        """What to branch on: the relaxation there, solved again."""
        self._limit(self._allowed(leaf.branches))
        self.relaxation.linear.solve_briefly()
        branch = self._branch({branch for branch, _ in leaf.branches}) if self.relaxation.linear.is_feasible else None
        self._unlimit()
        return branch

    def _branch(self, decided: set[Branch]) -> Branch | None:
        """The open part or variable that weighs most; a solve given up may leave open what is decided above."""
        relaxation, model = self.relaxation, self.relaxation.model
        x = relaxation.linear.x
        first = model.columns.count
        taken = np.zeros(model.parts.bid.size + 1)
        np.add.at(taken, model.columns.parts.ravel(), np.repeat(x[:first], model.columns.parts.shape[1]))
        taken = taken[:-1]
        worth = np.minimum(taken, 1 - taken) * model.parts.cost_e4.astype(float) * 0.05
        worth[(taken < OPEN) | (taken > 1 - OPEN)] = 0
        best = 0.0
        branch: Branch | None = None
        if worth.size and worth.max() > 0:
            part = int(worth.argmax())
            best = float(worth[part])
            branch = ("part", model.problem.bids[int(model.parts.bid[part])].id, int(model.parts.share[part]))
        for i, variable in enumerate(model.variables):
            value = float(x[first + i])
            if variable.is_whole and OPEN < value < 1 - OPEN and variable.name not in decided:
                weight = min(value, 1 - value) * max(abs(variable.cost_e4), 1)
                if weight > best:
                    best, branch = weight, variable.name
        return branch

    def _allowed(self, branches: tuple[tuple[Branch, bool], ...]) -> Allowed:
        model = self.relaxation.model
        columns = np.ones(model.columns.count, bool)
        filled: list[int] = []
        bounds = dict(self.relaxation.settled)
        for branch, taken in branches:
            if branch[0] in {"rebate", "winner"}:
                place = next(i for i, variable in enumerate(model.variables) if variable.name == branch)
                bounds[place] = (1, 1) if taken else (0, 0)
                continue
            held, lot = self._holding(branch)
            if taken:
                columns &= held | (model.columns.lot != lot)
                filled.append(lot)
            else:
                columns &= ~held
        return Allowed(columns, tuple(sorted(set(filled))), bounds)

    def _holding(self, branch: Branch) -> tuple[Flags, int]:
        model = self.relaxation.model
        bid = next(i for i, row in enumerate(model.problem.bids) if row.id == branch[1])
        parts = (model.parts.bid == bid) & ((model.parts.share == branch[-1]) | (branch[0] == "bid"))
        lot = int(model.parts.lot[np.flatnonzero(parts)[0]])
        held = np.asarray(np.append(parts, False)[model.columns.parts].any(axis=1), np.bool_)
        return held, lot

    def _limit(self, allowed: Allowed) -> None:
        linear, model = self.relaxation.linear, self.relaxation.model
        assert allowed.columns is not None
        upper = np.where(allowed.columns, linear.limits[: model.columns.count], 0.0)
        linear.bound_columns(upper, allowed.filled)
        for place, (value, _) in allowed.bounds.items():
            linear.limit([model.columns.count + place], [value])
        self._limited = [model.columns.count + place for place in allowed.bounds]

    def _unlimit(self) -> None:
        linear, model = self.relaxation.linear, self.relaxation.model
        linear.bound_columns(linear.limits[: model.columns.count], ())
        if self._limited:
            linear.unlimit(self._limited)


def _changes(old: dict[int, int], new: dict[int, int]) -> dict[int, int]:
    """What to write over the old multipliers to have the new ones; 0 drops."""
    changed = {row: value for row, value in new.items() if old.get(row, 0) != value}
    return changed | {row: 0 for row in old if row not in new}
