"""The needs grid: who sees which columns, that its figures add up, its file, and why a cell says what it says."""

import csv
import io
import json

import pytest
from django.test import Client

from abasto.needs.models import NeedLine
from abasto.people.models import User
from abasto.rounds.models import Round

pytestmark = pytest.mark.django_db
NEEDS = "/rounds/mx-mini/needs/"
DATA = f"{NEEDS}data.json"
CLAVE = "010.000.0204.00"


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def in_phase(phase: str) -> None:
    Round.objects.filter(code="mx-mini").update(phase=phase)


def data(client: Client, address: str = DATA) -> dict:
    return json.loads(client.get(address, headers={"accept-language": "en"}).content)


def column(grid: dict, key: str) -> list:
    place = [one["key"] for one in grid["columns"]].index(key)
    return [row[place] for row in grid["rows"]]


def test_everyone_sees_every_column_once_the_call_is_published(client: Client) -> None:
    grid = data(client)
    buyers = [one for one in grid["columns"] if one["key"].startswith("b-")]
    assert len(buyers) == 8
    assert len(grid["rows"]) == 40
    in_cells = sum(sum(column(grid, one["key"])) for one in buyers)
    asked = sum(NeedLine.objects.filter(round__code="mx-mini").values_list("maximum_pieces", flat=True))
    assert in_cells == sum(column(grid, "total")) == grid["totals"]["total"] == asked


def test_the_minimum_is_another_figure_than_the_maximum(client: Client) -> None:
    least, most = data(client, f"{DATA}?measure=minimum"), data(client)
    asked = sum(NeedLine.objects.filter(round__code="mx-mini").values_list("minimum_pieces", flat=True))
    assert least["totals"]["total"] == asked < most["totals"]["total"]


def test_buyers_of_an_institution_stand_in_one_column(client: Client) -> None:
    grid = data(client, f"{DATA}?by=institution")
    tops = [one["key"] for one in grid["columns"] if one["key"].startswith("i-")]
    assert tops
    assert len(tops) < 8
    assert sum(grid["totals"][key] for key in tops) == grid["totals"]["total"]


def test_before_the_call_a_planner_sees_only_the_own_institution_and_its_totals() -> None:
    in_phase("needs")
    grid = data(signed_in("planner-imss"))
    assert [one["key"] for one in grid["columns"] if one["key"].startswith("b-")] == ["b-imss"]
    own = sum(
        NeedLine.objects.filter(round__code="mx-mini", buyer__code="imss").values_list("maximum_pieces", flat=True)
    )
    assert grid["totals"]["total"] == grid["totals"]["b-imss"] == own


@pytest.mark.parametrize("who", ["citizen", "supplier"])
def test_before_the_call_the_public_and_suppliers_see_a_closed_page_and_no_data(who: str) -> None:
    in_phase("needs")
    supplier = User.objects.filter(role="supplier").first()
    client = Client() if who == "citizen" else signed_in(supplier.username)
    page = client.get(NEEDS, headers={"accept-language": "en"})
    assert page.status_code == 403
    assert "not open to you" in page.content.decode()
    assert client.get(DATA).status_code == 403
    assert client.get(f"{NEEDS}?format=csv").status_code == 403
    assert client.get(f"{NEEDS}cell/?clave={CLAVE}&column=b-imss").status_code == 404


def test_money_stays_hidden_before_the_award_in_page_data_and_file(client: Client) -> None:
    in_phase("call")
    assert "value" not in data(client)["totals"]
    assert "MXN" not in client.get(f"{NEEDS}?format=csv").content.decode().splitlines()[0]
    assert "Money opens with the award" in client.get(NEEDS, headers={"accept-language": "en"}).content.decode()
    assert "value" in data(signed_in("buyer"))["totals"]


def test_the_file_holds_exactly_what_the_view_shows(client: Client) -> None:
    answer = client.get(
        f"{NEEDS}?format=csv&q=lidocaína&hide=category,buyers&by=none", headers={"accept-language": "en"}
    )
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert "Category" not in rows[0]
    assert "Clave" in rows[0]
    assert {row[0] for row in rows[1:]} == {"010.000.0262.00", "010.000.0264.00", "010.000.0265.00"}


def test_a_condition_on_a_buyer_holds_without_javascript(client: Client) -> None:
    everything = client.get(NEEDS).context["table"].total
    asked = NeedLine.objects.filter(round__code="mx-mini", buyer__code="pemex", maximum_pieces__gt=0).count()
    assert client.get(f"{NEEDS}?f=b-pemex:atleast:1").context["table"].total == asked < everything


def test_a_quick_filter_keeps_the_conditions_it_does_not_show(client: Client) -> None:
    page = client.get(f"{NEEDS}?f=buyers:atmost:3&f=b-imss:atleast:1").context
    assert page["other_conditions"] == ["buyers:atmost:3"]
    assert [text for _id, _label, options in page["pickers"] for text, _name, chosen in options if chosen] == [
        "b-imss:atleast:1"
    ]


def test_the_data_is_sent_again_only_when_it_changed(client: Client) -> None:
    first = client.get(DATA)
    assert first.headers["ETag"]
    again = client.get(DATA, headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304
    other = client.get(f"{DATA}?measure=minimum", headers={"if-none-match": first.headers["ETag"]})
    assert other.status_code == 200


def test_one_viewer_never_gets_the_cached_columns_of_another() -> None:
    in_phase("needs")
    mark = signed_in("buyer").get(DATA).headers["ETag"]
    assert signed_in("planner-imss").get(DATA, headers={"if-none-match": mark}).status_code == 200


def test_a_cell_says_its_file_its_months_and_its_origin(client: Client) -> None:
    told = client.get(f"{NEEDS}cell/?clave={CLAVE}&column=b-imss", headers={"accept-language": "en"}).content.decode()
    line = NeedLine.objects.get(round__code="mx-mini", item__clave=CLAVE, buyer__code="imss")
    assert f"{line.maximum_pieces:,}" in told
    assert "needs.csv" in told
    assert "published" in told


def test_a_total_says_how_many_buyers_and_which_run(client: Client) -> None:
    told = client.get(f"{NEEDS}cell/?clave={CLAVE}&column=total", headers={"accept-language": "en"}).content.decode()
    assert "Buyers that ask for it" in told
    assert "Consolidation of needs" in told


def test_that_a_buyer_asks_for_nothing_is_an_answer_too(client: Client) -> None:
    empty = NeedLine.objects.filter(round__code="mx-mini", buyer__code="pemex").values("item__clave")
    clave = NeedLine.objects.filter(round__code="mx-mini").exclude(item__clave__in=empty).first().item.clave
    told = client.get(f"{NEEDS}cell/?clave={clave}&column=b-pemex", headers={"accept-language": "en"})
    assert "asks for no piece of this code" in told.content.decode()
    assert client.get(f"{NEEDS}cell/?clave={clave}&column=b-nobody").status_code == 404


def test_why_of_the_money_is_closed_with_the_money(client: Client) -> None:
    address = f"{NEEDS}cell/?clave={CLAVE}&column=value"
    assert client.get(address).status_code == 200
    in_phase("call")
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(("language", "words"), [("en", "buyers ask for"), ("es", "</html>")])
def test_the_page_opens_in_both_languages(client: Client, language: str, words: str) -> None:
    page = client.get(NEEDS, headers={"accept-language": language}).content.decode()
    assert f'lang="{language}"' in page
    assert words in page
