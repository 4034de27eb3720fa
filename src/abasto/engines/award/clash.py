"""The fewest hard rules that cannot hold together, whatever is awarded.

By hitting sets (Ignatiev, Previti, Liffiton, Marques-Silva: Smallest MUS Extraction with Minimal Hitting Set
Dualization, 2015): an award that keeps the rules H breaks some others; every clash holds one of those it breaks. The
fewest rules that hold one of each set seen are the next H; when no award keeps H, no smaller set clashes. Which rules
an award breaks is settled in whole numbers; that none exists is the word of HiGHS.

In a large problem parts of awards are let count (the linear relaxation): rules that clash there clash, and fewer may
clash among whole awards.
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
from abasto.engines.award.scaled import Reals, scaled, scaled_rows, total_rows
from abasto.engines.award.settle import Settler

MOST_NODES = 5_000
MOST_STEPS = 500
MOST_STEPS_OF_A_RELAXATION = 8
MOST_WHOLE_COLUMNS = 5_000
BROKEN = 1e-6
# Any award that keeps H will do; one that breaks little and awards little makes the search short.
GOOD_ENOUGH = 0.5
COST_OF_AN_AWARD = 1e-5
CLASHES, OPEN = "clashes", "open"
# No cost is negative: what is unbounded or infeasible is infeasible.
INFEASIBLE = (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible)


@dataclass(frozen=True)
class Clash:
    """rules: ids in the order of the problem. is_smallest: no set of fewer rules clashes.

    Otherwise the rules clash, and none of them could be left out as far as the search went.
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
    for _ in range(MOST_STEPS if search.is_whole else MOST_STEPS_OF_A_RELAXATION):
        kept = _fewest_hitting(seen, seed)
        answer = search.broken_by_an_award_that_keeps(kept)
        if answer == CLASHES:
            return Clash(tuple(hard[place].id for place in sorted(kept)), search.is_whole or len(kept) == 1)
        if isinstance(answer, str):
            break
        broken = answer - kept
        if not broken:
            return None
        seen.append(broken)
    return _irreducible(search, [rule.id for rule in hard])


def _irreducible(search: "_Search", ids: Sequence[str]) -> Clash | None:
    """Leave out rules, of those that came into play, by halves and in the end one by one, while the rest clashes."""
    if not search.clashes(range(len(ids))):
        return None
    left = sorted(search.entered) if search.clashes(search.entered) else list(range(len(ids)))
    size = len(left)
    while size > 1:
        size, place = (size + 1) // 2, 0
        while place < len(left):
            rest = left[:place] + left[place + size :]
            if search.clashes(rest):
                left = rest
            else:
                place += size
    return Clash(tuple(ids[place] for place in left), False)


def _fewest_hitting(sets: Sequence[frozenset[int]], seed: int) -> frozenset[int]:
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
    """One model of all hard rules, each with a slack; a rule is kept by closing its slack.

    A row enters the solver's model when an award first breaks it: most rules are far from any clash.
    """

    def __init__(self, problem: Problem, seed: int, most_nodes: int) -> None:
        self.model = model_of(problem)
        self.settler = Settler(self.model)
        place = {f"rule:{rule.id}": index for index, rule in enumerate(problem.rules)}
        self.rule_of_row = [place.get(row.name, -1) for row in self.model.rows]
        self.rows = {rule: row for row, rule in enumerate(self.rule_of_row) if rule >= 0}
        self.is_whole = self.model.columns.count <= MOST_WHOLE_COLUMNS
        self.solver = quiet(seed)
        self.first_slack, self.lower, self.upper = _pass(
            self.solver, self.model, list(self.rows.values()), self.is_whole
        )
        self.entered: set[int] = set()
        self.solver.setOptionValue("mip_max_nodes", most_nodes)
        self.solver.setOptionValue("mip_rel_gap", GOOD_ENOUGH)
        self.solver.setOptionValue("mip_feasibility_tolerance", 1e-9)

    def clashes(self, kept: Iterable[int]) -> bool:
        return self.broken_by_an_award_that_keeps(frozenset(kept)) == CLASHES

    def broken_by_an_award_that_keeps(self, kept: frozenset[int]) -> frozenset[int] | str:
        """The rules it breaks, exactly; `CLASHES` when there is no such award, `OPEN` when the search ended before."""
        if not kept:
            return self._settled(np.full(len(self.model.problem.lots), -1, np.int64))
        if len(kept) < len(self.rows):  # all of them enter as they are broken, so that few come into play
            self._enter(kept)
        while True:
            self._close(kept)
            self.solver.run()
            if self.solver.getModelStatus() == highspy.HighsModelStatus.kUnknown:
                self.solver.clearSolver()  # once more from the beginning
                self.solver.run()
            if self.solver.getModelStatus() in INFEASIBLE:
                return CLASHES
            if self.solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
                return OPEN
            broken = self._settled(self._choice()) if self.is_whole else self._short()
            if broken <= self.entered:
                return broken
            self._enter(broken)

    def _settled(self, choice: Ints) -> frozenset[int]:
        return frozenset(self.rule_of_row[row] for row in self.settler.settle(choice).broken)

    def _short(self) -> frozenset[int]:
        """The rules that the relaxation's solution breaks."""
        solution = self.solver.getSolution()
        held = np.array(solution.row_value)[len(self.model.problem.lots) + len(self.model.totals) :]
        slack = np.zeros(held.size)
        slack[list(self.rows.values())] = solution.col_value[self.first_slack :]
        beyond = np.maximum(self.lower - held, held - self.upper) + slack
        return frozenset(rule for rule, row in self.rows.items() if beyond[row] > BROKEN)

    def _enter(self, rules: frozenset[int]) -> None:
        for rule in sorted(rules - self.entered):
            row = self.rows[rule]
            self.solver.changeRowBounds(len(self.model.problem.lots) + len(self.model.totals) + row, *self._sides(row))
        self.entered |= rules

    def _sides(self, row: int) -> tuple[float, float]:
        return float(self.lower[row]), float(self.upper[row])

    def _close(self, kept: frozenset[int]) -> None:
        upper = np.array([0.0 if rule in kept else np.inf for rule in self.rows])
        every = np.arange(self.first_slack, self.first_slack + upper.size, dtype=np.int32)
        self.solver.changeColsBounds(upper.size, every, np.zeros(upper.size), upper)
        if self.is_whole:
            self.solver.clearSolver()

    def _choice(self) -> Ints:
        columns = self.model.columns
        taken = np.flatnonzero(np.array(self.solver.getSolution().col_value[: columns.count]) > 0.5)
        choice = np.full(len(self.model.problem.lots), -1, np.int64)
        choice[columns.lot[taken]] = taken
        return choice


def _pass(solver: highspy.Highs, model: Model, ruled: list[int], is_whole: bool) -> tuple[int, Reals, Reals]:
    """One column a lot at most, the totals, all rows, those of rules open on both sides, and slacks that cost 1 each.

    Returns the first slack and the sides of the model's rows.
    """
    base = scaled(model)
    own = scaled_rows(model, base, model.rows)
    rows = stacked(total_rows(model, base), own)
    lots, columns, count = len(model.problem.lots), model.columns.count, base.upper.size
    where = np.array(ruled, np.int64) + lots + len(model.totals)
    lower = np.concatenate((np.full(lots, -np.inf), rows.lower))
    upper = np.concatenate((np.ones(lots), rows.upper))
    lower[where], upper[where] = -np.inf, np.inf
    start = np.concatenate((model.columns.start[:-1], columns + rows.start)).astype(np.int32)
    index = np.concatenate((np.arange(columns), rows.index)).astype(np.int32)
    value = np.concatenate((np.ones(columns), rows.value))
    cost = np.where(np.arange(count) < columns, COST_OF_AN_AWARD, 0.0)
    solver.passModel(
        count, lower.size, index.size, 2, 1, 0.0, cost, np.zeros(count), base.upper, lower, upper,
        start[:-1], index, value, (base.is_whole & is_whole).astype(np.int32),
    )  # fmt: skip
    sign = np.array([1.0 if model.rows[row].is_at_least else -1.0 for row in ruled])
    every, none, open_end = np.arange(len(ruled), dtype=np.int32), np.zeros(len(ruled)), np.full(len(ruled), np.inf)
    solver.addCols(len(ruled), np.ones(len(ruled)), none, open_end, len(ruled), every, where.astype(np.int32), sign)
    return count, own.lower, own.upper
