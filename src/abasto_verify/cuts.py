"""Cuts: rows that hold for every award, though no single rule says them; each is checked to do so."""

from typing import Any

from .findings import Refused
from .rows import Row, Rows
from .scopes import scope_of_rebate, scope_of_rule
from .splits import Splits


def add_cuts(rows: Rows, cuts: list[Any]) -> Rows:
    """Add the cuts to the rows under `cut:0`, `cut:1`...; raises `Refused` where one does not hold."""
    splits = Splits(rows)
    for place, cut in enumerate(cuts):
        rows.add(f"cut:{place}", cut_row(splits, place, cut))
    return rows


def cut_row(splits: Splits, place: int, cut: list[Any]) -> Row:
    """The row of one cut, by the rows and cuts known so far."""
    kind, name, *rest = cut
    row: Row = splits.row(place, name, *rest) if kind == "split" else _KINDS[kind](splits.rows, place, name, *rest)
    return row


def _cover(rows: Rows, place: int, name: str, lots: list[list[Any]]) -> Row:
    """At most all but one of the lots can reach their least: together these go beyond the limit."""
    rule = _cap(rows, place, name)
    places = _lots(rows, place, [lot for lot, _ in lots])
    total = sum(least for _, least in lots)
    if total <= 100 * rule["limit"]:
        raise Refused("cover-too-small", cut=place, claimed=total, found=100 * rule["limit"])
    measures = rows.part_measures(scope_of_rule(rule))
    row = Row(1, len(lots) - 1)
    for lot, (_, least) in zip(places, lots, strict=True):
        held = enumerate(_column_measures(rows, measures, lot))
        row.columns += [(lot, column, 1) for column, measure in held if measure >= least]
    return row


def _divert(rows: Rows, place: int, name: str, first: list[Any], rate: int, named: list[list[Any]]) -> Row:
    """Where the first lot takes its least of a limit, the others must make room, and that costs a sum of weights."""
    rule = _cap(rows, place, name)
    (lot_id, least), measures = first, rows.part_measures(scope_of_rule(rule))
    start, *places = _lots(rows, place, [lot_id, *(lot for lot, _ in named)])
    row, rest = Row(-1), -rate * (100 * rule["limit"] - least)
    for lot, (_, pairs) in zip(places, named, strict=True):
        held = _column_measures(rows, measures, lot)
        weights = [max((weight for below, weight in pairs if below > measure), default=0) for measure in [0, *held]]
        rest += min(weight + rate * measure for weight, measure in zip(weights, [0, *held], strict=True))
        row.right -= weights[0]
        row.columns += [(lot, column, weight - weights[0]) for column, weight in enumerate(weights[1:])]
    if rest <= 0:
        raise Refused("threshold-without-rest", cut=place, found=rest)
    held = _column_measures(rows, measures, start)
    row.columns += [(start, column, -rest) for column, measure in enumerate(held) if measure >= least]
    return row


def _column_measures(rows: Rows, measures: dict[int, int], lot: int) -> list[int]:
    rows.problem.take(len(rows.problem.columns_of_lot[lot]))
    return [sum(measures.get(part, 0) for part in parts) for parts in rows.problem.columns_of_lot[lot]]


def _threshold(rows: Rows, place: int, name: str, lots: list[str]) -> Row:
    """A rebate earned needs, beyond all that the lots named can give, the rest from the others."""
    rebate = _rebate(rows, place, name, ("lump", "percent"))
    scope, named = scope_of_rebate(rebate), _lots(rows, place, lots)
    largest = rows.largest(scope)
    rest = 100 * rebate["threshold"] - sum(largest.get(lot, 0) for lot in named)
    if rest <= 0:
        raise Refused("threshold-without-rest", cut=place, found=rest)
    measures = rows.part_measures(scope)
    parts = [(part, min(measure, rest)) for part, measure in measures.items() if rows.lot_of_part(part) not in named]
    return Row(-1, 0, parts=parts, variables=[(("rebate", name), -rest)])


def _value(rows: Rows, place: int, name: str, lots: list[str]) -> Row:
    """A rebate's value is at most what the other lots give and, where it is earned, the most of the lots named."""
    rebate = _rebate(rows, place, name, ("percent",))
    scope, named = scope_of_rebate(rebate), _lots(rows, place, lots)
    largest, percent = rows.largest(scope), rebate["percent"]
    most = percent * sum(largest.get(lot, 0) for lot in named)
    measures = rows.part_measures(scope)
    parts = [(part, percent * measure) for part, measure in measures.items() if rows.lot_of_part(part) not in named]
    return Row(-1, 0, parts=parts, variables=[(("rebate", name), most), (("value", name), -1)])


def _reach(rows: Rows, place: int, name: str, rate: int, given: list[list[Any]]) -> Row:
    """Reaching the threshold costs a sum of weights: no lot gives measure for less weight than its own best part."""
    problem, rebate = rows.problem, _rebate(rows, place, name, ("lump", "percent"))
    measures = rows.part_measures(scope_of_rebate(rebate))
    known = {(problem.bids[problem.part_bid[part]]["id"], problem.part_share[part]): part for part in measures}
    weights = {known[bid, share]: weight for bid, share, weight in given if (bid, share) in known}
    if len(weights) < len(given):
        raise Refused("cut-parts", cut=place)
    least: dict[int, int] = {}
    for part, measure in measures.items():
        lot = rows.lot_of_part(part)
        least[lot] = min(least.get(lot, 0), weights.get(part, 0) - rate * measure)
    rest = rate * 100 * rebate["threshold"] + sum(least.values())
    if rest <= 0:
        raise Refused("threshold-without-rest", cut=place, found=rest)
    return Row(-1, 0, parts=list(weights.items()), variables=[(("rebate", name), -rest)])


def _cap(rows: Rows, place: int, name: str) -> dict[str, Any]:
    """A hard rule that sets a whole limit to what is awarded."""
    rule: dict[str, Any] | None = rows.rules.get(name)
    is_cap = rule is not None and rule["kind"] != "winners" and rule["limit"] is not None
    if rule is None or not is_cap or rule["sense"] != "at-most" or rule["soft_centavos"] is not None:
        raise Refused("cut-without-rule", cut=place, rule=name)
    return rule


def _rebate(rows: Rows, place: int, name: str, kinds: tuple[str, ...]) -> dict[str, Any]:
    rebate: dict[str, Any] | None = rows.rebates.get(name)
    if rebate is None or rebate["kind"] not in kinds:
        raise Refused("cut-without-rule", cut=place, rule=name)
    return rebate


def _lots(rows: Rows, place: int, lots: list[str]) -> list[int]:
    if len(set(lots)) < len(lots) or any(lot not in rows.problem.lot_place for lot in lots):
        raise Refused("cut-lots", cut=place)
    return [rows.problem.lot_place[lot] for lot in lots]


_KINDS: dict[str, Any] = {"cover": _cover, "threshold": _threshold, "value": _value, "reach": _reach, "divert": _divert}
