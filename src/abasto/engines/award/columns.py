"""Every legal column of every lot: each share of a pattern given to a different bid, under the lot's own rules.

All lots that admit a pattern are extended together, one winner at a time, so that the work is in arrays.
"""

from dataclasses import dataclass

import numpy as np

from abasto.base.refusal import Refused
from abasto.engines.award.parts import Flags, Ints, Lots, Parts
from abasto.engines.award.problem import Problem

MOST_COLUMNS_OF_A_LOT = 200_000
MOST_COLUMNS = 20_000_000


@dataclass(frozen=True)
class Columns:
    """One row a column, by lot, then in the order of patterns and bids. parts: indices, -1 fills up.

    start: the columns of lot i are start[i] to start[i + 1]. cost_e4 includes what the column leaves unserved.
    The null column is not listed: it costs `Lots.unserved_e4` times 100 and moves nothing.
    """

    lot: Ints
    parts: Ints
    cost_e4: Ints
    start: Ints

    @property
    def count(self) -> int:
        return int(self.lot.size)


def legal_columns(problem: Problem, lots: Lots, parts: Parts) -> Columns:
    """The columns of all lots; Refused when a lot has more than `MOST_COLUMNS_OF_A_LOT`."""
    search = _Search(problem, lots, parts)
    patterns: dict[tuple[int, ...], list[int]] = {}
    for i, lot in enumerate(problem.lots):
        for pattern in dict.fromkeys(tuple(s for s in row if s > 0) for row in lot.share_patterns_percent):
            patterns.setdefault(pattern, []).append(i)
    found = [search.columns(pattern, np.array(held, np.int64)) for pattern, held in patterns.items() if pattern]
    width = max((len(pattern) for pattern in patterns), default=1) or 1
    rows = [np.pad(table, ((0, 0), (0, width - table.shape[1])), constant_values=-1) for table in found]
    table = np.concatenate(rows) if rows else np.empty((0, width), np.int64)
    of = parts.lot[table[:, 0]] if parts.lot.size else table[:, 0]
    order = np.argsort(of, kind="stable")
    table, of = table[order], of[order]
    start = np.searchsorted(of, np.arange(len(problem.lots) + 1)).astype(np.int64)
    return Columns(of, table, _cost(lots, parts, table, of), start)


def _cost(lots: Lots, parts: Parts, table: Ints, lot: Ints) -> Ints:
    cost, share = np.append(parts.cost_e4, 0), np.append(parts.share, 0)
    left = 100 - share[table].sum(axis=1)
    total: Ints = cost[table].sum(axis=1) + left * lots.unserved_e4[lot]
    return total


class _Search:
    """Joins the parts of each lot, share by share."""

    def __init__(self, problem: Problem, lots: Lots, parts: Parts) -> None:
        self.problem, self.lots, self.parts = problem, lots, parts
        lowest = np.full(len(problem.lots), np.iinfo(np.int64).max)
        np.minimum.at(lowest, parts.lot, parts.evaluated)
        self.is_near = parts.evaluated * 10_000 <= lowest[parts.lot] * (10_000 + lots.spread[parts.lot])

    def columns(self, pattern: tuple[int, ...], of: Ints) -> Ints:
        """(columns, winners) as indices of parts."""
        admitted = np.zeros(len(self.problem.lots), bool)
        admitted[of] = True
        usable = admitted[self.parts.lot]
        if len(pattern) > 1:
            usable &= self.is_near
        table = np.flatnonzero(usable & (self.parts.share == pattern[0]))[:, None]
        for place in range(1, len(pattern)):
            table = self._extended(table, pattern, np.flatnonzero(usable & (self.parts.share == pattern[place])))
        return table[self._has_origins(table)]

    def _extended(self, table: Ints, pattern: tuple[int, ...], candidates: Ints) -> Ints:
        first = np.searchsorted(self.parts.lot[candidates], np.arange(len(self.problem.lots) + 1))
        lot = self.parts.lot[table[:, 0]]
        many = (first[1:] - first[:-1])[lot]
        self._refuse_flood(lot, many)
        row = np.repeat(np.arange(lot.size), many)
        step = np.arange(row.size) - np.repeat(np.cumsum(many) - many, many)
        new = candidates[first[lot[row]] + step] if row.size else candidates[:0]
        keep = np.ones(row.size, bool)
        for place in range(table.shape[1]):
            keep &= self._may_join(table[row, place], new, pattern[place] == pattern[table.shape[1]])
        return np.column_stack((table[row[keep]], new[keep]))

    def _may_join(self, old: Ints, new: Ints, same_share: bool) -> Flags:
        """Different suppliers; equal shares in the order of bids; unequal ones in the order of prices where asked."""
        parts = self.parts
        keep = parts.bid[new] > parts.bid[old] if same_share else parts.bid[new] != parts.bid[old]
        if not same_share:
            keep &= ~self.lots.follows_price[parts.lot[new]] | (parts.evaluated[old] <= parts.evaluated[new])
        for a in range(parts.members.shape[1]):
            for b in range(parts.members.shape[1]):
                keep &= (parts.members[old, a] != parts.members[new, b]) | (parts.members[old, a] < 0)
        return keep

    def _has_origins(self, table: Ints) -> Flags:
        origin = self.parts.origin[table]
        mixed = (origin != origin[:, :1]).any(axis=1)
        allowed: Flags = mixed | ~self.lots.needs_origins[self.parts.lot[table[:, 0]]]
        return allowed

    def _refuse_flood(self, lot: Ints, many: Ints) -> None:
        of_lot = np.bincount(lot, many, len(self.problem.lots))
        if of_lot.size and (of_lot.max() > MOST_COLUMNS_OF_A_LOT or of_lot.sum() > MOST_COLUMNS):
            worst = int(of_lot.argmax())
            values = {"lot": self.problem.lots[worst].id, "columns": int(of_lot[worst])}
            raise Refused("award-too-many-columns", "", values)
