"""An independent model of the award across lots in one piece, on HiGHS, straight from docs/award-problem.md.

One 0-1 variable for every legal column, which this file enumerates by itself; the rows as the document writes them.
For some hundred lots to proven optimality, and for the bound without whole numbers (`linear_bound`) at national size.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import highspy
import numpy as np

from abasto.engines.award.problem import Bid, Lot, Problem, Rebate, Rule

INFINITE = highspy.kHighsInf
Pairs = tuple[tuple[int, int], ...]


@dataclass
class Book:
    """A problem by names and places. parts of a lot: (bid, share) -> (price, evaluated price)."""

    problem: Problem
    lots: dict[str, Lot] = field(init=False)
    sizes: dict[str, str] = field(init=False)
    bids_of: dict[str, list[int]] = field(init=False)
    prices: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    only_source: set[str] = field(default_factory=set)
    columns: list[tuple[str, Pairs]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lots = {lot.id: lot for lot in self.problem.lots}
        self.sizes = {supplier.id: supplier.size for supplier in self.problem.suppliers}
        self.bids_of = defaultdict(list)
        for place, bid in enumerate(self.problem.bids):
            self.bids_of[bid.lot].append(place)
        for lot in self.problem.lots:
            self._open(lot)

    def _open(self, lot: Lot) -> None:
        shares = {share for pattern in lot.share_patterns_percent for share in pattern}
        parts = {}
        for place in self.bids_of[lot.id]:
            for share in shares:
                price = _legal_price(lot, self.problem.bids[place], share)
                if price:
                    margin = _margin(lot, self.problem.bids[place])
                    parts[place, share] = price, price + price * margin // 10_000
        self.prices.update(parts)
        eligible = [self.problem.bids[place] for place in {place for place, _ in parts}]
        if len({bid.suppliers[0] for bid in eligible}) == 1:
            self.only_source.add(lot.id)
        needs_two = lot.needs_second_origin and len({bid.origin for bid in eligible}) > 1
        lowest = min((evaluated for _, evaluated in parts.values()), default=0)
        evaluated = {key: value[1] for key, value in parts.items()}
        for pattern in dict.fromkeys(lot.share_patterns_percent):
            limit = lowest * (10_000 + lot.spread_permyriad) if len(pattern) > 1 else None
            near = {key: p for key, p in evaluated.items() if limit is None or p * 10_000 <= limit}
            for column in _fill(self.problem, lot, near, pattern, ()):
                if not needs_two or len({self.problem.bids[place].origin for place, _ in column}) > 1:
                    self.columns.append((lot.id, column))


def _legal_price(lot: Lot, bid: Bid, share: int) -> int:
    """Centavos of a piece at this share, 0 when the part is not legal."""
    price = max((start, price) for start, price in bid.prices if start <= share)[1]
    if lot.ceiling_centavos is not None and price > lot.ceiling_centavos:
        return 0
    if share < lot.minimum_share_percent or share * lot.pieces < 100 * bid.minimum_pieces:
        return 0
    most = bid.capacity_by_period_pieces
    if most is not None and any(share * q > 100 * c for q, c in zip(lot.pieces_by_period, most, strict=True)):
        return 0
    return price


def _margin(lot: Lot, bid: Bid) -> int:
    return 0 if not lot.preferred_origins or bid.origin in lot.preferred_origins else lot.preference_permyriad


def _fill(
    problem: Problem, lot: Lot, near: dict[tuple[int, int], int], pattern: tuple[int, ...], taken: Pairs
) -> Iterator[Pairs]:
    """Columns place by place; equal shares go to bids in rising order, so that each column comes once."""
    if len(taken) == len(pattern):
        yield taken
        return
    share = pattern[len(taken)]
    used = {name for place, _ in taken for name in problem.bids[place].suppliers}
    for (place, at), price in near.items():
        if at != share or used & set(problem.bids[place].suppliers):
            continue
        if taken and taken[-1][1] == share and place <= taken[-1][0]:
            continue
        if lot.shares_follow_price and any(other > share and near[key, other] > price for key, other in taken):
            continue
        yield from _fill(problem, lot, near, pattern, (*taken, (place, share)))


class Compact:
    """The rows and variables; `optimum` and `linear_bound` solve them."""

    def __init__(self, problem: Problem) -> None:
        self.book = Book(problem)
        self.costs: list[int] = []
        self.uppers: list[float] = []
        self.whole: list[bool] = []
        self.rows: list[tuple[str, float, float, dict[int, int]]] = []
        self.fixed = sum(10_000 * lot.pieces * lot.unserved_centavos for lot in problem.lots)
        self.columns_of: dict[str, list[int]] = defaultdict(list)
        for number, (_, column) in enumerate(self.book.columns):
            for name in {name for place, _ in column for name in problem.bids[place].suppliers}:
                self.columns_of[name].append(number)
        self._columns()
        for rule in problem.rules:
            self._winners(rule) if rule.kind == "winners" else self._rule(rule)
        for rebate in problem.rebates:
            self._rebate(rebate)

    def _variable(self, cost: int, upper: float = 1, whole: bool = True) -> int:
        self.costs.append(cost)
        self.uppers.append(upper)
        self.whole.append(whole)
        return len(self.costs) - 1

    def _columns(self) -> None:
        of_lot: dict[str, dict[int, int]] = defaultdict(dict)
        weight = self.book.problem.nondelivery_weight_permyriad
        for lot_id, column in self.book.columns:
            lot = self.book.lots[lot_id]
            saved = 0
            for place, share in column:
                risk = weight * self.book.problem.bids[place].nondelivery_ppm * lot.unserved_centavos // 10**10
                saved += 100 * share * lot.pieces * (self.book.prices[place, share][1] + risk - lot.unserved_centavos)
            of_lot[lot_id][self._variable(saved)] = 1
        for lot_id, row in of_lot.items():
            self.rows.append((f"lot {lot_id}", -INFINITE, 1, row))

    def _measures(self, rule: Rule, everything: bool) -> dict[int, int]:
        """Variable -> its measure; in scope, or over all suppliers, sizes and origins."""
        problem, found = self.book.problem, {}
        for number in range(len(self.book.columns)) if everything else self._numbers(rule):
            lot_id, column = self.book.columns[number]
            if rule.lots is not None and lot_id not in _set(rule.lots):
                continue
            if not everything and rule.is_exempt_if_only_source and lot_id in self.book.only_source:
                continue
            lot = self.book.lots[lot_id]
            total = 0
            for place, share in column:
                if everything or self._meets(rule, problem.bids[place]):
                    price = self.book.prices[place, share][0] if rule.kind == "money" else 1
                    total += share * _pieces(problem, lot, rule) * price
            if total:
                found[number] = total
        return found

    def _numbers(self, rule: Rule) -> list[int]:
        """The columns in which a supplier named by the rule wins, all where it names none."""
        if rule.suppliers is None:
            return list(range(len(self.book.columns)))
        return sorted({number for name in rule.suppliers for number in self.columns_of[name]})

    def _meets(self, rule: Rule, bid: Bid) -> bool:
        named = rule.suppliers is None or not _set(rule.suppliers).isdisjoint(bid.suppliers)
        sized = rule.sizes is None or self.book.sizes[bid.suppliers[0]] in rule.sizes
        return named and sized and (rule.origins is None or bid.origin in rule.origins)

    def _rule(self, rule: Rule) -> None:
        row = self._measures(rule, False)
        right, unit = 100 * (rule.limit or 0), 100
        if rule.limit_percent is not None:
            unit = 1
            row = {number: 100 * value for number, value in row.items()}
            for number, value in self._measures(rule, True).items():
                row[number] = row.get(number, 0) - rule.limit_percent * value
        self._bounded(rule, row, right, unit)

    def _bounded(self, rule: Rule, row: dict[int, int], right: int, unit: int) -> None:
        is_most = rule.sense == "at-most"
        if rule.soft_centavos is not None:
            step = max(map(abs, row.values()), default=1)  # HiGHS drops coefficients far below the others of a row
            row[self._variable(unit * rule.soft_centavos * step, INFINITE, False)] = -step if is_most else step
        self.rows.append((rule.id, -INFINITE if is_most else right, right if is_most else INFINITE, row))

    def _winners(self, rule: Rule) -> None:
        wins: dict[str, dict[int, int]] = defaultdict(dict)
        for number, (lot_id, column) in enumerate(self.book.columns):
            if rule.lots is not None and lot_id not in _set(rule.lots):
                continue
            if rule.is_exempt_if_only_source and lot_id in self.book.only_source:
                continue
            for place, _ in column:
                for name in self.book.problem.bids[place].suppliers:
                    if rule.suppliers is None or name in rule.suppliers:
                        wins[name][number] = 1
        count = {}
        for name, where in wins.items():
            if rule.sizes is not None and self.book.sizes[name] not in rule.sizes:
                continue
            counted = self._variable(0)
            count[counted] = 1
            if rule.sense == "at-least":
                self.rows.append((f"{rule.id} {name}", 0, INFINITE, {**where, counted: -1}))
            else:
                for number in where:
                    self.rows.append((f"{rule.id} {name}", 0, INFINITE, {number: -1, counted: 1}))
        assert rule.limit is not None
        self._bounded(rule, count, rule.limit, 10_000)

    def _rebate(self, rebate: Rebate) -> None:
        own: dict[str, dict[int, tuple[int, int, int]]] = defaultdict(dict)
        for number, (lot_id, column) in enumerate(self.book.columns):
            for place, share in column:
                if rebate.supplier in self.book.problem.bids[place].suppliers:
                    pieces = share * self.book.lots[lot_id].pieces
                    own[lot_id][number] = share, pieces, pieces * self.book.prices[place, share][0]
        if rebate.kind == "bundle":
            earned = self._variable(-10_000 * rebate.rebate_centavos)
            for lot_id in rebate.lots or ():
                enough = {n: 1 for n, (share, _, _) in own[lot_id].items() if share >= rebate.minimum_share_percent}
                self.rows.append((rebate.id, 0, INFINITE, {**enough, earned: -1}))
            return
        there = [row for lot_id, row in own.items() if rebate.lots is None or lot_id in rebate.lots]
        money = {n: value for row in there for n, (_, _, value) in row.items()}
        pieces = {n: value for row in there for n, (_, value, _) in row.items()}
        measure = pieces if rebate.kind == "lump" and rebate.measure == "pieces" else money
        earned = self._variable(-10_000 * rebate.rebate_centavos if rebate.kind == "lump" else 0)
        self.rows.append((rebate.id, 0, INFINITE, {**measure, earned: -100 * rebate.threshold}))
        if rebate.kind == "percent":
            most = sum(max(value for _, _, value in row.values()) for row in there) * rebate.percent
            paid = self._variable(-most, INFINITE, False)
            value = {n: v * rebate.percent for n, v in money.items()}
            self.rows.append((rebate.id, 0, INFINITE, {earned: 1, paid: -1}))
            self.rows.append((rebate.id, 0, INFINITE, {**value, paid: -most}))

    def optimum(self) -> dict[str, tuple[tuple[Bid, int], ...]] | None:
        """A best award by lot, None where there is none."""
        if not self.costs:
            return {} if all(lower <= 0 <= upper for _, lower, upper, _ in self.rows) else None
        highs = self._model(True)
        highs.run()
        status = highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        assert status == highspy.HighsModelStatus.kOptimal, status
        value = highs.getSolution().col_value
        chosen = [column for number, column in enumerate(self.book.columns) if value[number] > 0.5]
        return {lot: tuple((self.book.problem.bids[place], share) for place, share in pairs) for lot, pairs in chosen}

    def linear_bound(self) -> tuple[float, dict[str, float]]:
        """The bound without whole numbers, in centavos, and the price of every row that is tight."""
        highs = self._model(False)
        highs.run()
        assert highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        duals = highs.getSolution().row_dual
        tight = {name: dual for (name, *_), dual in zip(self.rows, duals, strict=True) if abs(dual) > 1e-9}
        return highs.getObjectiveValue() * self.scale / 10_000, tight

    @property
    def scale(self) -> float:
        return max(1.0, max((abs(cost) for cost in self.costs[: len(self.book.columns)]), default=1) / 1e5)

    def _model(self, is_whole: bool) -> highspy.Highs:
        """Rows are divided by their largest coefficient, costs by `scale`."""
        highs = highspy.Highs()
        highs.setOptionValue("output_flag", False)
        highs.setOptionValue("threads", 1)
        for name, value in (("mip_rel_gap", 0.0), ("mip_abs_gap", 0.0), ("mip_feasibility_tolerance", 1e-9)):
            highs.setOptionValue(name, value)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.costs), len(self.rows)
        lp.offset_ = self.fixed / self.scale
        lp.col_cost_ = np.array([cost / self.scale for cost in self.costs])
        lp.col_lower_, lp.col_upper_ = np.zeros(len(self.costs)), np.array(self.uppers)
        largest = [max(map(abs, row.values()), default=1) or 1 for *_, row in self.rows]
        pairs = list(zip(self.rows, largest, strict=True))
        lp.row_lower_ = np.array([lower / most for (_, lower, _, _), most in pairs])
        lp.row_upper_ = np.array([upper / most for (_, _, upper, _), most in pairs])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *(len(row) for *_, row in self.rows)])
        lp.a_matrix_.index_ = np.array([n for *_, row in self.rows for n in row], dtype=np.int32)
        lp.a_matrix_.value_ = np.array([v / most for (*_, row), most in pairs for v in row.values()])
        if is_whole:
            kinds = {True: highspy.HighsVarType.kInteger, False: highspy.HighsVarType.kContinuous}
            lp.integrality_ = [kinds[whole] for whole in self.whole]
        highs.passModel(lp)
        return highs


_SETS: dict[tuple[str, ...], frozenset[str]] = {}


def _set(names: tuple[str, ...]) -> frozenset[str]:
    return _SETS.setdefault(names, frozenset(names)) if names not in _SETS else _SETS[names]


def _pieces(problem: Problem, lot: Lot, rule: Rule) -> int:
    if rule.institutions is not None:
        return sum(
            q
            for name, q in zip(problem.institutions, lot.pieces_by_institution, strict=True)
            if name in rule.institutions
        )
    if rule.periods is not None:
        return sum(q for name, q in zip(problem.periods, lot.pieces_by_period, strict=True) if name in rule.periods)
    return lot.pieces
