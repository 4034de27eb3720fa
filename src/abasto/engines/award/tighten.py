"""Raises the bound of the relaxation: simple cuts, rebates that cannot pay, and splits, round by round."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from abasto.engines.award.bound import Allowed
from abasto.engines.award.cut import Cut
from abasto.engines.award.linear import Linear
from abasto.engines.award.near import Near, Question
from abasto.engines.award.relaxation import Closed, Relaxation
from abasto.engines.award.scaled import Reals
from abasto.engines.award.splits import Splits, moved_only

# A question is asked where the relaxation answers neither no nor yes by so much.
OPEN = 0.02
MOST_REBATES, MOST_LOTS = 40, 12
# Of the bound: what a side must cost more to be closed; what a cut must gain.
BEYOND, LEAST_GAIN = 0.004, 1e-6
# Rows of a cut tried; of what was hoped for, what the fewer must gain.
FEW, KEPT = (12, 36, 1_000_000), 0.85
# Of the bound: how much dearer than the best of its lot a column may be to be looked at.
NEAR, OWN = 1e-5, 2e-3
# Of a rebate's columns, in a wide row, to look whether that row keeps it from being earned.
SHARED_PART = 0.5
# Of all columns, and at least so many: a row with more of them is wide.
WIDE_PART, WIDE_COLUMNS = 0.06, 500


@dataclass(frozen=True)
class Gain:
    """The bound after a round, and what the round added."""

    bound_e4: int
    cuts: int
    closed: int


class Tightener:
    """Rounds of cuts on one relaxation."""

    def __init__(self, relaxation: Relaxation, seed: int) -> None:
        self.relaxation, self.model = relaxation, relaxation.model
        self.splits = Splits(self.model, relaxation.bounder)
        self.wide: frozenset[int] = frozenset()
        self.seed = seed

    def round(self) -> Gain:
        """One round."""
        relaxation = self.relaxation
        before = len(relaxation.cuts), len(relaxation.closed)
        relaxation.cut_simply()
        relaxation.linear.leave()
        relaxation.linear.run()
        self.wide = wide_rows(relaxation.linear)
        self._close()
        self._split()
        return Gain(relaxation.bound_e4, len(relaxation.cuts) - before[0], len(relaxation.closed) - before[1])

    def _close(self) -> None:
        """Rebates that cost more than any good award where they are earned, since a wide rule is in the way."""
        relaxation, found = self.relaxation, []
        caps = {question: self._caps(question) for question in self._rebates()}
        questions = [question for question, rows in caps.items() if rows]
        if not questions:
            return
        near = self._near(frozenset(), [row for rows in caps.values() for row in rows])
        shut = dict(relaxation.bounds)
        for question in questions[: relaxation.may_close]:
            multipliers = near.ask(question, True).multipliers
            bound = relaxation.bounder.bound(multipliers, Allowed(bounds={**shut, question.variable: (1, 1)}))
            if bound is None or bound > relaxation.bound_e4 + BEYOND * abs(relaxation.bound_e4):
                found.append(Closed(question.branch, question.variable, multipliers, bound))
                shut[question.variable] = (0, 0)
        if found:
            relaxation.close(found)

    def _split(self) -> None:
        relaxation, cuts = self.relaxation, []
        x, shut = relaxation.linear.x, tuple(relaxation.bounds)
        near = self._near(self.wide, [])
        for question in [*self._rebates(), *self._lots(x)]:
            cut = self._cut(near, question, x, shut)
            if cut is not None:
                cuts.append(cut)
        if cuts:
            relaxation.add(cuts)
            relaxation.solve()

    def _cut(self, near: Near, question: Question, x: Reals, shut: Sequence[int]) -> Cut | None:
        """The cut of a question, by the fewest rows tried that keep most of what it gains; None where it is little."""
        least = LEAST_GAIN * abs(self.relaxation.bound_e4)
        no, yes = near.ask(question, False), near.ask(question, True)
        share = self._share(question, x)
        hoped = (1 - share) * no.gain_e4 + share * yes.gain_e4
        if hoped < least:
            return None
        rows = self.splits.moved(near.base, (no.multipliers, yes.multipliers), self.wide)
        best, most = None, 0.0
        for few in FEW:
            kept = rows[:few]
            sides = [moved_only(near.base, side.multipliers, kept) for side in (no, yes)]
            cut = self.splits.cut(question, sides[0], sides[1], shut)
            gain = self._gain(cut, x) if cut is not None else 0.0
            if gain > max(most / KEPT, least):
                best, most = cut, gain
            if gain >= KEPT * hoped or few >= len(rows):
                break
        return best

    def _share(self, question: Question, x: Reals) -> float:
        """How far x answers yes."""
        if question.held is None:
            return float(x[self.model.columns.count + question.variable])
        return float(x[: self.model.columns.count][question.held].sum())

    def _near(self, left_out: frozenset[int], more: list[int]) -> Near:
        relaxation = self.relaxation
        excess = relaxation.excess_at(relaxation.linear.multipliers()).columns
        size = float(abs(relaxation.bound_e4))
        near = excess <= NEAR * size
        asked = {question.variable for question in self._rebates()}
        rows = self.relaxation.linear.rows
        named = [i for i, row in enumerate(rows) if any(variable in asked for variable, _ in row.variables)]
        for place in named:
            own = rows[place].columns
            near[own[excess[own] <= OWN * size]] = True
        return Near(relaxation.linear, near, np.array([*named, *more], np.int64), left_out, self.seed)

    def _rebates(self) -> Iterator[Question]:
        """Rebates earned in part, the most open first."""
        x, first = self.relaxation.linear.x, self.model.columns.count
        found = []
        for i, variable in enumerate(self.model.variables):
            share = min(float(x[first + i]), 1 - float(x[first + i]))
            if variable.name[0] == "rebate" and share > OPEN and i not in self.relaxation.bounds:
                found.append((-share * max(abs(variable.cost_e4), 1), i))
        return (Question(self.model.variables[i].name, i) for _, i in sorted(found)[:MOST_REBATES])

    def _lots(self, x: Reals) -> Iterator[Question]:
        """The parts awarded in part of the lots where that is most money, one a lot."""
        model = self.model
        taken = np.zeros(model.parts.bid.size + 1)
        first = x[: model.columns.count]
        np.add.at(taken, model.columns.parts.ravel(), np.repeat(first, model.columns.parts.shape[1]))
        share = np.minimum(taken, 1 - taken)[:-1]
        worth = np.where(share > OPEN, share * model.parts.cost_e4.astype(float), 0.0)
        order = np.argsort(-worth, kind="stable")[: 4 * MOST_LOTS]
        lots = dict.fromkeys(model.parts.lot[order[worth[order] > 0]].tolist())
        for lot in list(lots)[:MOST_LOTS]:
            part = next(int(i) for i in order if model.parts.lot[i] == lot)
            held = np.asarray((model.columns.parts == part).any(axis=1), np.bool_)
            bid, percent = model.problem.bids[int(model.parts.bid[part])].id, int(model.parts.share[part])
            yield Question(("part", bid, percent), lot=lot, held=held)

    def _caps(self, question: Question) -> list[int]:
        """The wide rules in percent that speak of most columns of this rebate."""
        rows, name = self.relaxation.linear.rows, f"rebate:{question.branch[1]}"
        own = [row.columns for row in self.model.rows if row.name == name]
        if not own:
            return []
        wide = [i for i in sorted(self.wide) if rows[i].total >= 0 and not rows[i].is_at_least]
        return [i for i in wide if float(np.isin(own[0], rows[i].columns).mean()) > SHARED_PART]

    def _gain(self, cut: Cut, x: Reals) -> float:
        """By how much x breaks a cut, in e4 centavos."""
        row, first = cut.row, self.model.columns.count
        units = self.relaxation.scaled.variable_unit
        held = float((row.coefficients.astype(float) * x[row.columns]).sum())
        own = sum(float(c) * float(x[first + i]) * float(units[i]) for i, c in row.variables)
        return float(row.right) - held - own


def wide_rows(linear: Linear) -> frozenset[int]:
    """Places of the rows over a large part of the columns, those of their totals counted: they would fill a cut."""
    most = max(WIDE_PART * linear.model.columns.count, WIDE_COLUMNS)
    totals = [int(np.count_nonzero(total)) for total in linear.model.totals]
    size = [row.columns.size + (totals[row.total] if row.total >= 0 else 0) for row in linear.rows]
    return frozenset(np.flatnonzero(np.array(size) > most).tolist())
