"""An approver lets somebody decide in his place, between two dates."""

from datetime import date, timedelta
from itertools import product

import pytest

from abasto.base.refusal import Refused
from abasto.needs.delegations.actions.delegate import delegate, revoke
from abasto.needs.delegations.queries import approves_for
from abasto.needs.delegations.rule import Given, is_in_force
from abasto.needs.requests.models import Delegation
from abasto.needs.requests.queries import decider_of
from abasto.people.models import User
from abasto.people.notices.models import Notice
from abasto.rounds.models import Round

from ..requests.announced import AT, after, announce
from ..requests.in_review import who

DAY = date(2026, 9, 15)
LATER = DAY + timedelta(10)


def give(of: Round, username: str = "planner-imss", starts: date = DAY, ends: date = LATER) -> Delegation:
    return delegate(of, who("approver-imss"), "approver", username, starts, ends, AT)


@pytest.mark.parametrize(("revoked", "giver", "in_use"), list(product((False, True), repeat=3)))
def test_it_holds_only_while_nothing_ended_it(revoked: bool, giver: bool, in_use: bool) -> None:
    given = Given(DAY, LATER, revoked, giver, in_use)
    assert is_in_force(given, DAY) == is_in_force(given, LATER) == (not revoked and giver and in_use)
    assert not is_in_force(given, DAY - timedelta(1))
    assert not is_in_force(given, LATER + timedelta(1))


@pytest.mark.django_db
@pytest.mark.db
def test_the_delegate_decides_between_the_days_and_is_told() -> None:
    of = announce()
    give(of)
    planner = who("planner-imss")
    assert approves_for(planner, "imss", AT)
    assert not approves_for(planner, "censida", AT)
    assert not approves_for(planner, "imss", after(11))
    assert decider_of(planner, AT, is_active=True).approves_for >= {"imss"}
    assert Notice.objects.get(recipient__username="planner-imss").kind == "delegation-given"


@pytest.mark.django_db
def test_an_approver_decides_for_his_own_alone() -> None:
    assert approves_for(who("approver-imss"), "imss", AT)
    assert not approves_for(who("approver-imss"), "issste", AT)
    assert not approves_for(who("planner-imss"), "imss", AT)
    assert not approves_for(who("coordinator"), "imss", AT)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("username", "change"),
    [
        ("approver-imss", {"is_active": False}),
        ("approver-imss", {"role": "planner"}),
        ("planner-imss", {"is_active": False}),
    ],
)
def test_it_ends_with_the_account_of_either(username: str, change: dict[str, object]) -> None:
    give(announce())
    User.objects.filter(username=username).update(**change)
    assert not approves_for(who("planner-imss"), "imss", AT)
    assert decider_of(who("planner-imss"), AT, is_active=True).approves_for == frozenset()


@pytest.mark.django_db
def test_what_is_revoked_holds_no_more_and_only_once() -> None:
    of = announce()
    given = give(of)
    revoke(of, who("approver-imss"), "approver", given.pk, AT)
    assert not approves_for(who("planner-imss"), "imss", AT)
    with pytest.raises(Refused) as refused:
        revoke(of, who("approver-imss"), "approver", given.pk, AT)
    assert refused.value.code == "not-found"
    with pytest.raises(Refused):
        revoke(of, who("approver-censida"), "approver", give(of).pk, AT)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("username", "starts", "ends", "code"),
    [
        ("planner-censida", DAY, LATER, "delegate-unknown"),
        ("approver-imss", DAY, LATER, "delegate-unknown"),
        ("supplier-sup-001-2027", DAY, LATER, "delegate-unknown"),
        ("planner-imss", LATER, DAY, "dates-unfit"),
        ("planner-imss", DAY - timedelta(9), DAY - timedelta(1), "dates-unfit"),
        ("planner-imss", DAY, DAY + timedelta(800), "delegation-too-long"),
    ],
)
def test_what_does_not_fit_is_refused(username: str, starts: date, ends: date, code: str) -> None:
    with pytest.raises(Refused) as refused:
        give(announce(), username, starts, ends)
    assert refused.value.code == code


@pytest.mark.django_db
def test_a_delegate_cannot_delegate_on_and_nobody_twice() -> None:
    of = announce()
    give(of)
    with pytest.raises(Refused) as refused:
        delegate(of, who("planner-imss"), "planner", "warehouse-imss", DAY, LATER, AT)
    assert refused.value.code == "not-allowed"
    with pytest.raises(Refused) as refused:
        give(of)
    assert refused.value.code == "delegated-already"
