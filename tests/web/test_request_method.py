"""A code bought together for the first time: the need follows from what it is used for, by a method that is stated."""

import pytest
from django.test import Client

from abasto.ledger.models import Event
from abasto.needs.methods.methods import METHODS, inputs_of
from abasto.needs.requests.models import RequestLine
from abasto.needs.requests.screens.method_words import INPUTS, TITLES
from abasto.needs.suggest.screens.words import FORMULAS
from abasto.people.models import User
from abasto.rehearsal.actions.play_next_needs import play_next_needs
from abasto.rounds.models import Round
from abasto.rounds.queries import round_named

pytestmark = pytest.mark.django_db
VACCINE = {
    "method": "vaccine", "cohort_a_year": "1,200", "coverage_per_mille": "900", "doses_of_schedule": "2",
    "wasted_per_mille": "100", "doses_a_vial": "10", "reserve_per_mille": "0", "stock_doses": "0",
}  # fmt: skip


@pytest.fixture
def page() -> str:
    """The page of the method for a code that IMSS has in draft."""
    of = play_next_needs(round_named("mx-mini"))
    line = RequestLine.objects.filter(round=of, organisation__code="imss", state="draft").order_by("pk")[0]
    return f"/rounds/{of.code}/request/codes/{line.item.clave}/method/"


@pytest.fixture
def planner() -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(username="planner-imss"))
    return client


def line_of(page: str) -> RequestLine:
    return RequestLine.objects.get(
        round__code="mx-mini-next", organisation__code="imss", item__clave=page.split("/")[-3]
    )


def test_the_steps_are_shown_and_nothing_is_written_before_it_is_asked_for(planner: Client, page: str) -> None:
    before = line_of(page).maximum_pieces
    told = planner.post(page, VACCINE | {"do": "work"}).content.decode()
    # 1,200 a year for two years, 90 %: 2,160 persons, 4,320 doses, 4,800 with a tenth wasted, 480 vials of ten.
    assert "2,160" in told
    assert "Write 480 pieces into the months" in told
    assert line_of(page).maximum_pieces == before


def test_the_need_is_written_in_equal_months_with_its_method_and_inputs_on_record(planner: Client, page: str) -> None:
    assert planner.post(page, VACCINE | {"do": "write"}).status_code == 302
    line = line_of(page)
    assert (line.maximum_pieces, line.method) == (480, "vaccine")
    assert set(line.maximum_by_month.tolist()) == {20}
    body = Event.objects.filter(kind="need-worked-out").latest("pk").body
    assert '"cohort_a_year":1200' in body


@pytest.mark.parametrize(
    "wrong", [{"doses_a_vial": "0"}, {"cohort_a_year": "many"}, {"wasted_per_mille": "1000"}, {"stock_doses": "²"}]
)
def test_an_input_that_makes_no_sense_is_named_and_nothing_is_written(
    planner: Client, page: str, wrong: dict[str, str]
) -> None:
    before = line_of(page).maximum_pieces
    answer = planner.post(page, VACCINE | wrong | {"do": "write"})
    assert answer.status_code == 422
    assert str(INPUTS[next(iter(wrong))]) in answer.content.decode()
    assert line_of(page).maximum_pieces == before


def test_every_method_has_its_words(planner: Client, page: str) -> None:
    assert set(TITLES) == set(METHODS) <= set(FORMULAS)
    assert {name for method in METHODS for name in inputs_of(method)} == set(INPUTS)


def test_the_page_of_a_code_says_what_speaks_for_the_figure(planner: Client, page: str) -> None:
    told = planner.get(page.replace("method/", "")).content.decode()
    assert "Last round, over as many months" in told
    assert Round.objects.filter(code="mx-mini-next").exists()
