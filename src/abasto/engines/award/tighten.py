"""Raises the bound of the relaxation: simple cuts, rebates that cannot pay, and splits, round by round."""

from collections.abc import Iterator, Sequence

import numpy as np

from abasto.engines.award.bound import Allowed
from abasto.engines.award.cut import Cut
from abasto.engines.award.linear import Linear
from abasto.engines.award.model import Row
from abasto.engines.award.near import Ground, Near, Question
from abasto.engines.award.neighbourhood import NATIONAL_LOTS
from abasto.engines.award.parts import Flags
from abasto.engines.award.relaxation import Closed, Relaxation
from abasto.engines.award.rows import largest_by_lot
from abasto.engines.award.scaled import Reals
from abasto.engines.award.splits import Splits

# A question is asked where the relaxation answers neither no nor yes by so much.
OPEN = 0.02
MOST_REBATES, MOST_LOTS = 40, 12
# Of the bound: what a side must cost more to be closed; what a cut must gain.
BEYOND, LEAST_GAIN = 0.004, 1e-6
# Rows of a cut tried; of what was hoped for, what the fewer must gain.
FEW, KEPT = (12, 36, 1_000_000), 0.85
# Of the bound: how much dearer than the best of its lot a column may be to be looked at.
NEAR, OWN = 1e-5, 2e-3
# Questions at once where the problem is so many times the national one or larger.
TOGETHER, LARGE_TIMES = 8, 3.0
# Of what a cap leaves of a rebate's measure: a threshold beyond it may be out of reach.
ROOM = 0.98
# Of all columns, and at least so many: a row with more of them is wide.
WIDE_PART, WIDE_COLUMNS = 0.06, 500


class Tightener:
    """Rounds of cuts on one relaxation."""

    def __init__(self, relaxation: Relaxation, seed: int) -> None:
        self.relaxation, self.model = relaxation, relaxation.model
        self.wide: frozenset[int] = frozenset()
        self.seed = seed
        self._heard, self._named = 0, dict[int, list[int]]()
        self._threshold = {row.name: row for row in self.model.rows if row.name.startswith("rebate:")}

    def round(self) -> None:
        """One round."""
        relaxation = self.relaxation
        relaxation.cut_simply()
        relaxation.linear.leave()
        relaxation.linear.run()
        self.wide = wide_rows(relaxation.linear)
        self._close()
        self._split()

    def _close(self) -> None:
        """Rebates that cost more than any good award where they are earned, since a wide rule is in the way."""
        relaxation, found = self.relaxation, []
        ground = Ground(relaxation.linear)
        caps = {question: self._caps(question, ground.x) for question in self._rebates(ground.x)}
        shut, excess = dict(relaxation.bounds), relaxation.excess_at(ground.base).columns
        for some in self._together([question for question, rows in caps.items() if rows][: relaxation.may_close]):
            near = self._near(ground, excess, some, frozenset(), [row for question in some for row in caps[question]])
            for question in some:
                multipliers = near.ask(question, True).multipliers
                bound = relaxation.bounder.bound(multipliers, Allowed(bounds={**shut, question.variable: (1, 1)}))
                if bound is None or bound > relaxation.bound_e4 + BEYOND * abs(relaxation.bound_e4):
                    found.append(Closed(question.branch, question.variable, multipliers, bound))
                    shut[question.variable] = (0, 0)
        if found:
            relaxation.close(found)

    def _split(self) -> None:
        relaxation, cuts = self.relaxation, []
        ground, shut = Ground(relaxation.linear), tuple(relaxation.bounds)
        splits = Splits(self.model, relaxation.bounder, ground.base, self.wide)
        excess = relaxation.excess_at(ground.base).columns
        for some in self._together([*self._rebates(ground.x), *self._lots(ground.x)]):
            near = self._near(ground, excess, some, self.wide, [])
            for question in some:
                cut = self._cut(splits, near, question, ground.x, shut)
                if cut is not None:
                    cuts.append(cut)
        if cuts:
            relaxation.add(cuts)
            relaxation.solve()

    def _together(self, questions: list[Question]) -> list[list[Question]]:
        """All at once around a national solution; a few at a time around a larger one, each with what is near them."""
        size = TOGETHER if self._times > LARGE_TIMES else max(len(questions), 1)
        return [questions[i : i + size] for i in range(0, len(questions), size)]

    def _cut(self, splits: Splits, near: Near, question: Question, x: Reals, shut: Sequence[int]) -> Cut | None:
        """The cut of a question, by the fewest rows tried that keep most of what it gains; None where it is little."""
        least = LEAST_GAIN * self._size
        answers = near.ask(question, False), near.ask(question, True)
        share = self._share(question, x)
        hoped = (1 - share) * answers[0].gain_e4 + share * answers[1].gain_e4
        if hoped < least:
            return None
        sides = [answer.multipliers for answer in answers]
        rows = splits.moved(sides)
        best, most = None, 0.0
        for few in FEW:
            cut = splits.cut(question, sides, rows[:few], shut)
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

    def _near(
        self, ground: Ground, excess: Reals, some: list[Question], left_out: frozenset[int], more: list[int]
    ) -> Near:
        rows = self.relaxation.linear.rows
        near = excess <= NEAR * self._size
        asked = {question.variable for question in some} - {-1}
        named = sorted({row for variable in asked for row in self._speaking().get(variable, ())})
        for place in named:
            own = rows[place].columns
            near[own[excess[own] <= OWN * self._size]] = True
        held = ground.full.copy()
        held[[row for row in left_out if row not in ground.base]] = False
        if self._times > LARGE_TIMES:
            near, held = self._around(some, named, near, held)
        held[[*named, *more]] = True
        return Near(ground, near, held, left_out, self.seed)

    def _speaking(self) -> dict[int, list[int]]:
        """By variable, the rows known so far that name it."""
        rows = self.relaxation.linear.rows
        for place in range(self._heard, len(rows)):
            for variable, _ in rows[place].variables:
                self._named.setdefault(variable, []).append(place)
        self._heard = len(rows)
        return self._named

    def _around(self, some: list[Question], named: list[int], near: Flags, held: Flags) -> tuple[Flags, Flags]:
        """Of the columns and rows, those of the lots asked about and of the lots that share a rule with these."""
        rows, lot = self.relaxation.linear.rows, self.model.columns.lot
        lots = np.zeros(len(self.model.problem.lots), bool)
        lots[[question.lot for question in some if question.lot >= 0]] = True
        for place in named:
            lots[lot[rows[place].columns]] = True
        own = near & lots[lot]
        kept = [row for row in np.flatnonzero(held).tolist() if row not in self.wide and own[rows[row].columns].any()]
        for row in kept:
            lots[lot[rows[row].columns]] = True
        found: Flags = np.zeros(held.size, bool)
        found[kept] = True
        return near & lots[lot], found

    @property
    def _times(self) -> float:
        """How many times as large as the national problem."""
        return max(1.0, len(self.model.problem.lots) / NATIONAL_LOTS)

    @property
    def _size(self) -> float:
        """The bound, of `NATIONAL_LOTS` lots at most: what a question moves is small beside it."""
        return float(abs(self.relaxation.bound_e4)) / self._times

    def _rebates(self, x: Reals) -> Iterator[Question]:
        """Rebates earned in part, the most open first."""
        first = self.model.columns.count
        found = []
        for i, variable in enumerate(self.model.variables):
            share = min(float(x[first + i]), 1 - float(x[first + i]))
            if variable.name[0] == "rebate" and share > OPEN and i not in self.relaxation.bounds:
                found.append((-share * max(abs(variable.cost_e4), 1), i))
        return (Question(self.model.variables[i].name, i) for _, i in sorted(found)[: int(MOST_REBATES * self._times)])

    def _lots(self, x: Reals) -> Iterator[Question]:
        """The parts awarded in part of the lots where that is most money, one a lot."""
        model = self.model
        taken = np.zeros(model.parts.bid.size + 1)
        first = x[: model.columns.count]
        np.add.at(taken, model.columns.parts.ravel(), np.repeat(first, model.columns.parts.shape[1]))
        share = np.minimum(taken, 1 - taken)[:-1]
        worth = np.where(share > OPEN, share * model.parts.cost_e4.astype(float), 0.0)
        most = int(MOST_LOTS * self._times)
        order = np.argsort(-worth, kind="stable")[: 4 * most]
        lots = dict.fromkeys(model.parts.lot[order[worth[order] > 0]].tolist())
        for lot in list(lots)[:most]:
            part = next(int(i) for i in order if model.parts.lot[i] == lot)
            held = np.asarray((model.columns.parts == part).any(axis=1), np.bool_)
            bid, percent = model.problem.bids[int(model.parts.bid[part])].id, int(model.parts.share[part])
            yield Question(("part", bid, percent), lot=lot, held=held)

    def _caps(self, question: Question, x: Reals) -> list[int]:
        """The wide rules in percent that, as much as is awarded now, hardly leave room for this rebate's threshold."""
        rows = self.relaxation.linear.rows
        own = self._threshold.get(f"rebate:{question.branch[1]}")
        if own is None:
            return []
        threshold = -float(dict(own.variables)[question.variable])
        wide = [i for i in sorted(self.wide) if rows[i].total >= 0 and not rows[i].is_at_least]
        return [i for i in wide if threshold > ROOM * self._room(own, rows[i], x)]

    def _room(self, own: Row, cap: Row, x: Reals) -> float:
        """How much of a rebate's measure a cap leaves, what it does not speak of included."""
        model, base = self.model, self.relaxation.scaled
        held = np.zeros(model.columns.count)
        held[cap.columns] = cap.coefficients
        measure, capped = own.coefficients.astype(float), held[own.columns]
        place = len(model.variables) + cap.total
        total = float(x[model.columns.count + place]) * float(base.variable_unit[place])
        rate = float((measure / np.where(capped > 0, capped, np.inf)).max(initial=0.0))
        others = largest_by_lot(
            model.columns.lot[own.columns], np.where(capped > 0, 0, own.coefficients), len(model.problem.lots)
        )
        return rate * -cap.factor * total + float(others.astype(float).sum()) if rate > 0 else np.inf

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
