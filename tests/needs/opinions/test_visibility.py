"""Until both opinions are in, each reviewer sees his own and nobody else sees any."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from abasto.base.refusal import Refused
from abasto.needs.opinions.seats import Period, check_seat
from abasto.needs.opinions.visibility import (
    FAVOURABLE,
    UNFAVOURABLE,
    Given,
    Said,
    check_said,
    is_complete,
    may_withdraw,
    visible,
)

AT = datetime(2026, 9, 15, 12, tzinfo=UTC)
ANA = Given("ana", FAVOURABLE, None, "", AT)
LUZ = Given("luz", UNFAVOURABLE, 50, "too much", AT + timedelta(hours=1))
DAY = AT.date()


def test_both_are_seen_by_whoever_sees_the_line_once_both_are_in() -> None:
    assert visible([ANA, LUZ], "approver", sees_line=True) == (ANA, LUZ)
    assert visible([ANA, LUZ], "ana", sees_line=True) == (ANA, LUZ)


@pytest.mark.parametrize(("name", "sees_line"), list(product(("luz", "approver", "coordinator", ""), (True, False))))
def test_one_alone_is_seen_by_nobody_but_its_author(name: str, sees_line: bool) -> None:
    assert visible([ANA], name, sees_line) == ()
    assert visible([ANA], "ana", sees_line) == (ANA,)


def test_complete_opinions_stay_closed_to_whoever_may_not_see_the_line() -> None:
    assert visible([ANA, LUZ], "supplier", sees_line=False) == ()


def test_two_opinions_of_one_reviewer_are_not_both() -> None:
    assert not is_complete([ANA, ANA])


def test_an_opinion_is_taken_back_only_while_it_is_alone() -> None:
    assert may_withdraw([ANA], "ana")
    assert not may_withdraw([ANA], "luz")
    assert not may_withdraw([ANA, LUZ], "ana")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Said("maybe"), "verdict-unknown"),
        (Said(UNFAVOURABLE, text="  "), "opinion-text-missing"),
        (Said(FAVOURABLE, text="x" * 100_000), "text-beyond-limit"),
        (Said(FAVOURABLE, -1), "suggestion-unfit"),
    ],
)
def test_an_opinion_that_cannot_be_read_is_refused(said: Said, code: str) -> None:
    with pytest.raises(Refused) as refused:
        check_said(said)
    assert refused.value.code == code


def test_a_third_reviewer_at_once_is_refused_and_one_after_another_is_not() -> None:
    month = [Period(DAY, DAY + timedelta(30)), Period(DAY, DAY + timedelta(10))]
    with pytest.raises(Refused) as refused:
        check_seat(Period(DAY + timedelta(5), DAY + timedelta(40)), month, DAY)
    assert refused.value.code == "reviewers-enough"
    check_seat(Period(DAY + timedelta(11), DAY + timedelta(40)), month, DAY)


@pytest.mark.parametrize(("starts", "ends"), [(3, 1), (-9, -1)])
def test_days_that_are_over_or_in_the_wrong_order_are_refused(starts: int, ends: int) -> None:
    with pytest.raises(Refused) as refused:
        check_seat(Period(DAY + timedelta(starts), DAY + timedelta(ends)), [], DAY)
    assert refused.value.code == "dates-unfit"
