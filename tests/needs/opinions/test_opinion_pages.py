"""The reviewer's queue, the namings and the opinions given, in the browser's terms."""

import pytest
from django.test import Client

from abasto.needs.opinions.models import Opinion, ReviewerSeat
from abasto.needs.requests.models import RequestLine
from abasto.people.models import User

from ..requests.in_review import REVIEWERS, in_review

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
HUB = "/rounds/mx-next/agreement/"


def signed_in(username: str) -> Client:
    client = Client(headers=ENGLISH)
    client.force_login(User.objects.get(username=username))
    return client


def test_all_of_a_filter_get_an_opinion_at_once_and_it_is_withdrawn() -> None:
    of = in_review()
    reviewer = signed_in(REVIEWERS[0])
    shown = reviewer.get(f"{HUB}opinions/")
    assert "3 lines wait for your opinion" in shown.content.decode()
    clave = RequestLine.objects.filter(round=of).values_list("item__clave", flat=True)[0]
    reviewer.post(f"{HUB}opinions/?q={clave}", {"opinion": "favourable", "scope": "all"})
    assert Opinion.objects.count() == 1
    given = reviewer.get(f"{HUB}opinions/?view=given")
    assert [key for key, _row in given.context["rows"]] == [Opinion.objects.get().line_id]
    reviewer.post(f"{HUB}opinions/?view=given", {"act": "withdraw", "pick": str(Opinion.objects.get().line_id)})
    assert Opinion.objects.count() == 0


def test_what_is_missing_is_told_on_the_page_with_what_was_typed() -> None:
    in_review()
    told = signed_in(REVIEWERS[0]).post(f"{HUB}opinions/", {"opinion": "unfavourable", "scope": "all", "said": " "})
    assert told.status_code == 422
    assert "Say why: only a favourable opinion needs no words." in told.content.decode()


def test_pieces_are_suggested_for_one_line_at_a_time() -> None:
    in_review()
    said = {"opinion": "with-changes", "scope": "all", "said": "less", "suggested": "1,200"}
    assert "one line at a time; 3 are chosen" in signed_in(REVIEWERS[0]).post(f"{HUB}opinions/", said).content.decode()


def test_the_page_of_opinions_keeps_one_alone_hidden_and_its_file_too() -> None:
    of = in_review(1)
    secret = "no patient needs this"
    said = {"opinion": "unfavourable", "scope": "all", "said": secret, "suggested": "77"}
    signed_in(REVIEWERS[0]).post(f"{HUB}opinions/", said)
    clave = RequestLine.objects.get(round=of).item.clave
    pages = ["opinions/given/", "opinions/given/?format=csv", f"comments/imss/{clave}/", ""]
    for reader in (REVIEWERS[1], "approver-imss", "planner-imss", "coordinator", "auditor", "buyer"):
        client = signed_in(reader)
        assert not [page for page in pages if secret in client.get(f"{HUB}{page}").content.decode()]
    signed_in(REVIEWERS[1]).post(f"{HUB}opinions/", {"opinion": "favourable", "scope": "all"})
    told = signed_in("approver-imss").get(f"{HUB}opinions/given/").content.decode()
    assert secret in told
    assert "On 1 of 1 lines with an opinion both are in" in told


def test_the_approver_names_and_ends() -> None:
    in_review(1, ())
    approver = signed_in("approver-imss")
    days = {"starts": "2026-09-15", "ends": "2026-10-15"}
    approver.post(f"{HUB}reviewers/", {"reviewer": REVIEWERS[0], **days})
    seat = ReviewerSeat.objects.get()
    assert "1 reviewers are named for today" in approver.get(f"{HUB}reviewers/").content.decode()
    wrong = approver.post(f"{HUB}reviewers/", {"reviewer": REVIEWERS[1], "starts": "", "ends": "x"})
    assert wrong.status_code == 422
    approver.post(f"{HUB}reviewers/", {"act": "end", "seat": str(seat.pk)})
    assert ReviewerSeat.objects.get().ended_at is not None


@pytest.mark.parametrize("page", ["", "opinions/", "opinions/given/", "reviewers/", "delegates/", "comments/"])
@pytest.mark.parametrize("username", ["", "supplier-sup-001-2027", "administrator"])
def test_others_are_told_that_it_is_not_open_to_them(page: str, username: str) -> None:
    in_review(1, ())
    client = signed_in(username) if username else Client(headers=ENGLISH)
    answer = client.get(f"{HUB}{page}")
    assert answer.status_code in (200, 403)
    assert "100" not in [str(row.get("maximum")) for _key, row in (answer.context.get("rows") or [])]
    assert "state-no-permission" in answer.content.decode()
