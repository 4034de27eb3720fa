"""The study on the pages: who sees it, the rule builder without a script, progress, comparison, and its mark."""

import io
import zipfile

import pytest
from django.test import Client

from abasto.award.study.actions.run_scenario import run_scenario
from abasto.award.study.models import Scenario
from abasto.page.figures import money
from abasto.people.models import User
from abasto.people.roles import Role
from abasto.rounds.models import Round

pytestmark = pytest.mark.django_db
STUDY = "/rounds/mx-mini/study/"
ENGLISH = {"accept-language": "en"}
MARK = "Study, not awardable"
READERS = ("buyer", "coordinator", "auditor", "social-witness")
TWO = {
    "name": "Two clauses", "unserved": "200", "weight": "0", "effort": "quick",
    "0_kind": "supplier-share", "0_percent": "30", "0_soft": "", "1_kind": "no-ceilings",
}  # fmt: skip


def as_user(client: Client, username: str) -> Client:
    client.force_login(User.objects.get(username=username))
    return client


def user_of(role: Role) -> User:
    return User.objects.filter(role=role.value).order_by("username")[0]


def saved(client: Client, **changed: str) -> Scenario:
    answer = as_user(client, "buyer").post(f"{STUDY}new/", TWO | changed | {"do": "save"}, headers=ENGLISH)
    assert answer.status_code == 302, answer.content.decode()
    return Scenario.objects.select_related("round").order_by("-pk")[0]


def shown(client: Client, path: str = "", status: int = 200) -> str:
    answer = client.get(f"{STUDY}{path}", headers=ENGLISH)
    assert answer.status_code == status, path
    return answer.content.decode()


def built(client: Client, do: str, **changed: str) -> str:
    answer = as_user(client, "buyer").post(f"{STUDY}new/", TWO | changed | {"do": do}, headers=ENGLISH)
    return answer.content.decode()


def test_the_buying_side_reads_and_no_one_else_does(client: Client) -> None:
    one = run_scenario(saved(client), {})
    paths = ("", f"{one.code}/", f"{one.code}/progress/")
    for role in Role:
        if role is Role.CITIZEN:
            client.logout()
        else:
            client.force_login(user_of(role))
        expected = 200 if role.value in READERS else 403
        answers = [client.get(f"{STUDY}{path}", headers=ENGLISH) for path in paths]
        assert [answer.status_code for answer in answers] == [expected] * 3, role
        text = "".join(answer.content.decode() for answer in answers)
        assert (one.name in text) == (expected == 200), role
        assert client.get(f"/api/v1/rounds/mx-mini/study/{one.code}").status_code == (
            401 if role is Role.CITIZEN else expected
        )


def test_its_files_are_of_the_buying_side_too(client: Client) -> None:
    one = run_scenario(saved(client), {})
    path = f"/public/mx-mini/files/study/{one.code}/study-not-awardable-{one.code}-problem.json"
    assert client.get(path).status_code == 200
    client.logout()
    assert client.get(path).status_code == 404


def test_only_the_buyer_and_the_coordinator_may_ask_run_and_take_away(client: Client) -> None:
    one = saved(client)
    for role in (Role.AUDITOR, Role.SOCIAL_WITNESS, Role.SUPPLIER, Role.PLANNER):
        client.force_login(user_of(role))
        answers = [
            client.get(f"{STUDY}new/"), client.post(f"{STUDY}new/", TWO), client.post(f"{STUDY}{one.code}/run/"),
            client.post(f"{STUDY}{one.code}/forget/"),
        ]  # fmt: skip
        assert [answer.status_code for answer in answers] == [403] * 4, role
    assert Scenario.objects.get(pk=one.pk).state == "draft"


def test_every_page_says_that_it_is_a_study(client: Client) -> None:
    one = run_scenario(saved(client), {})
    for path in ("", f"?with={one.code}", f"{one.code}/"):
        assert MARK in shown(client, path)
    assert "study, not awardable" in shown(client, f"?with={one.code}")


def test_pages_answer_in_both_languages(client: Client) -> None:
    one = run_scenario(saved(client), {})
    for language in ("es", "en"):
        for path in ("", "new/", f"{one.code}/"):
            answer = client.get(f"{STUDY}{path}", headers={"accept-language": language})
            assert answer.status_code == 200
            assert f'lang="{language}"' in answer.content.decode()


def test_a_clause_is_added_moved_and_taken_away_by_buttons(client: Client) -> None:
    added = built(client, "add", add_kind="winners")
    assert 'name="2_kind" value="winners"' in added
    moved = built(client, "up-1")
    assert 'name="0_kind" value="no-ceilings"' in moved
    assert 'name="1_percent" value="30"' in moved
    gone = built(client, "remove-0")
    assert 'name="0_kind" value="no-ceilings"' in gone
    assert "1_kind" not in gone
    assert not Scenario.objects.exists()


def test_a_button_beyond_the_list_changes_nothing(client: Client) -> None:
    for do in ("remove-9", "up-0", "down-1", "remove-x", "", "save-all"):
        text = built(client, do)
        assert 'name="0_kind" value="supplier-share"' in text
        assert 'name="1_kind" value="no-ceilings"' in text


def test_each_mistake_has_its_sentence_and_nothing_is_saved(client: Client) -> None:
    text = built(client, "save", **{"0_percent": "130", "1_kind": "spread", "1_percent": "wide", "unserved": "much"})
    assert "Clause 1: “130” is no whole percent between 0 and 100." in text
    assert "Clause 2: “wide” is no whole percent between 0 and 100." in text
    assert "Both percents of the terms are whole numbers." in text
    assert not Scenario.objects.exists()


def test_a_name_that_is_taken_is_said_on_the_form_which_keeps_what_was_typed(client: Client) -> None:
    saved(client)
    text = built(client, "save")
    assert "There is a scenario called “Two clauses” already." in text
    assert 'value="Two clauses"' in text


def test_what_was_typed_cannot_run_as_a_script(client: Client) -> None:
    text = built(client, "save", name="<script>alert(1)</script>", **{"0_percent": '"><script>'})
    assert "<script>alert" not in text
    assert '"><script>' not in text


def test_the_answer_tells_its_cost_its_clauses_and_those_of_the_call(client: Client) -> None:
    one = run_scenario(saved(client), {})
    text = shown(client, f"{one.code}/")
    assert money(one.summary["total_centavos"]) in text
    assert "At most 30 % of the money to one supplier" in text
    assert "What each clause of this call costs" in text
    assert "Spread: a further winner only near the lowest price" in text
    assert one.run_key[:12] in text


def test_scenarios_stand_side_by_side_with_the_lawful_award(client: Client) -> None:
    first, second = run_scenario(saved(client), {}), run_scenario(saved(client, name="Another"), {})
    text = shown(client, f"?with={first.code}&with={second.code}")
    assert "Lawful award, lot by lot" in text
    assert text.count(money(first.summary["lawful"]["total_centavos"])) == 1
    assert text.count(f'<th scope="col" class="right">{second.name}</th>') == 1


def test_a_scenario_is_copied_into_the_form(client: Client) -> None:
    one = saved(client)
    text = shown(client, f"new/?from={one.code}")
    assert 'name="0_percent" value="30"' in text
    assert 'name="1_kind" value="no-ceilings"' in text


def test_progress_tells_how_far_it_is(client: Client) -> None:
    one = saved(client)
    Scenario.objects.filter(pk=one.pk).update(state="waiting", progress={"history": [["2000000", "1900000", 50_000]]})
    news = client.get(f"{STUDY}{one.code}/progress/", headers=ENGLISH).json()
    assert news["state"] == "waiting"
    assert news["gaps"] == [0.05]
    assert "gap 5.000 %" in news["told"]
    assert 'data-news="' in shown(client, f"{one.code}/")


def test_a_scenario_whose_worker_is_gone_may_go_on(client: Client) -> None:
    from abasto.runs.models import Run

    one = run_scenario(saved(client), {})
    Run.objects.filter(key=one.run_key).update(state="failed")
    Scenario.objects.filter(pk=one.pk).update(state="waiting")
    text = shown(client, f"{one.code}/")
    assert "Its worker is gone." in text
    assert "Go on" in text


def test_its_workbook_says_what_it_is_in_its_name_and_on_every_row(client: Client) -> None:
    one = run_scenario(saved(client), {})
    answer = client.get(f"{STUDY}{one.code}/?format=xlsx", headers=ENGLISH)
    assert "study-not-awardable-mx-mini-two-clauses-synthetic.xlsx" in answer["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        assert len([name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]) == 4
        assert "study, not awardable" in book.read("xl/sharedStrings.xml").decode()
    table = client.get(f"{STUDY}?format=csv", headers=ENGLISH)
    assert "study-not-awardable-mx-mini-synthetic.csv" in table["Content-Disposition"]
    assert "study, not awardable" in table.content.decode()


def test_taking_a_scenario_away_says_so(client: Client) -> None:
    one = saved(client)
    answer = client.post(f"{STUDY}{one.code}/forget/", headers=ENGLISH, follow=True)
    assert "The scenario “Two clauses” was taken away." in answer.content.decode()
    assert not Scenario.objects.exists()


def test_before_the_bids_are_open_the_page_says_why_there_is_nothing(client: Client) -> None:
    Round.objects.filter(code="mx-mini").update(phase="bids")
    as_user(client, "buyer")
    assert "Nobody&#x27;s offers on mx-mini may be read yet" in shown(client)
    shown(client, "new/", status=422)


def test_an_unknown_scenario_is_not_found(client: Client) -> None:
    as_user(client, "buyer")
    shown(client, "nothing-like-it/", status=404)
