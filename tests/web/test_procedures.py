"""What is left and what follows: the plan, the routes, annulments and winners that do not sign, by each role."""

import csv
import io

import pytest
from django.test import Client

from abasto.award.left.planning.queries import planned
from abasto.award.left.queries import left_pieces
from abasto.award.models import Award, PastDecision, Route
from abasto.people.actions.make_demo_accounts import demo_password
from abasto.people.models import User
from abasto.rounds.models import Round
from abasto.supply.models import LineDelivery
from abasto.tender.models import Procedure

pytestmark = pytest.mark.django_db
MINI = "mx-mini"
AWARDS = f"/rounds/{MINI}/awards"
NEXT = f"{AWARDS}/next/"
ENGLISH = {"accept-language": "en"}
PASSWORD = demo_password(2027)


def as_user(client: Client, username: str) -> Client:
    client.force_login(User.objects.get(username=username))
    return client


def the_round() -> Round:
    return Round.objects.get(code=MINI)


def a_clave(of_route: str) -> str:
    return next(one.proposal.clave for one in planned(the_round()) if one.proposal.route == of_route)


def with_reason(reason: str) -> list[str]:
    return [one.proposal.clave for one in planned(the_round()) if one.proposal.reason == reason]


def page(client: Client, path: str) -> str:
    answer = client.get(path, headers=ENGLISH)
    assert answer.status_code == 200, path
    return answer.content.decode()


def post(client: Client, what: str, **told: object) -> str:
    answer = client.post(f"{NEXT}{what}/", told, headers=ENGLISH, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("username", ["buyer", "coordinator", "auditor", "social-witness"])
def test_the_buying_side_reads_the_plan_with_its_changes_and_costs(client: Client, username: str) -> None:
    shown = page(as_user(client, username), NEXT)
    assert "Raise the ceiling to" in shown
    assert "Cannot be confirmed" in shown
    assert "Awarded by the changes proposed" in shown


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_page_opens_in_both_languages(client: Client, language: str) -> None:
    answer = as_user(client, "buyer").get(NEXT, headers={"accept-language": language})
    assert answer.status_code == 200


def test_others_read_only_the_routes_that_were_carried_out(client: Client) -> None:
    clave = a_clave("second-tender")
    post(as_user(client, "coordinator"), "choose", pick=[clave], answer="invitation", scope="ticked")
    client.logout()
    for shown in (page(client, NEXT), page(as_user(client, "planner-imss"), NEXT)):
        assert "Raise the ceiling" not in shown
        assert clave not in shown
    post(as_user(client, "coordinator"), "choose", pick=[clave], answer="return", scope="ticked")
    client.logout()
    shown = page(client, NEXT)
    assert clave in shown
    assert "Return to the institution" in shown


def test_before_the_award_the_page_is_closed(client: Client) -> None:
    Round.objects.filter(code=MINI).update(phase="evaluation")
    assert client.get(NEXT, headers=ENGLISH).status_code == 403


def test_the_filters_choose_by_reason_route_confirmation_money_and_words(client: Client) -> None:
    as_user(client, "buyer")
    no_bid = with_reason("no-bid")
    shown = page(client, f"{NEXT}?reason=no-bid")
    assert all(clave in shown for clave in no_bid)
    assert "Raise the ceiling" not in shown
    assert a_clave("direct-award") in page(client, f"{NEXT}?route=direct-award")
    assert "Cannot be confirmed" not in page(client, f"{NEXT}?confirmed=yes")
    assert "No code with pieces left meets these filters." in page(client, f"{NEXT}?money=99999999999999")
    assert no_bid[0] in page(client, f"{NEXT}?q={no_bid[0]}")
    assert page(client, f"{NEXT}?money=plenty")


def test_the_plan_is_exported_as_it_is_shown(client: Client) -> None:
    answer = as_user(client, "buyer").get(f"{NEXT}?reason=no-bid&format=csv", headers=ENGLISH)
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    known = {one.lot.item.clave for one in left_pieces(the_round())}
    assert {row[0] for row in rows if row and row[0] in known} == set(with_reason("no-bid"))
    assert as_user(client, "buyer").get(f"{NEXT}?format=xlsx").content[:2] == b"PK"


def test_from_choice_to_call_with_the_authorisation_between(client: Client) -> None:
    clave = a_clave("direct-award")
    as_user(client, "buyer")
    assert "The route of 1 code is chosen." in post(client, "choose", pick=[clave], scope="ticked")
    assert "waits for the coordinator" in page(client, NEXT)
    assert client.post(f"{NEXT}authorise/", {"document": "SSA/1"}).status_code == 403
    as_user(client, "coordinator")
    assert "1 direct award is authorised." in post(client, "authorise", document="SSA/1/2027")
    assert client.post(f"{NEXT}open/", {"kind": "direct-award", "batch": "0"}).status_code == 403
    as_user(client, "buyer")
    assert "is published with 1 lots" in post(client, "open", kind="direct-award", batch="0")
    procedure = Procedure.objects.get(round__code=MINI, position=2)
    assert procedure.authorisation == "SSA/1/2027"
    client.logout()
    assert procedure.number in page(client, f"/rounds/{MINI}/call/")
    shown = page(client, f"/rounds/{MINI}/call/?procedure={procedure.number}")
    assert "SSA/1/2027" in shown
    assert clave in shown


def test_all_codes_of_the_filter_take_their_proposed_route_at_once(client: Client) -> None:
    as_user(client, "coordinator")
    documents = with_reason("documents")
    assert len(documents) > 1
    told = post(client, "choose", scope="all", reason="documents", answer="as-proposed")
    assert f"The routes of {len(documents)} codes are chosen." in told
    assert Route.objects.filter(state="proposed").count() == len(documents)


def test_a_refused_choice_is_told_on_the_page(client: Client) -> None:
    as_user(client, "buyer")
    assert "Nothing is left to route" in post(client, "choose", scope="ticked")
    assert "There is no route" in post(client, "open", kind="invitation", batch="7")
    paper = next(one.proposal.clave for one in planned(the_round()) if one.proposal.change.documents_at_signing)
    assert "is no route for what is left" in post(client, "choose", pick=[paper], answer="barter", scope="ticked")


@pytest.mark.parametrize("username", ["auditor", "planner-imss", "supplier"])
def test_who_may_not_choose_is_refused(client: Client, username: str) -> None:
    who = User.objects.filter(role="supplier").order_by("username")[0].username if username == "supplier" else username
    told = {"pick": [a_clave("second-tender")], "scope": "ticked", "answer": "return"}
    assert as_user(client, who).post(f"{NEXT}choose/", told).status_code == 403
    assert not Route.objects.exists()


def a_winner() -> Award:
    for award in Award.objects.filter(lot__procedure__round__code=MINI).select_related("lot__item", "bid"):
        if award.lot.awards.count() == 1 and award.lot.bids.filter(outcome__rank__gt=1).exists():
            return award
    raise AssertionError("no lot with a second place")


def test_the_buyer_complies_with_a_resolution_and_the_page_tells_the_history(client: Client) -> None:
    award = a_winner()
    clave = award.lot.item.clave
    as_user(client, "buyer")
    assert "A resolution annuls this lot" in page(client, f"{AWARDS}/{clave}/")
    assert award.bid.key in page(client, f"{AWARDS}/annul/?claves={clave}")
    told = {"claves": clave, "rejected": [award.bid.key], "resolution": "SABG/233/2027", "password": "no"}
    answer = client.post(f"{AWARDS}/annul/", told, headers=ENGLISH)
    assert answer.status_code == 422
    assert "SABG/233/2027" in answer.content.decode()
    answer = client.post(f"{AWARDS}/annul/", told | {"password": PASSWORD}, headers=ENGLISH, follow=True)
    assert "1 lot is decided again." in answer.content.decode()
    assert "are being published again" in answer.content.decode()
    client.logout()
    assert "they are being published again" in page(client, f"/public/{MINI}/downloads/")
    shown = page(client, f"{AWARDS}/{clave}/")
    assert "SABG/233/2027" in shown
    assert "Rejected by a resolution" in shown
    assert "A resolution annuls this lot" not in shown


def test_the_annulment_page_says_what_it_does_not_know(client: Client) -> None:
    as_user(client, "buyer")
    for claves in ("paracetamol", "010.000.9999.99"):
        answer = client.get(f"{AWARDS}/annul/?claves={claves}", headers=ENGLISH)
        assert answer.status_code == 422, claves
    assert client.get(f"{AWARDS}/annul/").status_code == 200


def test_a_winner_that_does_not_sign_is_noted_by_the_buyer(client: Client) -> None:
    award = a_winner()
    LineDelivery.objects.filter(line__award=award).update(received_pieces=0)
    path = f"{AWARDS}/{award.lot.item.clave}/declined/"
    as_user(client, "buyer")
    assert award.bid.key in page(client, path)
    answer = client.post(path, {"bid": award.bid.key, "password": PASSWORD}, headers=ENGLISH, follow=True)
    assert "decided again without the winner" in answer.content.decode()
    assert PastDecision.objects.get().cause == "did-not-sign"


@pytest.mark.parametrize("path", ["annul/", "{clave}/declined/"])
@pytest.mark.parametrize(("username", "status"), [("", 401), ("auditor", 403), ("coordinator", 403)])
def test_only_the_buyer_sees_the_acts(client: Client, path: str, username: str, status: int) -> None:
    if username:
        as_user(client, username)
    assert client.get(f"{AWARDS}/{path.format(clave=a_winner().lot.item.clave)}").status_code == status
