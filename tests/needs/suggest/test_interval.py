"""A request held against its interval, and the reasons that are asked outside it."""

import pytest

from abasto.base.refusal import Refused
from abasto.needs.suggest.interval import (
    ABOVE,
    BELOW,
    INSIDE,
    NO_HISTORY,
    check_explanation,
    judge_request,
    need_interval,
)
from abasto.needs.suggest.reasons import EPIDEMIC, FIRST_TIME, STOCK_ON_HAND

TEXT = "An outbreak of measles was confirmed in March."


@pytest.mark.parametrize(
    ("requested", "state", "distance"), [(79, BELOW, 1), (80, INSIDE, 0), (120, INSIDE, 0), (150, ABOVE, 30)]
)
def test_a_request_is_below_inside_or_above(requested: int, state: str, distance: int) -> None:
    verdict = judge_request(requested, 80, 100, 120, 36)
    assert (verdict.state, verdict.distance_pieces) == (state, distance)
    assert verdict.per_mille_of_middle == requested * 10
    assert verdict.asks_reason is (state != INSIDE)


def test_without_history_a_reason_is_asked_and_nothing_asked_is_inside() -> None:
    verdict = judge_request(5, 0, 0, 0, 0)
    assert (verdict.state, verdict.per_mille_of_middle) == (NO_HISTORY, None)
    assert FIRST_TIME in verdict.reasons
    assert judge_request(0, 0, 0, 0, 0).state == INSIDE


def test_a_code_never_used_and_asked_for_is_above() -> None:
    assert judge_request(1, 0, 0, 0, 36).state == ABOVE


def test_what_stock_covers_need_not_be_asked_and_safety_may_be() -> None:
    assert need_interval(80, 100, 120, safety=10, covered=90) == (0, 20, 40)


def test_a_reason_of_the_list_with_a_text_explains() -> None:
    check_explanation(judge_request(150, 80, 100, 120, 36), EPIDEMIC, TEXT)
    check_explanation(judge_request(100, 80, 100, 120, 36), "", "")


@pytest.mark.parametrize(
    ("reason", "text", "code"),
    [
        ("", TEXT, "need-reason-missing"),
        (STOCK_ON_HAND, TEXT, "need-reason-unfit"),
        ("<script>" * 20, TEXT, "need-reason-unfit"),
        (EPIDEMIC, " because      of it ", "need-text-short"),
        (EPIDEMIC, "<b>why</b> " * 10_000, "need-text-long"),
    ],
)
def test_a_bad_explanation_is_refused(reason: str, text: str, code: str) -> None:
    with pytest.raises(Refused, match=code) as refusal:
        check_explanation(judge_request(150, 80, 100, 120, 36), reason, text)
    assert len(str(refusal.value)) < 400
