"""Lots decided again at the prices of the rules, each with one bid at another price: many at a time, in arrays."""

from dataclasses import replace

import numpy as np

from abasto.engines.award.charges import Charges
from abasto.engines.award.columns import Columns, legal_columns
from abasto.engines.award.parts import Flags, Ints, Lots, Parts, lots_and_parts
from abasto.engines.award.problem import Problem
from abasto.engines.award.scaled import Reals


class Again:
    """Looks for the largest price at which a bid is in the best column of its lot, the others' prices unchanged."""

    def __init__(self, problem: Problem, charges: Charges, lots: Lots, parts: Parts) -> None:
        self.problem, self.charges, self.lots, self.parts = problem, charges, lots, parts
        cheapest = tuple(replace(bid, prices=((1, 1),)) for bid in problem.bids)
        _, self.shape = lots_and_parts(replace(problem, bids=cheapest))
        pieces = np.maximum(self.lots.pieces[self.shape.lot], 1)
        self.beside = self.shape.cost_e4 // (100 * self.shape.share * pieces) - self.shape.evaluated
        place = {lot.id: i for i, lot in enumerate(problem.lots)}
        self.lot_of = np.array([place[bid.lot] for bid in problem.bids], np.int64)
        self.preference = np.array([self._preference(i) for i in range(len(problem.bids))], np.int64)
        ceilings = [lot.ceiling_centavos for lot in problem.lots]
        self.ceiling = np.array([2**50 if value is None else value for value in ceilings], np.int64)
        self.highest = np.array([max(price for _, price in bid.prices) for bid in problem.bids], np.int64)

    def largest_prices(self, group: Ints) -> Ints:
        """(group,): for these bids; 0 where there is no such price up to the bid's highest one."""
        low, high = np.ones(group.size, np.int64), self.highest[group]
        above, guess = self._judged(group, high)
        under, _ = self._judged(group, low)
        answer = np.where(above, high, np.where(under, low, 0))
        is_open = under & ~above & (high - low > 1)
        turn = 0
        while is_open.any():
            rows = np.flatnonzero(is_open)
            probe = self._probe(turn, group[rows], low[rows], high[rows], guess[rows])
            held, tangent = self._judged(group[rows], probe)
            low[rows] = np.where(held, probe, low[rows])
            high[rows] = np.where(held, high[rows], probe)
            guess[rows] = np.where(held, guess[rows], tangent)
            answer[rows] = low[rows]
            is_open[rows] = high[rows] - low[rows] > 1
            turn += 1
        return answer

    def _probe(self, turn: int, group: Ints, low: Ints, high: Ints, guess: Ints) -> Ints:
        """By turns: the ceiling; where the best column with the bid would tie; the next centavo; the middle."""
        if turn == 0:
            probe = self.ceiling[self.lot_of[group]]
        elif turn % 4 == 0:
            probe = (low + high) // 2
        elif turn % 2 == 1:
            probe = guess
        else:
            probe = low + 1
        probe = np.where(probe < 0, (low + high) // 2, probe)
        return np.asarray(np.clip(probe, low + 1, high - 1), np.int64)

    def _preference(self, bid: int) -> int:
        lot = self.problem.lots[int(self.lot_of[bid])]
        is_preferred = not lot.preferred_origins or self.problem.bids[bid].origin in lot.preferred_origins
        return 0 if is_preferred else lot.preference_permyriad

    def _judged(self, group: Ints, prices: Ints) -> tuple[Flags, Ints]:
        """(group,): whether the best column of its lot holds each bid at these prices; and, where it does not, the
        price at which the best column with it would tie (-1: it has none).
        """
        parts = self._parts(group, prices)
        lots = self._lots(group, parts)
        problem = replace(self.problem, lots=tuple(self.problem.lots[i] for i in self.lot_of[group].tolist()))
        columns = legal_columns(problem, lots, parts)
        cost = self._cost(parts, lots, columns)
        is_own = np.append(parts.bid == group[parts.lot], False)[columns.parts]
        has = is_own.any(axis=1)
        without = 100.0 * lots.unserved_e4
        np.minimum.at(without, columns.lot[~has], cost[~has])
        own = columns.parts[np.arange(columns.count), is_own.argmax(axis=1)] if columns.count else columns.lot
        slope = np.append(self._slope(parts, lots), 1.0)[own]
        tie = prices[columns.lot] - (cost - without[columns.lot]) / np.maximum(slope, 1e-9)
        best, ties = np.full(group.size, np.inf), np.full(group.size, -1.0)
        np.minimum.at(best, columns.lot[has], cost[has])
        np.maximum.at(ties, columns.lot[has], tie[has])
        held: Flags = best < without
        return held, np.where(ties < 0, -1, np.minimum(np.floor(ties), 2.0**50)).astype(np.int64)

    def _parts(self, group: Ints, prices: Ints) -> Parts:
        """One lot a bid asked about, with the other bids' parts and its own at its price, in the order of bids."""
        of_lot, row = _spread(self.parts.lot, self.lot_of[group], len(self.problem.lots))
        others = self.parts.bid[row] != group[of_lot]
        of_lot, row = of_lot[others], row[others]
        by_bid = np.argsort(self.shape.bid, kind="stable")
        of_own, place = _spread(self.shape.bid[by_bid], group, len(self.problem.bids))
        place = by_bid[place]
        legal = prices[of_own] <= self.ceiling[self.lot_of[group]][of_own]
        of_own, place = of_own[legal], place[legal]
        own = self._own(of_own, place, prices)
        order = np.lexsort(
            (np.concatenate((row, place)), np.concatenate((self.parts.bid[row], own.bid)), np.append(of_lot, of_own))
        )
        joined = {
            name: np.concatenate((value[row], vars(own)[name]))[order] for name, value in vars(self.parts).items()
        }
        return replace(Parts(**joined), lot=np.append(of_lot, of_own)[order])

    def _own(self, of: Ints, place: Ints, prices: Ints) -> Parts:
        held = Parts(**{name: value[place] for name, value in vars(self.shape).items()})
        price = prices[of]
        evaluated = price + price * self.preference[held.bid] // 10_000
        cost = 100 * held.share * self.lots.pieces[held.lot] * (evaluated + self.beside[place])
        return replace(held, price=price, evaluated=evaluated, cost_e4=cost)

    def _lots(self, group: Ints, parts: Parts) -> Lots:
        lots = Lots(**{name: value[self.lot_of[group]] for name, value in vars(self.lots).items()})
        least, most = np.full(group.size, np.iinfo(np.int64).max), np.full(group.size, -1, np.int64)
        np.minimum.at(least, parts.lot, parts.origin)
        np.maximum.at(most, parts.lot, parts.origin)
        asks = np.array([lot.needs_second_origin for lot in self.problem.lots], bool)[self.lot_of[group]]
        return replace(lots, needs_origins=asks & (least < most))

    def _slope(self, parts: Parts, lots: Lots) -> Reals:
        """(parts,): what a centavo more on the price adds to the cost."""
        factor = 1 + self.preference[parts.bid] / 10_000
        added: Reals = parts.share * (100 * lots.pieces[parts.lot] * factor + self.charges.money[parts.bid])
        return added

    def _cost(self, parts: Parts, lots: Lots, columns: Columns) -> Reals:
        """(columns,): their cost with what the rules add to each part."""
        charges, bid, share = self.charges, parts.bid, parts.share
        added = share * (charges.percent[bid] + parts.price * charges.money[bid]) + charges.win[bid]
        added = added + np.where(share >= charges.bundle_share[bid], charges.bundle[bid], 0.0)
        total: Reals = columns.cost_e4 + np.append(added, 0.0)[columns.parts].sum(axis=1)
        return total


def _spread(keys: Ints, asked: Ints, size: int) -> tuple[Ints, Ints]:
    """(place in asked, row): every row whose key, among keys that rise, is asked for."""
    start = np.searchsorted(keys, np.arange(size + 1))
    many = (start[1:] - start[:-1])[asked]
    of = np.repeat(np.arange(asked.size), many)
    return of, start[asked][of] + np.arange(of.size) - np.repeat(np.cumsum(many) - many, many)
