"""A term ends as its unit says."""

from datetime import date

import pytest

from abasto.law.holidays import business_calendar
from abasto.law.reader import read_rule_set
from abasto.law.terms import end_of_term

RULES = read_rule_set("mx")


@pytest.mark.parametrize(
    ("award", "last_day"),
    [(date(2026, 5, 29), date(2026, 6, 26)), (date(2022, 12, 20), date(2023, 1, 4))],
)
def test_signature_runs_in_business_days_since_2025_and_ran_in_natural_days_before(award: date, last_day: date) -> None:
    calendar = business_calendar(RULES, "others", award, range(2022, 2027))
    assert end_of_term(RULES.value("signature_days.consolidated", award), award, calendar) == last_day


def test_what_is_not_counted_in_days_is_no_term() -> None:
    award = date(2026, 5, 29)
    calendar = business_calendar(RULES, "others", award, range(2026, 2027))
    with pytest.raises(TypeError, match=r"open_contract\.minimum_percent"):
        end_of_term(RULES.value("open_contract.minimum_percent", award), award, calendar)
