"""The bound that multipliers prove, in whole numbers: what the verifier finds too, to the last unit.

Floating point only chooses which columns are looked at; the margin is far wider than its error. Only lots that a row
with a multiplier or a branch touches are looked at: what the others cost alone is kept.
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
NO_BOUND = -(1 << 200)


@dataclass(frozen=True)
class Allowed:
    """What branches leave: columns (None: all), lots that must take a column, bounds of variables by index."""

    columns: npt.NDArray[np.bool_] | None = None
    filled: tuple[int, ...] = ()
    bounds: Mapping[int, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Used:
    """The entries of the rows with a multiplier. signed: (rows,) whole; row: (entries,) the place in `signed`.

    factors: by total, what its measures are multiplied with, in 2**-40.
    """

    signed: list[int]
    row: Ints
    column: Ints
    value: Ints
    factors: Mapping[int, int]

    def weighed(self, is_size: bool) -> Reals:
        """(entries,): value times multiplier in e4 centavos, or the sizes of these."""
        real = np.array([value / 2**MULTIPLIER_BITS for value in self.signed])
        weighed: Reals = real[self.row] * self.value
        return np.abs(weighed) if is_size else weighed


class Bounder:
    """Proves bounds for one model and its cuts."""

    def __init__(self, model: Model, rows: Sequence[Row]) -> None:
        self.model = model
        self.rows: list[Row] = list(rows)
        self._own = [min(0, v.cost_e4 * v.upper) if v.upper is not None else 0 for v in model.variables]
        self._impossible = model.impossible
        self._keep_alone()

    def extend(self, rows: Sequence[Row]) -> None:
        """Know more rows."""
        self.rows.extend(rows)

    def reduced(self, multipliers: Mapping[int, int]) -> Reals:
        """(columns,): reduced costs in e4 centavos, in floating point."""
        used = self._used(multipliers)
        cost: Reals = self.model.columns.cost_e4.astype(float)
        cost -= np.bincount(used.column, used.weighed(False), cost.size)
        for place, factor in used.factors.items():
            cost -= factor / 2**MULTIPLIER_BITS * self.model.totals[place]
        return cost

    def bound(self, multipliers: Mapping[int, int], allowed: Allowed | None = None) -> int | None:
        """The bound in e4 centavos, rounded up; None where the branches leave a lot nothing.

        Where a soft rule is priced beyond what it costs, nothing is proven: far below any cost.
        """
        allowed = allowed or Allowed()
        total = self._smallest(self._used(multipliers), allowed)
        if total is None:
            return None
        for place, value in multipliers.items():
            total += _signed(self.rows[place], value) * self.rows[place].right
        total += self._variables(multipliers, allowed)
        return -(-total >> MULTIPLIER_BITS)

    def _keep_alone(self) -> None:
        """What each lot costs alone, without any multiplier."""
        self._impossible = self.model.impossible
        usable = np.flatnonzero(~self._impossible)
        self._alone = self.model.null_e4.copy()
        np.minimum.at(self._alone, self.model.columns.lot[usable], self.model.columns.cost_e4[usable])
        self._alone_sum = sum(self._alone.tolist())

    def _used(self, multipliers: Mapping[int, int]) -> _Used:
        held = [self.rows[place] for place in multipliers]
        signed = [_signed(row, value) for row, value in zip(held, multipliers.values(), strict=True)]
        factors: dict[int, int] = {}
        for row, value in zip(held, signed, strict=True):
            if row.total >= 0:
                factors[row.total] = factors.get(row.total, 0) + value * row.factor
        nothing = np.empty(0, np.int64)
        return _Used(
            signed,
            np.repeat(np.arange(len(held)), [row.columns.size for row in held]) if held else nothing,
            np.concatenate([row.columns for row in held]) if held else nothing,
            np.concatenate([row.coefficients for row in held]) if held else nothing,
            factors,
        )

    def _touched(self, used: _Used, allowed: Allowed) -> Ints:
        lots = len(self.model.problem.lots)
        if allowed.columns is not None:
            return np.arange(lots)
        of = self.model.columns.lot
        found = np.zeros(lots, bool)
        found[of[used.column]] = True
        found[list(allowed.filled)] = True
        for place in used.factors:
            found[of[np.flatnonzero(self.model.totals[place])]] = True
        return np.flatnonzero(found)

    def _smallest(self, used: _Used, allowed: Allowed) -> int | None:
        """The sum over lots of the smallest reduced cost, in 2**-40 e4 centavos."""
        model = self.model
        if self._impossible is not model.impossible:
            self._keep_alone()
        lots = self._touched(used, allowed)
        many = (model.columns.start[1:] - model.columns.start[:-1])[lots]
        lot = np.repeat(np.arange(lots.size), many)
        columns = np.repeat(model.columns.start[lots] - np.cumsum(many) + many, many) + np.arange(lot.size)
        usable = ~model.impossible[columns]
        if allowed.columns is not None:
            usable &= allowed.columns[columns]
        columns, lot = columns[usable], lot[usable]
        entry, place = _found_in(used.column, columns)
        near = self._near(used, columns, lot, lots.size, entry, place)
        filled = np.isin(lots, allowed.filled)
        if not np.isin(np.flatnonzero(filled), lot).all():
            return None
        null = zip(model.null_e4[lots].tolist(), filled.tolist(), strict=True)
        best: list[int | None] = [None if is_filled else cost << MULTIPLIER_BITS for cost, is_filled in null]
        for i, cost in zip(lot[near].tolist(), self._exact(used, columns, near, entry, place), strict=True):
            held = best[i]
            if held is None or cost < held:
                best[i] = cost
        others = self._alone_sum - sum(self._alone[lots].tolist())
        least: int = sum(cost for cost in best if cost is not None)
        return least + (int(others) << MULTIPLIER_BITS)

    def _near(self, used: _Used, columns: Ints, lot: Ints, lots: int, entry: Ints, place: Ints) -> Ints:
        """Places of the columns that may be the smallest of their lot, by more than floating point may be wrong."""
        reduced = self.model.columns.cost_e4[columns].astype(float)
        sizes = np.abs(reduced)
        reduced -= np.bincount(place, used.weighed(False)[entry], columns.size)
        sizes += np.bincount(place, used.weighed(True)[entry], columns.size)
        for total, factor in used.factors.items():
            moved = factor / 2**MULTIPLIER_BITS * self.model.totals[total][columns]
            reduced -= moved
            sizes += np.abs(moved)
        least, most = np.full(lots, np.inf), np.zeros(lots)
        np.minimum.at(least, lot, reduced)
        np.maximum.at(most, lot, sizes)
        return np.flatnonzero(reduced <= (least + MARGIN * most)[lot])

    def _exact(self, used: _Used, columns: Ints, near: Ints, entry: Ints, place: Ints) -> list[int]:
        """The reduced costs of these columns, in 2**-40 e4 centavos."""
        place_of = np.full(columns.size, -1)
        place_of[near] = np.arange(near.size)
        keep = place_of[place] >= 0
        found = [cost << MULTIPLIER_BITS for cost in self.model.columns.cost_e4[columns[near]].tolist()]
        kept = entry[keep]
        entries = (place_of[place[keep]].tolist(), used.row[kept].tolist(), used.value[kept].tolist())
        for i, row, value in zip(*entries, strict=True):
            found[i] -= used.signed[row] * value
        for total, factor in used.factors.items():
            for i, value in enumerate(self.model.totals[total][columns[near]].tolist()):
                found[i] -= factor * value
        return found

    def _variables(self, multipliers: Mapping[int, int], allowed: Allowed) -> int:
        """What the variables cost at least; those without multiplier or branch cost what they do alone."""
        changed: dict[int, int] = {}
        for place, value in multipliers.items():
            for variable, coefficient in self.rows[place].variables:
                changed[variable] = changed.get(variable, 0) - _signed(self.rows[place], value) * coefficient
        total = self._own_sum
        for i in {**changed, **dict.fromkeys(allowed.bounds)}:
            own = self.model.variables[i]
            cost = (own.cost_e4 << MULTIPLIER_BITS) + changed.get(i, 0)
            lower, upper = allowed.bounds.get(i, (0, own.upper))
            if cost < 0 and upper is None:
                return NO_BOUND << MULTIPLIER_BITS
            total += cost * lower if cost >= 0 or upper is None else cost * upper
            total -= self._own[i] << MULTIPLIER_BITS
        return total

    @property
    def _own_sum(self) -> int:
        return sum(self._own) << MULTIPLIER_BITS


def _found_in(column: Ints, columns: Ints) -> tuple[Ints, Ints]:
    """(entries, places): the entries whose column is one of these (ascending), and its place among them."""
    if columns.size == 0:
        nothing = np.empty(0, np.int64)
        return nothing, nothing
    place = np.minimum(np.searchsorted(columns, column), columns.size - 1)
    entry = np.flatnonzero(columns[place] == column)
    return entry, place[entry]


def _signed(row: Row, multiplier: int) -> int:
    return multiplier if row.is_at_least else -multiplier
