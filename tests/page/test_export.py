"""Files of exactly what is shown: nothing in them can run, and synthetic ones say so."""

import csv
import io
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from abasto.page.export import Sheet, as_csv, as_xlsx, guarded, sheet_of_grid, sheet_of_table
from abasto.page.grid import Grid, GridColumn
from abasto.page.table import Column, Link

COLUMNS = (
    Column("clave", "Clave", "clave"),
    Column("price", "Price", "money", unit="MXN"),
    Column("why", "Why", "why"),
)
ROWS = [{"clave": Link("010.000.0104.00", "/x"), "price": 1250, "why": object()}, {"clave": "=1+1", "price": None}]


def rows_of(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))


def test_a_table_leaves_as_it_is_shown_with_exact_money() -> None:
    file = as_csv(sheet_of_table("awards", COLUMNS, ROWS, is_synthetic=False))
    assert file.name == "awards.csv"
    assert rows_of(file.body) == [["Clave", "Price (MXN)"], ["010.000.0104.00", "12.50"], ["'=1+1", ""]]


def test_synthetic_rows_say_so_in_the_name_and_in_every_row() -> None:
    file = as_csv(sheet_of_table("awards", COLUMNS, ROWS, is_synthetic=True))
    assert file.name == "awards-synthetic.csv"
    assert [row[-1] for row in rows_of(file.body)] == ["data", "synthetic", "synthetic"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    assert guarded(f"{start}cmd|' /C calc'!A0") == f"'{start}cmd|' /C calc'!A0"


def test_negative_numbers_stay_numbers() -> None:
    assert guarded(-5) == -5


@given(st.lists(st.text(max_size=12), min_size=1, max_size=5))
def test_no_text_of_a_csv_begins_like_a_formula(texts: list[str]) -> None:
    body = as_csv(Sheet("s", ("a",) * len(texts), [texts], False)).body.decode("utf-8-sig")
    cells = next(row for number, row in enumerate(csv.reader(io.StringIO(body, newline=""))) if number == 1)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


def test_a_workbook_holds_text_as_text_and_never_a_formula() -> None:
    sheet = Sheet("s", ("text", "day", "pieces"), [["=1+1", date(2027, 2, 1), 12], ["http://x.mx", None, 3]], False)
    page = openpyxl.load_workbook(io.BytesIO(as_xlsx(sheet).body)).active
    assert [page.cell(2, column).data_type for column in (1, 2, 3)] == ["s", "d", "n"]
    assert page.cell(2, 1).value == "=1+1"
    assert page.cell(3, 1).hyperlink is None


def test_the_same_rows_give_the_same_workbook() -> None:
    sheet = sheet_of_table("awards", COLUMNS, ROWS, is_synthetic=True)
    assert as_xlsx(sheet).body == as_xlsx(sheet).body


def test_a_grid_leaves_with_its_groups_in_the_header() -> None:
    grid = Grid((GridColumn("clave", "Clave"), GridColumn("b1", "Jalisco", "pieces", group="IMSS-B")), [["010", 5]])
    assert rows_of(as_csv(sheet_of_grid("needs", grid)).body) == [["Clave", "IMSS-B Jalisco"], ["010", "5"]]
