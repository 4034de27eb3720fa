"""The problem list as the queue of work: counts, filters, settling, undoing, and who may."""

import csv
import io
from datetime import UTC, datetime

import pytest
from django.test import Client

from abasto.base.problem import Problem
from abasto.people.models import Organisation, User
from abasto.problems.actions.list_problems import list_problems
from abasto.problems.models import ListedProblem

PAGE = "/rounds/mx-mini/problems/"
AT = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def listed(db: None) -> None:
    """Sixty problems of one kind, a critical one, and one of IMSS."""
    ListedProblem.objects.filter(round_code="mx-mini").delete()
    alike = [Problem("Hoja1", row, "C", "minimum-zero", "warning", "010.000.0204.00", "0 | 12") for row in range(2, 62)]
    critical = Problem("Hoja1", 70, "D", "text-in-quantity", "critical", "010.000.0204.00", "many")
    list_problems("needs", "mx-mini", "planner", "annex.xlsx", [*alike, critical], AT)
    own = Problem("Hoja1", 80, "E", "negative-pieces", "warning", "010.000.0204.00", "-5")
    list_problems("needs", "mx-mini", "planner", "annex.xlsx", [own], AT)
    imss = Organisation.objects.get(code="imss")
    ListedProblem.objects.filter(kind="negative-pieces", round_code="mx-mini").update(organisation=imss)


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def test_many_problems_of_one_kind_are_one_group_that_opens() -> None:
    buyer = signed_in("buyer")
    page = buyer.get(PAGE, headers={"accept-language": "en"})
    assert [row["count"] for row in page.context["groups"].rows] == [1, 60, 1]
    assert not page.context["rows"]
    opened = buyer.get(f"{PAGE}?kind=minimum-zero")
    assert len(opened.context["rows"]) == 50
    assert opened.context["total"] == 60


def test_a_critical_problem_is_the_next_thing_to_do() -> None:
    page = signed_in("buyer").get(PAGE, headers={"accept-language": "en"}).content.decode()
    assert "Work through 1 critical problem" in page
    assert "62 of 62 problems are open" in page


def test_all_of_a_filter_are_settled_at_once_and_undone_at_once() -> None:
    buyer = signed_in("buyer")
    answer = buyer.post(
        f"{PAGE}settle/", {"kind": "minimum-zero", "to": "explained", "note": "as asked", "scope": "all"}
    )
    rows = ListedProblem.objects.filter(round_code="mx-mini", kind="minimum-zero")
    assert set(rows.values_list("state", "note")) == {("explained", "as asked")}
    page = buyer.get(answer.headers["Location"])
    event, _text = page.context["undo"]
    buyer.post(f"{PAGE}undo/{event}/")
    assert set(rows.values_list("state", "note")) == {("open", "")}


def test_only_the_ticked_problems_are_settled() -> None:
    one = ListedProblem.objects.filter(round_code="mx-mini", kind="minimum-zero").first()
    signed_in("coordinator").post(f"{PAGE}settle/", {"pick": str(one.pk), "to": "mended", "note": "corrected"})
    settled = ListedProblem.objects.filter(round_code="mx-mini", state="mended")
    assert [row.pk for row in settled] == [one.pk]


def test_a_tick_names_its_problem_however_many_there_are() -> None:
    kept = ListedProblem.objects.filter(round_code="mx-mini", kind="text-in-quantity")
    kept.update(id=1_234_567)
    page = signed_in("buyer").get(f"{PAGE}?kind=text-in-quantity", headers={"accept-language": "en"})
    assert 'name="pick" value="1234567"' in page.content.decode()


def test_an_institution_sees_and_settles_its_own_problems_alone() -> None:
    planner = signed_in("planner-imss")
    assert planner.get(PAGE).context["total"] == 1
    planner.post(f"{PAGE}settle/", {"to": "mended", "note": "corrected", "scope": "all"})
    settled = ListedProblem.objects.filter(round_code="mx-mini", state="mended")
    assert [row.kind for row in settled] == ["negative-pieces"]


@pytest.mark.parametrize("who", ["auditor", "social-witness", "approver-imss", "citizen"])
def test_who_the_problem_does_not_wait_for_changes_nothing(who: str) -> None:
    client = Client() if who == "citizen" else signed_in(who)
    answer = client.post(f"{PAGE}settle/", {"to": "accepted", "note": "fine", "scope": "all"})
    assert answer.status_code == 422
    assert not ListedProblem.objects.filter(round_code="mx-mini").exclude(state="open").exists()


def test_a_settlement_without_a_note_is_refused() -> None:
    answer = signed_in("buyer").post(f"{PAGE}settle/", {"to": "accepted", "note": "  ", "scope": "all"})
    assert answer.status_code == 422
    assert not ListedProblem.objects.filter(round_code="mx-mini", state="accepted").exists()


def test_the_public_sees_a_closed_page(client: Client) -> None:
    page = client.get(PAGE, headers={"accept-language": "en"})
    assert page.status_code == 403
    assert "not open to you" in page.content.decode()
    assert client.get(f"{PAGE}?format=csv").status_code == 403
    assert client.post(f"{PAGE}undo/1/").status_code == 403


def test_the_file_holds_the_place_of_every_problem_of_the_filter() -> None:
    answer = signed_in("buyer").get(f"{PAGE}?kind=minimum-zero&format=csv", headers={"accept-language": "en"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 60
    assert rows[0]["Place"] == "annex.xlsx, Hoja1, row 2, column C"
    assert rows[0]["Found"] == "0 | 12"


@pytest.mark.parametrize("text", ["²", "9" * 30, "-1", ""])
def test_a_tick_that_names_no_row_is_no_failure_of_the_server(text: str) -> None:
    buyer = signed_in("buyer")
    assert buyer.post(f"{PAGE}settle/", {"pick": text, "to": "mended", "note": "done"}).status_code == 422
    assert buyer.get(PAGE, {"settled": text}).status_code == 200
