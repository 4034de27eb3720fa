"""What a rule or a rebate counts: for each bid in its scope, the pieces to be multiplied by share (and price).

A scope over all suppliers, sizes and origins counts every bid of a lot alike and is kept by lot, not by bid.
"""

from typing import Any, NamedTuple

from .problem import IN_MEMORY, Problem

Ids = tuple[str, ...] | None


class Scope(NamedTuple):
    """The filters of a rule; None lets everything through. is_exempt: lots with an only source do not count."""

    is_money: bool
    lots: Ids
    institutions: Ids
    periods: Ids
    is_exempt: bool
    suppliers: Ids
    sizes: Ids
    origins: Ids

    @property
    def is_by_lot(self) -> bool:
        return self.suppliers is None and self.sizes is None and self.origins is None


def scope_of_rule(rule: dict[str, Any]) -> Scope:
    named = {key: _ids(rule[key]) for key in ("lots", "institutions", "periods", "suppliers", "sizes", "origins")}
    return Scope(is_money=rule["kind"] == "money", is_exempt=rule["is_exempt_if_only_source"], **named)


def over_all(scope: Scope) -> Scope:
    """The same measure over all suppliers, sizes and origins; there nothing is exempt."""
    return scope._replace(suppliers=None, sizes=None, origins=None, is_exempt=False)


def scope_of_rebate(rebate: dict[str, Any]) -> Scope:
    is_money = rebate["kind"] == "percent" or rebate["measure"] == "money"
    return Scope(is_money, _ids(rebate["lots"]), None, None, False, (rebate["supplier"],), None, None)


class Scopes:
    """The terms of each scope, made once."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.only_source = [problem.has_only_source(lot) for lot in range(len(problem.lots))]
        self._terms: dict[Scope, list[tuple[int, int]]] = {}
        self._places: dict[tuple[Ids, Ids, Ids, bool], list[int]] = {}

    def terms(self, scope: Scope) -> list[tuple[int, int]]:
        """(place of the lot or bid, pieces) of a scope; lots without such pieces are left out."""
        found = self._terms.get(scope)
        if found is None:
            found = self._terms[scope] = self._lots(scope) if scope.is_by_lot else self._bids(scope)
            self.problem.take(IN_MEMORY * len(found))
        self.problem.take(len(found))
        return found

    def lots_in(self, ids: Ids, is_exempt: bool) -> list[int]:
        """Places of the lots named, without those whose only source is exempt."""
        places = range(len(self.problem.lots)) if ids is None else [self.problem.lot_place[lot] for lot in ids]
        return [lot for lot in places if not (is_exempt and self.only_source[lot])]

    def _lots(self, scope: Scope) -> list[tuple[int, int]]:
        return [(lot, pieces) for lot, pieces in enumerate(self._pieces(scope)) if pieces]

    def _bids(self, scope: Scope) -> list[tuple[int, int]]:
        pieces, lots, facts = self._pieces(scope), self.problem.lot_of_bid, self.problem.bids
        candidates = self._candidates(scope.suppliers)
        self.problem.take(len(candidates))
        found = [(bid, pieces[lots[bid]]) for bid in candidates if pieces[lots[bid]]]
        if scope.sizes is not None:
            size = self.problem.size
            found = [pair for pair in found if size[facts[pair[0]]["suppliers"][0]] in scope.sizes]
        if scope.origins is not None:
            found = [pair for pair in found if facts[pair[0]]["origin"] in scope.origins]
        return found

    def _candidates(self, suppliers: Ids) -> list[int]:
        """Bids with a member among the suppliers, each once."""
        if suppliers is None:
            return list(range(len(self.problem.bids)))
        if len(suppliers) == 1:
            return self.problem.bids_of_supplier[suppliers[0]]
        return sorted({bid for supplier in suppliers for bid in self.problem.bids_of_supplier[supplier]})

    def _pieces(self, scope: Scope) -> list[int]:
        """Pieces of every lot at the institutions or in the periods named, 0 for lots out of scope."""
        key = scope.lots, scope.institutions, scope.periods, scope.is_exempt
        if key not in self._places:
            self.problem.take(2 * len(self.problem.lots))
            named, found = self._of_lots(scope), [0] * len(self.problem.lots)
            for lot in self.lots_in(scope.lots, scope.is_exempt):
                found[lot] = named[lot]
            self._places[key] = found
        return self._places[key]

    def _of_lots(self, scope: Scope) -> list[int]:
        """Pieces of every lot at the institutions or in the periods named."""
        for named, key in ((scope.institutions, "institution"), (scope.periods, "period")):
            if named is not None:
                kept = set(named)
                places = [place for place, one in enumerate(self.problem.raw[f"{key}s"]) if one in kept]
                lists = [lot[f"pieces_by_{key}"] for lot in self.problem.lots]
                return [sum([pieces[place] for place in places]) for pieces in lists]
        return self.problem.pieces


def _ids(named: list[str] | None) -> Ids:
    return None if named is None else tuple(named)
