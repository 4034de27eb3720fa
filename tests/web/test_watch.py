"""The watch over stock: who may look, that totals follow the filter, and the order."""

import csv
import io

import pytest
from django.test import Client

from abasto.people.models import User
from abasto.rounds.models import Round
from abasto.watch.models import StockLine

pytestmark = pytest.mark.django_db
WATCH = "/rounds/mx-mini/watch/"


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def test_the_lines_at_risk_come_first_with_the_least_cover_on_top() -> None:
    told = signed_in("buyer").get(f"{WATCH}?shown=all").context
    expected = StockLine.objects.filter(round__code="mx-mini").order_by(
        "-is_at_risk", "cover_tenths", "-short_pieces", "pk"
    )
    assert [row["cover"] for row in told["table"].rows] == [line.cover_tenths for line in expected[:50]]


def test_the_totals_are_those_of_the_filter() -> None:
    told = signed_in("buyer").get(f"{WATCH}?reason=no-contract&buyer=imss").context["told"]
    lines = StockLine.objects.filter(round__code="mx-mini", is_at_risk=True, reason="no-contract", buyer__code="imss")
    assert told.total.lines == lines.count()
    assert told.total.pieces == sum(line.short_pieces for line in lines)
    assert set(told.by_reason) <= {"no-contract"}


def test_the_sum_by_reason_and_by_buyer_is_the_total() -> None:
    told = signed_in("auditor").get(WATCH).context["told"]
    assert told.total.lines > 0
    at_risk = StockLine.objects.filter(round__code="mx-mini", is_at_risk=True)
    assert told.codes == len(set(at_risk.values_list("item", flat=True)))
    assert sum(one.lines for one in told.by_reason.values()) == told.total.lines
    assert sum(one.pieces for one in told.by_buyer.values()) == told.total.pieces


@pytest.mark.parametrize("role", ["", "supplier", "administrator"])
def test_who_could_sell_to_the_short_may_not_look(role: str) -> None:
    user = User.objects.filter(role=role).first()
    client = signed_in(user.username) if user else Client()
    page = client.get(WATCH, headers={"accept-language": "en"})
    assert page.status_code == 403
    assert "not open to you" in page.content.decode()
    assert client.get(f"{WATCH}?format=csv").status_code == 403


def test_an_institution_sees_only_its_own_lines_before_delivery() -> None:
    Round.objects.filter(code="mx-mini").update(phase="contracts")
    told = signed_in("planner-imss").get(f"{WATCH}?shown=all").context["told"]
    assert set(told.by_buyer) == {"IMSS"}
    assert signed_in("planner-imss").get(f"{WATCH}?shown=all&buyer=issste").context["told"].total.lines == 0


def test_the_file_holds_every_line_of_the_filter_and_says_it_is_synthetic() -> None:
    answer = signed_in("buyer").get(f"{WATCH}?format=csv&buyer=issste", headers={"accept-language": "en"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    lines = StockLine.objects.filter(round__code="mx-mini", is_at_risk=True, buyer__code="issste")
    assert len(rows) - 1 == lines.count()
    assert rows[0][-1] == "data"
    assert "synthetic" in answer.headers["Content-Disposition"]


def test_unknown_filters_ask_for_nothing() -> None:
    client = signed_in("buyer")
    plain = client.get(WATCH).context["told"].total
    assert client.get(f"{WATCH}?reason=nonsense&category=x&sort=--&page=-3").context["told"].total == plain
