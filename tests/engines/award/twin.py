"""The slow obvious twin of the award across lots, from docs/award-problem.md alone: every combination is tried.

All in whole numbers. For up to some six lots; nothing here is shared with the solver.
"""

from collections.abc import Sequence
from itertools import permutations, product

from abasto.engines.award.problem import Bid, Lot, Problem, Rebate, Rule

Column = tuple[tuple[Bid, int], ...]
Won = tuple[Lot, Bid, int]


def cheapest(problem: Problem) -> tuple[int, dict[str, Column]] | None:
    """The lowest cost in e4 centavos and one award that has it; None when the hard rules cannot be met together."""
    best: tuple[int, dict[str, Column]] | None = None
    every = [[(), *columns(problem, lot)] for lot in problem.lots]
    for chosen in product(*every):
        award = {lot.id: column for lot, column in zip(problem.lots, chosen, strict=True) if column}
        cost = cost_of(problem, award)
        if cost is not None and (best is None or cost < best[0]):
            best = cost, award
    return best


def cost_of(problem: Problem, award: dict[str, Column]) -> int | None:
    """What an award of legal columns costs, in e4 centavos; None when it breaks a hard rule."""
    won = [(lot, bid, share) for lot in problem.lots for bid, share in award.get(lot.id, ())]
    cost = 0
    for lot in problem.lots:
        left = 100 - sum(share for _, share in award.get(lot.id, ()))
        cost += 100 * left * lot.pieces * lot.unserved_centavos
    for lot, bid, share in won:
        cost += 100 * share * lot.pieces * _objective_price(problem, lot, bid, share)
    for rebate in problem.rebates:
        cost -= _earned(rebate, won)
    for rule in problem.rules:
        beyond, price = _beyond(problem, rule, won)
        if beyond > 0 and rule.soft_centavos is None:
            return None
        cost += max(beyond, 0) * price
    return cost


def columns(problem: Problem, lot: Lot) -> list[Column]:
    """Every legal column of a lot but the null one."""
    bids = [bid for bid in problem.bids if bid.lot == lot.id]
    found = {}
    for pattern in lot.share_patterns_percent:
        for winners in permutations(bids, len(pattern)):
            column = tuple(zip(winners, pattern, strict=True))
            if is_column(problem, lot, column):
                found[frozenset((bid.id, share) for bid, share in column)] = column
    return list(found.values())


def is_column(problem: Problem, lot: Lot, column: Column) -> bool:
    shares = tuple(sorted((share for _, share in column), reverse=True))
    if shares not in lot.share_patterns_percent or not all(_is_legal(lot, bid, share) for bid, share in column):
        return False
    members = [name for bid, _ in column for name in bid.suppliers]
    if len(members) != len(set(members)):
        return False
    bids = [bid for bid in problem.bids if bid.lot == lot.id]
    every_share = sorted({share for pattern in lot.share_patterns_percent for share in pattern})
    legal = [(bid, share) for bid in bids for share in every_share if _is_legal(lot, bid, share)]
    lowest = min(_evaluated(lot, bid, share) for bid, share in legal)
    prices = [(share, _evaluated(lot, bid, share)) for bid, share in column]
    if len(column) > 1 and any(10_000 * p > lowest * (10_000 + lot.spread_permyriad) for _, p in prices):
        return False
    if lot.shares_follow_price and any(s > t and p > q for s, p in prices for t, q in prices):
        return False
    can_have_two = len({bid.origin for bid, _ in legal}) >= 2
    return not (lot.needs_second_origin and can_have_two and len({bid.origin for bid, _ in column}) < 2)


def _is_legal(lot: Lot, bid: Bid, share: int) -> bool:
    price = _price(bid, share)
    capacity = bid.capacity_by_period_pieces
    return (
        price > 0
        and (lot.ceiling_centavos is None or price <= lot.ceiling_centavos)
        and share >= lot.minimum_share_percent
        and share * lot.pieces >= 100 * bid.minimum_pieces
        and (
            capacity is None
            or all(share * asked <= 100 * most for asked, most in zip(lot.pieces_by_period, capacity, strict=True))
        )
    )


def _price(bid: Bid, share: int) -> int:
    return [price for start, price in bid.prices if share >= start][-1]


def _evaluated(lot: Lot, bid: Bid, share: int) -> int:
    price = _price(bid, share)
    if not lot.preferred_origins or bid.origin in lot.preferred_origins:
        return price
    return price + price * lot.preference_permyriad // 10_000


def _objective_price(problem: Problem, lot: Lot, bid: Bid, share: int) -> int:
    risk = problem.nondelivery_weight_permyriad * bid.nondelivery_ppm * lot.unserved_centavos // 10**10
    return _evaluated(lot, bid, share) + risk


def _has_only_source(problem: Problem, lot: Lot) -> bool:
    shares = {share for pattern in lot.share_patterns_percent for share in pattern}
    bids = [bid for bid in problem.bids if bid.lot == lot.id]
    return len({bid.suppliers[0] for bid in bids if any(_is_legal(lot, bid, share) for share in shares)}) == 1


def _earned(rebate: Rebate, won: Sequence[Won]) -> int:
    own = [
        row for row in won if rebate.supplier in row[1].suppliers and (rebate.lots is None or row[0].id in rebate.lots)
    ]
    if rebate.kind == "bundle":
        assert rebate.lots is not None
        largest = {lot.id: share for lot, _, share in own}
        is_earned = all(largest.get(lot, 0) >= rebate.minimum_share_percent for lot in rebate.lots)
        return 10_000 * rebate.rebate_centavos * is_earned
    money = sum(share * lot.pieces * _price(bid, share) for lot, bid, share in own)
    pieces = sum(share * lot.pieces for lot, _, share in own)
    measure = pieces if rebate.kind == "lump" and rebate.measure == "pieces" else money
    if measure < 100 * rebate.threshold:
        return 0
    return money * rebate.percent if rebate.kind == "percent" else 10_000 * rebate.rebate_centavos


def _beyond(problem: Problem, rule: Rule, won: Sequence[Won]) -> tuple[int, int]:
    """How far the row is beyond its limit (positive: broken), and what a unit of it costs when the rule is soft."""
    soft = rule.soft_centavos or 0
    sign = 1 if rule.sense == "at-most" else -1
    if rule.kind == "winners":
        assert rule.limit is not None
        return sign * (len(_winners(problem, rule, won)) - rule.limit), 10_000 * soft
    there = [row for row in won if rule.lots is None or row[0].id in rule.lots]
    over_all = sum(_measure(problem, rule, row) for row in there)
    in_scope = sum(_measure(problem, rule, row) for row in there if _counts(problem, rule, row))
    if rule.limit is not None:
        return sign * (in_scope - 100 * rule.limit), 100 * soft
    assert rule.limit_percent is not None
    return sign * (100 * in_scope - rule.limit_percent * over_all), soft


def _measure(problem: Problem, rule: Rule, row: Won) -> int:
    lot, bid, share = row
    pieces = lot.pieces
    if rule.institutions is not None:
        names = zip(problem.institutions, lot.pieces_by_institution, strict=True)
        pieces = sum(part for name, part in names if name in rule.institutions)
    if rule.periods is not None:
        names = zip(problem.periods, lot.pieces_by_period, strict=True)
        pieces = sum(part for name, part in names if name in rule.periods)
    return share * pieces * (_price(bid, share) if rule.kind == "money" else 1)


def _counts(problem: Problem, rule: Rule, row: Won) -> bool:
    lot, bid, _ = row
    size = {supplier.id: supplier.size for supplier in problem.suppliers}
    return (
        (rule.suppliers is None or any(name in rule.suppliers for name in bid.suppliers))
        and (rule.sizes is None or size[bid.suppliers[0]] in rule.sizes)
        and (rule.origins is None or bid.origin in rule.origins)
        and not (rule.is_exempt_if_only_source and _has_only_source(problem, lot))
    )


def _winners(problem: Problem, rule: Rule, won: Sequence[Won]) -> set[str]:
    size = {supplier.id: supplier.size for supplier in problem.suppliers}
    return {
        name
        for lot, bid, _ in won
        for name in bid.suppliers
        if (rule.lots is None or lot.id in rule.lots)
        and (rule.suppliers is None or name in rule.suppliers)
        and (rule.sizes is None or size[name] in rule.sizes)
        and not (rule.is_exempt_if_only_source and _has_only_source(problem, lot))
    }
