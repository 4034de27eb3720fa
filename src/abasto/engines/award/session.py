"""What-ifs on one problem: one rule changed or left out; prices from the last basis, awards from the last award."""

from dataclasses import dataclass, replace

import numpy as np

from abasto.base.refusal import Refused
from abasto.engines.award.impossible import broken_alone
from abasto.engines.award.model import Row
from abasto.engines.award.parts import Ints
from abasto.engines.award.problem import COST_UNITS_PER_CENTAVO, Problem, Rule
from abasto.engines.award.relaxation import Relaxation
from abasto.engines.award.rows import model_of
from abasto.engines.award.solve import Award, Report, Search, Stop, columns_of

WITHOUT = 1 << 62


@dataclass(frozen=True)
class WhatIf:
    """bound_e4_centavos: proven for the problem so changed, before cuts. prices: as `Award.prices`."""

    bound_e4_centavos: int
    prices: tuple[tuple[str, int], ...]


class Session:
    """Keeps the model and the basis of one problem. Rules of pieces and money can be asked about."""

    def __init__(self, problem: Problem, seed: int = 0) -> None:
        self.problem, self.seed = problem, seed
        self.relaxation = Relaxation(model_of(problem), seed)
        self.relaxation.solve()
        if not self.relaxation.is_feasible:
            raise Refused("award-rules-clash", "", {})
        model = self.relaxation.model
        self._place = {row.name: i for i, row in enumerate(model.rows)}
        self._alone: Ints = np.zeros(model.columns.count, np.int64)
        for row in model.rows:
            self._alone[broken_alone(model, row)] += 1
        self.base = WhatIf(self.relaxation.bound_e4, self._prices())

    def what_if(self, rule: str, limit: int | None = None, limit_percent: int | None = None) -> WhatIf:
        """The prices of all rules with another limit for one of them; without limits: with the rule left out."""
        place = self._place.get(f"rule:{rule}")
        if place is None or self.relaxation.model.rows[place].variables:
            raise Refused("award-rule-has-no-what-if", "", {"rule": rule})
        old = self.relaxation.model.rows[place]
        self._put(place, old, _changed(old, limit, limit_percent))
        self.relaxation.bound_e4 = -(1 << 200)
        self.relaxation.solve()
        found = WhatIf(self.relaxation.bound_e4, self._prices()) if self.relaxation.is_feasible else None
        self._put(place, self.relaxation.linear.rows[place], old)
        self.relaxation.linear.solve()
        if found is None:
            raise Refused("award-rules-clash", "", {})
        return found

    def price_of_rule(self, rule: str) -> int:
        """By how many centavos the bound falls without the rule: what the rule costs, as the relaxation sees it."""
        return (self.base.bound_e4_centavos - self.what_if(rule).bound_e4_centavos) // COST_UNITS_PER_CENTAVO

    def award(self, rule: Rule, before: Award, stop: Stop, progress: Report | None = None) -> Award:
        """The award with this rule in the place of the one of its id, searched from an award held."""
        rules = tuple(rule if held.id == rule.id else held for held in self.problem.rules)
        search = Search(model_of(replace(self.problem, rules=rules)), stop, self.seed, progress)
        search.relax()
        search.start_from(columns_of(search.model, before.awards))
        search.decide_by_parts()
        return search.award()

    def _put(self, place: int, old: Row, new: Row) -> None:
        """Exchange a row everywhere, with the columns that only it made impossible."""
        relaxation, model = self.relaxation, self.relaxation.model
        self._alone[broken_alone(model, old)] -= 1
        self._alone[broken_alone(model, new)] += 1
        relaxation.bounder.rows[place] = new
        relaxation.linear.exchange(place, new)
        impossible = self._alone > 0
        relaxation.bounder.model = replace(model, impossible=impossible)
        relaxation.linear.limits[: impossible.size] = np.where(impossible, 0.0, np.inf)
        relaxation.linear.bound_columns(relaxation.linear.limits[: impossible.size], ())
        for closed in relaxation.unreachable:
            if place in closed.multipliers:
                is_open = new is not model.rows[place]
                relaxation.settled[closed.variable] = (0, 1) if is_open else (0, 0)
                where = model.columns.count + closed.variable
                relaxation.linear.limits[where] = 1.0 if is_open else 0.0
                relaxation.linear.unlimit([where])

    def _prices(self) -> tuple[tuple[str, int], ...]:
        rows = self.relaxation.linear.rows
        return tuple(sorted((rows[place].name, value) for place, value in self.relaxation.linear.multipliers().items()))


def _changed(row: Row, limit: int | None, limit_percent: int | None) -> Row:
    if limit is not None and row.total < 0:
        return replace(row, right=100 * limit)
    if limit_percent is not None and row.total >= 0:
        return replace(row, factor=-limit_percent)
    return replace(row, right=-WITHOUT if row.is_at_least else WITHOUT)
