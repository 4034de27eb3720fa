"""Needs are agreed on pages: announced, submitted, approved and accepted, each by whom it belongs to."""

import json

import pytest
from django.test import Client

from abasto.needs.requests.models import RequestDecision, RequestLine
from abasto.people.models import User
from abasto.rehearsal.actions.play_next_needs import play_next_needs
from abasto.rounds.models import Participation, Round
from abasto.rounds.queries import round_named

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
NEXT = "/rounds/mx-mini-next"


def as_user(username: str) -> Client:
    client = Client(headers=ENGLISH)
    client.force_login(User.objects.get(username=username))
    return client


@pytest.fixture
def of() -> Round:
    """The round after the small one, in the middle of its needs."""
    return play_next_needs(round_named("mx-mini"))


def lines_of(of: Round, state: str) -> int:
    return RequestLine.objects.filter(round=of, organisation__code="imss", state=state).count()


def decide(client: Client, act: str, state: str, **more: str) -> str:
    page = client.get(f"{NEXT}/lines/?state={state}")
    form = {"command": page.context["command"], "act": act, "state": state, "scope": "all", **more}
    answer = client.post(f"{NEXT}/lines/decide/", form, follow=True)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def test_lines_go_from_draft_to_accepted_by_three_people(of: Round) -> None:
    drafts = lines_of(of, "draft")
    assert drafts > 5
    assert "Submission was a success." in decide(as_user("planner-imss"), "submit", "draft")
    assert "Approval was a success." in decide(as_user("approver-imss"), "approve", "submitted")
    told = decide(as_user("coordinator"), "accept", "approved")
    assert "Acceptance was a success." in told
    assert lines_of(of, "accepted") >= drafts


def test_what_cannot_be_processed_is_named_with_its_reason_and_mend_and_can_be_taken_away(of: Round) -> None:
    first = RequestLine.objects.filter(round=of, organisation__code="imss", state="draft").order_by("pk")[0]
    RequestLine.objects.filter(pk=first.pk).update(verdict="above")
    planner = as_user("planner-imss")
    told = decide(planner, "submit", "draft")
    assert "Submission was partially successful: the following items could not be processed." in told
    assert "It lies outside the suggested interval and gives no reason" in told
    command = RequestDecision.objects.order_by("-pk")[0].command
    taken = planner.get(f"{NEXT}/decisions/{command}/?format=csv").content.decode()
    assert taken.count("\n") >= 6
    assert first.item.clave in taken


def test_nothing_chosen_is_told_in_a_sentence(of: Round) -> None:
    answer = as_user("planner-imss").post(f"{NEXT}/lines/decide/", {"act": "submit", "command": "command-1"})
    assert answer.status_code == 422
    assert "No line was chosen" in answer.content.decode()


def test_one_institution_sees_neither_lines_nor_decisions_of_another(of: Round) -> None:
    other = next(user for user in User.objects.filter(role="planner") if user.username != "planner-imss")
    decide(as_user("planner-imss"), "submit", "draft")
    command = RequestDecision.objects.order_by("-pk")[0].command
    client = as_user(other.username)
    assert "IMSS<" not in client.get(f"{NEXT}/lines/").content.decode()
    assert client.get(f"{NEXT}/decisions/{command}/").status_code == 404
    assert as_user(User.objects.filter(role="supplier")[0].username).get(f"{NEXT}/lines/").status_code == 403


def test_the_coordinator_announces_a_round_and_everyone_of_the_last_one_is_asked(of: Round) -> None:
    coordinator = as_user("coordinator")
    typed = coordinator.get("/rounds/announce/").context["typed"]
    answer = coordinator.post("/rounds/announce/", typed, follow=True)
    assert answer.status_code == 200
    opened = Round.objects.get(code="mx-2031-2032")
    assert (opened.phase, opened.is_announced) == ("needs", True)
    asked = Participation.objects.filter(round=opened, is_buyer=True).count()
    assert asked == Participation.objects.filter(round=of, is_buyer=True).count() > 0
    assert opened.items.count() == of.items.count()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"starts": "next year"}, "Say on which day the purchase starts."),
        ({"months": "²"}, "Months are a whole number."),
        ({"months": "400"}, "400 months: a round has 1 to 36."),
        ({"needs_ends": ""}, "Needs: write both days."),
        ({"needs_ends": "2001-01-01"}, "end before they begin"),
        ({"name_en": ""}, "The round needs a name in both languages"),
    ],
)
def test_an_announcement_that_does_not_fit_is_told_and_nothing_is_saved(wrong: dict[str, str], sentence: str) -> None:
    coordinator = as_user("coordinator")
    typed = coordinator.get("/rounds/announce/").context["typed"] | wrong
    answer = coordinator.post("/rounds/announce/", typed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Round.objects.filter(is_announced=True).exists()


def test_only_the_coordinator_announces(of: Round) -> None:
    assert as_user("planner-imss").get("/rounds/announce/").status_code == 403
    assert Client().get("/rounds/announce/").status_code == 401


def change(client: Client, **form: str) -> str:
    return client.post(f"{NEXT}/asking/members/change/", form, follow=True).content.decode()


def test_an_institution_that_left_is_not_accepted_any_more_and_may_come_back(of: Round) -> None:
    coordinator = as_user("coordinator")
    RequestLine.objects.filter(round=of, organisation__code="imss").update(state="approved")
    assert "left the round" in change(coordinator, do="leave", institution="imss", why="its own purchase")
    told = decide(coordinator, "accept", "approved", organisation="imss")
    assert "Its institution left the round" in told
    change(coordinator, do="join", institution="imss")
    assert "Acceptance was a success." in decide(coordinator, "accept", "approved", organisation="imss")


def test_a_code_withdrawn_after_submission_is_not_approved(of: Round) -> None:
    line = RequestLine.objects.filter(round=of, organisation__code="imss", state="submitted").order_by("pk")[0]
    assert "is withdrawn" in change(as_user("coordinator"), do="withdraw", clave=line.item.clave, why="merged")
    told = decide(as_user("approver-imss"), "approve", "submitted", clave=line.item.clave)
    assert "The code was withdrawn from the round" in told


def test_after_a_deadline_nothing_is_submitted_until_the_coordinator_moves_it(of: Round) -> None:
    of.dates.filter(phase="needs").update(starts="2027-11-01", ends="2027-12-01")
    planner = as_user("planner-imss")
    assert "The last day to submit has passed" in decide(planner, "submit", "draft")
    assert "2028-02-10" in change(as_user("coordinator"), do="deadline", phase="needs", ends="2028-02-10", why="asked")
    assert "Submission was a success." in decide(planner, "submit", "draft")


@pytest.mark.parametrize(
    "form",
    [
        {"do": "leave", "institution": "imss"},
        {"do": "shout"},
        {"do": "withdraw"},
        {"do": "deadline", "phase": "needs", "ends": "2026-13-45", "why": "typed wrong"},
    ],
)
def test_a_change_without_its_reason_or_subject_is_refused(of: Round, form: dict[str, str]) -> None:
    answer = as_user("coordinator").post(f"{NEXT}/asking/members/change/", form)
    assert answer.status_code == 422


def test_home_says_what_to_do_now(of: Round) -> None:
    for username, told in (
        ("planner-imss", "Submit"),
        ("approver-imss", "Decide"),
        ("coordinator", "Accept"),
    ):
        page = as_user(username).get("/").content.decode()
        assert told in page, username
    assert "the need too" in as_user("planner-imss").get("/").content.decode()


def test_the_api_decides_as_the_page_does(of: Round) -> None:
    planner = as_user("planner-imss")
    body = {"command": "command-api-1", "act": "submit", "state": "draft"}

    def post() -> dict[str, object]:
        answer = planner.post(f"/api/v1{NEXT}/decisions", json.dumps(body), content_type="application/json")
        assert answer.status_code == 200, answer.content
        found: dict[str, object] = answer.json()
        return found

    first = post()
    assert first["answer"] == "success"
    assert post() == first
    rows = planner.get(f"/api/v1{NEXT}/decisions/command-api-1/lines?limit=2").json()
    assert [row["outcome"] for row in rows["rows"]] == ["done", "done"]
    assert planner.get(f"/api/v1{NEXT}/requests?state=submitted").json()["total"] >= rows["total"]


def test_the_page_of_the_round_says_who_waits_for_whom(of: Round) -> None:
    page = as_user("coordinator").get(f"{NEXT}/asking/").content.decode()
    assert "Planner: drafts to submit." in page
    assert as_user("coordinator").get(f"{NEXT}/asking/?format=xlsx").status_code == 200
