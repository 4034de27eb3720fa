"""Decide an award across lots, with a bound on what any costs. It stops by steps and nodes, never by the clock."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from abasto.base.refusal import Refused
from abasto.engines.award.branching import Leaf, Node, Tree
from abasto.engines.award.check_problem import check_problem
from abasto.engines.award.clash import smallest_clash
from abasto.engines.award.cut import Cut
from abasto.engines.award.dive import first_award, refilled, rounding_of
from abasto.engines.award.guide import Guide
from abasto.engines.award.model import Model
from abasto.engines.award.neighbourhood import NATIONAL_LOTS, Improver
from abasto.engines.award.pair import both
from abasto.engines.award.parts import Ints
from abasto.engines.award.problem import Problem
from abasto.engines.award.pruned import pruned
from abasto.engines.award.relaxation import Relaxation
from abasto.engines.award.repair import repaired
from abasto.engines.award.restricted import Effort, Restricted, Space
from abasto.engines.award.rows import model_of
from abasto.engines.award.settle import Settler
from abasto.engines.award.tighten import LARGE_TIMES, Tightener

PLAIN_LOTS = 500
LEAVES_A_STEP = 2
# The first neighbourhoods gain most at their roots.
BRIEF_STEPS = 8
# Neighbourhoods searched beside the first round of cuts, for every national size beyond the first.
STEPS_BESIDE = 4
# Of the bound: a round of cuts that adds less is the last.
LEAST_GAIN = 1e-5


@dataclass(frozen=True)
class Stop:
    """When it is good enough or has done enough. gap: of cost, without lots nobody can serve.

    steps: neighbourhoods searched; nodes: of one search after the first few;
    plain_nodes: of the whole program of a small problem; leaves: of the tree that proves the bound; rounds: of cuts.
    """

    gap: float = 0.002
    steps: int = 60
    nodes: int = 10
    plain_nodes: int = 200_000
    leaves: int = 60
    rounds: int = 3


@dataclass(frozen=True)
class Progress:
    """What is known while it works. cost_e4 is None until a first award is found."""

    stage: str
    step: int
    cost_e4: int | None
    bound_e4: int
    gap: float | None


@dataclass(frozen=True)
class Award:
    """What was decided and what proves it.

    awards: (lot, ((bid, share percent), ...)), lots without award left out. gap: (cost - bound) / (cost -
    unservable_e4_centavos). prices: (row name, multiplier in 2**-40 e4 centavos per unit of its row), of the relaxation
    before cuts. excess: (rule, units of its row beyond a soft limit, cost in e4 centavos).
    is_optimal: no award costs less, as far as floating point decides.
    """

    awards: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    cost_e4_centavos: int
    bound_e4_centavos: int
    unservable_e4_centavos: int
    gap: float
    prices: tuple[tuple[str, int], ...]
    cuts: tuple[Cut, ...]
    tree: Node
    rebates_earned: tuple[str, ...]
    excess: tuple[tuple[str, int, int], ...]
    is_optimal: bool
    is_awardable: bool


Report = Callable[[Progress], None]


def solve(problem: Problem, stop: Stop, seed: int = 0, progress: Report | None = None, threads: int = 2) -> Award:
    """The same award on one thread and on two.

    Refused where the rules clash (`award-rules-clash`) or no award was found in these limits (`award-not-found`).
    """
    check_problem(problem)
    search = Search(model_of(problem), stop, seed, progress, threads)
    if search.model.columns.count == 0:
        return search.nothing()
    search.relax()
    if len(problem.lots) < PLAIN_LOTS:
        search.decide_whole()
    else:
        search.decide_by_parts()
    return search.award()


class Search:
    """One search: the relaxation from below, the improver from above, the tree between."""

    def __init__(self, model: Model, stop: Stop, seed: int, progress: Report | None, threads: int = 2) -> None:
        self.model, self.stop, self.seed, self.progress, self.threads = model, stop, seed, progress, threads
        self.relaxation = Relaxation(model, seed)
        self.tightener = Tightener(self.relaxation, seed)
        self.settler = Settler(model)
        self.unservable_e4 = unservable(model)
        self.is_optimal = False
        self.step = 0
        self.tree = Tree(self.relaxation)
        self.restricted = Restricted(model, self.relaxation.scaled, self.relaxation.linear.scaled, seed)
        self.improver = Improver(self.restricted, self.settler, seed)
        self._rounds_left = stop.rounds

    def relax(self) -> None:
        """The relaxation."""
        self.relaxation.solve()
        if not self.relaxation.is_feasible:
            raise self._clash()
        self._tell("relaxation")

    def _tighten(self) -> None:
        """A round of cuts; the last where it adds little."""
        before = self.relaxation.bound_e4
        self.tightener.round()
        is_last = self.relaxation.bound_e4 - before < LEAST_GAIN * abs(self.relaxation.bound_e4)
        self._rounds_left = 0 if is_last else self._rounds_left - 1

    def nothing(self) -> Award:
        """The only award where no lot has a legal column; refused where the rules ask for more."""
        self.relaxation.prove({})
        self.is_optimal = self.improver.offer(np.full(len(self.model.problem.lots), -1, np.int64))
        return self.award()

    def _clash(self) -> Refused:
        """The rules that clash, or that no award was found within the limits."""
        clash = smallest_clash(self.model.problem, self.seed)
        if clash is None:
            return Refused("award-not-found", "docs/award-problem.md", {})
        values = {"rules": list(clash.rules), "is_smallest": clash.is_smallest}
        return Refused("award-rules-clash", "docs/award-problem.md", values)

    def start_from(self, choice: Ints) -> None:
        """An award held before, made legal here."""
        fixed, emptied = repaired(self.model, self.settler, choice)
        if emptied.any():
            fixed = refilled(self.relaxation.guide(), self.restricted, fixed, emptied)
        self.improver.offer(fixed)

    def decide_whole(self) -> None:
        """The whole integer program to the end; then a tree that proves as much as its leaves allow."""
        while self._rounds_left:
            self._tighten()
        lots = np.ones(len(self.model.problem.lots), bool)
        nothing = np.full(lots.size, -1, np.int64)
        space = Space(lots, ~self.model.impossible, lots, nothing)
        found = self.restricted.search(space, Effort(self.stop.plain_nodes, 0.0), warm=False)
        self.improver.offer(nothing)
        if found is not None and self.improver.offer(found.choice):
            self.is_optimal = found.is_optimal
        self._tell("whole")
        self._branch(self.stop.leaves)

    def decide_by_parts(self) -> None:
        """A first award, then neighbourhoods beside rounds of cuts, then neighbourhoods and branches by turns."""
        if self.improver.held is None:
            self._first()
        self._tell("first")
        for _ in range(self.stop.steps):
            if self.gap <= self.stop.gap or self.improver.held is None:
                break
            self.step += 1
            self._improve(self.relaxation.guide(), 1 if self.step <= BRIEF_STEPS else self.stop.nodes)
            self._tell("improving")
            if not self._rounds_left:
                self._branch(LEAVES_A_STEP)
        self._branch(self.stop.leaves)

    def _improve(self, guide: Guide, nodes: int) -> None:
        """Two neighbourhoods; at first and every other time one beside a round of cuts, while there are rounds left."""
        if self._rounds_left and (self.step % 2 == 0 or not self.relaxation.cuts):
            both(lambda: self.improver.step(guide, nodes), self._tighten, self.threads)
        else:
            self.improver.two_steps(guide, nodes, self.threads)

    def _first(self) -> None:
        """A first award beside a round of cuts; of a large problem, whose rounds are long, made better there."""
        rounding, guide = rounding_of(self.relaxation), self.relaxation.guide()
        times = len(self.model.problem.lots) / NATIONAL_LOTS

        def first() -> None:
            self.improver.offer(first_award(guide, rounding, self.restricted, self.settler))
            for _ in range(int(STEPS_BESIDE * (times - 1))):
                if self.improver.held is not None:
                    self.improver.step(guide, 1)

        both(first, self._tighten if self._rounds_left else lambda: None, self.threads)
        if times > LARGE_TIMES:
            self._rounds_left = 0

    def _branch(self, more: int) -> None:
        most = min(self.tree.leaves + more, self.stop.leaves)
        while self.gap > self.stop.gap and self.tree.leaves < most and self.tree.grow(self._cost):
            self._tell("branching")

    @property
    def _cost(self) -> int | None:
        return None if self.improver.held is None else self.improver.held.settled.cost_e4

    @property
    def bound_e4(self) -> int:
        return self.tree.bound_e4 if self._cost is None else min(self.tree.bound_e4, self._cost)

    @property
    def gap(self) -> float:
        """Infinite until an award is found."""
        if self._cost is None:
            return float("inf")
        return float(max(self._cost - self.bound_e4, 0)) / max(float(self._cost - self.unservable_e4), 1.0)

    def _tell(self, stage: str) -> None:
        if self.progress is not None:
            gap = None if self._cost is None else self.gap
            self.progress(Progress(stage, self.step, self._cost, self.bound_e4, gap))

    def award(self) -> Award:
        """What was found; Refused when nothing was."""
        if self.improver.held is None:
            raise self._clash()
        settled, choice = self.improver.held.settled, self.improver.held.choice
        self.tree.thin(settled.cost_e4)
        cuts, tree = pruned(self.relaxation.cuts, self.tree.node())
        rows = self.relaxation.linear.rows
        prices = sorted((rows[place].name, value) for place, value in self.relaxation.prices.items())
        return Award(
            awards=awards_of(self.model, choice),
            cost_e4_centavos=settled.cost_e4,
            bound_e4_centavos=self.tree.bound_e4,
            unservable_e4_centavos=self.unservable_e4,
            gap=self.gap,
            prices=tuple(prices),
            cuts=cuts,
            tree=tree,
            rebates_earned=settled.earned,
            excess=settled.excess,
            is_optimal=self.is_optimal,
            is_awardable=self.model.problem.is_awardable,
        )


def awards_of(model: Model, choice: Ints) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
    """Lots and bids in the order of the problem."""
    lots, bids, parts = model.problem.lots, model.problem.bids, model.parts
    found = []
    for lot in np.flatnonzero(choice >= 0).tolist():
        held = model.columns.parts[choice[lot]]
        held = sorted(held[held >= 0].tolist())
        found.append((lots[lot].id, tuple((bids[parts.bid[p]].id, int(parts.share[p])) for p in held)))
    return tuple(found)


def columns_of(model: Model, awards: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]) -> Ints:
    """(lots,): the column that is each lot's award, -1 where it has none or it is not legal here."""
    bids, parts = model.problem.bids, model.parts
    place = {lot.id: i for i, lot in enumerate(model.problem.lots)}
    choice = np.full(len(place), -1, np.int64)
    for lot, held in awards:
        asked = set(held)
        i = place[lot]
        for column in range(int(model.columns.start[i]), int(model.columns.start[i + 1])):
            named = [p for p in model.columns.parts[column].tolist() if p >= 0]
            if {(bids[parts.bid[p]].id, int(parts.share[p])) for p in named} == asked and not model.impossible[column]:
                choice[i] = column
    return choice


def unservable(model: Model) -> int:
    """What the lots without any possible column cost: no award can change it."""
    served = np.zeros(len(model.problem.lots), bool)
    served[model.columns.lot] = True
    return int(sum(model.null_e4[~served].tolist()))


__all__ = ["Award", "Leaf", "Progress", "Search", "Stop", "solve"]
