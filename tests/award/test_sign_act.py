"""The signature of the award act: who may, on which values, once."""

from datetime import date

import pytest
from django.test import Client

from abasto.award.actions.sign_act import sign_act
from abasto.base.refusal import Refused
from abasto.law.values import LegalValue
from abasto.ledger.models import Event
from abasto.people.actions.make_demo_accounts import demo_password
from abasto.people.models import User
from abasto.tender.models import Procedure

pytestmark = pytest.mark.django_db
PASSWORD = demo_password(2027)
SALT = b"salt of the test"


def value(state: str) -> LegalValue:
    return LegalValue("price_too_high.margin_percent", 10, "percent", "LAASSP 2025, art. 5", state, date(2025, 4, 17))


CHECKED, TO_CHECK = value("checked"), value("to_check")


def the_procedure() -> Procedure:
    return Procedure.objects.select_related("round").get(round__code="mx-mini")


def buyer() -> User:
    return User.objects.get(username="buyer")


def refusal(user: User, password: str, *values: LegalValue) -> str:
    with pytest.raises(Refused) as refused:
        sign_act(the_procedure(), user, password, values, SALT)
    return refused.value.code


def test_on_checked_values_the_buyer_signs_and_the_log_tells_it_without_a_name() -> None:
    assert sign_act(the_procedure(), buyer(), PASSWORD, [CHECKED], SALT).phase == "signature"
    assert the_procedure().phase == "signature"
    event = Event.objects.get(kind="award-act-signed")
    assert event.subject == the_procedure().number
    assert "buyer" not in event.actor


def test_a_value_that_nobody_checked_blocks_the_signature() -> None:
    before = the_procedure().phase
    assert refusal(buyer(), PASSWORD, CHECKED, TO_CHECK) == "value-to-check"
    assert the_procedure().phase == before
    assert not Event.objects.filter(kind="award-act-signed").exists()


def test_a_wrong_password_signs_nothing() -> None:
    assert refusal(buyer(), "not it", CHECKED) == "wrong-password"


def test_no_other_role_may_sign() -> None:
    assert refusal(User.objects.get(username="auditor"), PASSWORD, CHECKED) == "not-allowed"


def test_an_act_is_signed_once() -> None:
    sign_act(the_procedure(), buyer(), PASSWORD, [CHECKED], SALT)
    assert refusal(buyer(), PASSWORD, CHECKED) == "act-signed"


def test_while_a_lot_is_undecided_there_is_nothing_to_sign() -> None:
    the_procedure().lots.order_by("number")[0].decision.delete()
    assert refusal(buyer(), PASSWORD, CHECKED) == "act-before-decision"


ACT = "/rounds/mx-mini/awards/act/"
ENGLISH = {"accept-language": "en"}


def test_the_page_repeats_what_will_happen_and_today_names_the_values_that_block_it(client: Client) -> None:
    client.force_login(buyer())
    text = client.get(ACT, headers=ENGLISH).content.decode()
    assert "From then on it binds the buyer and the winners" in text
    answer = client.post(ACT, {"password": PASSWORD}, headers=ENGLISH)
    assert answer.status_code == 422
    assert "price_too_high.margin_percent" in answer.content.decode()
    assert the_procedure().phase != "signature"


def test_the_page_says_when_the_password_is_wrong(client: Client) -> None:
    client.force_login(buyer())
    answer = client.post(ACT, {"password": "not it"}, headers=ENGLISH)
    assert answer.status_code == 422
    assert "password is wrong" in answer.content.decode()


def test_the_page_is_for_the_buyer_alone(client: Client) -> None:
    assert client.get(ACT).status_code == 403
    client.force_login(User.objects.get(username="coordinator"))
    assert client.post(ACT, {"password": PASSWORD}).status_code == 403
