"""Cuts from a question: what holds where the answer is no and what holds where it is yes, joined in one row.

The prices that prove a bound on one side prove one inequality there; the larger coefficient of every column holds on
both sides (Balas 1979, disjunctive programming). The form is that of the certificate: `docs/award-problem.md`, "split".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from abasto.engines.award.bound import Bounder
from abasto.engines.award.cut import Cut
from abasto.engines.award.linear import MULTIPLIER_BITS
from abasto.engines.award.model import Model, Row
from abasto.engines.award.near import Question
from abasto.engines.award.parts import Ints
from abasto.engines.award.scaled import Reals

Multipliers = Mapping[int, int]
# Of what a lot costs on average: a multiplier that moves no column by more did not move.
NOISE = 1e-4
LARGEST = 1 << 62
# Any number may be taken off a lot; beyond this one the cut is of no use.
OFF = 2.0**61


@dataclass(frozen=True)
class Side:
    """An inequality that holds where the answer is this: sum of prices times rows, less `off` and `tops`.

    prices: by row, 2**-40 e4 centavos. off: by lot, e4 centavos, taken off whatever the lot takes. tops: by variable,
    2**-40 e4 centavos, prices of its upper bound.
    """

    prices: dict[int, int]
    off: dict[int, int]
    tops: dict[int, int]


class Splits:
    """Makes the cuts of one model and the cuts it has so far."""

    def __init__(self, model: Model, bounder: Bounder) -> None:
        self.model, self.bounder = model, bounder
        lots = max(len(model.problem.lots), 1)
        self._noise = NOISE * float(model.columns.cost_e4.astype(float).sum()) / max(model.columns.count, lots)
        self._largest: list[int] = []

    def cut(self, question: Question, no: Multipliers, yes: Multipliers, shut: Iterable[int]) -> Cut | None:
        """None where both sides say the same. shut: variables that are 0 anyway: their upper bounds need no price."""
        common = {row: min(value, yes[row]) for row, value in no.items() if row in yes}
        prices = [_beyond(side, common) for side in (no, yes)]
        if not prices[0] and not prices[1]:
            return None
        lots = self._touched([*prices[0], *prices[1]], question)
        off = [self._off(lots, common, side, question, bool(answer)) for answer, side in enumerate((no, yes))]
        tops = self._tops((no, yes), {question.variable, *shut})
        sides = [Side(*held) for held in zip(prices, off, tops, strict=True)]
        row = self._row(question, lots, sides)
        return None if row is None else Cut(self._words(question, sides), row)

    def moved(self, base: Multipliers, sides: Sequence[Multipliers], wide: frozenset[int]) -> list[int]:
        """The rows whose multipliers a side moves, wide ones left out, those first that weigh most."""
        rows = self.bounder.rows
        self._largest += [int(np.abs(row.coefficients).max(initial=1)) for row in rows[len(self._largest) :]]
        weights = {}
        for row in sorted({*base, *(row for side in sides for row in side)} - wide):
            most = max(abs(side.get(row, 0) - base.get(row, 0)) for side in sides)
            weights[row] = most / 2.0**MULTIPLIER_BITS * self._largest[row]
        return sorted((row for row, weight in weights.items() if weight > self._noise), key=lambda row: -weights[row])

    def _touched(self, rows: Sequence[int], question: Question) -> Ints:
        of, lots = self.model.columns.lot, np.zeros(len(self.model.problem.lots), bool)
        for place in rows:
            row = self.bounder.rows[place]
            lots[of[row.columns]] = True
            if row.total >= 0:
                lots[of[np.flatnonzero(self.model.totals[row.total])]] = True
        if question.lot >= 0:
            lots[question.lot] = True
        return np.flatnonzero(lots)

    def _off(
        self, lots: Ints, common: Multipliers, side: Multipliers, question: Question, answer: bool
    ) -> dict[int, int]:
        """By how much each lot is cheaper at the prices of a side than at those of both."""
        first = self._least(common)
        least = self._least(side, question, answer) if question.held is not None else self._least(side)
        off = np.rint(np.clip(first - least, -OFF, OFF))[lots].astype(np.int64)
        return {lot: value for lot, value in zip(lots.tolist(), off.tolist(), strict=True) if value}

    def _least(self, prices: Multipliers, question: Question | None = None, answer: bool = False) -> Reals:
        """(lots,): the smallest reduced cost of each lot, under the answer."""
        model = self.model
        reduced = np.where(model.impossible, np.inf, self.bounder.reduced(prices))
        least = model.null_e4.astype(float)
        if question is not None and question.held is not None:
            reduced[(model.columns.lot == question.lot) & (question.held != answer)] = np.inf
            if answer:
                least[question.lot] = np.inf
        np.minimum.at(least, model.columns.lot, reduced)
        return np.where(np.isfinite(least), least, 0.0)

    def _tops(self, sides: tuple[Multipliers, Multipliers], left_out: set[int]) -> list[dict[int, int]]:
        """What the upper bounds of variables are worth on each side, beyond what they are on both."""
        variables = self.model.variables
        found = []
        for side in sides:
            tops = {i: -variable.cost_e4 << MULTIPLIER_BITS for i, variable in enumerate(variables)}
            for i, moved in self._on_variables(side).items():
                tops[i] += moved
            found.append({i: tops[i] for i in sorted(tops.keys() - left_out) if tops[i] > 0 and variables[i].upper})
        common = {i: min(value, found[1][i]) for i, value in found[0].items() if i in found[1]}
        return [_beyond(tops, common) for tops in found]

    def _on_variables(self, prices: Multipliers) -> dict[int, int]:
        held: dict[int, int] = {}
        for place, value in prices.items():
            row = self.bounder.rows[place]
            for i, coefficient in row.variables:
                held[i] = held.get(i, 0) + (value if row.is_at_least else -value) * coefficient
        return held

    def _words(self, question: Question, sides: list[Side]) -> list[object]:
        lots, variables, rows = self.model.problem.lots, self.model.variables, self.bounder.rows
        off = [
            [lots[i].id, sides[0].off.get(i, 0), sides[1].off.get(i, 0)] for i in sorted({*sides[0].off, *sides[1].off})
        ]
        tops = [
            [list(variables[i].name), sides[0].tops.get(i, 0), sides[1].tops.get(i, 0)]
            for i in sorted({*sides[0].tops, *sides[1].tops}, key=lambda i: variables[i].name)
        ]
        prices = [sorted([rows[i].name, value] for i, value in side.prices.items()) for side in sides]
        return ["split", list(question.branch), *prices, off, tops]

    def _row(self, question: Question, lots: Ints, sides: list[Side]) -> Row | None:
        """None where a coefficient is beyond 62 bits."""
        columns = np.flatnonzero(np.isin(self.model.columns.lot, lots))
        of = self.model.columns.lot[columns].tolist()
        held = [self._on_columns(side, columns, of) for side in sides]
        moved = [self._on_variables(side.prices) for side in sides]
        right = [self._right(side, question, moved[answer], answer) for answer, side in enumerate(sides)]
        weight = [-(-max(pair) >> MULTIPLIER_BITS) for pair in zip(*held, strict=True)]
        null = {lot: -min(side.off.get(lot, 0) for side in sides) for lot in lots.tolist()}
        variables = self._joined(question, sides, moved)
        if question.held is None:
            variables += [(question.variable, right[0] - right[1])] if right[0] != right[1] else []
            limit = right[0]
        else:
            for i in np.flatnonzero(np.array(of) == question.lot).tolist():
                answer = int(question.held[columns[i]])
                weight[i] = -(-held[answer][i] >> MULTIPLIER_BITS) - right[answer]
            null[question.lot] = -sides[0].off.get(question.lot, 0) - right[0]
            limit = 0
        own = [value - null[lot] for value, lot in zip(weight, of, strict=True)]
        if max(map(abs, own), default=0) > LARGEST:
            return None
        values = np.array(own, np.int64)
        on = np.flatnonzero(values)
        return Row("cut", True, limit - sum(null.values()), columns[on], values[on], tuple(variables))

    def _on_columns(self, side: Side, columns: Ints, of: list[int]) -> list[int]:
        """Coefficients of a side, in 2**-40 e4 centavos, what is taken off its lot included."""
        model, place = self.model, np.full(self.model.columns.count, -1)
        place[columns] = np.arange(columns.size)
        held = [-side.off.get(lot, 0) << MULTIPLIER_BITS for lot in of]
        for row_place, price in side.prices.items():
            row = self.bounder.rows[row_place]
            signed = price if row.is_at_least else -price
            for i, value in zip(place[row.columns].tolist(), row.coefficients.tolist(), strict=True):
                held[i] += signed * value
            if row.total >= 0:
                on = np.flatnonzero(model.totals[row.total])
                by_total = zip(place[on].tolist(), model.totals[row.total][on].tolist(), strict=True)
                for i, value in by_total:
                    held[i] += signed * row.factor * value
        return held

    def _right(self, side: Side, question: Question, moved: Mapping[int, int], answer: int) -> int:
        """The right-hand side of a side, rounded down to whole e4 centavos."""
        right = -sum(side.off.values()) << MULTIPLIER_BITS
        for place, price in side.prices.items():
            row = self.bounder.rows[place]
            right += (price if row.is_at_least else -price) * row.right
        for i, top in side.tops.items():
            right -= top * (self.model.variables[i].upper or 0)
        return (right - moved.get(question.variable, 0) * answer) >> MULTIPLIER_BITS

    def _joined(self, question: Question, sides: list[Side], moved: list[dict[int, int]]) -> list[tuple[int, int]]:
        """Coefficients of the variables but the one asked about: the larger of both sides, rounded up."""
        found = []
        for i in sorted({*moved[0], *moved[1], *sides[0].tops, *sides[1].tops} - {question.variable}):
            both = [held.get(i, 0) - side.tops.get(i, 0) for held, side in zip(moved, sides, strict=True)]
            value = -(-max(both) >> MULTIPLIER_BITS)
            if value:
                found.append((i, value))
        return found


def moved_only(base: Multipliers, side: Multipliers, rows: Sequence[int]) -> dict[int, int]:
    """The multipliers of a side in these rows, those held before in the others."""
    found = dict(base) | {row: side.get(row, 0) for row in rows}
    return {row: value for row, value in sorted(found.items()) if value}


def _beyond(side: Multipliers, common: Multipliers) -> dict[int, int]:
    return {row: value - common.get(row, 0) for row, value in sorted(side.items()) if value > common.get(row, 0)}
