"""The public portal and the search: no account, nothing that is not public."""

from urllib.parse import quote_plus, urlencode

import pytest
from django.test import Client
from django.utils.html import escape

from abasto.award.models import Award
from abasto.catalogue.models import RoundItem
from abasto.contracts.models import Contract
from abasto.people.models import DeliveryPoint, User
from abasto.rounds.models import Round

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


def in_phase(phase: str) -> None:
    Round.objects.filter(code=MINI).update(phase=phase)


def test_the_portal_tells_what_was_bought_at_what_price_and_whether_it_arrived() -> None:
    page = text(f"/public/{MINI}/")
    for column in ("Asked", "Bought", "Price", "of what was due"):
        assert column in page
    assert "Rehearsal with synthetic data" in page
    assert f"/public/{MINI}/downloads/" in page


@pytest.mark.parametrize("by", ["code", "state", "institution", "supplier"])
def test_each_way_of_looking_can_be_taken_away_as_csv(by: str) -> None:
    answer = Client().get(f"/public/{MINI}/?by={by}&format=csv", headers=ENGLISH)
    assert answer.status_code == 200
    assert "synthetic" in answer.headers["Content-Disposition"] or b"synthetic" in answer.content
    assert answer.content.count(b"\n") > 2


def test_an_institution_shows_its_codes() -> None:
    assert "imss" in text(f"/public/{MINI}/?by=institution")
    assert "Clave" in text(f"/public/{MINI}/?by=institution&institution=imss")


def test_a_state_shows_its_institutions_and_says_that_the_split_is_derived() -> None:
    page = text(f"/public/{MINI}/?by=state&state=09")
    assert "Ciudad de México" in page
    assert "derived" in page


def test_an_unknown_state_or_institution_is_not_found() -> None:
    for query in ("by=state&state=99", "by=institution&institution=nobody"):
        assert Client().get(f"/public/{MINI}/?{query}", headers=ENGLISH).status_code == 404


def test_before_the_award_the_portal_shows_the_need_and_no_price() -> None:
    in_phase("bids")
    price = Award.objects.filter(lot__procedure__round__code=MINI).values_list("price_centavos", flat=True)[0]
    page = text(f"/public/{MINI}/")
    assert f"{price / 100:,.2f}" not in page
    assert "money, MXN" not in page
    assert "none is public yet" in text(f"/public/{MINI}/?by=supplier")


def test_before_the_call_the_portal_is_empty_and_says_when_it_opens() -> None:
    in_phase("needs")
    page = text(f"/public/{MINI}/")
    assert "Nothing is public yet" in page
    assert "kind-pieces" not in page


def test_the_portal_shows_an_auditor_no_more_than_anyone() -> None:
    in_phase("bids")
    assert "money, MXN" not in text(f"/public/{MINI}/", "auditor")


def test_the_portal_never_speaks_of_flags() -> None:
    for by in ("code", "state", "institution", "supplier"):
        page = text(f"/public/{MINI}/?by={by}").lower()
        assert "single bid" not in page
        assert "heavily discounted" not in page


def test_search_finds_a_clave_in_any_spelling() -> None:
    clave = RoundItem.objects.filter(round__code=MINI).values_list("item__clave", flat=True)[0]
    for spelling in (
        clave,
        clave.replace(".", " "),
        clave.replace(".", ""),
        clave + ".00" if len(clave) == 12 else clave,
    ):
        assert f"/items/{clave}/" in text(f"/search/?round={MINI}&q={spelling}")


def test_search_minds_neither_accents_nor_case_nor_the_order_of_words() -> None:
    row = RoundItem.objects.filter(round__code=MINI).order_by("item__clave").first()
    assert row is not None
    words = [word for word in row.description.split() if len(word) > 3][:3]
    assert f"/items/{row.item.clave}/" in text(f"/search/?round={MINI}&q={' '.join(reversed(words)).upper()}")


def test_search_finds_suppliers_and_contracts_after_the_award_only() -> None:
    contract = Contract.objects.filter(round__code=MINI).select_related("supplier").order_by("number")[0]
    address = f"/search/?round={MINI}&q={contract.supplier.code}"
    assert f"/suppliers/{contract.supplier.code}/" in text(address)
    assert contract.number in text(f"/search/?round={MINI}&q={contract.number}")
    in_phase("bids")
    assert f"/suppliers/{contract.supplier.code}/" not in text(address)
    assert f"/contracts/{contract.number}/" not in text(f"/search/?round={MINI}&q={contract.number}")


def test_a_supplier_finds_itself_even_before_the_opening_and_nobody_else() -> None:
    users = User.objects.filter(role="supplier").select_related("organisation").order_by("username")
    own, other = (user.organisation.code for user in users if user.organisation)
    in_phase("bids")
    page = text(f"/search/?round={MINI}&q=sup-", users[0].username)
    assert f"/suppliers/{other}/" not in page
    if own in Contract.objects.filter(round__code=MINI).values_list("supplier__code", flat=True):
        assert f"/suppliers/{own}/" in page


def test_a_hospital_found_leads_to_its_row_in_its_state() -> None:
    row = DeliveryPoint.objects.exclude(organisation=None).order_by("code").first()
    assert row is not None
    page = text(f"/search/?round={MINI}&q={quote_plus(row.name)}&group=points")
    address = "?" + urlencode({"by": "state", "state": row.state, "q": row.name})
    assert escape(address) in page
    assert escape(row.name) in text(f"/public/{MINI}/{address}")


def test_search_without_a_result_says_what_to_try() -> None:
    assert "Nothing found" in text(f"/search/?round={MINI}&q=zzzzqqqq")


def test_search_takes_markup_as_text() -> None:
    assert "<script>alert" not in text(f"/search/?round={MINI}&q=<script>alert(1)</script>")
