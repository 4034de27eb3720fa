"""What the prices of rules and rebates add to each bid."""

from dataclasses import dataclass, replace

import numpy as np

from abasto.engines.award.columns import legal_columns
from abasto.engines.award.linear import MULTIPLIER_BITS
from abasto.engines.award.parts import Ints, Lots, Parts
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


def charges_of(problem: Problem, lots: Lots, legal: Parts, prices: dict[str, int]) -> Charges:
    """Every rule, link and rebate that has a price, as what it adds to each bid. prices: in 2**-40 e4 centavos."""
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
