"""The pages and the API of the files of needs, as a planner uses them."""

import csv
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from abasto.needs.requests.actions.save_cells import save_cells
from abasto.needs.requests.cells import CellChange
from abasto.needs.requests.models import RequestUpload
from abasto.needs.requests.queries import codes_open
from abasto.people.models import Organisation, User
from abasto.rounds.models import Round

from .announced import AT, announce, viewer_for
from .files import FIRST_MONTH, FIRST_ROW, figures, filled

pytestmark = pytest.mark.django_db
FILES = "/rounds/mx-next/requests/files/"
API = "/api/v1/rounds/mx-next/requests/"


@pytest.fixture
def of() -> Round:
    return announce()


def signed_in(username: str = "planner-imss", language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(User.objects.get(username=username))
    return client


def template(client: Client, **asked: str) -> bytes:
    answer = client.get(f"{FILES}template/", asked)
    assert answer.status_code == 200
    return answer.content


def first_month(content: bytes) -> int:
    page = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    heads = [cell.value for cell in page[FIRST_ROW]]
    return heads.index("2027-01") - FIRST_MONTH


def hand_in(client: Client, content: bytes, name: str = "needs.xlsx", **more: str) -> object:
    file = SimpleUploadedFile(name, content)
    return client.post(FILES, {"file": file, "mode": "sound", "do": "save", **more}, follow=True)


def with_values(content: bytes, values: dict[tuple[int, int], object]) -> bytes:
    shift = first_month(content)
    return filled(content, {(row, month + shift): value for (row, month), value in values.items()})


@pytest.mark.parametrize(("language", "words"), [("en", "Hand in a file"), ("es", "Entregar un archivo")])
def test_a_planner_takes_the_template_and_hands_it_in_filled(of: Round, language: str, words: str) -> None:
    client = signed_in(language=language)
    assert words in client.get(FILES).content.decode()
    answer = hand_in(client, with_values(template(client), {(0, 0): 12, (0, 1): "n/d"}))
    upload = RequestUpload.objects.get(round=of)
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert answer.redirect_chain[-1][0] == f"/rounds/mx-next/requests/uploads/{upload.pk}/"  # type: ignore[attr-defined]
    assert ("Text instead of a figure" if language == "en" else "Texto en lugar de una cifra") in page
    assert figures(of, Organisation.objects.get(code="imss"), next(iter(codes_open(of))))[:2] == [12, 0]


def test_the_corrected_workbook_comes_back_and_the_original_as_it_came(of: Round) -> None:
    client = signed_in()
    content = with_values(template(client), {(0, 0): "1,234"})
    hand_in(client, content)
    address = f"/rounds/mx-next/requests/uploads/{RequestUpload.objects.get(round=of).pk}/"
    assert client.get(f"{address}original/").content == content
    corrected = client.get(f"{address}corrected/").content
    page = openpyxl.load_workbook(io.BytesIO(corrected)).worksheets[0]
    cell = page.cell(FIRST_ROW + 1, FIRST_MONTH + 1 + first_month(content))
    assert (cell.value, cell.fill.fgColor.rgb) == ("1,234", "FFF8C9C9")
    assert "Number written as text with separators" in cell.comment.text
    assert client.get(f"{address}corrected/").content == corrected
    mended = with_values(corrected, {(0, 0): 1234})
    assert hand_in(client, mended, "corrected.xlsx").status_code == 200  # type: ignore[attr-defined]
    assert figures(of, Organisation.objects.get(code="imss"), next(iter(codes_open(of))))[0] == 1234


def test_a_preview_is_applied_and_conflicts_are_decided_cell_by_cell(of: Round) -> None:
    client, imss = signed_in(), Organisation.objects.get(code="imss")
    first, second = list(codes_open(of))[:2]
    content = with_values(template(client), {(0, 0): 10, (1, 0): 20})
    other = viewer_for(imss, username="other")
    save_cells(of, imss, other, "planner", [CellChange(first, 0, 0, 99), CellChange(second, 0, 0, 98)], AT)
    answer = hand_in(client, content, do="preview")
    assert "nothing is saved yet" in answer.content.decode()  # type: ignore[attr-defined]
    upload = RequestUpload.objects.get(round=of)
    address = f"/rounds/mx-next/requests/uploads/{upload.pk}/"
    page = client.post(f"{address}apply/", {"mode": "sound"}, follow=True).content.decode()
    assert "Changed by somebody else meanwhile" in page
    client.post(f"{address}decide/", {f"{first}|0|99": "mine", f"{second}|0|98": "theirs"})
    assert [figures(of, imss, clave)[0] for clave in (first, second)] == [10, 98]
    upload.refresh_from_db()
    assert upload.outcome["conflicts"] == 0


def test_templates_come_as_csv_too_and_go_back_in(of: Round) -> None:
    client, imss = signed_in(), Organisation.objects.get(code="imss")
    clave = next(iter(codes_open(of)))
    rows = list(csv.reader(io.StringIO(template(client, format="csv").decode("utf-8-sig"))))
    rows[1][rows[0].index("2027-03")] = "7"
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    hand_in(client, text.getvalue().encode(), "needs.csv")
    assert figures(of, imss, clave)[:3] == [0, 0, 7]
    tidy = template(client, format="tidy").decode("utf-8-sig").splitlines()
    assert (tidy[0], tidy[1]) == ("Clave,Month,Pieces", f"{clave},2027-03,7")
    hand_in(client, f"Clave;Mes;Piezas\n{clave};ene 2027;5\n".encode(), "list.csv")
    assert figures(of, imss, clave)[:3] == [5, 0, 7]


def test_a_file_that_cannot_be_read_says_so_in_a_sentence(of: Round) -> None:
    client = signed_in()
    page = hand_in(client, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old").content.decode()  # type: ignore[attr-defined]
    assert "old .xls format" in page
    assert hand_in(client, b"").status_code == 422  # type: ignore[attr-defined]
    assert client.post(FILES, {"do": "save"}).status_code == 422


def test_nobody_sees_the_files_of_another_institution(of: Round) -> None:
    client = signed_in()
    hand_in(client, with_values(template(client), {(0, 0): 12}))
    address = f"/rounds/mx-next/requests/uploads/{RequestUpload.objects.get(round=of).pk}/"
    other = User.objects.filter(role="planner").exclude(username="planner-imss").first()
    assert other is not None
    for username in (other.username, "coordinator", "auditor"):
        looking = signed_in(username)
        assert looking.get(address).status_code == 404
        assert looking.get(f"{address}original/").status_code == 404
    assert signed_in("coordinator").get(FILES).status_code == 403
    assert signed_in("approver-imss").get(address).status_code == 200
    assert Client().get(FILES).status_code == 403
    assert client.get(FILES, {"organisation": "issste"}).status_code == 404


def test_the_api_takes_a_file_and_tells_what_was_wrong(of: Round) -> None:
    client = signed_in()
    content = client.get(f"{API}template").content
    file = SimpleUploadedFile("needs.xlsx", with_values(content, {(0, 0): 12, (0, 1): -1}))
    told = client.post(f"{API}uploads", {"file": file, "preview": "true"}).json()
    assert (told["state"], told["cells_changed"], told["refused"]) == ("preview", 1, 1)
    problems = client.get(f"{API}uploads/{told['number']}/problems").json()["rows"]
    assert [one["kind"] for one in problems] == ["cell-negative"]
    assert client.get(f"{API}uploads").json()["total"] == 1
    assert client.get(f"{API}uploads/{told['number']}/corrected").status_code == 200
    assert signed_in("coordinator").get(f"{API}uploads").status_code == 403
    assert Client().get(f"{API}template").status_code in (401, 403)
    assert client.get(f"{API}template", {"format": "doc"}).status_code == 422
