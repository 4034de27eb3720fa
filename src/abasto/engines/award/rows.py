"""The rows and variables of rules, rebates and counted winners, exactly as `docs/award-problem.md` writes them."""

from dataclasses import dataclass, field, replace

import numpy as np

from abasto.engines.award.columns import legal_columns
from abasto.engines.award.impossible import impossible_columns
from abasto.engines.award.model import Model, Row, Variable
from abasto.engines.award.parts import Ints, lots_and_parts
from abasto.engines.award.problem import Problem, Rebate, Rule
from abasto.engines.award.scope import Counted, Scope

NOTHING = np.empty(0, np.int64)


@dataclass
class _Draft:
    scope: Scope
    variables: list[Variable] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    totals: dict[tuple[object, ...], int] = field(default_factory=dict)
    dense: list[Ints] = field(default_factory=list)

    def variable(self, name: tuple[str, ...], cost_e4: int, upper: int | None, is_whole: bool) -> int:
        self.variables.append(Variable(name, cost_e4, upper, is_whole))
        return len(self.variables) - 1


def model_of(problem: Problem) -> Model:
    """Parts, columns, rows and variables of a problem."""
    lots, parts = lots_and_parts(problem)
    columns = legal_columns(problem, lots, parts)
    draft = _Draft(Scope(problem, lots, parts, columns))
    for rule in problem.rules:
        _winners(draft, rule) if rule.kind == "winners" else _measured(draft, rule)
    for rebate in problem.rebates:
        _bundle(draft, rebate) if rebate.kind == "bundle" else _threshold(draft, rebate)
    rows, variables, none = tuple(draft.rows), tuple(draft.variables), np.zeros(columns.count, bool)
    model = Model(problem, lots, parts, columns, variables, rows, tuple(draft.dense), none)
    return replace(model, impossible=impossible_columns(model))


def _measured(draft: _Draft, rule: Rule) -> None:
    scope = draft.scope
    pieces = scope.pieces(rule.institutions, rule.periods)
    counted = scope.measured(scope.of_rule(rule), pieces, rule.kind == "money")
    columns, amounts = scope.on_columns(counted)
    if rule.limit_percent is None:
        unit, right, total, factor = 100, 100 * (rule.limit or 0), -1, 0
    else:
        unit, right, total, factor = 1, 0, _total(draft, rule, pieces), -rule.limit_percent
        amounts = amounts * 100
    excess = _excess(draft, rule, unit)
    is_hard = rule.soft_centavos is None
    name, at_least = f"rule:{rule.id}", rule.sense == "at-least"
    draft.rows.append(Row(name, at_least, right, columns, amounts, excess, total, factor, is_hard))


def _total(draft: _Draft, rule: Rule, pieces: Ints) -> int:
    key = (rule.kind, rule.lots, rule.institutions, rule.periods)
    if key not in draft.totals:
        scope = draft.scope
        every = np.flatnonzero(scope.in_lots(rule.lots)[scope.parts.lot])
        columns, amounts = scope.on_columns(scope.measured(every, pieces, rule.kind == "money"))
        dense = np.zeros(scope.columns.count, np.int64)
        dense[columns] = amounts
        draft.totals[key] = len(draft.dense)
        draft.dense.append(dense)
    return draft.totals[key]


def _excess(draft: _Draft, rule: Rule, unit: int) -> tuple[tuple[int, int], ...]:
    if rule.soft_centavos is None:
        return ()
    variable = draft.variable(("soft", rule.id), unit * rule.soft_centavos, None, False)
    return ((variable, 1 if rule.sense == "at-least" else -1),)


def _winners(draft: _Draft, rule: Rule) -> None:
    """One 0-1 variable a supplier in scope; at most: it is 1 as soon as it wins; at least: 0 unless it wins."""
    scope, counts = draft.scope, []
    named = None if rule.suppliers is None else set(rule.suppliers)
    in_lots = scope.in_lots(rule.lots)
    bidding = np.zeros(len(scope.problem.suppliers) + 1, bool)
    bidding[scope.parts.members[in_lots[scope.parts.lot]].ravel()] = True
    for place in np.flatnonzero(bidding[:-1]).tolist():
        supplier = scope.problem.suppliers[place]
        if (named is not None and supplier.id not in named) or (
            rule.sizes is not None and supplier.size not in rule.sizes
        ):
            continue
        found = scope.of_supplier(place)
        found = found[in_lots[scope.parts.lot[found]]]
        found = scope.not_exempt(found) if rule.is_exempt_if_only_source else found
        if found.size == 0:
            continue
        variable = draft.variable(("winner", rule.id, supplier.id), 0, 1, True)
        counts.append((variable, 1))
        columns, ones = scope.on_columns(Counted(found, np.ones(found.size, np.int64)))
        _link(draft, rule, supplier.id, variable, columns, ones)
    excess = _excess(draft, rule, 10_000)
    is_hard, at_least = rule.soft_centavos is None, rule.sense == "at-least"
    row = Row(f"rule:{rule.id}", at_least, rule.limit or 0, NOTHING, NOTHING, (*counts, *excess), is_hard=is_hard)
    draft.rows.append(row)


def _link(draft: _Draft, rule: Rule, supplier: str, variable: int, columns: Ints, ones: Ints) -> None:
    name = f"link:{rule.id}:{supplier}"
    if rule.sense == "at-least":
        draft.rows.append(Row(name, True, 0, columns, ones, ((variable, -1),)))
        return
    lots = draft.scope.columns.lot[columns]
    for lot in np.unique(lots).tolist():
        held = lots == lot
        full = f"{name}:{draft.scope.problem.lots[lot].id}"
        draft.rows.append(Row(full, True, 0, columns[held], -ones[held], ((variable, 1),)))


def _threshold(draft: _Draft, rebate: Rebate) -> None:
    scope, name = draft.scope, f"rebate:{rebate.id}"
    is_money = rebate.kind == "percent" or rebate.measure == "money"
    found = scope.of_rebate(rebate)
    columns, amounts = scope.on_columns(scope.measured(found, scope.lots.pieces, is_money))
    earned = -10_000 * rebate.rebate_centavos if rebate.kind == "lump" else 0
    z = draft.variable(("rebate", rebate.id), earned, 1, True)
    draft.rows.append(Row(name, True, 0, columns, amounts, ((z, -100 * rebate.threshold),)))
    if rebate.kind == "percent":
        value = amounts * rebate.percent
        most = int(largest_by_lot(scope.columns.lot[columns], value, len(scope.problem.lots)).sum())
        w = draft.variable(("value", rebate.id), -1, most, False)
        draft.rows.append(Row(f"{name}:value", True, 0, columns, value, ((w, -1),)))
        draft.rows.append(Row(f"{name}:open", True, 0, NOTHING, NOTHING, ((z, most), (w, -1))))


def _bundle(draft: _Draft, rebate: Rebate) -> None:
    scope = draft.scope
    z = draft.variable(("rebate", rebate.id), -10_000 * rebate.rebate_centavos, 1, True)
    found = scope.of_rebate(rebate)
    found = found[scope.parts.share[found] >= rebate.minimum_share_percent]
    columns, ones = scope.on_columns(Counted(found, np.ones(found.size, np.int64)))
    lots = scope.columns.lot[columns]
    for lot in dict.fromkeys(rebate.lots or ()):
        held = lots == scope.lot[lot]
        draft.rows.append(Row(f"rebate:{rebate.id}:{lot}", True, 0, columns[held], ones[held], ((z, -1),)))


def largest_by_lot(lot: Ints, value: Ints, lots: int) -> Ints:
    """(lots,): the largest value of a column in each lot, at least 0."""
    most = np.zeros(lots, np.int64)
    np.maximum.at(most, lot, value)
    return most
