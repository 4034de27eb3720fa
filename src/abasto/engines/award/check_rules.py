"""What is wrong with the rules and rebates of an award problem: names, limits, and floors that nothing can reach."""

from collections import Counter
from collections.abc import Iterable, Iterator

from abasto.base.refusal import Refused
from abasto.engines.award.problem import Bid, Lot, Problem, Rebate, Rule
from abasto.engines.award.problem_shape import FORMAT_RULE

FILTERS = ("suppliers", "sizes", "origins", "lots", "institutions", "periods")
NOT_OF_WINNERS = ("origins", "institutions", "periods", "limit_percent")
SIZES = ("micro", "small", "medium", "large")
LARGEST_LIMIT = (1 << 62) // 100

Fault = tuple[str, dict[str, object]]


def rule_faults(problem: Problem) -> Iterator[Refused]:
    """Every fault of `problem.rules` and `problem.rebates`, and names of rows that would be the same."""
    known = {
        "suppliers": {supplier.id for supplier in problem.suppliers},
        "sizes": set(SIZES),
        "origins": None,
        "lots": {lot.id for lot in problem.lots},
        "institutions": set(problem.institutions),
        "periods": set(problem.periods),
    }
    reach = _Reach(problem)
    for index, rule in enumerate(problem.rules):
        for code, values in (*_limits(rule), *_filters(rule, known), *reach.faults(rule)):
            yield Refused(code, FORMAT_RULE, {"list": "rules", "index": index, "id": rule.id, **values})
    for index, rebate in enumerate(problem.rebates):
        for code, values in _rebate(rebate, known):
            yield Refused(code, FORMAT_RULE, {"list": "rebates", "index": index, "id": rebate.id, **values})
    yield from _names_of_rows(problem)


def _limits(rule: Rule) -> Iterator[Fault]:
    if rule.limit is not None and rule.limit_percent is not None:
        yield "award-rule-two-limits", {"field": "limit_percent", "found": rule.limit_percent}
    if rule.limit is None and rule.limit_percent is None:
        yield "award-rule-without-limit", {"field": "limit"}
    for field in ("limit", "soft_centavos"):
        value = getattr(rule, field)
        if value is not None and value < 0:
            yield "award-number-negative", {"field": field, "found": value}
        if value is not None and value > LARGEST_LIMIT:
            yield "award-number-out-of-range", {"field": field, "found": value, "least": 0, "most": LARGEST_LIMIT}
    if rule.limit_percent is not None:
        yield from _percent("limit_percent", rule.limit_percent, 0)
    if rule.institutions is not None and rule.periods is not None:
        yield "award-rule-two-filters", {"field": "periods"}
    if rule.kind == "winners":
        for field in NOT_OF_WINNERS:
            if getattr(rule, field) is not None:
                yield "award-rule-foreign-field", {"field": field}


def _percent(field: str, value: int, least: int) -> Iterator[Fault]:
    if not least <= value <= 100:
        yield "award-number-out-of-range", {"field": field, "found": value, "least": least, "most": 100}


def _filters(rule: Rule, known: dict[str, set[str] | None]) -> Iterator[Fault]:
    for field in FILTERS:
        yield from _names(field, getattr(rule, field), known[field])


def _names(field: str, names: tuple[str, ...] | None, known: set[str] | None) -> Iterator[Fault]:
    if names is None:
        return
    for name in names if known is not None else ():
        if known is not None and name not in known:
            yield "award-name-unknown", {"field": field, "found": name}
    if len(set(names)) < len(names):
        yield "award-name-twice", {"field": field, "found": Counter(names).most_common(1)[0][0]}


def _rebate(rebate: Rebate, known: dict[str, set[str] | None]) -> Iterator[Fault]:
    yield from _names("supplier", (rebate.supplier,), known["suppliers"])
    yield from _names("lots", rebate.lots, known["lots"])
    if rebate.rebate_centavos < 0:
        yield "award-number-negative", {"field": "rebate_centavos", "found": rebate.rebate_centavos}
    if rebate.rebate_centavos > LARGEST_LIMIT:
        values: dict[str, object] = {"field": "rebate_centavos", "found": rebate.rebate_centavos}
        yield "award-number-out-of-range", {**values, "least": 0, "most": LARGEST_LIMIT}
    if rebate.kind == "bundle":
        if not rebate.lots:
            yield "award-bundle-without-lots", {"field": "lots"}
        yield from _percent("minimum_share_percent", rebate.minimum_share_percent, 1)
        return
    if not 1 <= rebate.threshold <= LARGEST_LIMIT:
        told: dict[str, object] = {"field": "threshold", "found": rebate.threshold}
        yield "award-number-out-of-range", {**told, "least": 1, "most": LARGEST_LIMIT}
    if rebate.kind == "percent":
        yield from _percent("percent", rebate.percent, 0)


class _Reach:
    """The most that each lot can give to a floor, whatever is awarded: a hard floor above it can never be met."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.lots = {lot.id: lot for lot in problem.lots}
        self.sizes = {supplier.id: supplier.size for supplier in problem.suppliers}

    def faults(self, rule: Rule) -> Iterator[Fault]:
        if rule.sense == "at-most" or rule.soft_centavos is not None or rule.limit is None:
            return
        most = len(self._suppliers(rule)) if rule.kind == "winners" else self._most(rule) // 100
        if most < rule.limit:
            yield "award-rule-out-of-reach", {"field": "limit", "found": rule.limit, "most": most}

    def _suppliers(self, rule: Rule) -> set[str]:
        return {
            name
            for bid in self.problem.bids
            for name in bid.suppliers
            if _lets(rule.lots, bid.lot) and _lets(rule.suppliers, name) and _lets(rule.sizes, self.sizes.get(name, ""))
        }

    def _most(self, rule: Rule) -> int:
        """Percent-pieces or percent-centavos: of each lot its largest pattern at the dearest price in scope."""
        dearest: dict[str, int] = {}
        for bid in self.problem.bids:
            if bid.lot in self.lots and bid.suppliers and self._counts(rule, bid):
                price = max((price for _, price in bid.prices), default=0) if rule.kind == "money" else 1
                dearest[bid.lot] = max(dearest.get(bid.lot, 0), price)
        return sum(self._pieces(rule, self.lots[lot]) * price for lot, price in dearest.items())

    def _counts(self, rule: Rule, bid: Bid) -> bool:
        named = rule.suppliers is None or not set(rule.suppliers).isdisjoint(bid.suppliers)
        sized = _lets(rule.sizes, self.sizes.get(bid.suppliers[0], ""))
        return named and sized and _lets(rule.origins, bid.origin) and _lets(rule.lots, bid.lot)

    def _pieces(self, rule: Rule, lot: Lot) -> int:
        """Percent-pieces of the lot's largest pattern where and when the rule looks."""
        places = (
            (rule.institutions, self.problem.institutions, lot.pieces_by_institution),
            (rule.periods, self.problem.periods, lot.pieces_by_period),
        )
        pieces = lot.pieces
        for wanted, names, parts in places:
            if wanted is not None:
                pieces = sum(part for name, part in zip(names, parts, strict=False) if name in wanted)
        return pieces * max((sum(shares) for shares in lot.share_patterns_percent), default=0)


def _lets(names: tuple[str, ...] | None, name: str) -> bool:
    return names is None or name in names


def _names_of_rows(problem: Problem) -> Iterator[Refused]:
    """Two rows of one name would make a proof ambiguous; without a colon in an id that cannot be."""
    lists = (problem.rules, problem.rebates, problem.suppliers, problem.lots)
    if not any(":" in row.id for rows in lists for row in rows):
        return
    for name, times in Counter(_row_names(problem)).items():
        if times > 1:
            yield Refused("award-row-name-twice", FORMAT_RULE, {"list": "rules", "index": 0, "id": name, "found": name})


def _row_names(problem: Problem) -> Iterable[str]:
    for rule in problem.rules:
        yield f"rule:{rule.id}"
        if rule.kind == "winners":
            for supplier in problem.suppliers:
                yield f"link:{rule.id}:{supplier.id}"
                if rule.sense == "at-most":
                    yield from (f"link:{rule.id}:{supplier.id}:{lot.id}" for lot in problem.lots)
    for rebate in problem.rebates:
        if rebate.kind == "bundle":
            yield from (f"rebate:{rebate.id}:{lot}" for lot in rebate.lots or ())
            continue
        yield f"rebate:{rebate.id}"
        if rebate.kind == "percent":
            yield from (f"rebate:{rebate.id}:value", f"rebate:{rebate.id}:open")
