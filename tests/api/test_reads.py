"""The reads of the API: what each role gets, and how a request is refused."""

import json
from typing import Any

import pytest
from django.test import Client

from abasto.award.models import LotDecision
from abasto.contracts.models import Contract
from abasto.needs.models import NeedLine
from abasto.people.models import User
from abasto.rounds.models import Round
from abasto.tender.models import Bid

pytestmark = pytest.mark.django_db
ROUND = "/api/v1/rounds/mx-mini"
LISTS = (
    "items",
    "needs",
    "prices",
    "lots",
    "awards",
    "contracts",
    "suppliers",
    "files",
    "savings",
    "event-hashes",
    "law",
)


def get(client: Client, path: str) -> Any:
    return client.get(f"{ROUND}/{path}")


def as_role(client: Client, username: str) -> Client:
    client.force_login(User.objects.get(username=username))
    return client


@pytest.mark.parametrize("path", LISTS)
def test_every_public_list_is_paged(client: Client, path: str) -> None:
    answer = get(client, f"{path}?limit=2&offset=1")
    told = answer.json()
    assert answer.status_code == 200
    assert (told["limit"], told["offset"], len(told["rows"])) == (2, 1, min(2, told["total"] - 1))
    assert get(client, f"{path}?limit=1&offset=1").json()["rows"] == told["rows"][:1]


def test_lists_hold_what_the_database_holds(client: Client) -> None:
    assert get(client, "needs").json()["total"] == NeedLine.objects.count()
    assert (
        get(client, "lots?state=not-awarded").json()["total"] == LotDecision.objects.filter(state="not-awarded").count()
    )
    number = Contract.objects.order_by("number")[0].number
    contract = get(client, f"contracts/{number}").json()
    assert sum(line["maximum_pieces"] for line in contract["lines"]) == contract["maximum_pieces"]


def test_the_result_is_that_of_the_file(client: Client) -> None:
    answer = client.get("/public/mx-mini/files/result.json")
    assert get(client, "result").json() == json.loads(b"".join(answer.streaming_content))


def test_a_clave_is_understood_in_any_usual_writing(client: Client) -> None:
    clave = LotDecision.objects.select_related("lot__item").first().lot.item.clave
    assert get(client, f"items/{clave.replace('.', '')}").json()["clave"] == clave
    assert get(client, "items/nonsense").json()["code"] == "clave-unreadable"


def test_the_public_reads_neither_prices_nor_capacities_of_bids_and_the_buyer_does(client: Client) -> None:
    bid = Bid.objects.select_related("lot__item", "supplier").order_by("key")[0]
    path = f"lots/{bid.lot.item.clave}/bids"
    assert {(row["price_centavos"], row["capacity_pieces"]) for row in get(client, path).json()} == {(None, None)}
    (own,) = (row for row in get(as_role(client, "buyer"), path).json() if row["key"] == bid.key)
    assert (own["price_centavos"], own["capacity_pieces"]) == (bid.price_centavos, bid.capacity_pieces)


def test_before_the_award_the_public_gets_neither_prices_nor_bids_nor_decisions(client: Client) -> None:
    Round.objects.filter(code="mx-mini").update(phase="bids")
    for path in ("prices", "lots", "awards", "contracts", "savings", "suppliers"):
        assert (get(client, path).status_code, get(client, path).json()["code"]) == (401, "sign-in-first")
    assert get(client, "files").json()["total"] == 0
    assert "amount" not in get(client, "result").json()["asked"]
    assert get(client, "needs").status_code == 200


def test_an_institution_sees_its_own_needs_before_they_are_public(client: Client) -> None:
    Round.objects.filter(code="mx-mini").update(phase="needs")
    planner = User.objects.filter(role="planner").order_by("username")[0]
    as_role(client, planner.username)
    rows = get(client, "needs?limit=500").json()["rows"]
    assert rows
    assert {row["buyer_code"] for row in rows} == {planner.organisation.code}


def test_a_closed_list_is_refused_and_not_told_as_empty_to_an_institution(client: Client) -> None:
    Round.objects.filter(code="mx-mini").update(phase="bids")
    as_role(client, User.objects.filter(role="planner").order_by("username")[0].username)
    for path in ("prices", "lots", "awards", "savings"):
        assert (get(client, path).status_code, get(client, path).json()["code"]) == (403, "not-allowed")


@pytest.mark.parametrize(
    ("username", "path", "status"),
    [
        ("", "flags", 401),
        ("buyer", "flags", 403),
        ("auditor", "flags", 200),
        ("", "events", 401),
        ("buyer", "events", 403),
        ("auditor", "events", 200),
        ("", "stock-at-risk", 401),
        ("supplier-sup-001-2027", "stock-at-risk", 403),
        ("buyer", "stock-at-risk", 200),
        ("", "problems", 401),
        ("coordinator", "problems", 200),
    ],
)
def test_closed_lists_open_to_their_roles_alone(client: Client, username: str, path: str, status: int) -> None:
    if username:
        as_role(client, username)
    assert get(client, path).status_code == status


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("lots?colour=red", 422, "parameter-unknown"),
        ("lots?limit=0", 422, "request-not-understood"),
        ("lots?limit=501", 422, "request-not-understood"),
        ("lots?offset=-1", 422, "request-not-understood"),
        ("lots?offset=10000000000000000000", 422, "request-not-understood"),
        ("contracts/no/such/contract", 404, "not-found"),
    ],
)
def test_a_refusal_is_json_with_code_sentence_citation_and_values(
    client: Client, path: str, status: int, code: str
) -> None:
    answer = get(client, path)
    told = answer.json()
    assert (answer.status_code, told["code"]) == (status, code)
    assert told.keys() == {"code", "sentence", "citation", "values"}
    assert client.get("/api/v1/rounds/no-such-round").status_code == 404


def test_the_page_of_the_api_loads_nothing_from_elsewhere_and_documents_every_refusal(client: Client) -> None:
    page = client.get("/api/v1/docs").content.decode()
    assert "//" not in page.replace("<!doctype html>", "")
    assert "swagger-ui-bundle.js" in page
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert len(paths) > 25
    for path, operations in paths.items():
        for operation in operations.values():
            assert {"200", "401", "403", "404", "409", "422"} <= operation["responses"].keys(), path
