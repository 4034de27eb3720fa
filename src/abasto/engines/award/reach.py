"""Rebates whose threshold no award reaches under the supplier's own caps, with the prices that prove it.

Left open they mislead the relaxation, which earns them in part, and slow it down.
"""

from dataclasses import dataclass

import highspy
import numpy as np

from abasto.engines.award.bound import Allowed, Bounder
from abasto.engines.award.linear import MULTIPLIER_BITS, quiet
from abasto.engines.award.model import Model, Row
from abasto.engines.award.parts import Ints
from abasto.engines.award.rows import largest_by_lot
from abasto.engines.award.scaled import Reals

DOUBLINGS = 24


@dataclass(frozen=True)
class Unreachable:
    """variable: the place of its z. multipliers: by row; they prove that earning it costs more than any award."""

    rebate: str
    variable: int
    multipliers: dict[int, int]


def unreachable(model: Model, bounder: Bounder, seed: int) -> list[Unreachable]:
    """Every rebate whose threshold is out of reach: proven dearer than twice leaving every lot without award."""
    beyond = 2 * sum(model.null_e4.tolist()) + 1
    places = {row.name: i for i, row in enumerate(model.rows)}
    caps = _caps(model)
    found = []
    for rebate in model.problem.rebates:
        if rebate.kind == "bundle":
            continue
        own = places[f"rebate:{rebate.id}"]
        prices = _prices(model, own, caps.get(rebate.supplier, []), seed)
        if prices is None:
            continue
        variable = model.rows[own].variables[0][0]
        proof = _proof(bounder, variable, prices, beyond)
        if proof is not None:
            found.append(Unreachable(rebate.id, variable, proof))
    return found


def _caps(model: Model) -> dict[str, list[int]]:
    """By supplier, the hard at-most rules that name it alone."""
    rules = model.problem.rules
    single = {f"rule:{rule.id}": rule.suppliers[0] for rule in rules if rule.suppliers and len(rule.suppliers) == 1}
    caps: dict[str, list[int]] = {}
    for i, row in enumerate(model.rows):
        is_cap = row.is_hard and not row.is_at_least and not row.variables and row.columns.size > 0
        if is_cap and row.name in single:
            caps.setdefault(single[row.name], []).append(i)
    return caps


def _prices(model: Model, own: int, caps: list[int], seed: int) -> list[tuple[int, float]] | None:
    """Prices of the threshold and of the caps that keep it out of reach; None: it may be reached."""
    row = model.rows[own]
    usable = row.columns[~model.impossible[row.columns]]
    measure = row.coefficients[~model.impossible[row.columns]].astype(float)
    if not caps or usable.size == 0:
        return None
    unit = float(measure.max())
    threshold = -float(row.variables[0][1])
    solver = quiet(seed)
    lots, first = np.unique(model.columns.lot[usable], return_index=True)
    starts, index, value = [*first.tolist()], [np.arange(usable.size)], [np.ones(usable.size)]
    upper = [1.0] * lots.size
    units, size = [], usable.size
    for cap in caps:
        places, amounts, right = _on(model, model.rows[cap], usable)
        scale = float(np.abs(amounts).max(initial=1.0)) or 1.0
        starts.append(size)
        size += places.size
        index.append(places)
        value.append(amounts / scale)
        upper.append(right / scale)
        units.append(scale)
    solver.passModel(
        usable.size, len(upper), size, 2, -1, 0.0, measure / unit, np.zeros(usable.size), np.full(usable.size, np.inf),
        np.full(len(upper), -np.inf), np.array(upper), np.array(starts, np.int32),
        np.concatenate(index).astype(np.int32), np.concatenate(value), np.zeros(usable.size, np.int32),
    )  # fmt: skip
    solver.run()
    best = solver.getInfo().objective_function_value * unit
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal or best >= threshold * (1 - 1e-6):
        return None
    duals = solver.getSolution().row_dual[lots.size :]
    prices = [(cap, abs(dual) * unit / scale) for cap, dual, scale in zip(caps, duals, units, strict=True) if dual]
    return [(own, 1.0), *prices]


def _on(model: Model, row: Row, usable: Ints) -> tuple[Ints, Reals, float]:
    """The row over the usable columns; a total counts as the most any award has."""
    place = np.minimum(np.searchsorted(usable, row.columns), usable.size - 1)
    held = usable[place] == row.columns
    places, amounts = place[held], row.coefficients[held].astype(float)
    right = float(row.right)
    if row.total >= 0:
        most = largest_by_lot(model.columns.lot, model.totals[row.total], len(model.problem.lots))
        right -= row.factor * float(most.astype(float).sum())
    return places, amounts, right


def _proof(bounder: Bounder, variable: int, prices: list[tuple[int, float]], beyond: int) -> dict[int, int] | None:
    """Raise all prices together until the bound with the rebate earned is beyond any award."""
    allowed = Allowed(bounds={variable: (1, 1)})
    for power in range(0, DOUBLINGS, 2):
        multipliers = {row: int(price * 2.0 ** (power + MULTIPLIER_BITS)) for row, price in prices}
        bound = bounder.bound({row: value for row, value in multipliers.items() if value}, allowed)
        if bound is None or bound > beyond:
            return multipliers
    return None
