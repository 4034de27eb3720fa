"""The bound that multipliers prove, in whole numbers: what the verifier finds too, to the last unit.

Floating point only chooses which columns are looked at; the margin is far wider than its error.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from abasto.engines.award.linear import MULTIPLIER_BITS
from abasto.engines.award.model import Model, Row
from abasto.engines.award.parts import Ints
from abasto.engines.award.scaled import Reals

MARGIN = 1e-11


@dataclass(frozen=True)
class Allowed:
    """What branches leave: columns (None: all), lots that must take a column, bounds of variables by index."""

    columns: npt.NDArray[np.bool_] | None = None
    filled: tuple[int, ...] = ()
    bounds: Mapping[int, tuple[int, int]] = field(default_factory=dict)


class Bounder:
    """Proves bounds for one model and its cuts."""

    def __init__(self, model: Model, rows: Sequence[Row]) -> None:
        self.model = model
        self.rows: list[Row] = []
        self.row, self.column, self.value = (np.empty(0, np.int64) for _ in range(3))
        self.extend(rows)

    def extend(self, rows: Sequence[Row]) -> None:
        """Know more rows."""
        first = len(self.rows)
        many = [row.columns.size for row in rows]
        self.row = np.concatenate((self.row, np.repeat(np.arange(first, first + len(rows)), many)))
        self.column = np.concatenate((self.column, *(row.columns for row in rows)))
        self.value = np.concatenate((self.value, *(row.coefficients for row in rows)))
        self.real = self.value.astype(float)
        self.rows.extend(rows)

    def reduced(self, multipliers: Mapping[int, int]) -> Reals:
        """(columns,): reduced costs in e4 centavos, in floating point."""
        signed = np.zeros(len(self.rows))
        for place, value in multipliers.items():
            signed[place] = _signed(self.rows[place], value) / 2**MULTIPLIER_BITS
        cost: Reals = self.model.columns.cost_e4.astype(float)
        cost -= np.bincount(self.column, signed[self.row] * self.real, cost.size)
        for place, factor in self._total_factors(multipliers).items():
            cost -= factor / 2**MULTIPLIER_BITS * self.model.totals[place]
        return cost

    def bound(self, multipliers: Mapping[int, int], allowed: Allowed | None = None) -> int | None:
        """The bound in e4 centavos, rounded up; None where the branches leave a lot nothing."""
        allowed = allowed or Allowed()
        smallest = self._smallest(multipliers, allowed)
        if smallest is None:
            return None
        total = sum(smallest)
        for place, value in multipliers.items():
            total += _signed(self.rows[place], value) * self.rows[place].right
        total += self._variables(multipliers, allowed)
        return -(-total >> MULTIPLIER_BITS)

    def _smallest(self, multipliers: Mapping[int, int], allowed: Allowed) -> list[int] | None:
        model, lots = self.model, len(self.model.problem.lots)
        reduced = self.reduced(multipliers)
        usable = ~model.impossible if allowed.columns is None else allowed.columns & ~model.impossible
        reduced = np.where(usable, reduced, np.inf)
        least = np.full(lots, np.inf)
        np.minimum.at(least, model.columns.lot, reduced)
        null = [cost << MULTIPLIER_BITS for cost in model.null_e4.tolist()]
        filled = set(allowed.filled)
        if any(np.isinf(least[lot]) for lot in filled):
            return None
        near = np.flatnonzero(reduced <= least[model.columns.lot] + self._margin(multipliers)[model.columns.lot])
        near = near[np.isfinite(reduced[near])]
        best: list[int | None] = [None if lot in filled else null[lot] for lot in range(lots)]
        for lot, cost in zip(model.columns.lot[near].tolist(), self._exact(near, multipliers), strict=True):
            held = best[lot]
            if held is None or cost < held:
                best[lot] = cost
        return [cost for cost in best if cost is not None]

    def _margin(self, multipliers: Mapping[int, int]) -> Reals:
        """(lots,): more than floating point may be wrong about a reduced cost there."""
        sizes = np.abs(self.model.columns.cost_e4.astype(float))
        signed = np.zeros(len(self.rows))
        for place, value in multipliers.items():
            signed[place] = value / 2**MULTIPLIER_BITS
        sizes += np.bincount(self.column, signed[self.row] * np.abs(self.real), sizes.size)
        for place, factor in self._total_factors(multipliers).items():
            sizes += abs(factor) / 2**MULTIPLIER_BITS * self.model.totals[place]
        most = np.zeros(len(self.model.problem.lots))
        np.maximum.at(most, self.model.columns.lot, sizes)
        return MARGIN * most

    def _exact(self, near: Ints, multipliers: Mapping[int, int]) -> list[int]:
        """The reduced costs of these columns, in 2**-40 e4 centavos."""
        place_of = np.full(self.model.columns.count, -1)
        place_of[near] = np.arange(near.size)
        used = np.zeros(len(self.rows), bool)
        used[list(multipliers)] = True
        keep = used[self.row] & (place_of[self.column] >= 0)
        found = [cost << MULTIPLIER_BITS for cost in self.model.columns.cost_e4[near].tolist()]
        signed = {place: _signed(self.rows[place], value) for place, value in multipliers.items()}
        entries = (place_of[self.column[keep]].tolist(), self.row[keep].tolist(), self.value[keep].tolist())
        for place, row, value in zip(*entries, strict=True):
            found[place] -= signed[row] * value
        for total, factor in self._total_factors(multipliers).items():
            for place, value in enumerate(self.model.totals[total][near].tolist()):
                found[place] -= factor * value
        return found

    def _total_factors(self, multipliers: Mapping[int, int]) -> dict[int, int]:
        factors: dict[int, int] = {}
        for place, value in multipliers.items():
            row = self.rows[place]
            if row.total >= 0:
                factors[row.total] = factors.get(row.total, 0) + _signed(row, value) * row.factor
        return factors

    def _variables(self, multipliers: Mapping[int, int], allowed: Allowed) -> int:
        costs = [variable.cost_e4 << MULTIPLIER_BITS for variable in self.model.variables]
        for place, value in multipliers.items():
            for variable, coefficient in self.rows[place].variables:
                costs[variable] -= _signed(self.rows[place], value) * coefficient
        total = 0
        for i, cost in enumerate(costs):
            lower, upper = allowed.bounds.get(i, (0, self.model.variables[i].upper))
            if cost < 0 and upper is None:
                raise ArithmeticError(f"a soft rule has a price below zero: {self.model.variables[i].name}")
            total += cost * lower if cost >= 0 or upper is None else cost * upper
        return total


def _signed(row: Row, multiplier: int) -> int:
    return multiplier if row.is_at_least else -multiplier
