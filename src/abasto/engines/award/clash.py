"""The fewest hard rules that cannot hold together, whatever is awarded.

By hitting sets (Ignatiev, Previti, Liffiton, Marques-Silva: Smallest MUS Extraction with Minimal Hitting Set Dualization,
2015): an award that keeps the rules H breaks some others; every clash holds one of those it breaks. The fewest rules that
hold one of each set seen are the next H; when no award keeps H, no smaller set clashes. Which rules an award breaks is
settled in whole numbers; that none exists is the word of HiGHS.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import highspy
import numpy as np

from abasto.engines.award.linear import quiet
from abasto.engines.award.model import Model
from abasto.engines.award.parts import Ints
from abasto.engines.award.problem import Problem
from abasto.engines.award.restricted import stacked
from abasto.engines.award.rows import model_of
from abasto.engines.award.scaled import scaled, scaled_rows, total_rows
from abasto.engines.award.settle import Settler

MOST_NODES = 5_000
MOST_STEPS = 500
CLASHES, OPEN = "clashes", "open"


@dataclass(frozen=True)
class Clash:
    """rules: ids in the order of the problem. is_smallest: no set of fewer rules clashes.

    Otherwise the search ended at its limits: the rules clash, and none that was tried could be left out.
    """

    rules: tuple[str, ...]
    is_smallest: bool


def smallest_clash(problem: Problem, seed: int = 0, most_nodes: int = MOST_NODES) -> Clash | None:
    """None when some award keeps all hard rules (or none was shown to be impossible within the limits).

    Soft rules and rebates play no part. most_nodes: of each search, so that the answer does not hang on the clock.
    """
    hard = tuple(rule for rule in problem.rules if rule.soft_centavos is None)
    search = _Search(replace(problem, rules=hard, rebates=()), seed, most_nodes)
    seen: list[frozenset[int]] = []
    for _ in range(MOST_STEPS):
        kept = _fewest_hitting(seen, len(hard), seed)
        answer = search.broken_by_an_award_that_keeps(kept)
        if answer == CLASHES:
            return Clash(tuple(hard[place].id for place in sorted(kept)), True)
        if answer == OPEN:
            break
        broken = frozenset(answer) - kept
        if not broken:
            return None
        seen.append(broken)
    return _irreducible(search, [rule.id for rule in hard], sorted(set().union(*seen)) if seen else [])


def _irreducible(search: "_Search", ids: Sequence[str], likely: Sequence[int]) -> Clash | None:
    """Leave out one rule after the other as long as the rest is shown to clash."""
    everything = range(len(ids))
    start = next((list(some) for some in (likely, everything) if search.clashes(some)), None)
    if start is None:
        return None
    for place in list(start):
        rest = [other for other in start if other != place]
        if search.clashes(rest):
            start = rest
    return Clash(tuple(ids[place] for place in start), False)


def _fewest_hitting(sets: Sequence[frozenset[int]], count: int, seed: int) -> frozenset[int]:
    """The fewest places that hold one of each set; among equals what a fixed seed gives."""
    used = sorted(set().union(*sets)) if sets else []
    if not used:
        return frozenset()
    place = {rule: index for index, rule in enumerate(used)}
    index = np.array([place[rule] for some in sets for rule in sorted(some)], np.int32)
    start = np.cumsum([0, *(len(some) for some in sets)])[:-1].astype(np.int32)
    ones, many = np.ones(len(used)), len(sets)
    solver = quiet(seed)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.passModel(
        len(used), many, index.size, 2, 1, 0.0, ones, np.zeros(len(used)), ones, np.ones(many),
        np.full(many, np.inf), start, index, np.ones(index.size), np.ones(len(used), np.int32),
    )  # fmt: skip
    solver.run()
    value = solver.getSolution().col_value
    return frozenset(rule for rule, index in place.items() if value[index] > 0.5)


class _Search:
    """One model of all hard rules, each with a slack; a rule is kept by closing its slack."""

    def __init__(self, problem: Problem, seed: int, most_nodes: int) -> None:
        self.model = model_of(problem)
        self.settler = Settler(self.model)
        place = {f"rule:{rule.id}": index for index, rule in enumerate(problem.rules)}
        self.rule_of_row = [place.get(row.name, -1) for row in self.model.rows]
        self.solver = quiet(seed)
        self.first_slack = _pass(self.solver, self.model, self.rule_of_row)
        self.slacks = [rule for rule in self.rule_of_row if rule >= 0]
        self.solver.setOptionValue("mip_max_nodes", most_nodes)
        self.solver.setOptionValue("mip_feasibility_tolerance", 1e-9)

    def clashes(self, kept: Iterable[int]) -> bool:
        return self.broken_by_an_award_that_keeps(frozenset(kept)) == CLASHES

    def broken_by_an_award_that_keeps(self, kept: frozenset[int]) -> tuple[int, ...] | str:
        """The rules it breaks, exactly; `CLASHES` when there is no such award, `OPEN` when the search ended before."""
        count = len(self.slacks)
        upper = np.array([0.0 if rule in kept else np.inf for rule in self.slacks])
        every = np.arange(self.first_slack, self.first_slack + count, dtype=np.int32)
        self.solver.changeColsBounds(count, every, np.zeros(count), upper)
        self.solver.clearSolver()
        self.solver.run()
        if self.solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return CLASHES
        if self.solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return OPEN
        settled = self.settler.settle(self._choice())
        return tuple(self.rule_of_row[row] for row in settled.broken)

    def _choice(self) -> Ints:
        columns = self.model.columns
        taken = np.flatnonzero(np.array(self.solver.getSolution().col_value[: columns.count]) > 0.5)
        choice = np.full(len(self.model.problem.lots), -1, np.int64)
        choice[columns.lot[taken]] = taken
        return choice


def _pass(solver: highspy.Highs, model: Model, rule_of_row: Sequence[int]) -> int:
    """One column a lot at most, the totals, all rows, and slacks whose sum is the cost; returns the first slack."""
    base = scaled(model)
    rows = stacked(total_rows(model, base), scaled_rows(model, base, model.rows))
    lots, columns, count = len(model.problem.lots), model.columns.count, base.upper.size
    lower = np.concatenate((np.full(lots, -np.inf), rows.lower))
    upper = np.concatenate((np.ones(lots), rows.upper))
    start = np.concatenate((model.columns.start[:-1], columns + rows.start)).astype(np.int32)
    index = np.concatenate((np.arange(columns), rows.index)).astype(np.int32)
    value = np.concatenate((np.ones(columns), rows.value))
    solver.passModel(
        count, lower.size, index.size, 2, 1, 0.0, np.zeros(count), np.zeros(count), base.upper, lower, upper,
        start[:-1], index, value, base.is_whole.astype(np.int32),
    )  # fmt: skip
    ruled = [place for place, rule in enumerate(rule_of_row) if rule >= 0]
    sign = np.array([1.0 if model.rows[place].is_at_least else -1.0 for place in ruled])
    where = np.array(ruled, np.int32) + lots + len(model.totals)
    every, none = np.arange(len(ruled), dtype=np.int32), np.zeros(len(ruled))
    solver.addCols(len(ruled), np.ones(len(ruled)), none, np.full(len(ruled), np.inf), len(ruled), every, where, sign)
    return count
