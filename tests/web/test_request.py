"""What we ask for: the page and its data, saving, one code, delivery points, units; who sees which."""

import json
import re
from datetime import date, timedelta

import pytest
from django.test import Client

from abasto.catalogue.models import RoundItem
from abasto.needs.requests.models import PointRequest, RequestLine
from abasto.needs.requests.queries import codes_open
from abasto.needs.requests.states import SUBMITTED
from abasto.people.models import Organisation, User
from abasto.rounds.models import Participation, Round
from tests.needs.requests.announced import announce

pytestmark = pytest.mark.django_db
PAGE = "/rounds/mx-next/request/"
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def of() -> Round:
    return announce()


def signed_in(username: str) -> Client:
    client = Client(headers=ENGLISH)
    client.force_login(User.objects.get(username=username))
    return client


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def save(client: Client, *cells: list, organisation: str = "imss"):
    told = {"organisation": organisation, "command": "1", "cells": list(cells)}
    return client.post(f"{PAGE}save/", json.dumps(told), content_type="application/json")


def clave_at(of: Round, place: int = 0) -> str:
    return list(codes_open(of))[place]


def test_the_page_says_where_we_are_and_what_to_do_next(of: Round) -> None:
    answer = signed_in("planner-imss").get(PAGE)
    assert answer.status_code == 200
    assert "0 of 40 codes asked for" in text(answer)
    assert "Begin: fill the codes from the last round" in text(answer)
    assert "The last day is" in text(answer)


def test_agreeing_on_the_needs_leads_here(of: Round) -> None:
    assert f'href="{PAGE}"' in signed_in("planner-imss").get("/rounds/mx-next/asking/").content.decode()


def test_the_data_has_a_row_per_code_and_a_column_per_month(of: Round) -> None:
    clave = clave_at(of)
    client = signed_in("planner-imss")
    save(client, [clave, 0, 0, 101], [clave, 23, 0, 4])
    told = client.get(f"{PAGE}data.json").json()
    keys = [one["key"] for one in told["columns"]]
    row = dict(zip(keys, told["rows"][0], strict=True))
    assert (len(told["rows"]), keys[-1], told["percent"], told["synthetic"]) == (40, "m23", [40, 100], True)
    assert (row["clave"], row["m0"], row["m23"], row["total"], row["minimum"], row["legal"]) == (
        clave, 101, 4, 105, 42, 42,
    )  # fmt: skip
    assert told["versions"][0] == 2
    assert row["state"] == "Draft"
    assert row["last"] > 0


def test_what_is_typed_is_saved_and_answered_with_the_line(of: Round) -> None:
    clave = clave_at(of)
    answer = save(signed_in("planner-imss"), [clave, 0, 0, 101]).json()
    assert (answer["applied"], answer["conflicts"], answer["refused"]) == (1, [], {})
    assert answer["lines"] == [[clave, 2, 101, 41]]


def test_two_people_at_once_see_both_values(of: Round) -> None:
    clave = clave_at(of)
    client = signed_in("planner-imss")
    save(client, [clave, 0, 0, 10])
    answer = save(client, [clave, 0, 0, 12], [clave, 1, 0, 3]).json()
    assert answer["conflicts"] == [[clave, 0, 0, 12, 10]]
    assert answer["applied"] == 1


def test_what_changed_meanwhile_is_told_by_a_mark(of: Round) -> None:
    client, clave = signed_in("planner-imss"), clave_at(of)
    mark = save(client, [clave, 0, 0, 10]).json()["mark"]
    assert client.get(f"{PAGE}changes.json?mark={mark}").json() == {"mark": mark}
    told = client.get(f"{PAGE}changes.json?mark=0").json()
    assert told["versions"] == {clave: 2}
    rows = client.get(f"{PAGE}data.json?rows={clave}").json()["rows"]
    assert [row[0] for row in rows] == [clave]


def test_a_line_past_editing_and_a_withdrawn_code_are_told_by_clave(of: Round) -> None:
    client = signed_in("planner-imss")
    first, second, third = (clave_at(of, at) for at in range(3))
    save(client, [first, 0, 0, 10])
    RequestLine.objects.update(state=SUBMITTED)
    RoundItem.objects.filter(round=of, item__clave=second).update(withdrawn_on=date(2026, 9, 10))
    answer = save(client, [first, 0, 10, 11], [second, 0, 0, 5], [third, 0, 0, 7]).json()
    assert set(answer["refused"]) == {first, second}
    assert answer["applied"] == 1
    told = client.get(f"{PAGE}data.json").json()
    assert told["locked"] == [0, 1]
    assert "ithdrawn from the round" in told["rows"][1][3]


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{}", '{"cells": []}', '{"cells": [["a", 0, 0]]}', '{"cells": [["a", 0, 0, true]]}',
     '{"cells": [["a", 0, 0, 1.5]]}', '{"cells": ["abcd"]}'],
)  # fmt: skip
def test_cells_that_cannot_be_read_are_refused_with_a_sentence(of: Round, body: str) -> None:
    answer = signed_in("planner-imss").post(f"{PAGE}save/", body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (422, "cells-unreadable")
    assert answer.json()["sentence"].endswith("Nothing was saved.")


def test_a_deadline_that_passes_while_typing_is_told_in_words(of: Round) -> None:
    Round.objects.filter(code="mx-next").update(clock=of.clock + timedelta(days=77))
    client = signed_in("planner-imss")
    answer = save(client, [clave_at(of), 0, 0, 1])
    assert (answer.status_code, answer.json()["code"]) == (422, "deadline-passed")
    assert "Ask the coordinator for more time" in answer.json()["sentence"]
    page = client.get(PAGE)
    assert "Ask the coordinator for more time" in text(page)
    assert 'data-can-write="0"' in page.content.decode()


def test_an_institution_that_left_reads_and_does_not_write(of: Round) -> None:
    imss = Organisation.objects.get(code="imss")
    Participation.objects.filter(round=of, organisation=imss).update(left_on=date(2026, 9, 12))
    client = signed_in("planner-imss")
    assert "has left the round" in text(client.get(PAGE))
    assert save(client, [clave_at(of), 0, 0, 1]).json()["code"] == "institution-left"


def test_another_institution_and_the_public_get_nothing(of: Round) -> None:
    clave = clave_at(of)
    save(signed_in("planner-imss"), [clave, 0, 0, 92_345])
    other = User.objects.filter(role="planner").exclude(username__startswith="planner-imss").get()
    for client in (*map(signed_in, (other.username, "buyer", "auditor")), Client(headers=ENGLISH)):
        for address in (PAGE, f"{PAGE}data.json", f"{PAGE}changes.json", f"{PAGE}codes/{clave}/", f"{PAGE}units/"):
            answer = client.get(f"{address}?organisation=imss")
            assert answer.status_code in (403, 404, 422), address
            assert "92,345" not in answer.content.decode()
    assert save(Client(headers=ENGLISH), [clave, 0, 0, 1]).json()["code"] == "sign-in-first"
    assert save(signed_in("approver-imss"), [clave, 0, 92_345, 1]).json()["code"] == "not-allowed"


def test_the_file_holds_what_the_filter_shows(of: Round) -> None:
    client = signed_in("planner-imss")
    lines = client.get(f"{PAGE}?format=csv&q=paracetamol").content.decode().splitlines()
    assert "2027 Jan" in lines[0] or "Jan" in lines[0]
    assert 1 < len(lines) < 40
    assert client.get(f"{PAGE}?format=xlsx").content.startswith(b"PK")


def test_codes_that_the_filter_shows_are_filled_and_it_can_be_undone(of: Round) -> None:
    client = signed_in("planner-imss")
    shown = len(client.get(f"{PAGE}?format=csv&q=paracetamol").content.decode().splitlines()) - 1
    told = {"organisation": "imss", "view": "?q=paracetamol", "source": "yearly", "yearly": "1,200", "percent": ""}
    answer = client.post(f"{PAGE}fill/", told)
    assert answer.status_code == 302
    lines = RequestLine.objects.filter(round=of)
    assert {line.maximum_pieces for line in lines} == {2400}
    assert lines.count() == shown
    page = client.get(answer["location"]).content.decode()
    undo = re.search(r'action="([^"]+/undo/[^"]*)"', page)
    assert undo is not None
    client.post(undo[1])
    assert {line.maximum_pieces for line in RequestLine.objects.filter(round=of)} == {0}


def test_only_codes_without_pieces_are_filled_if_asked(of: Round) -> None:
    client, clave = signed_in("planner-imss"), clave_at(of)
    save(client, [clave, 0, 0, 5])
    told = {"organisation": "imss", "view": "", "source": "last", "only": "empty"}
    client.post(f"{PAGE}fill/", told)
    lines = dict(RequestLine.objects.filter(round=of).values_list("item__clave", "maximum_pieces"))
    assert lines[clave] == 5
    assert len(lines) > 20


def test_one_code_is_written_without_javascript(of: Round) -> None:
    client, clave = signed_in("planner-imss"), clave_at(of)
    page = client.get(f"{PAGE}codes/{clave}/")
    assert page.content.decode().count('name="m') == 24 + 1
    typed = {"m0": "1,000", "saw-m0": "0", "m1": "x", "saw-m1": "0", "minimum": "0", "saw-minimum": "0"}
    answer = client.post(f"{PAGE}codes/{clave}/", typed)
    assert answer.status_code == 422
    assert "“x” is no whole number of pieces" in answer.content.decode()
    line = RequestLine.objects.get(round=of)
    assert (line.maximum_pieces, line.minimum_pieces) == (1000, 400)


def test_the_form_of_a_code_tells_what_somebody_else_wrote(of: Round) -> None:
    client, clave = signed_in("planner-imss"), clave_at(of)
    save(client, [clave, 0, 0, 30])
    answer = client.post(f"{PAGE}codes/{clave}/", {"m0": "25", "saw-m0": "0"})
    assert answer.status_code == 422
    assert "Somebody else wrote 30 meanwhile" in text(answer)
    assert 'name="saw-m0" value="30"' in answer.content.decode()
    client.post(f"{PAGE}codes/{clave}/", {"m0": "25", "saw-m0": "30"})
    assert RequestLine.objects.get(round=of).maximum_pieces == 25


def test_markup_in_a_reason_is_shown_as_typed(of: Round) -> None:
    client, clave = signed_in("planner-imss"), clave_at(of)
    save(client, [clave, 0, 0, 30])
    reason = {"reason": "other", "text": "<script>alert(1)</script>", "funds": "own-resources"}
    page = client.post(f"{PAGE}codes/{clave}/explain/", reason, follow=True).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page
    long = client.post(f"{PAGE}codes/{clave}/explain/", reason | {"text": "<b>" * 33_334})
    assert long.status_code == 422
    assert "4,000 at most" in text(long)


def test_a_withdrawn_code_is_read_only_and_says_so(of: Round) -> None:
    client, clave = signed_in("planner-imss"), clave_at(of)
    RoundItem.objects.filter(round=of, item__clave=clave).update(withdrawn_on=date(2026, 9, 10))
    page = client.get(f"{PAGE}codes/{clave}/")
    assert "ithdrawn from the round" in text(page)
    assert "Save the months" not in text(page)
    assert client.post(f"{PAGE}codes/{clave}/", {"m0": "5", "saw-m0": "0"}).status_code == 422


def test_a_code_goes_to_delivery_points_by_totals_and_by_month(of: Round) -> None:
    client, clave = signed_in("planner-imss"), clave_at(of)
    points = f"{PAGE}codes/{clave}/points/?organisation=imss"
    assert "Nothing is asked for yet" in text(client.get(points))
    save(client, [clave, 0, 0, 10], [clave, 1, 0, 20])
    codes = re.findall(r'name="t-([^"]+)"', client.get(points).content.decode())[:2]
    answer = client.post(points, {f"t-{codes[0]}": "20", f"t-{codes[1]}": "9"})
    assert answer.status_code == 422
    assert "add up to 29 pieces and the line asks for 30" in text(answer)
    assert client.post(points, {f"t-{codes[0]}": "20", f"t-{codes[1]}": "10"}).status_code == 302
    assert sorted(PointRequest.objects.values_list("maximum_pieces", flat=True)) == [10, 20]
    by_month = {"by": "month", f"p-{codes[0]}-0": "10", f"p-{codes[0]}-1": "5", f"p-{codes[1]}-1": "15"}
    assert client.post(f"{points}&by=month", by_month).status_code == 302
    assert dict(PointRequest.objects.values_list("point__code", "maximum_pieces")) == {codes[0]: 15, codes[1]: 15}
    assert "30 are split over delivery points" in text(client.get(points))
    save(client, [clave, 1, 20, 21])
    assert "no longer add up" in text(client.get(points))


def test_a_unit_states_its_needs_and_the_institution_collects_them(of: Round) -> None:
    buyer, unit = signed_in("planner-imss"), signed_in("planner-imss-delegacion-de-ensayo")
    clave, home = clave_at(of), "imss-delegacion-de-ensayo"
    assert "IMSS delegación de ensayo" in text(unit.get(PAGE))
    save(unit, [clave, 0, 0, 40], organisation=home)
    units = f"{PAGE}units/?organisation=imss"
    assert "1 have not submitted" in text(buyer.get(units))
    RequestLine.objects.update(state=SUBMITTED)
    assert "0 have not submitted" in text(buyer.get(units))
    answer = buyer.post(f"{PAGE}units/collect/?organisation=imss", follow=True)
    assert "1 codes collected (2 cells)" in text(answer)
    assert RequestLine.objects.get(organisation__code="imss").method == "collected"
    assert unit.get(units).status_code == 404


def test_a_unit_is_added_from_its_page(of: Round) -> None:
    client = signed_in("planner-imss")
    typed = {"name": "Hospital 7", "code": "h-7", "kind": "hospital"}
    answer = client.post(f"{PAGE}units/new/?organisation=imss", typed, follow=True)
    assert "Hospital 7 is registered" in text(answer)
    assert Organisation.objects.get(code="imss-h-7").parent.code == "imss"


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_page_speaks_the_readers_language(of: Round, language: str) -> None:
    client, clave = signed_in("planner-imss"), clave_at(of)
    save(client, [clave, 0, 0, 40])
    heads = {"es": "Lo que pedimos", "en": "What we ask for"}
    for address in (PAGE, f"{PAGE}codes/{clave}/", f"{PAGE}codes/{clave}/points/", f"{PAGE}units/"):
        answer = client.get(address, headers={"accept-language": language})
        assert answer.status_code == 200
        assert heads[language] in answer.content.decode()
