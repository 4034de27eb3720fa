"""The Mexican rule set is what the sources say, and complete."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from abasto.award.reasons import LOT_REASONS
from abasto.base.calendar import add_business_days
from abasto.base.refusal import Refused
from abasto.law.holidays import business_calendar
from abasto.law.reader import HERE, read_rule_set
from abasto.law.values import CHECKED, TO_CHECK

RULES = read_rule_set("mx")
IN_2026 = date(2026, 5, 1)

AS_THE_SOURCES_SAY = {
    "call_to_opening_days.national": 15,
    "call_to_opening_days.open": 20,
    "call_to_opening_days.treaties": 40,
    "call_to_opening_days.shortened": 10,
    "invitation_days": 5,
    "invitation_minimum_firms": 3,
    "sole_supplier.letters": 3,
    "exception_justification.points": 7,
    "splitting.conditions": 5,
    "resolution_compliance_days": 6,
    "rescission_reply_days": 5,
    "rescission_decision_days": 10,
    "settlement_days": 20,
    "quote_validity_days": 20,
    "clarification_to_opening_days": 3,
    "signature_days.general": 15,
    "signature_days.consolidated": 20,
    "acceptance_days": 10,
    "payment_days": 17,
    "invoice_error_days": 3,
    "complaint_days.national": 6,
    "complaint_days.treaties": 10,
    "market_research.minimum_sources": 2,
    "market_research.platform_years": 3,
    "market_research.upload_days": 5,
    "price_too_high.margin_percent": 10,
    "price_too_high.statistic": "median",
    "price_too_low.percent": 40,
    "price_too_low.base": "accepted_offers_preponderant",
    "price_too_low.statistic": "mean",
    "simultaneous_supply.spread_percent": 10,
    "simultaneous_supply.maximum_winners": 5,
    "tie_break.order": ("msme", "draw"),
    "second_place_margin_percent": 10,
    "national_content_percent": 65,
    "national_preference_percent": 15,
    "open_contract.minimum_percent": 40,
    "open_contract.minimum_percent_exclusive": 80,
    "amendment.maximum_percent": 20,
    "guarantee.performance_percent": 10,
    "guarantee.hidden_defects_percent": 10,
    "guarantee.liability_percent": 10,
    "penalty.daily_percent": Decimal("2.5"),
    "penalty.partial_percent": 10,
    "penalty.cap_percent_without_guarantee": 20,
    "delivery_certificate.minimum_percent": 50,
    "delivery_certificate.months": 6,
    "social_witness.threshold_uma": 5_000_000,
    "small_awards.msme_percent": 50,
    "small_awards.cooperative_percent": 25,
    "evaluation.default": "points",
}


@pytest.mark.parametrize("key", sorted(AS_THE_SOURCES_SAY))
def test_a_value_of_2026_is_what_the_sources_say(key: str) -> None:
    assert RULES.value(key, IN_2026).value == AS_THE_SOURCES_SAY[key]


def test_a_value_brings_its_unit_article_and_first_day() -> None:
    found = RULES.value("signature_days.consolidated", IN_2026)
    assert (found.unit, found.citation, found.since) == ("business_days", "LAASSP 2025, art. 67", date(2025, 4, 17))


def test_a_reform_leaves_the_old_value_in_force_for_old_days() -> None:
    old = RULES.value("payment_days", date(2025, 4, 16))
    assert (old.integer, old.unit) == (20, "natural_days")
    assert RULES.value("payment_days", date(2025, 4, 17)).integer == 17


def test_every_version_of_every_value_has_citation_state_and_source() -> None:
    for key in RULES.definitions:
        for version in RULES.history(key):
            assert version.citation.strip(), key
            assert version.source.strip(), key
            assert version.state in (CHECKED, TO_CHECK), key
            assert version.confidence in ("H", "M", "L", "K"), key


def test_background_knowledge_is_never_called_checked() -> None:
    versions = [version for key in RULES.definitions for version in RULES.history(key)]
    assert [version.key for version in versions if version.confidence in ("K", "L") and version.is_checked] == []


def test_every_value_is_described_in_both_languages() -> None:
    for definition in RULES.definitions.values():
        assert all(definition.description[language].strip() for language in ("es", "en")), definition.key


def test_every_file_of_values_belongs_to_the_rule_set() -> None:
    files = {path.stem for path in (HERE / "mx" / "values").glob("*.yaml")}
    listed = Path(HERE / "mx" / "rule_set.yaml").read_text("utf-8").partition("values: [")[2].partition("]")[0]
    assert files == set(listed.split(", "))


def test_shares_add_up_and_no_pattern_has_more_winners_than_the_law_allows() -> None:
    most = RULES.value("simultaneous_supply.maximum_winners", IN_2026).integer
    assert RULES.shares["50/30/20"] == (50, 30, 20)
    assert all(sum(shares) == 100 and len(shares) <= most for shares in RULES.shares.values())


def test_reasons_come_in_the_order_of_their_precedence() -> None:
    assert RULES.reasons == LOT_REASONS


def test_tax_opinions_may_be_asked_only_before_signature() -> None:
    at_bid = {requirement.key for requirement in RULES.requirements_at("bid")}
    before_signature = {requirement.key for requirement in RULES.requirements_at("before_signature")}
    assert {"tax_opinion", "social_security_opinion", "housing_fund_certificate"} == before_signature
    assert not at_bid & before_signature


def test_an_unknown_value_is_refused() -> None:
    with pytest.raises(Refused, match="legal-value-unknown"):
        RULES.value("signature_days.imagined", IN_2026)


def test_a_day_before_the_first_value_is_refused() -> None:
    with pytest.raises(Refused, match="legal-value-not-yet"):
        RULES.value("delivery_certificate.minimum_percent", date(2022, 12, 1))


def test_a_value_read_as_another_type_than_its_unit_is_an_error() -> None:
    with pytest.raises(TypeError, match=r"penalty\.daily_percent"):
        _ = RULES.value("penalty.daily_percent", IN_2026).integer


def test_whole_percents_are_exact_decimals_too() -> None:
    assert RULES.value("open_contract.minimum_percent", IN_2026).decimal == Decimal(40)


def test_twenty_business_days_after_an_award_of_may_2026() -> None:
    calendar = business_calendar(RULES, "others", IN_2026, range(2026, 2027))
    assert add_business_days(date(2026, 5, 29), 20, calendar) == date(2026, 6, 26)


def test_the_weekends_of_birmex_are_working_days_and_its_holidays_are_not() -> None:
    calendar = business_calendar(RULES, "birmex", IN_2026, range(2026, 2027))
    assert add_business_days(date(2026, 9, 12), 3, calendar) == date(2026, 9, 15)
    assert add_business_days(date(2026, 9, 12), 4, calendar) == date(2026, 9, 17)


def test_the_change_of_government_is_a_holiday_every_six_years() -> None:
    calendar = business_calendar(RULES, "others", date(2024, 9, 1), range(2024, 2026))
    assert date(2024, 10, 1) in calendar.holidays
    assert date(2025, 10, 1) not in calendar.holidays
