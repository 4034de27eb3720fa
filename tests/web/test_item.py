"""A code's life on one page: every spelling leads to it, and each stage shows what the viewer may see."""

import pytest
from django.test import Client

from abasto.award.models import LotDecision
from abasto.catalogue.models import Item
from abasto.market.models import ReferencePrice
from abasto.page.table import plain
from abasto.people.models import User
from abasto.rounds.models import Round
from abasto.tender.models import Bid

pytestmark = pytest.mark.django_db
ITEMS = "/rounds/mx-mini/items/"
CLAVE = "010.000.0204.00"


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def bands(client: Client, clave: str = CLAVE) -> dict:
    page = client.get(f"{ITEMS}{clave}/", headers={"accept-language": "en"})
    assert page.status_code == 200
    return {band.key: band for band in page.context["bands"]}


def awarded_clave() -> str:
    decisions = LotDecision.objects.filter(lot__procedure__round__code="mx-mini", state="awarded")
    return decisions.order_by("lot__number").values_list("lot__item__clave", flat=True)[0]


def test_every_stage_of_an_awarded_code_is_told_to_the_auditor() -> None:
    told = bands(signed_in("auditor"), awarded_clave())
    assert list(told) == [
        "catalogue", "need", "research", "call", "bids", "award", "contracts", "deliveries", "stock", "savings",
        "rounds", "events",
    ]  # fmt: skip
    assert told["award"].state == "awarded"
    assert told["contracts"].tables
    assert told["deliveries"].charts
    assert told["stock"].charts
    assert told["events"].tables
    assert not [key for key, band in told.items() if band.closed]


@pytest.mark.parametrize(
    "spelling", ["0100000204", "010.000.0204", "010 000 0204 00", "01000002040000", "010-000-0204-00"]
)
def test_any_spelling_of_a_clave_leads_to_its_one_address(client: Client, spelling: str) -> None:
    answer = client.get(f"{ITEMS}{spelling}/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{ITEMS}{CLAVE}/"


def test_ten_digits_that_name_two_codes_show_both(client: Client) -> None:
    Item.objects.create(clave="010.000.0204.01", category="medicine", description="OTHER", origin="synthetic")
    answer = client.get(f"{ITEMS}0100000204/")
    assert answer.status_code == 300
    assert f"{ITEMS}{CLAVE}/" in answer.content.decode()
    assert f"{ITEMS}010.000.0204.01/" in answer.content.decode()


@pytest.mark.parametrize(("clave", "status"), [("paracetamol", 422), ("0109999999", 422), ("010.000.9999.00", 404)])
def test_what_is_no_code_of_the_round_is_refused_with_a_page(client: Client, clave: str, status: int) -> None:
    assert client.get(f"{ITEMS}{clave}/").status_code == status


def test_the_public_sees_no_stock_no_quotes_and_no_events(client: Client) -> None:
    told = bands(client, awarded_clave())
    for key in ("stock", "events"):
        assert told[key].closed
        assert not told[key].figures
        assert not told[key].tables
    assert not told["research"].tables
    assert told["award"].figures


def test_before_the_award_neither_price_nor_bid_is_told_to_the_public_or_a_planner() -> None:
    Round.objects.filter(code="mx-mini").update(phase="evaluation")
    price = ReferencePrice.objects.get(round__code="mx-mini", item__clave=CLAVE)
    supplier = Bid.objects.filter(lot__procedure__round__code="mx-mini", lot__item__clave=CLAVE).first()
    for client in (Client(), signed_in("planner-imss")):
        told = bands(client)
        assert told["research"].closed
        assert told["award"].closed
        assert not told["research"].figures
        page = client.get(f"{ITEMS}{CLAVE}/").content.decode()
        assert f"{price.ceiling_centavos / 100:,.2f} " not in page
        assert supplier is None or supplier.supplier.name not in page


def test_before_the_opening_nobody_sees_that_there_are_bids() -> None:
    Round.objects.filter(code="mx-mini").update(phase="bids")
    clave = Bid.objects.filter(lot__procedure__round__code="mx-mini").values_list("lot__item__clave", flat=True)[0]
    for who in ("buyer", "auditor", "planner-imss"):
        told = bands(signed_in(who), clave)
        assert told["bids"].closed
        assert not told["bids"].sentence
        assert not told["bids"].tables


def test_a_planner_sees_the_own_need_alone_before_the_call() -> None:
    Round.objects.filter(code="mx-mini").update(phase="needs")
    told = bands(signed_in("planner-imss"))["need"]
    assert told.closed
    assert {plain(row["buyer"]) for row in told.tables[0].rows} == {"IMSS"}


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_page_opens_in_both_languages_with_its_pictures_as_tables(language: str) -> None:
    page = signed_in("buyer").get(f"{ITEMS}{awarded_clave()}/", headers={"accept-language": language})
    assert f'lang="{language}"' in page.content.decode()
    assert page.content.decode().count('class="picture"') >= 3


PHASES = ("preparation", "needs", "research", "call", "bids", "opening", "evaluation", "award", "contracts", "delivery")


@pytest.mark.parametrize("phase", PHASES)
def test_the_page_opens_in_every_phase_to_those_who_see_least_and_most(phase: str) -> None:
    Round.objects.filter(code="mx-mini").update(phase=phase)
    clave = awarded_clave()
    supplier = User.objects.filter(role="supplier").order_by("username").first()
    for client in (Client(), signed_in("planner-imss"), signed_in(supplier.username), signed_in("auditor")):
        assert client.get(f"{ITEMS}{clave}/").status_code == 200
