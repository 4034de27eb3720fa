"""The price at which a bid would have entered, confirmed by deciding its lot again at the prices of the rules.

What is claimed: with this whole price for all shares, other bids and the rules' prices unchanged, the best column
of the lot (legality, spread, preference and the money that rules count all taken anew) holds the bid; one centavo
more it does not, as far as cheaper never hurts a bid. The whole award may still differ: solving `with_price` shows it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from abasto.engines.award.columns import Columns, legal_columns
from abasto.engines.award.linear import MULTIPLIER_BITS
from abasto.engines.award.parts import Flags, Ints, Lots, Parts, lots_and_parts
from abasto.engines.award.problem import Problem, Rebate, Rule
from abasto.engines.award.scaled import Reals
from abasto.engines.award.scope import Scope


@dataclass(frozen=True)
class Charges:
    """What the rules' prices add to a bid, in e4 centavos: per percent, per percent-centavo of price, per win, per win
    of a share of at least `bundle_share`. Each (bids,).
    """

    percent: Reals
    money: Reals
    win: Reals
    bundle: Reals
    bundle_share: Ints


def confirmed(problem: Problem, prices: Sequence[tuple[str, int]], bids: Sequence[str]) -> dict[str, int | None]:
    """The largest whole price at which each bid enters, up to its own highest; None where it enters at none."""
    charges = _charges(problem, dict(prices))
    asked = set(bids)
    waiting: dict[str, list[int]] = {}
    for i, bid in enumerate(problem.bids):
        if bid.id in asked:
            waiting.setdefault(bid.lot, []).append(i)
    found: dict[str, int | None] = {}
    for turn in range(max(map(len, waiting.values()), default=0)):
        group = np.array([rows[turn] for rows in waiting.values() if turn < len(rows)], np.int64)
        found |= _search(_Again(problem, charges, group), problem, group)
    return {problem.bids[i].id: found[problem.bids[i].id] for i in sorted(i for rows in waiting.values() for i in rows)}


def with_price(problem: Problem, bid: str, price_centavos: int) -> Problem:
    """The same problem, the bid at one price for every share: to solve again and see."""
    bids = tuple(replace(b, prices=((1, price_centavos),)) if b.id == bid else b for b in problem.bids)
    return replace(problem, bids=bids)


def _search(again: "_Again", problem: Problem, group: Ints) -> dict[str, int | None]:
    """By halving, one bid of each lot at a time, all lots together."""
    high = np.array([max(price for _, price in problem.bids[i].prices) for i in group.tolist()], np.int64)
    low = np.ones(group.size, np.int64)
    at_high, at_low = again.holds(high), again.holds(low)
    low = np.where(at_high, high, low)
    is_open = at_low & ~at_high
    while np.any(is_open & (high - low > 1)):
        middle = np.where(is_open, (low + high) // 2, low)
        held = again.holds(np.maximum(middle, 1))
        low = np.where(is_open & held, middle, low)
        high = np.where(is_open & ~held, middle, high)
    enters = at_high | at_low
    return {
        problem.bids[i].id: int(price) if is_in else None
        for i, price, is_in in zip(group.tolist(), low.tolist(), enters.tolist(), strict=True)
    }


class _Again:
    """The lots of a group of bids, one bid a lot, decided again at other prices of these bids."""

    def __init__(self, problem: Problem, charges: Charges, group: Ints) -> None:
        lots = {problem.bids[i].lot: i for i in group.tolist()}
        self.kept = np.array([i for i, bid in enumerate(problem.bids) if bid.lot in lots], np.int64)
        bids = tuple(problem.bids[i] for i in self.kept.tolist())
        self.problem = replace(
            problem, lots=tuple(lot for lot in problem.lots if lot.id in lots), bids=bids, rules=(), rebates=()
        )
        self.own = np.searchsorted(self.kept, group)
        order = {lot.id: i for i, lot in enumerate(self.problem.lots)}
        self.lot = np.array([order[problem.bids[i].lot] for i in group.tolist()], np.int64)
        self.charges = Charges(**{name: value[self.kept] for name, value in vars(charges).items()})

    def holds(self, prices: Ints) -> Flags:
        """(group,): whether the best column of its lot holds each bid, at these prices (group,)."""
        bids = list(self.problem.bids)
        for place, price in zip(self.own.tolist(), prices.tolist(), strict=True):
            bids[place] = replace(bids[place], prices=((1, price),))
        problem = replace(self.problem, bids=tuple(bids))
        lots, parts = lots_and_parts(problem)
        columns = legal_columns(problem, lots, parts)
        cost = self._cost(parts, lots, columns)
        is_own = np.zeros(len(bids), bool)
        is_own[self.own] = True
        has = np.append(is_own[parts.bid], False)[columns.parts].any(axis=1)
        best = np.full((2, len(problem.lots)), np.inf)
        best[0] = 100.0 * lots.unserved_e4
        np.minimum.at(best[0], columns.lot[~has], cost[~has])
        np.minimum.at(best[1], columns.lot[has], cost[has])
        won: Flags = best[1][self.lot] < best[0][self.lot]
        return won

    def _cost(self, parts: Parts, lots: Lots, columns: Columns) -> Reals:
        """(columns,): their cost with what the rules add to each part."""
        charges, bid, share = self.charges, parts.bid, parts.share
        added = share * (charges.percent[bid] + parts.price * charges.money[bid]) + charges.win[bid]
        added = added + np.where(share >= charges.bundle_share[bid], charges.bundle[bid], 0.0)
        total: Reals = columns.cost_e4 + np.append(added, 0.0)[columns.parts].sum(axis=1)
        return total


def _charges(problem: Problem, prices: dict[str, int]) -> Charges:
    """Every rule, link and rebate that has a price, as what it adds to each bid."""
    lots, legal = lots_and_parts(problem)
    scope = Scope(problem, lots, _one_each(problem, legal), legal_columns(problem, lots, legal))
    count = len(problem.bids)
    zeros = (np.zeros(count), np.zeros(count), np.zeros(count), np.zeros(count))
    held = Charges(*zeros, np.full(count, 101, np.int64))
    for rule in problem.rules:
        price = prices.get(f"rule:{rule.id}", 0) / 2.0**MULTIPLIER_BITS
        if rule.kind == "winners":
            _link(scope, rule, prices, held)
        elif price:
            _rule(scope, rule, price if rule.sense == "at-most" else -price, held)
    for rebate in problem.rebates:
        _rebate(scope, rebate, prices, held)
    return held


def _one_each(problem: Problem, legal: Parts) -> Parts:
    """One part a bid, so that scopes are asked by bid."""
    place = {lot.id: i for i, lot in enumerate(problem.lots)}
    names = {row.id: i for i, row in enumerate(problem.suppliers)}
    codes = {origin: i for i, origin in enumerate(sorted({bid.origin for bid in problem.bids}))}
    width = max((len(bid.suppliers) for bid in problem.bids), default=1)
    members = [[names[name] for name in bid.suppliers] + [-1] * (width - len(bid.suppliers)) for bid in problem.bids]
    ones = np.ones(len(problem.bids), np.int64)
    return replace(
        legal,
        bid=np.arange(ones.size),
        lot=np.array([place[bid.lot] for bid in problem.bids], np.int64),
        share=ones,
        price=ones,
        evaluated=ones,
        cost_e4=ones,
        origin=np.array([codes[bid.origin] for bid in problem.bids], np.int64),
        members=np.array(members, np.int64).reshape(ones.size, width),
    )


def _rule(scope: Scope, rule: Rule, price: float, held: Charges) -> None:
    pieces = scope.pieces(rule.institutions, rule.periods).astype(float)[scope.parts.lot]
    target = held.money if rule.kind == "money" else held.percent
    found = scope.of_rule(rule)
    target[found] += price * pieces[found] * (1 if rule.limit_percent is None else 100)
    if rule.limit_percent is not None:
        every = scope.in_lots(rule.lots)[scope.parts.lot]
        target[every] -= price * rule.limit_percent * pieces[every]


def _link(scope: Scope, rule: Rule, prices: dict[str, int], held: Charges) -> None:
    for supplier in rule.suppliers or tuple(row.id for row in scope.problem.suppliers):
        name = f"link:{rule.id}:{supplier}"
        for part in scope.of_supplier(scope.supplier[supplier]).tolist():
            lot = scope.problem.lots[int(scope.parts.lot[part])].id
            if rule.sense == "at-least":
                held.win[part] -= prices.get(name, 0) / 2.0**MULTIPLIER_BITS
            else:
                held.win[part] += prices.get(f"{name}:{lot}", 0) / 2.0**MULTIPLIER_BITS


def _rebate(scope: Scope, rebate: Rebate, prices: dict[str, int], held: Charges) -> None:
    name, found = f"rebate:{rebate.id}", scope.of_rebate(rebate)
    if rebate.kind == "bundle":
        for part in found.tolist():
            lot = scope.problem.lots[int(scope.parts.lot[part])].id
            held.bundle[part] -= prices.get(f"{name}:{lot}", 0) / 2.0**MULTIPLIER_BITS
            held.bundle_share[part] = min(int(held.bundle_share[part]), rebate.minimum_share_percent)
        return
    pieces = scope.lots.pieces.astype(float)[scope.parts.lot[found]]
    is_money = rebate.kind == "percent" or rebate.measure == "money"
    target = held.money if is_money else held.percent
    target[found] -= prices.get(name, 0) / 2.0**MULTIPLIER_BITS * pieces
    if rebate.kind == "percent":
        target[found] -= prices.get(f"{name}:value", 0) / 2.0**MULTIPLIER_BITS * pieces * rebate.percent
