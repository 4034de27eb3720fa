"""Why each bid lost, estimated from the prices of the rules (`Award.prices`); `confirm.py` decides lots again."""

from dataclasses import dataclass, replace

import numpy as np

from abasto.engines.award.bound import Bounder
from abasto.engines.award.model import Model
from abasto.engines.award.parts import Ints
from abasto.engines.award.problem import Problem
from abasto.engines.award.rows import model_of
from abasto.engines.award.scaled import Reals
from abasto.engines.award.solve import Award

WON, ABOVE_CEILING, NO_LEGAL_SHARE = "won", "above-ceiling", "no-legal-share"
OUTSIDE_SPREAD, NO_ROOM, PRICED_OUT, TIED = "outside-spread", "no-room", "priced-out", "tied"


@dataclass(frozen=True)
class Reason:
    """Why a bid is not in the award. code: `won`, `above-ceiling`, `no-legal-share` (capacity, smallest quantity or
    share), `outside-spread` (no column holds it), `no-room` (all columns with it break a rule alone), `priced-out`,
    `tied`.

    extra_e4_centavos: how much dearer than the best column of its lot the best one with the bid is, at the rules'
    prices; None without a column. enters_at_centavos: the estimated price of a piece at which it would enter there.
    """

    bid: str
    code: str
    extra_e4_centavos: int | None = None
    enters_at_centavos: int | None = None


class Explainer:
    """Reasons for one problem and one award. Building it takes as long as the model; asking is fast."""

    def __init__(self, problem: Problem, award: Award, model: Model | None = None) -> None:
        self.problem, self.award = problem, award
        self.model = model or model_of(problem)
        self.bounder = Bounder(self.model, self.model.rows)
        place = {row.name: i for i, row in enumerate(self.model.rows)}
        self.multipliers = {place[name]: value for name, value in award.prices}

    def reasons(self) -> list[Reason]:
        """One for every bid, in the problem's order."""
        model = self.model
        extra, column = self._extra()
        is_won = {bid for _, parts in self.award.awards for bid, _ in parts}
        has_part = np.zeros(len(self.problem.bids), bool)
        has_part[model.parts.bid] = True
        held = model.columns.parts[model.columns.parts >= 0]
        in_column = np.zeros(len(self.problem.bids), bool)
        in_column[model.parts.bid[held]] = True
        ceilings = {row.id: row.ceiling_centavos for row in self.problem.lots}
        cut, price = self._cuts(extra, column)
        has_column, more = (column >= 0).tolist(), np.where(column >= 0, np.maximum(extra, 0), 0).tolist()
        found = []
        rows = zip(self.problem.bids, has_part.tolist(), in_column.tolist(), has_column, more, cut, price, strict=True)
        for bid, is_legal, is_held, is_possible, dearer, less, now in rows:
            if bid.id in is_won:
                found.append(Reason(bid.id, WON))
            elif is_possible:
                found.append(Reason(bid.id, PRICED_OUT if less > 0 else TIED, int(dearer), max(now - less, 0)))
            elif is_legal:
                found.append(Reason(bid.id, NO_ROOM if is_held else OUTSIDE_SPREAD))
            else:
                ceiling = ceilings[bid.lot]
                above = ceiling is not None and min(p for _, p in bid.prices) > ceiling
                found.append(Reason(bid.id, ABOVE_CEILING if above else NO_LEGAL_SHARE))
        return found

    def _extra(self) -> tuple[Reals, Ints]:
        """(bids,): extra cost of the best column with the bid, and that column or -1."""
        model = self.model
        reduced = np.where(model.impossible, np.inf, self.bounder.reduced(self.multipliers))
        least = model.null_e4.astype(float)
        np.minimum.at(least, model.columns.lot, reduced)
        over = reduced - least[model.columns.lot]
        extra = np.full(len(self.problem.bids), np.inf)
        column = np.full(len(self.problem.bids), -1)
        for place in range(model.columns.parts.shape[1]):
            rows = np.flatnonzero((model.columns.parts[:, place] >= 0) & np.isfinite(over))
            bid = model.parts.bid[model.columns.parts[rows, place]]
            order = np.lexsort((rows, over[rows], bid))
            bid, rows = bid[order], rows[order]
            first = np.flatnonzero(np.concatenate(([True], bid[1:] != bid[:-1]))) if bid.size else order
            better = over[rows[first]] < extra[bid[first]]
            extra[bid[first][better]] = over[rows[first][better]]
            column[bid[first][better]] = rows[first][better]
        return extra, column

    def _cuts(self, extra: Reals, column: Ints) -> tuple[list[int], list[int]]:
        """(bids,): how many centavos a piece the bid is too dear by in its best column, and its price there."""
        share, price = self._largest(column)
        lot = self.model.columns.lot[np.maximum(column, 0)] if self.model.columns.count else np.zeros_like(column)
        units = np.maximum(100.0 * share * self.model.lots.pieces[lot], 1.0)
        cut = np.ceil(np.where(column >= 0, extra, 0.0) / units).astype(np.int64)
        return list(cut.tolist()), list(price.tolist())

    def _largest(self, column: Ints) -> tuple[Ints, Ints]:
        """(bids,): the bid's share and price in its best column; 0 without one."""
        model = self.model
        parts = np.where(column[:, None] >= 0, model.columns.parts[np.maximum(column, 0)], -1)
        own = (parts >= 0) & (model.parts.bid[np.maximum(parts, 0)] == np.arange(column.size)[:, None])
        chosen = parts[np.arange(column.size), own.argmax(axis=1)]
        held = own.any(axis=1)
        return np.where(held, model.parts.share[chosen], 0), np.where(held, model.parts.price[chosen], 0)


def with_price(problem: Problem, bid: str, price_centavos: int) -> Problem:
    """The same problem, the bid at one price for every share: to solve again and see."""
    bids = tuple(replace(b, prices=((1, price_centavos),)) if b.id == bid else b for b in problem.bids)
    return replace(problem, bids=bids)
