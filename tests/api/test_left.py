"""What is left over HTTP: the plan to those who may see offers, the routes to all, the acts to their roles."""

import json

import pytest
from django.test import Client

from abasto.award.left.queries import left_pieces
from abasto.people.models import User
from abasto.rounds.models import Round
from abasto.tender.models import Procedure

pytestmark = pytest.mark.django_db
API = "/api/v1/rounds/mx-mini"


def as_user(client: Client, username: str) -> Client:
    client.force_login(User.objects.get(username=username))
    return client


def a_clave() -> str:
    return left_pieces(Round.objects.get(code="mx-mini"))[0].lot.item.clave


def post(client: Client, path: str, told: object, status: int = 200) -> dict[str, object]:
    answer = client.post(f"{API}/{path}", json.dumps(told), content_type="application/json")
    assert answer.status_code == status, answer.content
    body: dict[str, object] = answer.json()
    return body


def test_the_plan_has_a_proposal_per_code_with_pieces_left(client: Client) -> None:
    told = as_user(client, "buyer").get(f"{API}/left?limit=500").json()
    left = left_pieces(Round.objects.get(code="mx-mini"))
    assert {row["clave"]: row["left_pieces"] for row in told["rows"]} == {
        one.lot.item.clave: one.pieces for one in left
    }
    assert all(row["ground"] for row in told["rows"])
    assert all(bool(row["awarded_pieces"]) != bool(row["untried"]) for row in told["rows"])


@pytest.mark.parametrize(("username", "status"), [("", 401), ("planner-imss", 403), ("auditor", 200)])
def test_the_plan_is_for_the_buying_side(client: Client, username: str, status: int) -> None:
    if username:
        as_user(client, username)
    assert client.get(f"{API}/left").status_code == status


def test_a_route_is_chosen_authorised_and_opened_and_the_pieces_are_where_they_went(client: Client) -> None:
    clave = a_clave()
    as_user(client, "buyer")
    assert post(client, "routes", {"claves": [clave], "route": "direct-award"}) == {"codes": 1}
    assert (
        post(client, "routes/open", {"claves": [clave], "kind": "direct-award"}, 422)["code"] == "route-not-authorised"
    )
    as_user(client, "coordinator")
    assert post(client, "routes/authorise", {"claves": [clave], "document": "SSA/1"}) == {"codes": 1}
    as_user(client, "buyer")
    called = post(client, "routes/open", {"claves": [clave], "kind": "direct-award"})
    assert called["number"] == Procedure.objects.get(position=2, round__code="mx-mini").number
    client.logout()
    where = client.get(f"{API}/lots/{clave}/pieces").json()
    assert where["asked"] == sum(pieces for name, pieces in where.items() if name != "asked")
    assert where["pending"] > 0
    assert [row["state"] for row in client.get(f"{API}/routes").json()["rows"]] == ["opened"]
    assert len(client.get(f"{API}/procedures").json()) == 2


def test_pieces_are_given_back_and_the_proposed_routes_are_taken(client: Client) -> None:
    first, second = (one.lot.item.clave for one in left_pieces(Round.objects.get(code="mx-mini"))[:2])
    as_user(client, "coordinator")
    assert post(client, "routes", {"claves": [first], "route": "return"})["pieces"]
    assert post(client, "routes", {"claves": [second]}) == {"codes": 1}
    assert post(client, "routes", {"claves": [first], "route": "return"}, 422)["code"] == "nothing-left"
    assert post(client, "routes", {"claves": [second], "route": "barter"}, 422)["code"] == "route-unknown"


def test_only_their_roles_act(client: Client) -> None:
    told = {"claves": [a_clave()], "route": "return"}
    assert client.post(f"{API}/routes", json.dumps(told), content_type="application/json").status_code == 401
    as_user(client, "auditor")
    post(client, "routes", told, 403)
    post(client, "routes/authorise", {"claves": [a_clave()], "document": "SSA/1"}, 403)
    post(client, "routes/open", {"claves": [a_clave()], "kind": "invitation"}, 403)
