"""Cuts on a capacity that a large lot fills: awarded there, it sends other lots elsewhere, at a cost proven here."""

from collections.abc import Sequence

import numpy as np

from abasto.engines.award.cut import SCALE_BITS, Cut
from abasto.engines.award.model import Model, Row
from abasto.engines.award.parts import Ints
from abasto.engines.award.scaled import Reals

MOST_OF_A_RULE = 3


class Diversions:
    """Separates `divert` cuts of one model."""

    def __init__(self, model: Model) -> None:
        self.model = model

    def cuts(
        self, x: Reals, reduced: Reals, rows: Sequence[Row], known: Sequence[Cut], held: dict[int, int]
    ) -> list[Cut]:
        """Cuts that x breaks. x, reduced: (columns,); known: the cuts so far; held: multipliers by row."""
        found = []
        for place in held:
            row = rows[place]
            if place < len(self.model.rows) and _is_capacity(row):
                own = self._without(row, place, reduced, rows, known, held)
                found += self._of_rule(row, x, own)
        return found

    def _without(
        self, row: Row, place: int, reduced: Reals, rows: Sequence[Row], known: Sequence[Cut], held: dict[int, int]
    ) -> Reals:
        """Reduced costs without the rule's own price and its own cuts."""
        own = reduced.copy()
        own[row.columns] -= held[place] / 2**40 * row.coefficients.astype(float)
        for other, value in held.items():
            cut = rows[other]
            if cut.name.startswith("cut:"):
                words = known[int(cut.name[4:])].words
                if words[0] == "divert" and f"rule:{words[1]}" == row.name:
                    own[cut.columns] += value / 2**40 * cut.coefficients.astype(float)
        return own

    def _of_rule(self, row: Row, x: Reals, own: Reals) -> list[Cut]:
        classes = _Classes(self.model, row, x, own)
        found: list[tuple[float, Cut]] = []
        for place in np.flatnonzero(
            (classes.reached > 1e-3) & (classes.reached < 1 - 1e-3) & (classes.amount > 0)
        ).tolist():
            cut, broken = classes.cut(place)
            if cut is not None and broken > 1e-3:
                found.append((broken, cut))
        found.sort(key=lambda pair: -pair[0])
        return [cut for _, cut in found[:MOST_OF_A_RULE]]


class _Classes:
    """The columns of a rule's lots by what they use of it, the null column among those that use nothing.

    Per class, sorted by lot and rising amount: lot, amount; weight: the least extra cost of using no more; share: what
    x takes of it; reached: what x takes of it and of larger ones.
    """

    def __init__(self, model: Model, row: Row, x: Reals, own: Reals) -> None:
        self.model, self.row = model, row
        named = np.unique(model.columns.lot[row.columns])
        where = np.concatenate([np.arange(model.columns.start[i], model.columns.start[i + 1]) for i in named.tolist()])
        dense = np.zeros(model.columns.count, np.int64)
        dense[row.columns] = row.coefficients
        lot = np.concatenate((named, model.columns.lot[where]))
        amount = np.concatenate((np.zeros(named.size, np.int64), dense[where]))
        taken = np.bincount(model.columns.lot[where], x[where], len(model.problem.lots))[named]
        share = np.concatenate((1 - taken, x[where]))
        cost = np.concatenate((model.null_e4[named].astype(float), np.where(model.impossible, np.inf, own)[where]))
        order = np.lexsort((amount, lot))
        lot, amount, share, cost = lot[order], amount[order], share[order], cost[order]
        first = np.flatnonzero(np.concatenate(([True], (lot[1:] != lot[:-1]) | (amount[1:] != amount[:-1]))))
        self.lot, self.amount = lot[first], amount[first]
        self.share = np.add.reduceat(share, first)
        least = np.minimum.reduceat(cost, first)
        self.begin = np.flatnonzero(np.concatenate(([True], self.lot[1:] != self.lot[:-1])))
        self.many = np.diff(np.append(self.begin, self.lot.size))
        self.weight, self.reached = np.empty(first.size), np.empty(first.size)
        for start, count in zip(self.begin.tolist(), self.many.tolist(), strict=True):
            span = slice(start, start + count)
            upto = np.minimum.accumulate(least[span])
            self.weight[span] = upto - upto[-1]
            self.reached[span] = np.cumsum(self.share[span][::-1])[::-1]
        self.weight[~np.isfinite(self.weight)] = 0.0
        self._keep_steps()

    def _keep_steps(self) -> None:
        """The rates at which a lot would rather use less: by rising rate, with its lot and how much less it uses."""
        rates, lots, falls, used = [], [], [], {}
        for start, count in zip(self.begin.tolist(), self.many.tolist(), strict=True):
            lot = int(self.lot[start])
            weight = self.weight[start : start + count].tolist()
            amount = self.amount[start : start + count].tolist()
            held = min(range(count), key=lambda i: (weight[i], amount[i]))
            used[lot] = amount[held]
            while held:
                rate, held_next = min(((weight[i] - weight[held]) / (amount[held] - amount[i]), i) for i in range(held))
                rates.append(rate)
                lots.append(lot)
                falls.append(amount[held] - amount[held_next])
                held = held_next
        order = np.argsort(np.array(rates), kind="stable")
        self.rate, self.fall = np.array(rates)[order], np.array(falls, np.float64)[order]
        self.step_lot, self.used = np.array(lots, np.int64)[order], used

    def _rate(self, lot: int, room: float) -> float:
        """The rate at which making room is proven to cost most: where the other lots just fit into it."""
        short = float(sum(self.used.values()) - self.used[lot]) - room
        left = short - np.cumsum(np.where(self.step_lot == lot, 0.0, self.fall))
        fits = np.flatnonzero(left <= 0) if short > 0 else np.empty(0)
        return float(self.rate[fits[0]]) if fits.size else 0.0

    def cut(self, place: int) -> tuple[Cut | None, float]:
        """The cut for awarding this class or a larger one of its lot, and how much x breaks it."""
        others = self.lot != self.lot[place]
        lot, amount, weight = self.lot[others], self.amount[others], self.weight[others]
        if lot.size == 0:
            return None, 0.0
        begin = np.flatnonzero(np.concatenate(([True], lot[1:] != lot[:-1])))
        room = float(self.row.right - int(self.amount[place]))
        price = self._rate(int(self.lot[place]), room)
        gain = _gain(price, weight, amount, begin, room)
        spent = float((weight * self.share[others]).sum())
        top = float(np.maximum.reduceat(weight, begin).sum())
        if gain <= 0 or top <= 0 or gain * self.reached[place] - spent <= 1e-6 * gain:
            return None, 0.0
        scale = 2.0 ** np.floor(SCALE_BITS - np.log2(max(top, price)))
        whole, rate = np.floor(weight * scale).astype(np.int64), int(price * scale)
        exact = sum(np.minimum.reduceat(whole.astype(object) + rate * amount.astype(object), begin).tolist())
        exact -= rate * (self.row.right - int(self.amount[place]))
        if exact <= 0:
            return None, 0.0
        return self._written(place, lot, amount, whole, rate, int(exact)), gain * float(self.reached[place]) / max(
            spent, 1e-9
        ) - 1

    def _written(self, place: int, lot: Ints, amount: Ints, whole: Ints, rate: int, gain: int) -> Cut:
        model, row = self.model, self.row
        levels: dict[int, list[list[int]]] = {}
        for i in range(lot.size - 1):
            if lot[i] == lot[i + 1] and whole[i] > 0:
                levels.setdefault(int(lot[i]), []).append([int(amount[i + 1]), int(whole[i])])
        dense = np.zeros(model.columns.count, np.int64)
        dense[row.columns] = row.coefficients
        columns, values, right = [], [], 0
        for i, steps in levels.items():
            span = np.arange(model.columns.start[i], model.columns.start[i + 1])
            weights = np.zeros(span.size, np.int64)
            for below, weight in steps:
                weights = np.maximum(weights, np.where(dense[span] < below, weight, 0))
            null = max(weight for below, weight in steps)
            columns.append(span)
            values.append(weights - null)
            right -= null
        start = int(self.lot[place])
        span = np.arange(model.columns.start[start], model.columns.start[start + 1])
        span = span[dense[span] >= self.amount[place]]
        columns.append(span)
        values.append(np.full(span.size, -gain, np.int64))
        every, held = np.concatenate(columns), np.concatenate(values)
        every, held = every[held != 0], held[held != 0]
        order = np.argsort(every, kind="stable")
        lots = model.problem.lots
        named: list[object] = [[lots[i].id, steps] for i, steps in levels.items()]
        words: list[object] = ["divert", row.name[5:], [lots[start].id, int(self.amount[place])], rate, named]
        return Cut(words, Row("cut", True, right, every[order], held[order]))


def _is_capacity(row: Row) -> bool:
    capped = (
        row.is_hard and row.name.startswith("rule:") and not row.is_at_least and row.total < 0 and not row.variables
    )
    return capped and row.columns.size > 1 and bool((row.coefficients > 0).all())


def _gain(rate: float, weight: Reals, amount: Ints, begin: Ints, room: float) -> float:
    return float(np.minimum.reduceat(weight + rate * amount, begin).sum()) - rate * room
