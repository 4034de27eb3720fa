"""The relaxation tightened by cuts, with the best bound proven so far and what its prices say of every column."""

from dataclasses import dataclass, replace

import numpy as np

from abasto.engines.award.bound import Allowed, Bounder
from abasto.engines.award.cut import Cut
from abasto.engines.award.diversion import Diversions
from abasto.engines.award.guide import Excess, Guide
from abasto.engines.award.linear import Linear
from abasto.engines.award.model import Model
from abasto.engines.award.reach import unreachable
from abasto.engines.award.rebate_cuts import Rebates
from abasto.engines.award.scaled import Reals, Scaled, scaled

# Rebates out of reach and answers closed: the tree, at most 200 deep, keeps as many levels for its branches.
MOST_SETTLED = 100


@dataclass(frozen=True)
class Closed:
    """An answer that no good award has: `branch` yes. multipliers prove its bound; None: no award has it."""

    branch: tuple[str, ...] | tuple[str, str, int]
    variable: int
    multipliers: dict[int, int]
    bound_e4: int | None


class Relaxation:
    """One model's relaxation. bound_e4: the best proven where nothing closed is earned; multipliers: what proves it.

    prices: the multipliers before any cut: the prices of the rules alone.
    """

    def __init__(self, model: Model, seed: int) -> None:
        self.model = model
        self.scaled: Scaled = scaled(model)
        self.linear = Linear(model, self.scaled, seed)
        self.bounder = Bounder(model, model.rows)
        self.rebates = Rebates(model)
        self.diversions = Diversions(model)
        self.cuts: list[Cut] = []
        self.unreachable = unreachable(model, self.bounder, seed)[:MOST_SETTLED]
        self.closed: list[Closed] = []
        self.settled = {row.variable: (0, 0) for row in self.unreachable}
        self.linear.forbid([row.variable for row in self.unreachable])
        self.linear.begin(seed)
        self.bound_e4 = -(1 << 200)
        self.multipliers: dict[int, int] = {}
        self.prices: dict[int, int] = {}

    @property
    def is_feasible(self) -> bool:
        return self.linear.is_feasible

    @property
    def bounds(self) -> dict[int, tuple[int, int]]:
        """Of the variables settled, by index."""
        return self.settled | {row.variable: (0, 0) for row in self.closed}

    @property
    def may_close(self) -> int:
        """How many more answers may be closed: each is a level of the tree that proves the bound."""
        return MOST_SETTLED - len(self.unreachable) - len(self.closed)

    def close(self, found: list[Closed]) -> None:
        """Look only at awards without these from now on, and solve again."""
        self.closed.extend(found)
        self.linear.forbid([row.variable for row in found])
        self.solve()

    def solve(self) -> None:
        """Solve from the last basis and prove its bound."""
        self.linear.solve()
        if self.is_feasible:
            self.prove(self.linear.multipliers())
            self.prices = self.prices if self.cuts else self.multipliers

    def prove(self, multipliers: dict[int, int]) -> None:
        """Keep these multipliers if they prove more."""
        bound = self.bounder.bound(multipliers, Allowed(bounds=self.bounds))
        if bound is not None and bound > self.bound_e4:
            self.bound_e4, self.multipliers = bound, multipliers

    def cut_simply(self) -> None:
        """Cuts from single rules and rebates; solved again."""
        if self.add(self._simple_cuts()):
            self.solve()

    def add(self, found: list[Cut]) -> bool:
        """Know more cuts; False where there are none."""
        named = [replace(c, row=replace(c.row, name=f"cut:{len(self.cuts) + i}")) for i, c in enumerate(found)]
        self.cuts.extend(named)
        self.linear.extend([cut.row for cut in named])
        self.bounder.extend([cut.row for cut in named])
        return bool(named)

    def guide(self) -> Guide:
        """As it is now."""
        excess = self.excess_at(self.multipliers)
        return Guide(self.bound_e4, self.multipliers, excess, tuple(self.linear.rows), self.linear.scaled)

    def excess_at(self, multipliers: dict[int, int]) -> Excess:
        """At any multipliers. Impossible columns: infinite."""
        model = self.model
        reduced = np.where(model.impossible, np.inf, self.bounder.reduced(multipliers))
        null = model.null_e4.astype(float)
        least = null.copy()
        np.minimum.at(least, model.columns.lot, reduced)
        return Excess(reduced - least[model.columns.lot], null - least)

    @property
    def columns_taken(self) -> Reals:
        """(columns,): how much of each the relaxation takes."""
        return self.linear.x[: self.model.columns.count]

    def _simple_cuts(self) -> list[Cut]:
        count, first = len(self.model.variables), self.model.columns.count
        x = self.linear.x
        values = x[first : first + count] * self.scaled.variable_unit[:count]
        reduced, rows = self.bounder.reduced(self.multipliers), self.linear.rows
        found = self.rebates.value(x[:first], values)
        if not self.cuts:
            found += self.rebates.reach(values, reduced, rows, self.multipliers)
            found += self.diversions.cuts(x[:first], reduced, rows, self.cuts, self.multipliers)
        return found
