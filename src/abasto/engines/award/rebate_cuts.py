"""Rows that every award keeps and the relaxation does not: they raise the bound, and each is checked by itself.

The forms are those of the certificate (`docs/award-problem.md`, "Cuts").
"""

from collections.abc import Sequence

import numpy as np

from abasto.engines.award.cut import SCALE_BITS, Cut
from abasto.engines.award.model import Model, Row
from abasto.engines.award.parts import Ints
from abasto.engines.award.rows import largest_by_lot
from abasto.engines.award.scaled import Reals

LEAST_GAIN = 1e-4


class Rebates:
    """Cuts on rebates with a threshold."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.place = {variable.name: i for i, variable in enumerate(model.variables)}
        self.row = {row.name: i for i, row in enumerate(model.rows)}
        self.rebates = [rebate for rebate in model.problem.rebates if rebate.kind != "bundle"]

    def reach(self, values: Reals, reduced: Reals, rows: Sequence[Row], multipliers: dict[int, int]) -> list[Cut]:
        """What it costs at least to reach a threshold, for rebates that the relaxation earns in part.

        values: (variables,) of `Model.variables`; reduced: (columns,) at these multipliers.
        """
        found = []
        speaking: dict[int, list[int]] = {}
        for place in multipliers:
            for i, _ in rows[place].variables:
                speaking.setdefault(i, []).append(place)
        for rebate in self.rebates:
            z = self.place["rebate", rebate.id]
            if 1e-4 < values[z] < 1 - 1e-4:
                own = self._without(rebate.id, speaking.get(z, []), reduced, rows, multipliers)
                cut = self._reach(rebate.id, z, own)
                if cut is not None:
                    found.append(cut)
        return found

    def value(self, x: Reals, values: Reals) -> list[Cut]:
        """A percent rebate is worth at most what each lot gives it, and nothing where it is not earned."""
        found = []
        for rebate in self.rebates:
            if rebate.kind == "percent":
                z, w = self.place["rebate", rebate.id], self.place["value", rebate.id]
                cut = self._value(rebate.id, z, w, x, values)
                if cut is not None:
                    found.append(cut)
        return found

    def _without(
        self, rebate: str, speaking: list[int], reduced: Reals, rows: Sequence[Row], multipliers: dict[int, int]
    ) -> Reals:
        """Reduced costs without the rows that speak of this rebate: those named here and its value."""
        own = reduced.copy()
        value_row = self.row.get(f"rebate:{rebate}:value", -1)
        for place in sorted({*speaking, *([value_row] if value_row in multipliers else [])}):
            row, value = rows[place], multipliers[place]
            sign = value if row.is_at_least else -value
            own[row.columns] += sign / 2**40 * row.coefficients.astype(float)
        return own

    def _reach(self, rebate: str, z: int, reduced: Reals) -> Cut | None:
        model = self.model
        row = model.rows[self.row[f"rebate:{rebate}"]]
        threshold = -row.variables[0][1]
        least = model.null_e4.astype(float)
        np.minimum.at(least, model.columns.lot, np.where(model.impossible, np.inf, reduced))
        part = _part_of(model, row.columns, rebate)
        extra = np.where(
            model.impossible[row.columns], np.inf, np.maximum(reduced - least[model.columns.lot], 0)[row.columns]
        )
        parts, of = np.unique(part, return_inverse=True)
        weight = np.full(parts.size, np.inf)
        np.minimum.at(weight, of, extra)
        weight[np.isinf(weight)] = 0.0
        measure = np.zeros(parts.size, np.int64)
        measure[of] = row.coefficients
        lots = model.parts.lot[parts]
        price = _best_price(weight, measure.astype(float), lots, float(threshold))
        top = max(weight.max(initial=0.0), price * float(measure.max(initial=1)))
        if top <= 0:
            return None
        scale = 2.0 ** np.floor(SCALE_BITS - np.log2(top))
        whole, rate = np.floor(weight * scale).astype(np.int64), int(price * scale)
        gain = _gain(whole, rate, measure, lots, threshold)
        if rate <= 0 or gain <= 0:
            return None
        held = whole > 0
        words: list[object] = ["reach", rebate, rate, _named(model, parts[held], whole[held])]
        on = whole[of] > 0
        new = Row("cut", True, 0, row.columns[on], whole[of][on], ((z, -gain),))
        return Cut(words, new)

    def _value(self, rebate: str, z: int, w: int, x: Reals, values: Reals) -> Cut | None:
        model = self.model
        row = model.rows[self.row[f"rebate:{rebate}:value"]]
        lot, count = model.columns.lot[row.columns], len(model.problem.lots)
        most = largest_by_lot(lot, row.coefficients, count)
        given = np.bincount(lot, row.coefficients * x[row.columns], count)
        capped = given > most * values[z]
        limit = float(given[~capped].sum() + most[capped].sum() * values[z])
        if values[w] <= limit * (1 + LEAST_GAIN) + 1:
            return None
        on = ~capped[lot]
        most_capped = sum(most[capped].tolist())
        words: list[object] = ["value", rebate, [model.problem.lots[i].id for i in np.flatnonzero(capped).tolist()]]
        return Cut(words, Row("cut", True, 0, row.columns[on], row.coefficients[on], ((z, most_capped), (w, -1))))


def _part_of(model: Model, columns: Ints, rebate: str) -> Ints:
    """(columns,): the part of each column in which the rebate's supplier is a member."""
    names = {row.id: i for i, row in enumerate(model.problem.suppliers)}
    supplier = next(names[row.supplier] for row in model.problem.rebates if row.id == rebate)
    held = np.append((model.parts.members == supplier).any(axis=1), False)
    table = model.columns.parts[columns]
    return np.asarray(table[np.arange(columns.size), held[table].argmax(axis=1)], np.int64)


def _best_price(weight: Reals, measure: Reals, lots: Ints, threshold: float) -> float:
    """The price of a unit of measure at which reaching the threshold is proven to cost most."""
    ratios = np.unique(weight / measure)
    low, high = 0, ratios.size - 1
    while low < high:
        middle = (low + high) // 2
        if _real_gain(weight, ratios[middle], measure, lots, threshold) < _real_gain(
            weight, ratios[middle + 1], measure, lots, threshold
        ):
            low = middle + 1
        else:
            high = middle
    return float(ratios[low]) if ratios.size else 0.0


def _real_gain(weight: Reals, price: float, measure: Reals, lots: Ints, threshold: float) -> float:
    least = np.zeros(int(lots.max(initial=0)) + 1)
    np.minimum.at(least, lots, weight - price * measure)
    return price * threshold + float(least.sum())


def _gain(weight: Ints, rate: int, measure: Ints, lots: Ints, threshold: int) -> int:
    least: dict[int, int] = {}
    for lot, held, amount in zip(lots.tolist(), weight.tolist(), measure.tolist(), strict=True):
        least[lot] = min(least.get(lot, 0), held - rate * amount)
    return rate * threshold + sum(least.values())


def _named(model: Model, parts: Ints, whole: Ints) -> list[list[object]]:
    bids = model.problem.bids
    rows = zip(model.parts.bid[parts].tolist(), model.parts.share[parts].tolist(), whole.tolist(), strict=True)
    return [[bids[bid].id, share, weight] for bid, share, weight in rows]
