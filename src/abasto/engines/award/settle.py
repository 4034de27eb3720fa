"""What a choice of columns costs, exactly, and which hard rules it breaks: whole numbers only."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from abasto.engines.award.model import Model, Row
from abasto.engines.award.parts import Ints


@dataclass(frozen=True)
class Settled:
    """cost_e4 of a choice. broken: hard rules not kept. excess: (rule, units beyond, cost). earned: rebates."""

    cost_e4: int
    broken: tuple[int, ...]
    excess: tuple[tuple[str, int, int], ...]
    earned: tuple[str, ...]


class Settler:
    """Settles choices of one model: (lots,) the column of each lot, -1 for none."""

    def __init__(self, model: Model) -> None:
        self.model = model

    @cached_property
    def _entries(self) -> tuple[Ints, Ints, Ints]:
        """(row, column, coefficient) of every row, sorted by column, with where each column starts."""
        rows = self.model.rows
        many = np.array([row.columns.size for row in rows], np.int64)
        column = np.concatenate([row.columns for row in rows]) if rows else np.empty(0, np.int64)
        value = np.concatenate([row.coefficients for row in rows]) if rows else np.empty(0, np.int64)
        row = np.repeat(np.arange(many.size), many)
        order = np.argsort(column, kind="stable")
        self._start = np.searchsorted(column[order], np.arange(self.model.columns.count + 1))
        return row[order], column[order], value[order]

    def of_column(self, column: int) -> list[tuple[int, int]]:
        """(row, coefficient) of a column, totals left out."""
        row, _, value = self._entries
        span = slice(int(self._start[column]), int(self._start[column + 1]))
        return list(zip(row[span].tolist(), value[span].tolist(), strict=True))

    def activities(self, choice: Ints) -> list[int]:
        """What the columns chosen add to each row, totals included."""
        row, _, value = self._entries
        chosen = choice[choice >= 0]
        first, many = self._start[chosen], (self._start[1:] - self._start[:-1])[chosen]
        place = np.repeat(first, many) + np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
        sums = _exact_sums(row[place], value[place], len(self.model.rows))
        totals = [sum(total[chosen].tolist()) for total in self.model.totals]
        return [
            int(found) + (of.factor * totals[of.total] if of.total >= 0 else 0)
            for found, of in zip(sums, self.model.rows, strict=True)
        ]

    def settle(self, choice: Ints) -> Settled:
        """Cost, broken rules, excess of soft rules and rebates earned."""
        model = self.model
        chosen, empty = choice[choice >= 0], choice < 0
        cost = sum(model.columns.cost_e4[chosen].tolist()) + sum(model.null_e4[empty].tolist())
        found = self.activities(choice)
        values = self._values(found)
        broken, excess = [], []
        for place, row in enumerate(model.rows):
            if not row.name.startswith("rule:"):
                continue
            beyond = _beyond(row, found[place] + _counted(model, row, values))
            if beyond and row.is_hard:
                broken.append(place)
            elif beyond:
                extra = beyond * model.variables[row.variables[-1][0]].cost_e4
                excess.append((row.name[5:], beyond, extra))
        cost += sum(model.variables[i].cost_e4 * value for i, value in values.items()) + sum(row[2] for row in excess)
        earned = tuple(
            model.variables[i].name[1] for i in values if model.variables[i].name[0] == "rebate" and values[i]
        )
        return Settled(cost, tuple(broken), tuple(excess), earned)

    def _values(self, found: list[int]) -> dict[int, int]:
        """The variables of winners and rebates, by index, as the columns force them."""
        values: dict[int, int] = {}
        model = self.model
        for row, activity in zip(model.rows, found, strict=True):
            kind = row.name.split(":", 1)[0]
            if kind == "link":
                variable = row.variables[0][0]
                values[variable] = max(values.get(variable, 0), int(activity != 0))
            elif kind == "rebate":
                _rebate(row, activity, values, model)
        return values


def _rebate(row: Row, activity: int, values: dict[int, int], model: Model) -> None:
    variable, coefficient = row.variables[0]
    name = model.variables[variable].name
    if name[0] == "rebate" and len(row.variables) == 1:
        values[variable] = min(values.get(variable, 1), int(activity + coefficient >= 0))
    elif name[0] == "value":
        values[variable] = activity
    else:
        value = row.variables[1][0]
        values[value] *= values[variable]


def _beyond(row: Row, activity: int) -> int:
    return max(0, row.right - activity if row.is_at_least else activity - row.right)


def _counted(model: Model, row: Row, values: dict[int, int]) -> int:
    return sum(c * values.get(i, 0) for i, c in row.variables if model.variables[i].name[0] == "winner")


def _exact_sums(place: Ints, value: Ints, size: int) -> list[int]:
    """Sums by place; in whole numbers of any size where 64 bits might not hold them."""
    largest = np.bincount(place, np.abs(value.astype(float)), size) if place.size else np.zeros(size)
    if largest.size and largest.max() > 2.0**62:
        wide = [0] * size
        for i, v in zip(place.tolist(), value.tolist(), strict=True):
            wide[i] += v
        return wide
    sums = np.zeros(size, np.int64)
    np.add.at(sums, place, value)
    return list(sums.tolist())
