"""Notices: told once, read, undone; e-mails at once, once a day or never, in the reader's language."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from abasto.base.refusal import Refused
from abasto.configuration import BadSetting, read_configuration
from abasto.people.models import Organisation, User
from abasto.people.notices.actions.choose_way import choose_for_home, choose_own
from abasto.people.notices.actions.links import row_of, stop_path
from abasto.people.notices.actions.notify import notify
from abasto.people.notices.actions.send import send_waiting
from abasto.people.notices.models import Notice, NoticePreference
from abasto.people.notices.queries import own_notices, unread_count
from abasto.people.notices.screens.told import told
from abasto.people.notices.ways import DAILY, IMMEDIATE, NONE, Way, way_of
from abasto.people.notices.words import KINDS
from abasto.people.queries import viewer_of
from abasto.people.roles import Viewer

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
VALUES = {"number": 4, "text": "because"}


def person(username: str = "planner-imss") -> User:
    return User.objects.select_related("organisation").get(username=username)


def who(username: str = "planner-imss") -> Viewer:
    return viewer_of(person(username))


def tell(*usernames: str, key: str = "") -> int:
    people = [person(name) for name in usernames or ("planner-imss",)]
    return notify("dissent-answered", people, VALUES, "/law/", timezone.now(), "mx-mini", key)


@pytest.mark.db
def test_the_same_key_is_told_once() -> None:
    assert tell("planner-imss", "buyer", key="a") == 2
    assert tell("planner-imss", "buyer", "auditor", key="a") == 1
    assert tell("planner-imss") == tell("planner-imss") == 1
    assert unread_count(who()) == 3


def test_an_account_that_is_not_in_use_is_told_nothing() -> None:
    User.objects.filter(username="planner-imss").update(is_active=False)
    assert tell() == 0


def test_the_bell_counts_and_the_page_marks_and_takes_back() -> None:
    tell()
    tell()
    client = Client(headers=ENGLISH)
    client.force_login(person())
    assert re.search(r"not read:</span> 2<", client.get("/notices/").content.decode())
    done = client.post("/notices/", {"pick": str(own_notices(who())[0].pk)})
    page = client.get(done["Location"])
    assert "1 notice is not read." in page.content.decode()
    assert "Marked as read." in page.content.decode()
    client.post(f"/notices/unread/?marked={page.context['undo']}")
    assert unread_count(who()) == 2
    client.post("/notices/", {"scope": "all"})
    assert unread_count(who()) == 0


def test_a_notice_leads_on_is_read_then_and_is_nobody_elses() -> None:
    tell()
    pk = Notice.objects.get().pk
    other, own = Client(), Client()
    other.force_login(person("buyer"))
    own.force_login(person())
    assert other.get(f"/notices/{pk}/").status_code == 404
    assert own.get(f"/notices/{pk}/")["Location"] == "/law/"
    assert unread_count(who()) == 0
    assert Client().get("/notices/").status_code == 401


@pytest.mark.parametrize("marked", ["", "x", "20261301T000000.000000", "20260101T000000.000000"])
def test_nothing_is_undone_that_was_not_done(marked: str) -> None:
    client = Client()
    client.force_login(person())
    assert client.post(f"/notices/unread/?marked={marked}").status_code == 422


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("language", ["es", "en"])
def test_every_kind_has_words_in_both_languages(kind: str, language: str) -> None:
    from django.utils.translation import override

    values = {"day": "2026-11-30", "starts": "2026-11-30", "ends": "2026-12-01"}
    with override(language):
        said = told(kind, values)
    assert "%(" not in said.title + said.text
    assert said.title != kind
    if language == "es":
        assert said.title != KINDS[kind][0]


def test_a_kind_nobody_knows_shows_itself() -> None:
    assert told("forgotten", {}).title == "forgotten"


@pytest.mark.parametrize(
    ("own", "home", "account", "expected"),
    [
        (None, None, "", Way(DAILY, "", "es")),
        (None, Way(IMMEDIATE, "home@x.mx", "en"), "", Way(IMMEDIATE, "home@x.mx", "en")),
        (None, Way(IMMEDIATE, "home@x.mx", "en"), "me@x.mx", Way(IMMEDIATE, "me@x.mx", "en")),
        (Way(NONE, "", "es"), Way(IMMEDIATE, "home@x.mx", "en"), "me@x.mx", Way(NONE, "me@x.mx", "es")),
        (Way(DAILY, "own@x.mx", "es"), None, "me@x.mx", Way(DAILY, "own@x.mx", "es")),
    ],
)
def test_what_a_person_chose_comes_before_what_the_institution_chose(
    own: Way | None, home: Way | None, account: str, expected: Way
) -> None:
    assert way_of(own, home, account) == expected


def test_whoever_wants_it_at_once_gets_it_with_the_commit(django_capture_on_commit_callbacks: object) -> None:
    choose_own(who(), Way(IMMEDIATE, "ana@example.org", "en"))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        tell("planner-imss", "buyer")
    (letter,) = mail.outbox
    assert letter.to == ["ana@example.org"]
    assert letter.subject == "Abasto: Your dissent from agreement 4 was answered"
    assert "http://127.0.0.1:8000/law/" in letter.body
    html = letter.alternatives[0][0]
    assert "because" in html
    assert '<html lang="en">' in html
    assert Notice.objects.get(recipient=person()).sent_at is not None


def test_a_digest_is_one_letter_in_the_readers_language_and_goes_once() -> None:
    choose_own(who(), Way(DAILY, "ana@example.org", "es"))
    tell()
    tell()
    now = timezone.now()
    assert (send_waiting(now).letters, send_waiting(now).letters) == (1, 0)
    (letter,) = mail.outbox
    assert letter.subject == "Abasto: 2 avisos"
    assert letter.body.count("/law/") == 2


def test_nothing_goes_to_whoever_wants_none_has_read_it_or_has_no_address() -> None:
    choose_own(who(), Way(NONE, "ana@example.org", "es"))
    choose_own(who("buyer"), Way(DAILY, "", "es"))
    choose_own(who("auditor"), Way(DAILY, "luz@example.org", "es"))
    tell("planner-imss", "buyer", "auditor")
    own_notices(who("auditor")).update(read_at=timezone.now())
    assert send_waiting(timezone.now()).letters == 0


def test_what_is_old_floods_nobody_who_gives_an_address_today() -> None:
    tell()
    Notice.objects.update(made_at=timezone.now() - timedelta(8))
    choose_own(who(), Way(DAILY, "ana@example.org", "es"))
    assert send_waiting(timezone.now()).letters == 0


def test_a_mail_server_that_fails_undoes_nothing_and_the_letter_waits(
    settings: object, django_capture_on_commit_callbacks: object
) -> None:
    choose_own(who(), Way(IMMEDIATE, "ana@example.org", "en"))
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # type: ignore[attr-defined]
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        tell()
    assert Notice.objects.get().sent_at is None
    assert send_waiting(timezone.now(), IMMEDIATE).failed == 1


def test_an_institution_chooses_for_its_people() -> None:
    choose_for_home(who("approver-imss"), Way(DAILY, "imss@example.org", "en"))
    tell("planner-imss", "planner-censida")
    assert send_waiting(timezone.now()).letters == 1
    assert mail.outbox[0].to == ["imss@example.org"]
    with pytest.raises(Refused):
        choose_for_home(who("planner-imss"), Way())


@pytest.mark.parametrize("email", ["ana", "ana@", "a b@example.org", "ana@example.org\nbcc: x@example.org"])
def test_what_is_no_address_is_told_beside_the_form(email: str) -> None:
    client = Client(headers=ENGLISH)
    client.force_login(person())
    answer = client.post("/notices/preferences/", {"how": "daily", "language": "es", "email": email})
    assert answer.status_code == 422
    assert "is no e-mail address" in answer.content.decode()
    assert not NoticePreference.objects.exists()


def test_the_link_in_a_letter_stops_them_without_signing_in_and_cannot_be_made_up() -> None:
    choose_own(who(), Way(IMMEDIATE, "ana@example.org", "en"))
    link = stop_path("notices", person().pk)
    client = Client(enforce_csrf_checks=True)
    assert client.get(link).status_code == 200
    assert NoticePreference.objects.get().how == IMMEDIATE
    assert client.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert (NoticePreference.objects.get().how, NoticePreference.objects.get().language) == (NONE, "en")
    assert client.post(link[:-3] + "xx/").status_code == 422
    with pytest.raises(Refused):
        row_of("subscriber", link.rstrip("/").rpartition("/")[2])


def test_e_mail_is_told_in_one_setting_and_a_bad_one_stops_the_program(tmp_path: object) -> None:
    base = {"ABASTO_STATE": str(tmp_path), "ABASTO_SECRET_KEY": "x"}
    assert str(read_configuration(base).mail["EMAIL_FILE_PATH"]).endswith("/mail")
    smtp = read_configuration(base | {"ABASTO_MAIL_URL": "smtp+starttls://u:p%40@mail.example.org"}).mail
    assert (smtp["EMAIL_PORT"], smtp["EMAIL_USE_TLS"], smtp["EMAIL_HOST_PASSWORD"]) == (587, True, "p@")
    for bad in ("http://x", "smtp://", "smtp://u:secret@x:port"):
        with pytest.raises(BadSetting) as stopped:
            read_configuration(base | {"ABASTO_MAIL_URL": bad})
        assert "secret" not in str(stopped.value)
    with pytest.raises(BadSetting):
        read_configuration(base | {"ABASTO_SITE_URL": "localhost"})


def test_organisations_of_two_people_with_one_address_are_two_letters() -> None:
    assert Organisation.objects.filter(code="imss").exists()
    choose_own(who(), Way(DAILY, "ana@example.org", "es"))
    choose_own(who("buyer"), Way(DAILY, "ana@example.org", "en"))
    tell("planner-imss", "buyer")
    assert send_waiting(timezone.now()).letters == 2
