"""Reminders before the last day for needs: the right people, once a day, and further up when nothing came."""

from datetime import date, timedelta

import pytest

from abasto.needs.reminders.actions.remind import remind
from abasto.needs.reminders.plan import Standing, reminders
from abasto.needs.requests.models import RequestLine
from abasto.people.notices.models import Notice

from ..requests.announced import AT, after, announce
from ..requests.in_review import in_review

LAST = date(2026, 11, 30)
IDLE = Standing("imss", "IMSS", {})
HALF = Standing("issste", "ISSSTE", {"draft": 3, "submitted": 2})
DONE = Standing("pemex", "PEMEX", {"approved": 5})


def due(days: int, *standings: Standing) -> list[tuple[str, str, tuple[str, ...], bool]]:
    found = reminders(standings, LAST, LAST - timedelta(days))
    return [(one.kind, one.code, tuple(role.value for role in one.roles), one.to_desk) for one in found]


@pytest.mark.parametrize("days", [7, 3, 1])
def test_the_planner_hears_of_it_7_3_and_1_days_before(days: int) -> None:
    assert due(days, HALF, DONE) == [("deadline-near", "issste", ("planner",), False)]


@pytest.mark.parametrize("days", [8, 5, 2, -1])
def test_on_other_days_nobody_hears_of_it(days: int) -> None:
    assert due(days, HALF, DONE) == []


def test_on_the_day_approver_and_coordinator_hear_of_it_too() -> None:
    assert due(0, HALF, DONE) == [("deadline-today", "issste", ("planner", "approver"), True)]


def test_nothing_submitted_goes_further_up_from_three_days_on() -> None:
    up = ("nothing-submitted", "imss", ("approver",), True)
    assert [up in due(days, IDLE) for days in (7, 3, 2, 1, 0, -1)] == [False, True, True, True, True, False]


@pytest.mark.django_db
@pytest.mark.db
def test_it_is_told_once_a_day() -> None:
    of = announce()
    assert remind(of, after(75)) > 0
    told = Notice.objects.count()
    assert remind(of, after(75)) == 0
    assert Notice.objects.count() == told
    assert Notice.objects.filter(kind="nothing-submitted", recipient__username="coordinator").exists()
    assert remind(of, after(76)) > 0


@pytest.mark.django_db
def test_lines_of_the_institution_are_counted() -> None:
    of = in_review(2, ())
    RequestLine.objects.filter(round=of).update(state="draft")
    remind(of, after(69))
    values = Notice.objects.get(kind="deadline-near", recipient__username="planner-imss").values
    assert (values["drafts"], values["days"], values["day"]) == (2, 7, "2026-11-30")


@pytest.mark.django_db
def test_a_reviewer_hears_of_the_lines_that_wait_for_him() -> None:
    of = in_review(2)
    remind(of, AT)
    told = Notice.objects.filter(kind="opinions-asked")
    assert [(one.recipient.username, one.values["count"]) for one in told.order_by("recipient")] == [
        ("reviewer-imss", 2),
        ("reviewer-2-imss", 2),
    ]
    assert remind(of, AT) == 0


@pytest.mark.django_db
def test_a_round_that_is_past_its_needs_reminds_nobody() -> None:
    of = announce()
    of.phase = "research"
    assert remind(of, AT) == 0
    of.phase, of.is_announced = "needs", False
    assert remind(of, after(75)) == 0
