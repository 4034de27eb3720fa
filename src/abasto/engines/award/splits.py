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


@dataclass(frozen=True)
class Touched:
    """The lots that a cut speaks of, with their columns in order. first: where each lot begins in `columns`."""

    lots: Ints
    columns: Ints
    first: Ints

    @property
    def of(self) -> Ints:
        """(columns,): the place in `lots` of each."""
        many = np.diff(np.append(self.first, self.columns.size))
        return np.repeat(np.arange(self.lots.size), many)


class Splits:
    """Makes cuts from the answers around one solution of the relaxation. base: its multipliers."""

    def __init__(self, model: Model, bounder: Bounder, base: Multipliers, wide: frozenset[int]) -> None:
        self.model, self.bounder, self.base, self.wide = model, bounder, dict(base), wide
        mean = float(model.columns.cost_e4.astype(float).sum()) / max(model.columns.count, 1)
        self._noise = NOISE * mean
        self._reduced = np.where(model.impossible, np.inf, bounder.reduced(base))
        self._moved = self._on_variables(base)
        self._size: dict[int, int] = {}
        self._place: Ints = np.full(model.columns.count, -1)

    def moved(self, sides: Sequence[Multipliers]) -> list[int]:
        """The rows whose multipliers a side moves, wide ones left out, those first that weigh most."""
        base, weights = self.base, {}
        for row in sorted({*base, *(row for side in sides for row in side)} - self.wide):
            most = max(abs(side.get(row, 0) - base.get(row, 0)) for side in sides)
            if most:
                weights[row] = most / 2.0**MULTIPLIER_BITS * self._largest(row)
        return sorted((row for row, weight in weights.items() if weight > self._noise), key=lambda row: -weights[row])

    def _largest(self, row: int) -> int:
        if row not in self._size:
            self._size[row] = int(np.abs(self.bounder.rows[row].coefficients).max(initial=1))
        return self._size[row]

    def cut(
        self, question: Question, sides: Sequence[Multipliers], rows: Sequence[int], shut: Iterable[int]
    ) -> Cut | None:
        """The cut that lets these rows move; None where both sides say the same.

        sides: multipliers where the answer is no and yes. shut: variables that are 0 anyway: their upper bounds need
        no price.
        """
        common = {row: min(side.get(row, 0) for side in sides) for row in rows}
        prices = [{r: side.get(r, 0) - common[r] for r in sorted(rows) if side.get(r, 0) > common[r]} for side in sides]
        if not any(prices):
            return None
        touched = self._touched([*prices[0], *prices[1]], question)
        self._place[touched.columns] = np.arange(touched.columns.size)
        off = self._off(touched, common, prices, question)
        tops = self._tops(sides, rows, {question.variable, *shut})
        written = [Side(*held) for held in zip(prices, off, tops, strict=True)]
        row = self._row(question, touched, written)
        self._place[touched.columns] = -1
        return None if row is None else Cut(self._words(question, written), row)

    def _touched(self, rows: Sequence[int], question: Question) -> Touched:
        of, start = self.model.columns.lot, self.model.columns.start
        named = np.zeros(len(self.model.problem.lots), bool)
        for place in rows:
            row = self.bounder.rows[place]
            named[of[row.columns]] = True
            if row.total >= 0:
                named[of[np.flatnonzero(self.model.totals[row.total])]] = True
        if question.lot >= 0:
            named[question.lot] = True
        lots = np.flatnonzero(named & (np.diff(start) > 0))
        many = np.diff(start)[lots]
        first = np.cumsum(many) - many
        return Touched(lots, np.repeat(start[lots] - first, many) + np.arange(int(many.sum())), first)

    def _off(
        self, touched: Touched, common: Multipliers, prices: Sequence[Multipliers], question: Question
    ) -> list[dict[int, int]]:
        """By how much each lot is cheaper at the prices of a side than at those of both."""
        if touched.lots.size == 0:
            return [{} for _ in prices]
        size, null = touched.columns.size, self.model.null_e4[touched.lots].astype(float)
        both = self._reduced[touched.columns].copy()
        both -= self._weighed({row: value - self.base.get(row, 0) for row, value in common.items()}, size)
        first = np.minimum(np.minimum.reduceat(both, touched.first), null)
        found = []
        for answer, side in enumerate(prices):
            reduced, nothing = both - self._weighed(side, size), null
            if question.held is not None:
                reduced[(touched.lots[touched.of] == question.lot) & (question.held[touched.columns] != answer)] = (
                    np.inf
                )
                nothing = np.where((touched.lots == question.lot) & bool(answer), np.inf, null)
            least = np.minimum(np.minimum.reduceat(reduced, touched.first), nothing)
            off = np.rint(np.clip(first - np.where(np.isfinite(least), least, first), -OFF, OFF)).astype(np.int64)
            found.append({lot: value for lot, value in zip(touched.lots.tolist(), off.tolist(), strict=True) if value})
        return found

    def _weighed(self, prices: Multipliers, size: int) -> Reals:
        """(touched columns,): what these prices of rows are worth, in floating point."""
        found = np.zeros(size)
        for place, price in prices.items():
            row = self.bounder.rows[place]
            signed = (price if row.is_at_least else -price) / 2.0**MULTIPLIER_BITS
            where = self._place[row.columns]
            on = where >= 0
            found[where[on]] += signed * row.coefficients[on]
            if row.total >= 0 and price:
                total = self.model.totals[row.total]
                held = np.flatnonzero(self._place >= 0)
                found[self._place[held]] += signed * row.factor * total[held]
        return found

    def _tops(self, sides: Sequence[Multipliers], rows: Sequence[int], left_out: set[int]) -> list[dict[int, int]]:
        """What the upper bounds of variables are worth on each side, beyond what they are on both."""
        variables = self.model.variables
        found = []
        for side in sides:
            more = self._on_variables({row: side.get(row, 0) - self.base.get(row, 0) for row in rows})
            tops = {
                i: self._moved.get(i, 0) + value - (variables[i].cost_e4 << MULTIPLIER_BITS)
                for i, value in more.items()
            }
            found.append({i: top for i, top in tops.items() if top > 0 and variables[i].upper and i not in left_out})
        common = {i: min(value, found[1][i]) for i, value in found[0].items() if i in found[1]}
        return [
            {i: top - common.get(i, 0) for i, top in sorted(tops.items()) if top > common.get(i, 0)} for tops in found
        ]

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

    def _row(self, question: Question, touched: Touched, sides: list[Side]) -> Row | None:
        """None where a coefficient is beyond 62 bits."""
        columns, of = touched.columns, touched.lots[touched.of].tolist()
        held = [self._on_columns(side, of) for side in sides]
        moved = [self._on_variables(side.prices) for side in sides]
        right = [self._right(side, question, moved[answer], answer) for answer, side in enumerate(sides)]
        weight = [-(-larger >> MULTIPLIER_BITS) for larger in map(max, *held)]
        null = {lot: -min(side.off.get(lot, 0) for side in sides) for lot in touched.lots.tolist()}
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

    def _on_columns(self, side: Side, of: list[int]) -> list[int]:
        """Coefficients of a side, in 2**-40 e4 centavos, what is taken off its lot included."""
        model, place = self.model, self._place
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
