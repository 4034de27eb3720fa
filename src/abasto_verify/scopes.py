"""What a rule or a rebate counts: for each bid in its scope, the pieces to be multiplied by share (and price).

A scope over all suppliers, sizes and origins counts every bid of a lot alike and is kept by lot, not by bid.
"""

from collections.abc import Sequence
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
        self._bids: dict[tuple[Ids, Ids, Ids], list[tuple[int, int]]] = {}
        self._columns: dict[str, list[list[int]]] = {}
        self._pieces: dict[tuple[Ids, Ids, Ids, bool], list[int]] = {}

    def terms(self, scope: Scope) -> list[tuple[int, int]]:
        """(place of the lot or bid, pieces) of a scope; lots without such pieces and bids in no column are left out."""
        found = self._terms.get(scope)
        if found is None:
            pieces = self.pieces(scope)
            if scope.is_by_lot:
                found = [(lot, some) for lot, some in enumerate(pieces) if some]
            else:
                found = [(bid, pieces[lot]) for bid, lot in self.bids(scope) if pieces[lot]]
            self._terms[scope] = found
            self.problem.take(IN_MEMORY * len(found))
        self.problem.take(len(found))
        return found

    def bids(self, scope: Scope) -> list[tuple[int, int]]:
        """(bid, lot) of the bids in some column that suppliers, sizes and origins let through, each once."""
        key, problem = (scope.suppliers, scope.sizes, scope.origins), self.problem
        if key not in self._bids:
            bids: Sequence[int] = range(len(problem.bids))
            if scope.suppliers is not None:
                bids = sorted({bid for supplier in scope.suppliers for bid in problem.bids_of_supplier[supplier]})
            problem.take(IN_MEMORY * len(bids))
            bids = [bid for bid in bids if problem.parts_of_bid[bid]]
            if scope.sizes is not None:
                bids = [bid for bid in bids if problem.size[problem.bids[bid]["suppliers"][0]] in scope.sizes]
            if scope.origins is not None:
                bids = [bid for bid in bids if problem.bids[bid]["origin"] in scope.origins]
            self._bids[key] = [(bid, problem.lot_of_bid[bid]) for bid in bids]
        problem.take(len(self._bids[key]))
        return self._bids[key]

    def lots_in(self, ids: Ids, is_exempt: bool) -> list[int]:
        """Places of the lots named, without those whose only source is exempt."""
        places = range(len(self.problem.lots)) if ids is None else [self.problem.lot_place[lot] for lot in ids]
        return [lot for lot in places if not (is_exempt and self.only_source[lot])]

    def pieces(self, scope: Scope) -> list[int]:
        """Pieces of every lot at the institutions or in the periods named, 0 for lots out of scope."""
        key = scope.lots, scope.institutions, scope.periods, scope.is_exempt
        if key not in self._pieces:
            self.problem.take(2 * len(self.problem.lots))
            found = named = self._of_lots(scope)
            if scope.lots is not None or scope.is_exempt:
                found = [0] * len(named)
                for lot in self.lots_in(scope.lots, scope.is_exempt):
                    found[lot] = named[lot]
            self._pieces[key] = found
        return self._pieces[key]

    def _of_lots(self, scope: Scope) -> list[int]:
        """Pieces of every lot at the institutions or in the periods named."""
        lots = self.problem.lots
        for named, key in ((scope.institutions, "institution"), (scope.periods, "period")):
            if named is not None:
                kept, field = set(named), f"pieces_by_{key}"
                places = [place for place, one in enumerate(self.problem.raw[f"{key}s"]) if one in kept]
                if len(places) == 1 and lots:
                    if field not in self._columns:
                        self._columns[field] = list(map(list, zip(*[lot[field] for lot in lots], strict=True)))
                    return self._columns[field][places[0]]
                return [sum([lot[field][place] for place in places]) for lot in lots]
        return self.problem.pieces


def _ids(named: list[str] | None) -> Ids:
    return None if named is None else tuple(named)
