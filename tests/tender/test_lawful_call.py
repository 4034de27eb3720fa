"""The criterion of a call as the law stands on its day: by each evaluation, of each character."""

from datetime import date
from decimal import Decimal

import pytest

from abasto.law.reader import read_rule_set
from abasto.tender.call import EVALUATIONS, Evaluation, check_call
from abasto.tender.lawful_call import call_rules, values_of_call
from abasto.tender.origin import CHARACTERS, Character

LAW = read_rule_set("mx")
IN_2026, IN_2023 = date(2026, 5, 1), date(2023, 5, 1)


@pytest.mark.parametrize("character", CHARACTERS)
@pytest.mark.parametrize("evaluation", EVALUATIONS)
def test_the_law_gives_every_evaluation_and_character_rules_that_can_decide(
    evaluation: Evaluation, character: Character
) -> None:
    rules = call_rules(LAW, IN_2026, evaluation, character)
    check_call(rules)
    assert (rules.evaluation, rules.origin.character, rules.origin.home_country) == (evaluation, character, "MX")
    assert (rules.points is None) == (evaluation != "points")


def test_points_have_investment_and_the_record_of_deliveries_among_their_criteria() -> None:
    points = call_rules(LAW, IN_2026, "points").points
    assert points is not None
    assert {"investment", "delivery_record"} < {criterion.key for criterion in points.criteria}
    assert sum(criterion.maximum for criterion in points.criteria) == points.technical_weight


def test_a_rule_that_the_character_does_not_use_stands_at_nothing() -> None:
    of = {character: call_rules(LAW, IN_2026, "binary", character).origin for character in CHARACTERS}
    assert of["national"].national_content_percent == 65
    assert of["open"].preference_percent == 15
    assert "US" in of["treaties"].covered_countries
    assert "CN" not in of["treaties"].covered_countries
    assert of["treaties"].preference_percent == of["national"].preference_percent == Decimal(0)
    assert of["national"].covered_countries == of["open"].covered_countries == ()


def test_a_code_is_shared_by_five_only_where_the_law_of_the_day_lets_five_share() -> None:
    assert "30/25/20/15/10" in call_rules(LAW, IN_2026).share_patterns
    assert call_rules(LAW, IN_2023).share_patterns == ("100", "60/40", "70/30", "50/30/20")


def test_a_call_rests_on_the_values_its_criterion_uses_and_no_others() -> None:
    binary, points = (set(values_of_call(LAW, IN_2026, evaluation)) for evaluation in ("binary", "points"))
    assert binary < points
    assert "treaty_coverage.countries" in binary
    assert "national_content_percent" not in points
    assert "evaluation.criterion.investment" in points
