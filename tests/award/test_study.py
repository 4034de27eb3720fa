"""The call as a problem across lots: pieces are conserved, and without clauses it costs at most the lawful award."""

from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest

from abasto.award.facts import BidFacts, LotCase, LotFacts
from abasto.award.study.clauses import KINDS, Clause, Known, clause_from, read_clauses
from abasto.award.study.facts import Firm, LotNeed, StudyFacts, StudyTerms
from abasto.award.study.periods import by_quarter, quarters
from abasto.award.study.prices import Bounded, between, easing
from abasto.award.study.problem import CallTaken, study_problem
from abasto.award.study.rules import ADDS, CHANGES, Asked, problem_asked
from abasto.award.study.steps import Question, steps_of
from abasto.award.study.summary import changed_lots, lawful_award, summary_of
from abasto.engines.award.problem import Problem
from abasto.market.reference import ReferenceFacts

from .cases import rules

PERIODS = quarters(2027, 1, 12)
FIRMS = {
    "a": Firm("a", "large", "MX", 0),
    "b": Firm("b", "micro", "MX", 50_000),
    "c": Firm("c", "medium", "CN", 0),
}


def bid(lot: str, supplier: str, price: int, capacity: int = 10**9) -> BidFacts:
    firm = FIRMS[supplier]
    return BidFacts(f"{lot}-{supplier}", supplier, price, capacity, (), False, firm.size, firm.country)


def need(name: str, shares: tuple[int, ...], *bids: BidFacts, pieces: tuple[int, int] = (600, 400)) -> LotNeed:
    lot = LotFacts(name, name, shares, 120, pieces, (0, 0))
    case = LotCase(lot, bids, ReferenceFacts(100, 100, 3), {})
    periods, is_derived = by_quarter(sum(pieces), None, len(PERIODS))
    return LotNeed(case, pieces, periods, is_derived, 100)


def facts(*lots: LotNeed) -> StudyFacts:
    return StudyFacts("a call", "synthetic", False, ("one", "two"), PERIODS, lots, FIRMS)


def problem(of: StudyFacts, *clauses: Clause, terms: StudyTerms = StudyTerms()) -> Problem:
    return problem_asked(of, CallTaken(rules()), Asked(terms, clauses))


TWO = facts(
    need("x", (60, 40), bid("x", "a", 100), bid("x", "b", 105), bid("x", "c", 108)),
    need("y", (100,), bid("y", "a", 90, 450), bid("y", "c", 99)),
)


def cheapest(of: Problem) -> int:
    """The least cost of an award of each lot alone, over every legal column, in 10^-4 centavo: slow and obvious."""
    from abasto.engines.award.rows import model_of

    model = model_of(of)
    total = 0
    for place in range(len(of.lots)):
        columns = model.columns.cost_e4[model.columns.start[place] : model.columns.start[place + 1]].tolist()
        total += min([int(model.null_e4[place]), *columns])
    return total


def cost_e4(of: Problem, award: list[tuple[str, list[tuple[str, int]]]]) -> int:
    return 10_000 * summary_of(of, award).total_centavos


def test_pieces_are_conserved_by_institution_and_by_period() -> None:
    made = problem(TWO)
    for lot, asked in zip(made.lots, TWO.lots, strict=True):
        assert lot.pieces_by_institution == asked.case.lot.buyer_maximum_pieces
        assert sum(lot.pieces_by_period) == lot.pieces


def test_without_clauses_the_study_costs_at_most_the_lawful_award() -> None:
    call = CallTaken(rules())
    for first, second, capacity in product((90, 100, 109), (95, 111, 119), (300, 500, 2000)):
        of = facts(
            need("x", (60, 40), bid("x", "a", first, capacity), bid("x", "b", second), bid("x", "c", 118, 250)),
            need("y", (100,), bid("y", "b", second, capacity), bid("y", "c", 112)),
        )
        made = study_problem(of, call, StudyTerms())
        assert cheapest(made) <= cost_e4(made, lawful_award(of, call))


def test_where_every_capacity_reaches_it_costs_exactly_the_lawful_award() -> None:
    of = facts(need("x", (60, 40), bid("x", "a", 100), bid("x", "b", 105)), need("y", (100,), bid("y", "c", 99)))
    call = CallTaken(rules())
    made = study_problem(of, call, StudyTerms())
    award = lawful_award(of, call)
    assert award == [("x", [("x-a", 60), ("x-b", 40)]), ("y", [("y-c", 100)])]
    assert cheapest(made) == cost_e4(made, award)


def test_only_solvent_bids_come_in() -> None:
    good, high = bid("x", "a", 100), bid("x", "b", 121)
    lacking = replace(bid("x", "c", 99), documents_lacking=("sanitary_registration",))
    made = problem(facts(need("x", (100,), good, high, lacking)))
    assert [one.id for one in made.bids] == ["x-a"]
    freed = problem(facts(need("x", (100,), good, high, lacking)), Clause("no-ceilings", {}))
    assert [one.id for one in freed.bids] == ["x-a", "x-b"]


def test_a_lot_without_bids_stays_with_what_it_costs_to_leave_it() -> None:
    made = problem(facts(need("x", (60, 40))), terms=StudyTerms(unserved_percent=300))
    assert made.lots[0].unserved_centavos == 300
    assert summary_of(made, []).left_centavos == 300 * 1000


def test_a_capacity_that_does_not_reach_leaves_a_pattern_for_what_it_can() -> None:
    made = problem(facts(need("x", (100,), bid("x", "a", 100, 455))))
    assert made.lots[0].share_patterns_percent == ((100,), (45,))
    assert made.bids[0].capacity_by_period_pieces == (114, 114, 114, 114)


def test_months_become_quarters_and_a_year_alone_is_split_and_marked() -> None:
    import numpy as np

    assert quarters(2027, 11, 7) == ("2027-Q4", "2028-Q1", "2028-Q2")
    assert by_quarter(10, None, 4) == ((3, 3, 2, 2), True)
    assert by_quarter(10, np.array([1, 0, 0, 0, 0, 9], dtype=np.int64), 2) == ((1, 9), False)


def test_every_kind_of_clause_is_something_in_the_problem() -> None:
    assert set(CHANGES) | set(ADDS) == set(KINDS)
    assert {kind.key for kind in KINDS.values() if kind.of_call} == set(CHANGES)


def test_a_cap_is_a_rule_for_each_supplier_and_leaves_the_only_source_alone() -> None:
    made = problem(TWO, Clause("supplier-share", {"percent": 40}))
    assert [(rule.id, rule.limit_percent, rule.suppliers) for rule in made.rules] == [
        ("c1-a", 40, ("a",)), ("c1-b", 40, ("b",)), ("c1-c", 40, ("c",)),
    ]  # fmt: skip
    assert all(rule.is_exempt_if_only_source for rule in made.rules)


def test_a_clause_left_out_leaves_the_names_of_the_others() -> None:
    asked = Asked(StudyTerms(), (Clause("winners", {"number": 1}), Clause("small-firms", {"percent": 30})))
    made = problem_asked(TWO, CallTaken(rules()), asked.without(0))
    assert [rule.id for rule in made.rules] == ["c2"]


def test_a_second_origin_is_asked_of_the_codes_worth_more() -> None:
    made = problem(TWO, Clause("second-origin", {"shares": "70/30", "money": 95_000}))
    assert [lot.needs_second_origin for lot in made.lots] == [True, False]
    assert (70, 30) in made.lots[0].share_patterns_percent


def test_every_clause_and_every_clause_of_the_call_is_asked_about_once() -> None:
    clauses = (Clause("winners", {"number": 2}), Clause("spread", {"percent": 20}))
    steps = steps_of(Question(TWO, CallTaken(rules()), Asked(StudyTerms(), clauses)))
    assert [(step.place, step.key) for step in steps] == [
        (-1, ""), (0, "winners"), (1, "spread"), (-1, "shares"), (-1, "minimum-share"), (-1, "ceilings"),
    ]  # fmt: skip


def test_without_its_spread_any_price_may_have_a_further_share() -> None:
    of = facts(need("x", (60, 40), bid("x", "a", 70), bid("x", "b", 109)))
    step = next(
        one for one in steps_of(Question(of, CallTaken(rules()), Asked(StudyTerms(), ()))) if one.key == "spread"
    )
    assert cheapest(step.problem()) == 10_000 * (600 * 70 + 400 * 109)


def test_expected_non_delivery_counts_as_much_as_it_is_weighed() -> None:
    of = facts(need("x", (100,), bid("x", "b", 100)))
    made = problem(of, terms=StudyTerms(nondelivery_percent=50))
    found = summary_of(made, [("x", [("x-b", 100)])])
    assert found.risk_centavos == 1000 * (200 * 50_000 // 1_000_000 * 50 // 100)
    assert cheapest(made) == 10_000 * found.total_centavos


def test_the_summary_adds_up() -> None:
    made = problem(TWO)
    found = summary_of(made, lawful_award(TWO, CallTaken(rules())))
    assert (found.codes, found.awarded, found.in_part, found.winners) == (2, 2, 1, 2)
    assert found.pieces + found.left_pieces == 2000
    assert found.money_centavos == 600 * 100 + 400 * 105 + 450 * 90
    assert found.left_centavos == 550 * 200


def test_what_a_clause_costs_lies_between_the_proven_bounds() -> None:
    assert between(Bounded(1_050_000, 1_000_000), Bounded(900_000, 880_000)) == (15, 10, 17)


def test_easing_a_budget_by_a_million_saves_what_its_multiplier_says() -> None:
    clause = Clause("budget", {"institution": "one", "money": 10})
    made = problem(TWO, clause)
    saved, step = easing(made, [], 1, clause, {"rule:c1": 2**40 * 50})
    assert (saved, step) == (100 * 100_000_000 * 50 // 10_000, "million")


def test_lots_awarded_differently_are_counted_once() -> None:
    one = [("x", [("x-a", 60), ("x-b", 40)]), ("y", [("y-a", 100)])]
    other = [("x", [("x-b", 40), ("x-a", 60)]), ("z", [("z-a", 100)])]
    assert changed_lots(one, other) == 2


KNOWN = Known(frozenset({"a"}), frozenset({"one"}), {"60/40": (60, 40)})


def test_clauses_are_read_with_their_amounts_in_centavos() -> None:
    typed = [
        {"kind": "budget", "institution": "one", "money": "1,250,000.50", "soft": "2"},
        {"kind": "capacity", "supplier": "a", "pieces": "1,000", "soft": "2"},
        {"kind": "country-share", "percent": "0", "country": "cn"},
    ]
    clauses, mistakes = read_clauses(typed, KNOWN)
    assert mistakes == []
    assert clauses == [
        Clause("budget", {"institution": "one", "money": 125_000_050}, 2),
        Clause("capacity", {"supplier": "a", "pieces": 1000}, 200),
        Clause("country-share", {"percent": 0, "country": "CN"}),
    ]
    assert [clause_from(clause.plain()) for clause in clauses] == clauses


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"kind": "everything-to-me"}, "clause-unknown"),
        ({"kind": "supplier-share", "percent": "101"}, "percent-unfit"),
        ({"kind": "supplier-share", "percent": "2.5"}, "percent-unfit"),
        ({"kind": "supplier-share", "percent": "-1"}, "percent-unfit"),
        ({"kind": "supplier-share", "percent": "٣"}, "percent-unfit"),
        ({"kind": "supplier-share"}, "percent-unfit"),
        ({"kind": "winners", "number": "few"}, "number-unfit"),
        ({"kind": "budget", "institution": "three", "money": "1"}, "institution-unfit"),
        ({"kind": "budget", "institution": "one", "money": "NaN"}, "money-unfit"),
        ({"kind": "budget", "institution": "one", "money": "1.001"}, "money-unfit"),
        ({"kind": "budget", "institution": "one", "money": "1e400"}, "money-unfit"),
        ({"kind": "budget", "institution": "one", "money": "1", "soft": "much"}, "money-unfit"),
        ({"kind": "capacity", "supplier": "z", "pieces": "1"}, "supplier-unfit"),
        ({"kind": "capacity", "supplier": "a", "pieces": "1" * 20}, "pieces-unfit"),
        ({"kind": "country-share", "percent": "1", "country": "Mex"}, "country-unfit"),
        ({"kind": "shares", "shares": "90/10"}, "shares-unfit"),
    ],
)
def test_a_clause_that_cannot_be_is_told_with_its_place(typed: dict[str, str], code: str) -> None:
    clauses, mistakes = read_clauses([typed], KNOWN)
    assert [mistake.code for mistake in mistakes] == [code]
    assert clauses == []


def test_the_same_change_of_the_call_twice_is_told() -> None:
    typed = [{"kind": "spread", "percent": "5"}, {"kind": "spread", "percent": "8"}]
    assert [(one.place, one.code) for one in read_clauses(typed, KNOWN)[1]] == [(1, "clause-twice")]


def test_rules_that_change_the_call_reach_the_lots() -> None:
    made = problem(TWO, Clause("spread", {"percent": 3}), Clause("minimum-share", {"percent": 50}))
    assert {lot.spread_permyriad for lot in made.lots} == {300}
    assert {lot.minimum_share_percent for lot in made.lots} == {50}
    assert Decimal(10) == rules().spread_percent
