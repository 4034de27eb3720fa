"""A conversation on a line: who is let in, what is kept, how it is shown."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from abasto.base.refusal import Refused
from abasto.needs.comments.actions.comment import comment, take_back
from abasto.needs.comments.mentions import checked, mentioned
from abasto.needs.comments.models import Comment
from abasto.needs.comments.queries import talked_about, thread_of
from abasto.needs.comments.thread import Said, visible
from abasto.needs.requests.models import RequestLine
from abasto.people.models import User
from abasto.people.notices.models import Notice
from abasto.rounds.models import Round
from abasto.rounds.queries import sight

from ..requests.announced import AT
from ..requests.in_review import in_review, who

HUB = "/rounds/mx-next/agreement/"
NOBODY: frozenset[str] = frozenset()


def said(key: int, text: str = "x", lets_in: frozenset[str] = NOBODY) -> Said:
    return Said(key, "ana", "imss", text, datetime(2026, 9, 1, tzinfo=UTC), False, lets_in)


def say(of: Round, username: str, text: str, clave: str = "") -> tuple[str, ...]:
    clave = clave or RequestLine.objects.filter(round=of).order_by("pk")[0].item.clave
    return comment(of, sight(who(username), of), username, "imss", clave, text, AT).unknown


def read(of: Round, username: str) -> list[str]:
    clave = RequestLine.objects.filter(round=of).order_by("pk")[0].item.clave
    return [one.text for one in thread_of(sight(who(username), of), of, "imss", clave).comments]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@imss and @planner-imss, see @IMSS.", ("imss", "planner-imss", "IMSS")),
        ("write to ana@imss.mx", ()),
        ("@@imss @ imss", ()),
        ("(@sup-001-2027)", ("sup-001-2027",)),
    ],
)
def test_a_mention_is_an_at_and_a_name(text: str, names: tuple[str, ...]) -> None:
    assert mentioned(text) == names


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (" \n\x00", "comment-empty"),
        ("<b>x</b>" * 12_800, "text-beyond-limit"),
        (" ".join(f"@a{number}" for number in range(30)), "mentions-too-many"),
    ],
)
def test_what_is_no_comment_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        checked(text)
    assert refused.value.code == code


def test_a_mention_lets_in_from_then_on() -> None:
    thread = [said(1), said(2, lets_in=frozenset({"issste"})), said(3)]
    assert [one.key for one in visible(thread, frozenset({"issste"}), sees_line=False)] == [2, 3]
    assert [one.key for one in visible(thread, frozenset({"pemex"}), sees_line=False)] == []
    assert len(visible(thread, frozenset(), sees_line=True)) == 3


@pytest.mark.django_db
@pytest.mark.db
def test_whoever_is_mentioned_sees_it_from_then_on_and_is_told() -> None:
    of = in_review(1, ())
    say(of, "planner-imss", "we used more last year")
    with pytest.raises(Refused):
        read(of, "planner-censida")
    assert say(of, "approver-imss", "what did @censida see? and @nobody") == ("nobody",)
    assert read(of, "planner-censida") == ["what did @censida see? and @nobody"]
    assert len(read(of, "coordinator")) == 2
    told = Notice.objects.filter(kind="line-mention").values_list("recipient__username", flat=True)
    assert set(told) == {"planner-censida", "approver-censida"}
    assert Notice.objects.filter(kind="line-comment", recipient__username="planner-imss").count() == 1
    say(of, "planner-censida", "the same")
    assert read(of, "planner-imss")[-1] == "the same"
    assert not thread_of(sight(who("planner-censida"), of), of, "imss", _clave(of)).sees_line


@pytest.mark.django_db
@pytest.mark.db
def test_the_list_tells_whoever_is_only_mentioned_neither_how_much_is_said_nor_when_nor_the_state() -> None:
    of = in_review(1, ())
    say(of, "planner-imss", "one")
    say(of, "approver-imss", "two, @censida")
    line = talked_about(sight(who("planner-censida"), of), of).get()
    assert (line.is_seen, line.said, line.last) == (False, 0, None)
    own = talked_about(sight(who("planner-imss"), of), of).order_by("-said")[0]
    assert (own.is_seen, own.said) == (True, 2)
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(username="planner-censida"))
    assert "In review" not in client.get(f"{HUB}comments/").content.decode()


def _clave(of: Round) -> str:
    return RequestLine.objects.filter(round=of).order_by("pk")[0].item.clave


@pytest.mark.django_db
@pytest.mark.parametrize("username", ["planner-censida", "supplier-sup-001-2027", "administrator"])
def test_nobody_else_speaks_or_learns_that_there_is_a_line(username: str) -> None:
    of = in_review(1, ())
    say(of, "planner-imss", "a secret to @sup-001-2027 and @supplier-sup-001-2027")
    with pytest.raises(Refused) as refused:
        say(of, username, "hello")
    assert refused.value.code == "not-found"
    assert not talked_about(sight(who(username), of), of).exists()


@pytest.mark.django_db
def test_what_is_withdrawn_leaves_a_mark_and_only_its_author_withdraws() -> None:
    of = in_review(1, ())
    say(of, "planner-imss", "wrong")
    key = Comment.objects.get().pk
    with pytest.raises(Refused):
        take_back(of, sight(who("approver-imss"), of), "approver", key, AT)
    take_back(of, sight(who("planner-imss"), of), "planner", key, AT)
    assert read(of, "approver-imss") == [""]
    assert Comment.objects.get().text == "wrong"


@pytest.mark.django_db
def test_markup_is_shown_as_it_was_typed_and_a_long_text_stays_in_the_form() -> None:
    of = in_review(1, ())
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(username="planner-imss"))
    page = f"{HUB}comments/imss/{_clave(of)}/"
    client.post(page, {"text": "<script>alert(1)</script> @censida"})
    told = client.get(page).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in told
    assert "<script>alert(1)" not in told
    refused = client.post(page, {"text": "<i>" * 34_000})
    assert refused.status_code == 422
    assert "The text has 102000 letters; 5000 at most" in refused.content.decode()
    assert "1 are." in client.get(f"{HUB}comments/?said=1").content.decode()
