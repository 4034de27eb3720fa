"""The award itself: legal lot by lot, every hard rule kept, and its cost to the last e4 centavo."""

from itertools import pairwise
from typing import Any

from .findings import Findings
from .problem import Problem
from .scopes import Scope, Scopes, over_all, scope_of_rebate, scope_of_rule

Chosen = dict[int, tuple[int, int]]
"""By place of the bid that won: its share and its price at that share."""


def check_award(problem: Problem, scopes: Scopes, awards: list[Any], findings: Findings) -> int:
    """The cost of the award in e4 centavos, found anew; unknown names, illegal columns and broken rules are faults."""
    chosen = _legal_awards(problem, awards, findings)
    cost: int = sum(problem.null_cost)
    for bid, (share, _) in chosen.items():
        cost += next(
            problem.part_saving[part] for part in problem.parts_of_bid[bid] if problem.part_share[part] == share
        )
    measures = Measures(problem, scopes, chosen)
    for rule in problem.raw["rules"]:
        won = _winners(problem, scopes, rule, chosen) if rule["kind"] == "winners" else None
        cost += _cost_of_rule(rule, measures, won, findings)
    return cost - sum(_earned(problem, rebate, measures, chosen) for rebate in problem.raw["rebates"])


def _legal_awards(problem: Problem, awards: list[Any], findings: Findings) -> Chosen:
    chosen: Chosen = {}
    last_lot = -1
    for lot_id, given in awards:
        lot = problem.lot_place.get(lot_id, -1)
        if lot < 0:
            findings.fault("award-unknown-lot", lot=lot_id)
            continue
        if lot <= last_lot:
            findings.fault("award-lot-order", lot=lot_id)
            continue
        last_lot = lot
        places = [(problem.bid_place.get(bid, -1), share) for bid, share in given]
        foreign = [
            bid
            for (bid, _), (place, _) in zip(given, places, strict=True)
            if place < 0 or problem.lot_of_bid[place] != lot
        ]
        if foreign:
            findings.fault("award-foreign-bid", lot=lot_id, bid=foreign[0])
        elif any(one >= other for (one, _), (other, _) in pairwise(places)):
            findings.fault("award-bid-order", lot=lot_id)
        else:
            fault, values = problem.column_fault(lot, places)
            if fault:
                findings.fault(fault, lot=lot_id, **values)
                continue
            for place, share in places:
                part = next(part for part in problem.parts_of_bid[place] if problem.part_share[part] == share)
                chosen[place] = share, problem.part_price[part]
    return chosen


class Measures:
    """What is awarded in a scope."""

    def __init__(self, problem: Problem, scopes: Scopes, chosen: Chosen) -> None:
        self.problem, self.scopes, self.chosen = problem, scopes, chosen
        self._won: dict[tuple[object, ...], list[tuple[int, int, int]]] = {}
        self._found: dict[Scope, int] = {}

    def of(self, scope: Scope) -> int:
        """Percent-pieces or percent-centavos."""
        if scope not in self._found:
            pieces, won = self.scopes.pieces(scope), self._of_bids(scope)
            self.problem.take(len(won))
            if scope.is_money:
                self._found[scope] = sum([pieces[lot] * money for lot, _, money in won])
            else:
                self._found[scope] = sum([pieces[lot] * share for lot, share, _ in won])
        return self._found[scope]

    def _of_bids(self, scope: Scope) -> list[tuple[int, int, int]]:
        """(lot, share, share x price) of the bids that won, of those that suppliers, sizes and origins let through."""
        key = scope.suppliers, scope.sizes, scope.origins
        if key not in self._won:
            chosen, lots = self.chosen, self.problem.lot_of_bid
            bids = chosen if scope.is_by_lot else [bid for bid, _ in self.scopes.bids(scope) if bid in chosen]
            self._won[key] = [(lots[bid], chosen[bid][0], chosen[bid][0] * chosen[bid][1]) for bid in bids]
        return self._won[key]


def _cost_of_rule(rule: dict[str, Any], measures: Measures, won: int | None, findings: Findings) -> int:
    """What the award pays for going beyond a soft rule; a hard rule that does not hold is a fault."""
    if won is not None:
        value, limit, unit = won, rule["limit"], 10_000
    else:
        scope = scope_of_rule(rule)
        value, limit, unit = measures.of(scope), 100 * (rule["limit"] or 0), 100
        if rule["limit"] is None:
            value, limit, unit = 100 * value - rule["limit_percent"] * measures.of(over_all(scope)), 0, 1
    beyond = value - limit if rule["sense"] == "at-most" else limit - value
    if beyond <= 0:
        return 0
    if rule["soft_centavos"] is None:
        findings.fault("rule-broken", rule=rule["id"], claimed=value, found=limit, sense=rule["sense"])
        return 0
    return int(beyond * unit * rule["soft_centavos"])


def suppliers_counted(problem: Problem, rule: dict[str, Any]) -> list[str]:
    """The suppliers in scope of a rule on the number of winners."""
    problem.take(len(problem.size))
    named = None if rule["suppliers"] is None else set(rule["suppliers"])
    return [
        supplier
        for supplier, size in problem.size.items()
        if (named is None or supplier in named) and (rule["sizes"] is None or size in rule["sizes"])
    ]


def _winners(problem: Problem, scopes: Scopes, rule: dict[str, Any], chosen: Chosen) -> int:
    ids = None if rule["lots"] is None else tuple(rule["lots"])
    problem.take(len(chosen) + len(problem.lots))
    lots = set(scopes.lots_in(ids, rule["is_exempt_if_only_source"]))
    won = {one for bid in chosen if problem.lot_of_bid[bid] in lots for one in problem.bids[bid]["suppliers"]}
    return len(won & set(suppliers_counted(problem, rule)))


def _earned(problem: Problem, rebate: dict[str, Any], measures: Measures, chosen: Chosen) -> int:
    """What a rebate pays back, in e4 centavos."""
    if rebate["kind"] == "bundle":
        mine = [bid for bid in problem.bids_of_supplier[rebate["supplier"]] if bid in chosen]
        won = {problem.lot_of_bid[bid] for bid in mine if chosen[bid][0] >= rebate["minimum_share_percent"]}
        has_all = all(problem.lot_place[lot] in won for lot in rebate["lots"])
        return 10_000 * int(rebate["rebate_centavos"]) if has_all else 0
    value = measures.of(scope_of_rebate(rebate))
    if value < 100 * rebate["threshold"]:
        return 0
    if rebate["kind"] == "lump":
        return 10_000 * int(rebate["rebate_centavos"])
    return value * int(rebate["percent"])
