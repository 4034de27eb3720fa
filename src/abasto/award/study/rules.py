"""What each clause is in the problem: rules, rebates, marks on lots, or a change of the call's own criterion."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from abasto.engines.award.problem import Problem, Rebate, Rule
from abasto.tender.call import CallRules, parse_share_pattern

from .clauses import Clause
from .facts import StudyFacts, StudyTerms
from .problem import CallTaken, study_problem

SMALL = ("micro", "small", "medium")


@dataclass(frozen=True)
class Asked:
    """A scenario's question: the terms and the clauses, in order."""

    terms: StudyTerms
    clauses: tuple[Clause, ...]

    def without(self, place: int) -> "Asked":
        """The same without one clause; the others keep their names."""
        return replace(self, clauses=(*self.clauses[:place], Clause("", {}), *self.clauses[place + 1 :]))


def problem_asked(facts: StudyFacts, call: CallTaken, asked: Asked) -> Problem:
    """The problem of a scenario. Clause n (the first is 1) makes the rules and rebates `c<n>` and `c<n>-...`."""
    for clause in asked.clauses:
        if clause.kind in CHANGES:
            call = CHANGES[clause.kind](call, clause)
    problem = study_problem(facts, call, asked.terms)
    for number, clause in enumerate(asked.clauses, start=1):
        if clause.kind in ADDS:
            problem = ADDS[clause.kind](problem, f"c{number}", clause)
    return problem


def is_of(name: str, number: int) -> bool:
    """Whether a rule or rebate of this id belongs to clause `number`."""
    return name == f"c{number}" or name.startswith(f"c{number}-")


def _spread(call: CallTaken, clause: Clause) -> CallTaken:
    return _with(call, replace(call.rules, spread_percent=Decimal(_int(clause, "percent"))))


def _minimum_share(call: CallTaken, clause: Clause) -> CallTaken:
    return _with(call, replace(call.rules, minimum_share_percent=Decimal(_int(clause, "percent"))))


def _with(call: CallTaken, rules: CallRules) -> CallTaken:
    return replace(call, rules=rules)


def _shares(call: CallTaken, clause: Clause) -> CallTaken:
    return replace(call, shares=parse_share_pattern(str(clause.values["shares"])))


def _no_ceilings(call: CallTaken, clause: Clause) -> CallTaken:
    return replace(call, has_ceilings=False)


CHANGES: dict[str, Callable[[CallTaken, Clause], CallTaken]] = {
    "spread": _spread,
    "shares": _shares,
    "minimum-share": _minimum_share,
    "no-ceilings": _no_ceilings,
}


def _supplier_share(problem: Problem, name: str, clause: Clause) -> Problem:
    """A supplier that is the only source of a lot is not counted there, or the lot could not be awarded."""
    return _ruled(
        problem,
        *(
            Rule(
                f"{name}-{firm.id}", "money", "at-most", limit_percent=_int(clause, "percent"), suppliers=(firm.id,),
                is_exempt_if_only_source=True, soft_centavos=clause.soft_centavos,
            )
            for firm in problem.suppliers
        ),
    )  # fmt: skip


def _small_firms(problem: Problem, name: str, clause: Clause) -> Problem:
    limit, soft = _int(clause, "percent"), clause.soft_centavos
    return _ruled(problem, Rule(name, "money", "at-least", limit_percent=limit, sizes=SMALL, soft_centavos=soft))


def _winners(problem: Problem, name: str, clause: Clause) -> Problem:
    soft = clause.soft_centavos
    return _ruled(problem, Rule(name, "winners", "at-most", limit=_int(clause, "number"), soft_centavos=soft))


def _budget(problem: Problem, name: str, clause: Clause) -> Problem:
    of = (str(clause.values["institution"]),)
    limit, soft = _int(clause, "money"), clause.soft_centavos
    return _ruled(problem, Rule(name, "money", "at-most", limit=limit, institutions=of, soft_centavos=soft))


def _country_share(problem: Problem, name: str, clause: Clause) -> Problem:
    of = (str(clause.values["country"]),)
    limit, soft = _int(clause, "percent"), clause.soft_centavos
    return _ruled(problem, Rule(name, "money", "at-most", limit_percent=limit, origins=of, soft_centavos=soft))


def _capacity(problem: Problem, name: str, clause: Clause) -> Problem:
    of, limit = (str(clause.values["supplier"]),), _int(clause, "pieces")
    return _ruled(
        problem,
        *(
            Rule(
                f"{name}-{period}", "pieces", "at-most", limit=limit, suppliers=of, periods=(period,),
                soft_centavos=clause.soft_centavos,
            )
            for period in problem.periods
        ),
    )  # fmt: skip


def _rebate(problem: Problem, name: str, clause: Clause) -> Problem:
    made = Rebate(
        name,
        "lump",
        str(clause.values["supplier"]),
        threshold=_int(clause, "money"),
        rebate_centavos=_int(clause, "rebate"),
    )
    return replace(problem, rebates=(*problem.rebates, made))


def _percent_rebate(problem: Problem, name: str, clause: Clause) -> Problem:
    supplier, percent = str(clause.values["supplier"]), _int(clause, "percent")
    made = Rebate(name, "percent", supplier, threshold=_int(clause, "money"), percent=percent)
    return replace(problem, rebates=(*problem.rebates, made))


def _second_origin(problem: Problem, name: str, clause: Clause) -> Problem:
    """Lots whose lowest offers are worth more than the amount; they may then be divided as the clause says."""
    lowest: dict[str, int] = {}
    for bid in problem.bids:
        price = bid.prices[0][1]
        lowest[bid.lot] = min(price, lowest.get(bid.lot, price))
    shares, least = parse_share_pattern(str(clause.values["shares"])), _int(clause, "money")
    lots = tuple(
        replace(
            lot,
            needs_second_origin=True,
            share_patterns_percent=tuple(dict.fromkeys((*lot.share_patterns_percent, shares))),
        )
        if lowest.get(lot.id, 0) * lot.pieces > least
        else lot
        for lot in problem.lots
    )
    return replace(problem, lots=lots)


ADDS: dict[str, Callable[[Problem, str, Clause], Problem]] = {
    "supplier-share": _supplier_share,
    "small-firms": _small_firms,
    "winners": _winners,
    "budget": _budget,
    "country-share": _country_share,
    "second-origin": _second_origin,
    "capacity": _capacity,
    "rebate": _rebate,
    "percent-rebate": _percent_rebate,
}


def call_without(call: CallTaken, facts: StudyFacts) -> Sequence[tuple[str, CallTaken]]:
    """The call without each of its own clauses, by what is left out.

    Without its spread any price may have a further share; without shares every lot goes whole to one; without a minimum
    share any capacity will do; without ceilings no price is too high.
    """
    rules = call.rules
    found: list[tuple[str, CallTaken]] = []
    if any(len(need.case.lot.shares) > 1 for need in facts.lots) or (call.shares and len(call.shares) > 1):
        found.append(("spread", _with(call, replace(rules, spread_percent=_widest_spread(facts)))))
        found.append(("shares", replace(call, shares=(100,))))
    found.append(("minimum-share", _with(call, replace(rules, minimum_share_percent=Decimal(0)))))
    if call.has_ceilings:
        found.append(("ceilings", replace(call, has_ceilings=False)))
    return found


def _widest_spread(facts: StudyFacts) -> Decimal:
    """A spread, in percent, that lets every bid of every lot be near its lowest."""
    prices = [[bid.price_centavos for bid in need.case.bids if bid.price_centavos > 0] for need in facts.lots]
    return Decimal(max((100 * max(of_lot) // min(of_lot) for of_lot in prices if of_lot), default=0))


def _int(clause: Clause, name: str) -> int:
    return int(clause.values[name])


def _ruled(problem: Problem, *rules: Rule) -> Problem:
    return replace(problem, rules=(*problem.rules, *rules))
