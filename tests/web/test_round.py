"""Home and the round at a glance: what each role sees, and what it does not."""

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from abasto.people.models import User
from abasto.problems.models import ListedProblem
from abasto.rounds.models import Round
from abasto.web.refusals import RefusalMiddleware

pytestmark = pytest.mark.django_db
MINI = "mx-mini"
ENGLISH = {"accept-language": "en"}


def text(client: Client, address: str) -> str:
    answer = client.get(address, headers=ENGLISH)
    assert answer.status_code == 200
    return answer.content.decode()


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def in_phase(phase: str) -> None:
    Round.objects.filter(code=MINI).update(phase=phase)


def test_the_round_at_a_glance_shows_flow_map_suppliers_and_calendar_to_everyone_after_delivery_began() -> None:
    page = text(Client(), f"/rounds/{MINI}/")
    for heading in ("From need to delivery", "Who won most", "Calendar", "Not awarded", "Why?", "data-map"):
        assert heading in page
    assert "synthetic" in page


def test_a_citizen_sees_neither_risk_nor_problems() -> None:
    page = text(Client(), f"/rounds/{MINI}/")
    assert "Not open to your role" in page
    assert "Problems to work on" not in page


def test_the_buyer_sees_risk_and_problems() -> None:
    page = text(signed_in("buyer"), f"/rounds/{MINI}/")
    assert "Not open to your role" not in page
    assert "Problems to work on" in page


def test_before_the_award_a_citizen_sees_the_need_without_money() -> None:
    in_phase("bids")
    page = text(Client(), f"/rounds/{MINI}/")
    assert "buyers ask for" in page
    assert "Opens to you in the phase “Award”" in page
    assert "money, MXN" not in page
    assert "Who won most" not in page
    assert "Bids</a>" not in page


def test_before_the_award_the_buyer_sees_the_money_of_the_need() -> None:
    in_phase("bids")
    assert "money, MXN" in text(signed_in("buyer"), f"/rounds/{MINI}/")


def test_before_the_call_a_citizen_sees_the_calendar_alone() -> None:
    in_phase("needs")
    page = text(Client(), f"/rounds/{MINI}/")
    assert "The need is being gathered" in page
    assert "Calendar" in page
    assert "From need to delivery" not in page
    assert "data-map" not in page


def test_the_problem_list_of_the_page_counts_the_open_ones() -> None:
    ListedProblem.objects.filter(round_code=MINI).delete()
    at = Round.objects.get(code=MINI).clock
    for place, state in enumerate(("open", "open", "mended")):
        ListedProblem.objects.create(
            key=f"k{place}", round_code=MINI, room="needs", kind="minimum-above-maximum", severity="critical",
            role="buyer", state=state, at=at,
        )  # fmt: skip
    assert "Work on 2 problems" in text(signed_in("buyer"), f"/rounds/{MINI}/")
    assert "2 problems wait for you" in text(signed_in("buyer"), "/")
    assert "wait for you</a>" not in text(signed_in("auditor"), "/")


def test_home_of_a_citizen_is_the_front_of_the_public_portal() -> None:
    page = text(Client(), "/")
    assert "No account needed" in page
    assert 'role="search"' in page


def test_every_role_finds_its_next_steps_at_home() -> None:
    for user in User.objects.all():
        assert "Next steps" in text(signed_in(user.username), "/"), user.username


def test_home_of_a_supplier_leads_to_its_own_page() -> None:
    user = User.objects.filter(role="supplier").order_by("username").first()
    assert user is not None
    assert user.organisation is not None
    page = text(signed_in(user.username), "/")
    assert f"/rounds/{MINI}/suppliers/{user.organisation.code}/" in page
    assert "You won" in page


def test_home_of_a_planner_shows_the_own_need() -> None:
    page = text(signed_in("planner-imss"), "/")
    assert "You asked" in page
    assert "You won" not in page


def test_the_pages_speak_spanish_unless_asked_otherwise() -> None:
    page = Client().get(f"/rounds/{MINI}/", headers={"accept-language": "es-MX"}).content.decode()
    assert '<html lang="es">' in page
    assert '<html lang="en">' in text(Client(), f"/rounds/{MINI}/")


def test_an_unknown_round_is_not_found_and_says_the_way_out() -> None:
    answer = Client().get("/rounds/none/", headers=ENGLISH)
    assert answer.status_code == 404
    assert "Go home" in answer.content.decode()


def test_an_unknown_address_is_not_found_and_says_the_way_out() -> None:
    answer = Client().get("/nowhere/", headers=ENGLISH)
    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()


def test_the_role_picker_signs_in_without_password_on_this_machine_only() -> None:
    client = Client()
    assert "Look at the rehearsal as" in text(client, "/roles/")
    assert client.post("/roles/", {"username": "auditor"}).status_code == 302
    assert "Auditor" in text(client, "/")
    assert Client(REMOTE_ADDR="10.0.0.9").get("/roles/", headers=ENGLISH).status_code == 403


def test_a_wrong_password_is_refused_with_a_sentence() -> None:
    answer = Client().post("/sign-in/", {"username": "buyer", "password": "no"}, headers=ENGLISH)
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()


def test_a_database_that_cannot_be_read_is_told_on_a_page_that_reads_none() -> None:
    door = RefusalMiddleware(lambda request: HttpResponse())
    answer = door.process_exception(RequestFactory().get("/"), OperationalError("database is locked"))
    assert answer is not None
    assert answer.status_code == 503
    assert "database is locked" not in answer.content.decode()


@pytest.mark.parametrize("name", ["500.html", "400.html", "403_csrf.html"])
def test_the_last_pages_need_neither_a_request_nor_the_database(name: str) -> None:
    assert 'href="/"' in render_to_string(name)


def test_a_supplier_learns_what_it_won_with_the_award_and_not_before() -> None:
    in_phase("evaluation")
    user = User.objects.filter(role="supplier").order_by("username")[0]
    page = text(signed_in(user.username), "/")
    assert "You offered" in page
    assert "Your contracts" not in page
    assert "Opens to you in the phase “Award”" in page
