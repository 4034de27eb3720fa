"""What comes in as evidence of need: what counts, what is told and left out, what replaces what, and who sees it."""

import io
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from abasto.base.refusal import Refused
from abasto.needs.evidence.actions.check_evidence import find_problems
from abasto.needs.evidence.actions.receive_evidence import receive_evidence
from abasto.needs.evidence.models import EvidenceMonth, EvidenceUpload
from abasto.needs.evidence.queries import history, store
from abasto.people.models import User
from abasto.people.roles import Role, Viewer
from abasto.problems.models import ListedProblem
from abasto.rehearsal.actions.play_history import play_history
from abasto.rounds.models import Round
from abasto.rounds.queries import sight

pytestmark = [pytest.mark.django_db, pytest.mark.db]
PAGE = "/rounds/mx-mini/needs/evidence/"
ENGLISH = {"accept-language": "en"}
HEADER = "institucion,clave,mes,consumo,existencia,recibido,dias sin existencia"
CLAVE = "080.980.0001"
WITH_HISTORY = "010.000.0204.00"
BUYER = "imss"
DESK = Viewer(Role.COORDINATOR, username="desk")
PLANNER = Viewer(Role.PLANNER, BUYER, frozenset({BUYER}), "planner")


@pytest.fixture
def of() -> Round:
    """The small round with the use of the three years before its needs were stated."""
    found = Round.objects.get(code="mx-mini")
    found.clock = datetime(2026, 1, 31, 12, tzinfo=UTC)
    play_history(found, "rehearsal")
    return Round.objects.get(code="mx-mini")


def lines(*rows: str) -> bytes:
    return "\n".join([HEADER, *rows, ""]).encode()


def given(of: Round, tmp_path: Path, content: bytes, name: str = "use.csv", viewer: Viewer = DESK) -> EvidenceUpload:
    path = tmp_path / name
    path.write_bytes(content)
    return receive_evidence(of, path, name, viewer, b"salt")


def year(used: int, wrong: dict[int, int] | None = None) -> list[str]:
    """Twelve months of 2027, some put in wrong."""
    told = {month: used + month for month in range(1, 13)} | (wrong or {})
    return [f"{BUYER},{CLAVE},2027-{month:02d},{pieces},,," for month, pieces in told.items()]


def months_of(of: Round, buyer: str = BUYER) -> dict[int, int]:
    known = history(sight(DESK, of), of, [buyer], CLAVE)
    return {
        known.first_month + at: int(pieces)
        for at, pieces in enumerate(known.consumption[0])
        if known.is_reported[0, at]
    }


def test_a_file_of_months_becomes_history_and_its_error_of_scale_a_problem(of: Round, tmp_path: Path) -> None:
    upload = given(of, tmp_path, lines(*year(500, {6: 5060})))
    assert (upload.rows, upload.accepted, upload.told) == (12, 12, {})
    assert months_of(of)[2027 * 12 + 5] == 5060
    find_problems(of, "test")
    found = ListedProblem.objects.get(kind="use-too-high", subject=CLAVE, sheet="2027-06")
    assert found.found.endswith("÷10 = 506")
    assert found.organisation.code == BUYER


def test_a_corrected_month_takes_the_place_of_the_wrong_one_which_is_kept(of: Round, tmp_path: Path) -> None:
    given(of, tmp_path, lines(*year(500, {6: 5060})))
    find_problems(of, "test")
    before = EvidenceMonth.objects.get(organisation__code=BUYER, month=2027 * 12 + 5, state="current")
    given(of, tmp_path, lines(f"{BUYER},{CLAVE},2027-06,506,,,"), "mended.csv")
    after = EvidenceMonth.objects.get(organisation__code=BUYER, month=2027 * 12 + 5, state="current")
    assert after.version == before.version + 1
    assert months_of(of)[2027 * 12 + 5] == 506
    assert store().get(before.sha256)
    find_problems(of, "test")
    assert ListedProblem.objects.get(kind="use-too-high", subject=CLAVE, sheet="2027-06").state == "mended"


def test_a_file_of_one_code_leaves_the_other_codes_of_its_months_as_they_were(of: Round, tmp_path: Path) -> None:
    before = history(sight(DESK, of), of, [BUYER], WITH_HISTORY).consumption.tolist()
    count = len(history(sight(DESK, of), of).claves)
    given(of, tmp_path, lines(*year(500)))
    assert history(sight(DESK, of), of, [BUYER], WITH_HISTORY).consumption.tolist() == before
    assert len(history(sight(DESK, of), of).claves) == count + 1


def test_every_row_that_cannot_count_is_told_with_its_place(of: Round, tmp_path: Path) -> None:
    upload = given(of, tmp_path, lines(
        f"{BUYER},{CLAVE},2027-01,100,,,", f"{BUYER},{CLAVE},2027-01,100,,,", f"{BUYER},{CLAVE},2027-02,many,,,",
        f"{BUYER},{CLAVE},2027-03,-5,,,", f"nobody,{CLAVE},2027-03,5,,,", f"{BUYER},010.000.9999.99,2027-03,5,,,",
        f"{BUYER},{CLAVE},2031-03,5,,,", f"{BUYER},{CLAVE},1999-03,5,,,", f"{BUYER},{CLAVE},March,5,,,",
        f"{BUYER},{CLAVE},2027-04,5,,,45", f"{BUYER},{CLAVE},2027-05,,,,", f"{BUYER},{CLAVE},2027-06,5,,,",
        f"{BUYER},{CLAVE},2027-06,6,,,", f"{BUYER},{CLAVE},2027-07,99999999999999,,,",
        f"{BUYER},{CLAVE},2027-08,2.5,,,",
    ))  # fmt: skip
    assert upload.accepted == 1
    assert upload.told == {
        "clave-unknown": 1, "days-impossible": 1, "figure-negative": 1, "figure-too-large": 1, "figure-unreadable": 2,
        "institution-unknown": 1, "month-in-future": 1, "month-too-old": 1, "month-unreadable": 1, "nothing-told": 1,
        "row-contradicted": 2, "row-twice": 1,
    }  # fmt: skip
    places = dict(ListedProblem.objects.filter(source__endswith="use.csv").values_list("row", "kind"))
    assert (places[4], places[5], places[16]) == ("figure-unreadable", "figure-negative", "figure-unreadable")


def test_use_without_stock_and_stock_without_use_both_count(of: Round, tmp_path: Path) -> None:
    upload = given(of, tmp_path, lines(f"{BUYER},{CLAVE},2027-01,7,,,", f"{BUYER},{CLAVE},2027-02,,30,,"))
    known = history(sight(DESK, of), of, [BUYER], CLAVE)
    at = [2027 * 12 + month - known.first_month for month in range(2)]
    assert upload.accepted == 2
    assert known.stock[0, at].tolist() == [-1, 30]
    assert known.is_reported[0, at].tolist() == [True, False]


def test_parquet_and_workbook_say_the_same_as_the_csv(of: Round, tmp_path: Path) -> None:
    rows = [
        {"institution": BUYER, "clave": CLAVE, "month": f"2027-{at:02d}", "consumption_pieces": at} for at in (1, 2)
    ]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "made.parquet")
    book = openpyxl.Workbook()
    book.active.append(["Institución", "Clave", "Mes", "Consumo"])
    for row in rows:
        book.active.append([*row.values()])
    held = io.BytesIO()
    book.save(held)
    assert given(of, tmp_path, (tmp_path / "made.parquet").read_bytes(), "a.parquet").accepted == 2
    first = months_of(of)
    assert given(of, tmp_path, held.getvalue(), "a.xlsx").accepted == 2
    assert months_of(of) == first


@pytest.mark.parametrize(("name", "content", "code"), [
    ("a.parquet", lines(f"{BUYER},{CLAVE},2027-01,7,,,"), "evidence-not-what-it-says"),
    ("a.csv", b"PAR1 nothing more", "evidence-not-what-it-says"),
    ("a.parquet", b"PAR1 nothing more", "evidence-damaged"),
    ("a.csv", b"", "file-empty"),
    ("a.csv", b"a,b\n1,2\n", "evidence-column-missing"),
    ("a.csv", b"\x00\x01\x02\n", "file-not-text"),
    ("a.xlsx", b"PK\x03\x04 no workbook", "workbook-damaged"),
    ("a.csv", lines(f"nobody,{CLAVE},2027-01,7,,,"), "evidence-nothing-usable"),
])  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_whole(
    of: Round, tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        given(of, tmp_path, content, name)
    assert refused.value.code == code
    assert not EvidenceUpload.objects.filter(file_name=name).exists()


def test_the_same_file_twice_changes_nothing(of: Round, tmp_path: Path) -> None:
    given(of, tmp_path, lines(*year(500)))
    with pytest.raises(Refused, match="evidence-known"):
        given(of, tmp_path, lines(*year(500)), "again.csv")


def test_a_planner_tells_only_of_the_own_institution(of: Round, tmp_path: Path) -> None:
    rows = lines(f"{BUYER},{CLAVE},2027-01,7,,,", f"pemex,{CLAVE},2027-01,7,,,")
    assert given(of, tmp_path, rows, viewer=PLANNER).told == {"institution-not-yours": 1}
    with pytest.raises(Refused, match="not-allowed"):
        given(of, tmp_path, rows, "b.csv", Viewer(Role.SUPPLIER, "pisa"))
    with pytest.raises(Refused, match="sign-in-first"):
        given(of, tmp_path, rows, "c.csv", Viewer())


def test_the_rehearsed_history_covers_three_years_of_every_need(of: Round) -> None:
    known = history(sight(DESK, of), of)
    assert known.consumption.shape == known.is_reported.shape == known.stock.shape == (230, 36)
    assert 0.9 < known.is_reported.mean() < 1
    assert (known.stock_out_days > 0).any()


def test_an_institution_sees_its_own_evidence_and_a_citizen_none(client: Client, of: Round) -> None:
    assert client.get(PAGE).status_code == 403
    own = User.objects.filter(role="planner").order_by("username")[0]
    client.force_login(own)
    page = client.get(PAGE, headers=ENGLISH).content.decode()
    assert page.count('<tr><th scope="row"') < 8 + 1
    other = next(code for code in ("pemex", "imss") if code != own.organisation.code)
    assert client.get(f"{PAGE}{other}/{CLAVE}/").status_code == 403


def test_the_pages_show_who_told_which_month_and_a_code_s_series(client: Client, of: Round) -> None:
    client.force_login(User.objects.get(username="coordinator"))
    page = client.get(PAGE, headers=ENGLISH).content.decode()
    assert "told" in page
    assert "not reported" in page
    series = client.get(f"{PAGE}{BUYER}/{WITH_HISTORY}/", headers=ENGLISH).content.decode()
    assert "pieces used a month on average" in series
    assert client.get(f"{PAGE}?format=xlsx&months=36").status_code == 200


def test_an_upload_on_the_page_leads_to_what_came_of_it(client: Client, of: Round) -> None:
    client.force_login(User.objects.get(username="coordinator"))
    file = SimpleUploadedFile("mine.csv", lines(*year(500), f"{BUYER},{CLAVE},2027-13,1,,,"))
    answer = client.post(PAGE, {"file": file}, follow=True, headers=ENGLISH)
    page = answer.content.decode()
    assert "12 of 13 rows count" in page
    assert "Month that cannot be read" in page
    assert client.get(answer.request["PATH_INFO"] + "?format=xlsx").status_code == 200
    refused = client.post(PAGE, {"file": SimpleUploadedFile("b.csv", b"a,b\n1,2\n")}, headers=ENGLISH)
    assert refused.status_code == 422
    assert "These columns are missing" in refused.content.decode()


def test_the_api_takes_a_file_and_gives_the_months_and_a_series(client: Client, of: Round) -> None:
    client.force_login(User.objects.get(username="coordinator"))
    file = SimpleUploadedFile("api.csv", lines(*year(500)))
    answer = client.post("/api/v1/rounds/mx-mini/evidence", {"file": file})
    assert (answer.status_code, answer.json()["accepted"]) == (200, 12)
    assert client.get("/api/v1/rounds/mx-mini/evidence").json()["total"] == 300
    told = client.get(f"/api/v1/rounds/mx-mini/evidence/{BUYER}/{CLAVE}").json()[0]
    assert told["consumption_pieces"][-12:] == [500 + month for month in range(1, 13)]
