"""The pages of the consolidated need: who sees what, and a lock in the browser's way."""

import re

import pytest
from django.test import Client

from abasto.needs.consolidated.models import MergeProposal, NeedVersion
from abasto.needs.models import NeedLine
from abasto.needs.requests.models import RequestLine
from abasto.needs.requests.queries import codes_open
from abasto.people.models import User
from abasto.rounds.models import Round

from ..requests.announced import buyer_of
from .agreed import PASSWORD, agreed, locked, made

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
VIEWS = ("institution", "code", "group", "category", "state", "month", "growth", "surprises")
NEED = "/rounds/mx-next/consolidated/"


def as_(username: str) -> Client:
    client = Client(headers=ENGLISH)
    client.force_login(User.objects.get(username=username))
    return client


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_adds_up_to_the_same_pieces(view: str) -> None:
    of = agreed()
    asked = sum(RequestLine.objects.filter(round=of).values_list("maximum_pieces", flat=True))
    coordinator = as_("coordinator")
    page = text(coordinator, f"{NEED}?view={view}")
    assert f"3 codes, {asked:,} pieces: accepted so far" in page
    body = coordinator.get(f"{NEED}?view={view}&format=csv").content.decode("utf-8-sig")
    header, *rows = [line.split(",") for line in body.replace('"', "").splitlines()]
    assert header[-1] == "data"
    assert {row[-1] for row in rows} == {"synthetic"}
    assert rows


def test_a_round_read_from_an_annex_has_the_same_views() -> None:
    pieces = sum(NeedLine.objects.filter(round__code="mx-mini").values_list("maximum_pieces", flat=True))
    page = text(Client(headers=ENGLISH), "/rounds/mx-mini/consolidated/")
    assert f"{pieces:,} pieces: as published in the demand annex" in page
    assert "view=month" in page


def test_in_the_phase_of_needs_an_institution_sees_its_own_and_a_citizen_nothing() -> None:
    of = agreed()
    mine = buyer_of(of, 0)
    user = User.objects.get(username="planner-imss")
    User.objects.filter(pk=user.pk).update(organisation=mine)
    own = sum(RequestLine.objects.filter(round=of, organisation=mine).values_list("maximum_pieces", flat=True))
    assert f"{own:,} pieces" in text(as_("planner-imss"), NEED)
    text(Client(headers=ENGLISH), NEED, 403)
    text(as_("planner-imss"), f"{NEED}versions/", 403)
    Round.objects.filter(pk=of.pk).update(phase="research")
    every = sum(RequestLine.objects.filter(round=of).values_list("maximum_pieces", flat=True))
    page = text(as_("planner-imss"), NEED)
    assert f"{every:,} pieces" in page
    assert "view=institution" not in page


def test_a_coordinator_makes_locks_checks_and_reopens_without_javascript() -> None:
    of = agreed()
    coordinator = as_("coordinator")
    assert coordinator.post(f"{NEED}versions/", {"why": ""}).status_code == 422
    made_page = coordinator.post(f"{NEED}versions/", {"why": "First sum"}, follow=True)
    assert "Consolidated need, version 1" in made_page.content.decode()
    lock = f"{NEED}versions/1/lock/"
    assert "You lock version 1: 6 lines of 3 codes" in text(coordinator, lock)
    refused = coordinator.post(lock, {"password": "wrong"})
    assert refused.status_code == 422
    assert coordinator.post(lock, {"password": PASSWORD}, follow=True).status_code == 200
    assert NeedLine.objects.filter(round=of).count() == 6
    checked = text(coordinator, f"{NEED}versions/1/?check=1")
    assert len(re.findall("Holds", checked)) == 3
    assert "sha256sum" in checked
    assert "version 1, locked and signed" in text(coordinator, NEED)
    cell = text(coordinator, f"/rounds/mx-next/needs/cell/?clave={next(iter(codes_open(of)))}&column=total")
    assert "version-1" in cell
    reopen = f"{NEED}versions/1/reopen/"
    assert coordinator.post(reopen, {"why": "x", "asked_by": ""}).status_code == 422
    assert coordinator.post(reopen, {"why": "A box holds two", "asked_by": "IMSS"}).status_code == 302
    assert "A box holds two" in text(coordinator, f"{NEED}versions/1/")


def test_lines_that_wait_are_listed_by_institution_on_the_lock() -> None:
    of = agreed()
    late = buyer_of(of, 1)
    version = made(of)
    RequestLine.objects.filter(pk=RequestLine.objects.filter(round=of, organisation=late).first().pk).update(
        state="approved"
    )
    page = text(as_("coordinator"), f"{NEED}versions/{version.number}/lock/")
    assert f'name="left_out-{late.code}"' in page
    assert str(late) in text(as_("coordinator"), f"{NEED}versions/")


def test_others_do_not_reach_the_acts() -> None:
    of = agreed()
    made(of)
    for name in ("buyer", "planner-imss"):
        for act in ("lock", "reopen"):
            assert as_(name).get(f"{NEED}versions/1/{act}/").status_code == 403
        assert as_(name).post(f"{NEED}versions/", {"why": "x"}).status_code in (403, 404)
        assert as_(name).get(f"{NEED}mergers/new/").status_code == 403
    assert NeedVersion.objects.filter(round=of).count() == 1


def test_a_merger_goes_from_candidate_to_adoption_in_the_browser() -> None:
    of = agreed()
    coordinator = as_("coordinator")
    text(coordinator, f"{NEED}mergers/")
    claves = list(codes_open(of))
    told = {
        "from": claves[0],
        "to": claves[1],
        "numerator": "1",
        "denominator": "2",
        "opinion": "Same",
        "basis": "CNIS",
    }
    assert coordinator.post(f"{NEED}mergers/new/", {**told, "numerator": "x"}).status_code == 422
    assert coordinator.post(f"{NEED}mergers/new/", told).status_code == 302
    one = f"{NEED}mergers/1/"
    assert coordinator.post(one, {"do": "consult", "deadline": "soon"}).status_code == 422
    assert coordinator.post(one, {"do": "consult", "deadline": "2026-10-01"}).status_code == 302
    assert coordinator.post(one, {"do": "adopt"}).status_code == 422
    for place in range(2):
        User.objects.filter(username="approver-imss").update(organisation=buyer_of(of, place))
        who = as_("approver-imss")
        assert f"The answer of {buyer_of(of, place)}" in text(who, one).replace("&#x27;", "'")
        answer = {"do": "answer", "organisation": buyer_of(of, place).code, "answer": "object", "reason": "Children"}
        assert who.post(one, answer).status_code == 302
        reply = {"do": "reply", "organisation": buyer_of(of, place).code, "note": "The small one stays"}
        assert coordinator.post(one, reply).status_code == 302
    assert coordinator.post(one, {"do": "adopt", "note": ""}).status_code == 302
    assert MergeProposal.objects.get(round=of).state == "adopted"
    assert coordinator.post(one, {"do": "nothing"}).status_code == 404
    assert "Adopted" in text(coordinator, f"{NEED}mergers/")
    text(Client(), f"{NEED}mergers/", 403)


def test_files_are_made_once_and_open_with_the_call() -> None:
    of = agreed()
    locked(made(of))
    coordinator = as_("coordinator")
    for kind in ("annex", "workbook", "parquet", "csv"):
        assert coordinator.post(f"{NEED}files/", {"kind": kind}).status_code == 302
        answer = coordinator.get(f"{NEED}files/{kind}/")
        assert answer.status_code == 200
        assert "synthetic" in answer["Content-Disposition"]
    assert coordinator.post(f"{NEED}files/", {"kind": "pdf"}).status_code == 404
    assert Client().get(f"{NEED}files/annex/").status_code == 403
    assert as_("planner-imss").post(f"{NEED}files/", {"kind": "csv"}).status_code == 403
    Round.objects.filter(pk=of.pk).update(phase="call")
    assert Client().get(f"{NEED}files/annex/").status_code == 200
