"""A round is forecast from its evidence, and what is asked for is judged by it."""

import pytest
from django.test import Client

from abasto.needs.evidence.queries import history
from abasto.needs.requests.models import RequestLine
from abasto.needs.suggest.actions.forecast_needs import evidence_of, forecast_needs
from abasto.needs.suggest.models import SuggestedNeed
from abasto.people.models import User
from abasto.people.roles import Role, Viewer
from abasto.rehearsal.actions.play_history import play_history
from abasto.rehearsal.actions.play_next_needs import play_next_needs
from abasto.rounds.models import Round
from abasto.rounds.queries import round_named, sight

pytestmark = pytest.mark.django_db
PAGE = "/rounds/mx-mini-next/needs/forecast/"


def as_user(username: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(username=username))
    return client


@pytest.fixture
def of() -> Round:
    return play_next_needs(round_named("mx-mini"))


def test_what_is_asked_for_is_judged_by_the_forecast_and_told_with_its_method(of: Round) -> None:
    play_history(of, "rehearsal", round_named("mx-mini"))
    forecast_needs(of, "test")
    verdicts = set(RequestLine.objects.filter(round=of).values_list("verdict", flat=True))
    assert {"inside", "above"} <= verdicts
    told = as_user("planner-imss").get(PAGE).content.decode()
    own = SuggestedNeed.objects.filter(round=of, buyer__code="imss").count()
    assert f"pieces are suggested for {own} codes" in told
    assert "Mean miss of a month" in told
    code = RequestLine.objects.filter(round=of, organisation__code="imss", verdict="above")[0].item.clave
    page = as_user("planner-imss").get(f"/rounds/{of.code}/request/codes/{code}/").content.decode()
    assert "Above what was used" in page
    assert "Safety stock for the lead time" in page


def test_a_month_out_of_scale_does_not_speak(of: Round) -> None:
    play_history(of, "rehearsal", round_named("mx-mini"))
    told = history(sight(Viewer(Role.COORDINATOR), of), of)
    heard = evidence_of(of).evidence
    out_of_scale = told.is_reported & ~heard.reported
    assert 0 < out_of_scale.sum() < told.is_reported.sum() // 100
    assert not (heard.reported & ~told.is_reported).any()


def test_without_evidence_nothing_is_forecast_and_only_the_coordinator_asks_for_it(of: Round) -> None:
    assert as_user("coordinator").post(PAGE).status_code == 422
    assert as_user("planner-imss").post(PAGE).status_code == 403
    assert as_user(User.objects.filter(role="supplier")[0].username).get(PAGE).status_code == 403
    assert "Nothing has been forecast yet" in as_user("planner-imss").get(PAGE).content.decode()
