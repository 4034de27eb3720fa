"""Addresses from outside: validated, confirmed, told of public events once, and taken away."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.utils import timezone

from abasto.ledger.actions.record import record
from abasto.people.notices.actions.subscribe import subscribe, tell_subscribers
from abasto.people.notices.models import Subscriber

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
FORM = {"email": "Ana@Example.org", "topic": ["announcements", "calls"], "language": "es"}


def asked(client: Client, callbacks: object, **changes: object) -> int:
    with callbacks(execute=True):  # type: ignore[operator]
        return client.post("/subscribe/", FORM | changes).status_code


def link(letter: mail.EmailMessage, part: str) -> str:
    found = re.search(rf"http://127\.0\.0\.1:8000(/subscribe/{part}/\S+/)", str(letter.body))
    assert found
    return found.group(1)


def happens(kind: str, round_code: str = "mx-mini") -> None:
    with transaction.atomic():
        record(
            kind, round_code, "buyer", timezone.now(), {"calendar": [["needs", "2026-09-01", "2026-11-30"]]}, round_code
        )


def test_an_address_is_told_after_it_is_confirmed_once_and_not_after_it_ended(
    django_capture_on_commit_callbacks: object,
) -> None:
    client = Client(headers=ENGLISH)
    happens("round-announced")
    assert asked(client, django_capture_on_commit_callbacks) == 200
    assert tell_subscribers().letters == 0
    confirm = link(mail.outbox[0], "confirm")
    assert client.get(confirm).status_code == 200
    assert Subscriber.objects.get().confirmed_at is None
    client.post(confirm)
    assert tell_subscribers().letters == 0
    happens("round-announced")
    happens("award-act-signed")
    assert (tell_subscribers().notices, tell_subscribers().notices) == (1, 0)
    assert "mx-mini" in mail.outbox[1].subject
    assert "30 de noviembre de 2026" in str(mail.outbox[1].body)
    Client(enforce_csrf_checks=True).post(link(mail.outbox[1], "stop"))
    happens("round-announced")
    assert tell_subscribers().letters == 0


@pytest.mark.parametrize(
    "changes", [{"email": "no address"}, {"topic": []}, {"topic": ["secrets"]}, {"language": "xx"}]
)
def test_what_does_not_fit_is_told_beside_the_form(
    changes: dict[str, object], django_capture_on_commit_callbacks: object
) -> None:
    assert asked(Client(), django_capture_on_commit_callbacks, **changes) == 422
    assert not mail.outbox
    assert not Subscriber.objects.exists()


def test_nobody_learns_whether_an_address_is_known_and_nobody_is_flooded(
    django_capture_on_commit_callbacks: object,
) -> None:
    client = Client(headers=ENGLISH)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        first = client.post("/subscribe/", FORM).content
        second = client.post("/subscribe/", FORM).content
    assert re.sub(rb'value="\w{64}"', b"", first) == re.sub(rb'value="\w{64}"', b"", second)
    assert len(mail.outbox) == 1
    later = timezone.now() + timedelta(hours=2)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        subscribe("ana@example.org", "en", ["awards"], later)
    assert len(mail.outbox) == 2
    assert Subscriber.objects.get().topics == ["awards"]


def test_somebody_else_cannot_change_what_a_confirmed_address_is_told(
    django_capture_on_commit_callbacks: object,
) -> None:
    asked(Client(), django_capture_on_commit_callbacks)
    Client().post(link(mail.outbox[0], "confirm"))
    subscribe("ana@example.org", "en", ["awards"], timezone.now() + timedelta(hours=2))
    assert Subscriber.objects.get().topics == ["announcements", "calls"]


@pytest.mark.parametrize("page", ["confirm", "stop"])
def test_a_link_that_was_made_up_is_refused(page: str) -> None:
    assert Client().get(f"/subscribe/{page}/MTIz:abc:def/").status_code == 422


def test_the_page_is_linked_from_every_page() -> None:
    assert 'href="/subscribe/"' in Client().get("/").content.decode()
