"""What an institution asks for, over HTTP: its own lines, and cells saved by the action of the grid."""

import json

import pytest
from django.test import Client

from abasto.needs.requests.models import RequestLine
from abasto.needs.requests.queries import codes_open
from abasto.needs.requests.states import SUBMITTED
from abasto.people.models import User
from tests.needs.requests.announced import announce

pytestmark = pytest.mark.django_db
CELLS = "/api/v1/rounds/mx-next/request-cells"


def signed_in(username: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(username=username))
    return client


def save(client: Client, *cells: tuple[str, int, int, int], organisation: str = "imss"):
    told = {"cells": [dict(zip(("clave", "month", "before", "after"), cell, strict=True)) for cell in cells]}
    return client.patch(f"{CELLS}/{organisation}", json.dumps(told), content_type="application/json")


def test_cells_are_saved_and_the_line_is_read_back() -> None:
    clave = next(iter(codes_open(announce())))
    client = signed_in("planner-imss")
    answer = save(client, (clave, 0, 0, 101), (clave.replace(".", ""), 1, 0, 9))
    assert answer.status_code == 200
    assert (answer.json()["applied"], answer.json()["lines"]) == (2, 1)
    told = client.get(f"{CELLS}/imss").json()
    row = told["rows"][0]
    assert (told["total"], row["clave"], row["organisation_code"]) == (1, clave, "imss")
    assert (row["maximum_by_month"][:3], row["maximum_pieces"], row["minimum_pieces"]) == ([101, 9, 0], 110, 44)
    assert (row["state"], row["origin"]) == ("draft", "synthetic")


def test_a_cell_somebody_else_changed_comes_back_with_both_values() -> None:
    clave = next(iter(codes_open(announce())))
    client = signed_in("planner-imss")
    save(client, (clave, 0, 0, 10))
    answer = save(client, (clave, 0, 0, 12)).json()
    assert answer["conflicts"] == [{"clave": clave, "month": 0, "before": 0, "mine": 12, "theirs": 10}]


def test_a_line_past_editing_is_told() -> None:
    clave = next(iter(codes_open(announce())))
    client = signed_in("planner-imss")
    save(client, (clave, 0, 0, 10))
    RequestLine.objects.update(state=SUBMITTED)
    answer = save(client, (clave, 0, 10, 12)).json()
    assert (answer["applied"], answer["closed"]) == (0, {clave: SUBMITTED})


def test_nobody_reads_or_writes_for_another() -> None:
    clave = next(iter(codes_open(announce())))
    save(signed_in("planner-imss"), (clave, 0, 0, 10))
    other = User.objects.filter(role="planner").exclude(username__startswith="planner-imss").get()
    assert signed_in(other.username).get(f"{CELLS}/imss").status_code == 404
    assert save(signed_in(other.username), (clave, 0, 10, 1)).status_code == 404
    assert signed_in("buyer").get(f"{CELLS}/imss").status_code == 403
    assert Client().get(f"{CELLS}/imss").status_code == 401
    assert save(Client(), (clave, 0, 10, 1)).status_code == 401
    assert save(signed_in("approver-imss"), (clave, 0, 10, 1)).status_code == 403


@pytest.mark.parametrize(
    "cell",
    [("010.000.0104.00", -2, 0, 1), ("010.000.0104.00", 36, 0, 1), ("010.000.0104.00", 0, 0, -1), ("x", 0, 0, 1)],
)
def test_a_cell_that_cannot_be_is_refused(cell: tuple[str, int, int, int]) -> None:
    announce()
    assert save(signed_in("planner-imss"), cell).status_code == 422
    assert not RequestLine.objects.exists()
