"""Runs, events, law: what anyone can check, and what only those in control may read."""

import json

import pytest
from django.test import Client

from abasto.ledger.models import Event
from abasto.people.models import User
from abasto.rounds.models import Round
from abasto.runs.models import Run

pytestmark = pytest.mark.django_db
MINI = "mx-mini"
ENGLISH = {"accept-language": "en"}


def text(address: str, username: str = "") -> str:
    client = Client()
    if username:
        client.force_login(User.objects.get(username=username))
    answer = client.get(address, headers=ENGLISH)
    assert answer.status_code == 200
    return answer.content.decode()


def event_of(kind: str) -> Event:
    return Event.objects.get(round_code=MINI, kind=kind)


def test_the_auditor_reads_every_event_with_its_proof() -> None:
    event = event_of("lots-decided")
    page = text(f"/rounds/{MINI}/events/?number={event.number}", "auditor")
    assert "Lots decided" in page
    assert "Event (canonical JSON)" in page
    assert "Checked" in page
    assert event.leaf_hash in page


@pytest.mark.parametrize("username", ["", "buyer", "planner-imss"])
def test_everyone_else_sees_hashes_proof_and_checkpoint_and_no_word_of_what_happened(username: str) -> None:
    event = event_of("flags-raised")
    page = text(f"/rounds/{MINI}/events/?number={event.number}", username)
    assert event.leaf_hash in page
    assert "Proof of inclusion" in page
    assert "Signed checkpoint" in page
    assert "Flags raised" not in page
    assert "canonical JSON" not in page
    assert event.subject not in page


def test_an_event_of_another_number_is_not_found() -> None:
    for number in ("999999", "x", "-1"):
        assert Client().get(f"/rounds/{MINI}/events/?number={number}", headers=ENGLISH).status_code == 404


def test_runs_tell_state_time_memory_and_hash() -> None:
    page = text(f"/rounds/{MINI}/runs/")
    award = Run.objects.get(round_code=MINI, kind="award")
    assert award.result_sha256 in page
    assert "Peak memory" in page


def test_the_hash_of_the_flags_is_for_those_in_control_since_it_tells_their_number() -> None:
    flags = Run.objects.get(round_code=MINI, kind="flags")
    assert json.loads(flags.result) is not None
    assert flags.result_sha256 not in text(f"/rounds/{MINI}/runs/")
    assert flags.result_sha256 not in text(f"/rounds/{MINI}/runs/", "buyer")
    assert flags.result_sha256 in text(f"/rounds/{MINI}/runs/", "auditor")


def test_before_the_opening_nobody_can_count_bids_by_trying_hashes() -> None:
    Round.objects.filter(code=MINI).update(phase="bids")
    bids = Run.objects.get(round_code=MINI, kind="bids")
    for username in ("", "buyer", "auditor"):
        assert bids.result_sha256 not in text(f"/rounds/{MINI}/runs/", username)


def test_the_law_page_lists_values_and_documents_and_can_be_searched() -> None:
    page = text("/law/")
    assert "Documents that may be asked of a bidder" in page
    assert "To be checked" in page
    assert "spread" in text("/law/?q=spread").lower()
    assert "No value has these words" in text("/law/?q=zzzz")


def test_the_disclosure_table_is_a_page() -> None:
    page = text("/law/disclosure/")
    assert "Who may see what" in page
    assert "sealed" in page


def test_a_legal_value_that_is_not_there_is_not_found() -> None:
    assert Client().get("/law/no.such.value/", headers=ENGLISH).status_code == 404


def test_settings_are_explained_and_never_shown() -> None:
    from django.conf import settings

    page = text("/settings/", "administrator")
    assert "ABASTO_SECRET_KEY" in page
    assert settings.SECRET_KEY not in page
    assert str(settings.STATE) not in page
