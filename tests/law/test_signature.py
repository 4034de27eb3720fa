"""A value that nobody checked drives a rehearsal and blocks a legal signature."""

from dataclasses import replace
from datetime import date

import pytest

from abasto.base.refusal import Refused
from abasto.law.signature import may_sign, values_to_check
from abasto.law.values import LegalValue

CHECKED = LegalValue("payment_days", 17, "business_days", "art. 73", "checked", date(2025, 4, 17))
DOUBTFUL = replace(CHECKED, key="complaint_days.national", citation="art. 95", state="to_check")


def test_a_rehearsal_may_rest_on_a_value_to_check() -> None:
    may_sign([CHECKED, DOUBTFUL], is_rehearsal=True)


def test_a_legal_act_on_checked_values_may_be_signed() -> None:
    may_sign([CHECKED], is_rehearsal=False)


def test_a_legal_act_on_a_value_to_check_is_refused_with_its_article() -> None:
    with pytest.raises(Refused, match="value-to-check") as refusal:
        may_sign([CHECKED, DOUBTFUL], is_rehearsal=False)
    assert refusal.value.citation == "art. 95"
    assert refusal.value.values["keys"] == ["complaint_days.national"]


def test_the_values_to_check_come_in_the_order_of_their_keys() -> None:
    other = replace(DOUBTFUL, key="acceptance_days")
    assert [value.key for value in values_to_check([DOUBTFUL, CHECKED, other])] == [
        "acceptance_days",
        "complaint_days.national",
    ]
