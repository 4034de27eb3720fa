"""The pages of agreements, their minutes as PDF, and who has read the announcement."""

import pytest
from django.test import Client

from abasto.people.actions.make_demo_accounts import demo_password
from abasto.people.models import User
from abasto.people.notices.models import Notice
from abasto.rounds.actions.announce_to_all import announce_to_all, remind_unread
from abasto.rounds.models import Round

from ..needs.requests.announced import AT, announce
from ..needs.requests.in_review import who

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
HUB = "/rounds/mx-next/agreement/"


def signed_in(username: str) -> Client:
    client = Client(headers=ENGLISH)
    client.force_login(User.objects.get(username=username))
    return client


def agreed() -> Round:
    of = announce()
    new = {"title": "One <b>unit</b>", "text": "Vials of 10 ml.", "claves": "010.000.0104.00", "citations": "LAASSP 35"}
    assert signed_in("planner-imss").post(f"{HUB}agreements/", new).status_code == 302
    one = f"{HUB}agreements/1/"
    signed_in("approver-imss").post(one, {"act": "speak", "stance": "agree"})
    signed_in("approver-censida").post(one, {"act": "speak", "stance": "dissent", "reason": "we buy pens"})
    return of


def test_from_a_proposal_to_the_minutes() -> None:
    agreed()
    coordinator, one = signed_in("coordinator"), f"{HUB}agreements/1/"
    end = {"act": "adopt", "why": "most agree", "password": demo_password(2027)}
    refused = coordinator.post(one, end)
    assert refused.status_code == 422
    assert "the dissent of" in refused.content.decode()
    assert "most agree" in refused.content.decode()
    coordinator.post(one, {"act": "answer", "institution": "censida", "answer": "pens have their code"})
    coordinator.post(one, end)
    told = signed_in("planner-censida").get(f"{HUB}agreements/views/").content.decode()
    assert "pens have their code" in told
    assert "most agree" in told
    page = signed_in("buyer").get(one).content.decode()
    assert "One &lt;b&gt;unit&lt;/b&gt;" in page
    assert '/rounds/mx-next/items/010.000.0104.00/"' in page
    csv = signed_in("buyer").get(f"{HUB}agreements/?format=csv").content.decode()
    assert "One <b>unit</b>" in csv


def test_the_same_agreements_give_the_same_minutes_in_either_language() -> None:
    agreed()
    buyer = signed_in("buyer")
    first, again = (buyer.get(f"{HUB}agreements/minutes/es.pdf").content for _turn in range(2))
    english = buyer.get(f"{HUB}agreements/minutes/en.pdf")
    assert first.startswith(b"%PDF")
    assert first == again
    assert english.content != first
    assert english["Content-Type"] == "application/pdf"
    assert "minutes-mx-next-en-synthetic.pdf" in english["Content-Disposition"]
    assert buyer.get(f"{HUB}agreements/minutes/fr.pdf").status_code == 404


def test_before_the_call_they_are_closed_to_the_public() -> None:
    agreed()
    citizen = Client(headers=ENGLISH)
    assert citizen.get(f"{HUB}agreements/").status_code == 403
    assert citizen.get(f"{HUB}agreements/1/").status_code == 403
    assert citizen.get(f"{HUB}agreements/minutes/es.pdf").status_code == 403
    Round.objects.filter(code="mx-next").update(phase="call")
    assert citizen.get(f"{HUB}agreements/1/").status_code == 200


def test_the_announcement_reaches_every_department_and_shows_who_has_read_it() -> None:
    of = announce()
    coordinator = signed_in("coordinator")
    coordinator.post(f"{HUB}announcement/", {"act": "tell"})
    told = Notice.objects.filter(kind="round-announced")
    everyone = User.objects.exclude(organisation=None).exclude(role="supplier")
    assert set(told.values_list("recipient", flat=True)) == set(everyone.values_list("pk", flat=True))
    assert announce_to_all(of, who("coordinator"), "coordinator", AT) == 0
    planner = signed_in("planner-imss")
    opened = planner.get(f"/notices/{told.get(recipient__username='planner-imss').pk}/")
    assert opened["Location"] == f"{HUB}announcement/"
    rows = coordinator.get(f"{HUB}announcement/").context["table"].rows
    imss = next(row for row in rows if row["read"])
    assert (imss["told"] - imss["unread"], imss["read"]) == (1, 1)
    assert "Planner" not in str(imss["roles"])
    unread = told.filter(read_at=None).count()
    assert remind_unread(of, who("coordinator"), "coordinator", AT) == unread
    assert remind_unread(of, who("coordinator"), "coordinator", AT) == 0


@pytest.mark.parametrize("username", ["planner-imss", "approver-imss", "supplier-sup-001-2027"])
def test_who_has_read_it_is_for_the_buying_side(username: str) -> None:
    announce()
    signed_in("coordinator").post(f"{HUB}announcement/", {"act": "tell"})
    client = signed_in(username)
    assert not client.get(f"{HUB}announcement/").context["sees_readers"]
    assert client.post(f"{HUB}announcement/", {"act": "tell"}).status_code == 403
