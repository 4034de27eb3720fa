"""A template goes out and comes back: what nobody should trust is named with its place and left out."""

import io
import re
import time
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import numpy as np
import openpyxl
import pytest

from abasto.base.refusal import Refused
from abasto.needs.annexes.workbook import read_workbook
from abasto.needs.requests.sheet.changes import changes_of, seen_by
from abasto.needs.requests.sheet.corrected import CorrectedWords, corrected_workbook
from abasto.needs.requests.sheet.kinds import gathered
from abasto.needs.requests.sheet.read import read_request
from abasto.needs.requests.sheet.reading import UNSAID, Expected, Reading
from abasto.needs.requests.sheet.template import Template, TemplateCode, template_workbook

from .files import FIRST_MONTH, FIRST_ROW, WORDS, cells, filled

CLAVES = ("010.000.0104.00", "010.000.0105.00", "060.345.3440")
EXPECTED = Expected("mx-next", "imss", date(2027, 1, 1), 24, frozenset(CLAVES), frozenset({"010.000.0106.00"}))
CORRECTED = CorrectedWords("What is wrong", "Problems", "Counts", tuple("abcdefghi"), "Found", "file")


def template(**more: Any) -> Template:
    codes = [TemplateCode(clave, f"=description of {clave}", "ENVASE") for clave in CLAVES]
    return Template(
        "mx-next", "imss", date(2027, 1, 1), 24, codes, {CLAVES[0]: cells(5, 6, minimum=4)}, "es", "one", WORDS, **more
    )


def workbook(values: Mapping[tuple[int, int], object] | None = None, change: Any = None, **more: Any) -> bytes:
    return filled(template_workbook(template(**more)), values or {}, change)


def read(content: bytes, name: str = "needs.xlsx") -> Reading:
    return read_request(content, name, EXPECTED)


def told(reading: Reading) -> list[tuple[str, int, str, str]]:
    return [(one.kind, one.row, one.column, one.found) for one in reading.problems]


def test_what_was_not_touched_changes_nothing() -> None:
    reading = read(template_workbook(template()))
    assert (reading.kind, reading.problems, reading.claves) == ("workbook", (), CLAVES)
    assert reading.cells[0].tolist() == [5, 6, *[0] * 22, 4]
    assert reading.cells[1, -1] == UNSAID
    wanted = changes_of(reading, seen_by(reading, {}, None))
    assert (wanted.changes, wanted.problems) == ((), ())


def test_the_same_figures_give_the_same_bytes() -> None:
    first = template_workbook(template())
    time.sleep(0.01)
    assert template_workbook(template()) == first


@pytest.mark.parametrize("language", ["es", "en"])
def test_columns_that_are_told_are_written_and_not_read_back(language: str) -> None:
    suggested = {"suggestion": {CLAVES[0]: 77}, "stock": {CLAVES[1]: 3}}
    content = template_workbook(Template(**{**vars(template(told=suggested)), "language": language}))
    heads = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0][FIRST_ROW]]
    assert heads[3:5] == (["Existencias", "Sugerencia"] if language == "es" else ["Stock", "Suggestion"])
    assert read(content).cells[0].tolist() == [5, 6, *[0] * 22, 4]


@pytest.mark.parametrize(
    ("value", "kind", "found"),
    [
        ("n/d", "cell-text", "n/d"),
        (True, "cell-text", "TRUE"),
        ("1,234", "cell-separators", "1,234"),
        ("1.234,5", "cell-separators", "1.234,5"),
        ("1 234", "cell-separators", "1 234"),
        (datetime(2027, 1, 5), "cell-date", "2027-01-05"),
        ("05/01/2027", "cell-date", "05/01/2027"),
        ("NaN", "cell-not-finite", "NaN"),
        ("-5", "cell-negative", "-5"),
        (-5, "cell-negative", "-5"),
        (2.5, "cell-fraction", "2.5"),
        (10**13, "cell-too-many", "10000000000000"),
        ("=1+1 ", "cell-formula-valueless", ""),
    ],
)
def test_a_cell_that_is_no_number_of_pieces_is_left_out(value: object, kind: str, found: str) -> None:
    reading = read(workbook({(0, 2): value}))
    assert told(reading) == [(kind, 5, "H", found)]
    assert reading.cells[0, 2] == UNSAID
    assert [one.subject for one in reading.problems] == [CLAVES[0]]
    assert changes_of(reading, reading.state.cells).changes == ()  # type: ignore[union-attr]


@pytest.mark.parametrize("value", ["12", " 12 ", 12.0])
def test_digits_are_read_also_where_they_are_text(value: object) -> None:
    assert read(workbook({(0, 2): value})).cells[0, 2] == 12


def test_a_formula_counts_by_the_value_it_was_stored_with() -> None:
    content = template_workbook(template())
    assert b"SUM" in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert read(_edited(content, b"<f>5+4</f><v>9</v>")).cells[0, 1] == 9
    without = read(_edited(content, b"<f>5+4</f>"))
    assert [one[:3] for one in told(without)] == [("cell-formula-valueless", 5, "G")]
    error = read(_edited(content, b"<f>1/0</f><v>#DIV/0!</v>", b' t="e"'))
    assert [one[:3] for one in told(error)] == [("cell-error", 5, "G")]


def _edited(content: bytes, cell: bytes, kind: bytes = b"") -> bytes:
    """The workbook with something else in the cell G5 of its first sheet, which holds 6."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(target, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name.endswith("sheet1.xml"):
                data, count = re.subn(rb'(<c r="G5"[^>]*)><v>6</v>', rb"\g<1>" + kind + b">" + cell, data)
                assert count == 1
            after.writestr(name, data)
    return target.getvalue()


@pytest.mark.parametrize(
    ("clave", "kind"),
    [
        (None, "request-clave-missing"),
        ("paracetamol", "request-clave-unreadable"),
        ("010.000.9999.00", "request-clave-unknown"),
        ("010.000.0106.00", "request-clave-withdrawn"),
        ("Total", "row-of-totals"),
    ],
)
def test_a_row_that_names_no_open_code_is_left_out(clave: str | None, kind: str) -> None:
    def rename(book: Any) -> None:
        book.worksheets[0].cell(FIRST_ROW + 2, 1).value = clave

    reading = read(workbook({(1, 0): 9}, rename))
    assert [one[0] for one in told(reading)] == [kind]
    assert reading.claves == (CLAVES[0], CLAVES[2])


def test_a_clave_in_two_rows_is_read_from_neither() -> None:
    def repeat(book: Any) -> None:
        book.worksheets[0].cell(FIRST_ROW + 2, 1).value = " 010 000 0104 00"

    reading = read(workbook({(1, 0): 9}, repeat))
    assert [one[:2] for one in told(reading)] == [("request-clave-twice", 5), ("request-clave-twice", 6)]
    assert reading.claves == (CLAVES[2],)


def test_merged_cells_among_the_figures_are_left_out() -> None:
    reading = read(workbook({}, lambda book: book.worksheets[0].merge_cells("F5:G6")))
    assert {one[0] for one in told(reading)} == {"cell-merged"}
    assert (reading.cells[:2, :2] == UNSAID).all()


def test_columns_may_move_and_more_may_be_added_but_no_month_may_be_missing() -> None:
    def move(book: Any) -> None:
        page = book.worksheets[0]
        page.insert_cols(FIRST_MONTH + 1)
        page.cell(FIRST_ROW, FIRST_MONTH + 1).value = "My notes"

    moved = read(workbook({}, move))
    assert [one[0] for one in told(moved)] == ["column-unread"]
    assert moved.cells[0].tolist() == [5, 6, *[0] * 22, 4]

    def rename(book: Any) -> None:
        book.worksheets[0].cell(FIRST_ROW, FIRST_MONTH + 1).value = "first month"

    renamed = read(workbook({(0, 5): 9}, rename))
    assert ("month-column-missing", 4, "", "2027-01") in told(renamed)
    assert changes_of(renamed, {}).changes == ()

    def twice(book: Any) -> None:
        book.worksheets[0].cell(FIRST_ROW, FIRST_MONTH + 2).value = "2027-01"

    assert {one[0] for one in told(read(workbook({}, twice)))} == {"month-column-twice", "month-column-missing"}


@pytest.mark.parametrize("header", ["ene 2027", "January 2027", "enero de 2027", datetime(2027, 1, 1)])
def test_a_month_is_known_in_several_writings(header: object) -> None:
    def rename(book: Any) -> None:
        book.worksheets[0].cell(FIRST_ROW, FIRST_MONTH + 1).value = header

    assert read(workbook({}, rename)).problems == ()


def test_a_hidden_sheet_that_was_edited_is_not_believed_and_one_that_is_gone_is_told() -> None:
    def edit(book: Any) -> None:
        book["abasto"].cell(3, 2).value = ",".join(["9"] * 25)

    edited = read(workbook({(0, 0): 8}, edit))
    assert [one[0] for one in told(edited)] == ["state-damaged"]
    assert changes_of(edited, {}).changes == ()
    gone = read(workbook({}, lambda book: book.remove(book["abasto"])))
    assert ([one[0] for one in told(gone)], gone.state) == (["state-missing"], None)


def test_other_sheets_are_told_and_hidden_ones_read_like_any() -> None:
    def add(book: Any) -> None:
        book.create_sheet("Mine").cell(1, 1).value = "notes"
        book.worksheets[0].sheet_state = "hidden"
        book.active = book.worksheets.index(book["Mine"])

    assert [one[0] for one in told(read(workbook({(0, 3): 2}, add)))] == ["request-sheet-unread"]


def test_a_minimum_above_the_months_is_left_out_and_one_within_is_kept() -> None:
    reading = read(workbook({(0, -2): 12, (1, -2): 1, (1, 0): 2}))
    assert told(reading) == [("minimum-above-total", 5, "D", "12 > 11")]
    assert reading.cells[:2, -1].tolist() == [UNSAID, 1]


def test_a_row_that_was_emptied_or_taken_out_is_told() -> None:
    emptied = read(workbook({(0, 0): None, (0, 1): None, (0, -2): None}))
    wanted = changes_of(emptied, emptied.state.cells)  # type: ignore[union-attr]
    assert [(one.kind, one.found) for one in wanted.problems] == [("row-emptied", "11")]
    assert [(one.month, one.before, one.after) for one in wanted.changes] == [(0, 5, 0), (1, 6, 0)]
    taken = read(workbook({}, lambda book: book.worksheets[0].delete_rows(FIRST_ROW + 1)))
    wanted = changes_of(taken, taken.state.cells)  # type: ignore[union-attr]
    assert ([one.kind for one in wanted.problems], wanted.changes) == (["row-removed"], ())


def test_a_cell_at_the_end_of_the_sheet_and_bytes_that_are_no_workbook_are_refused() -> None:
    def far(book: Any) -> None:
        book.worksheets[0]["XFD1048576"] = 1

    for content, code in ((workbook({}, far), "sheet-too-large"), (b"PK\x03\x04", "workbook-damaged"),
                          (b"", "file-empty"), (b"a;b\n1;2\n", "layout-unknown")):  # fmt: skip
        with pytest.raises(Refused) as refused:
            read(content, "needs.csv" if content.startswith(b"a") else "needs.xlsx")
        assert refused.value.code == code
    assert [one[0] for one in told(read(workbook({}, _no_header)))] == ["header-missing"]


def _no_header(book: Any) -> None:
    book.worksheets[0].delete_rows(FIRST_ROW)


def test_a_list_in_csv_says_only_the_months_it_names() -> None:
    rows = ((CLAVES[0], "2027-02,9"), (CLAVES[1], "2031-01,4"), (CLAVES[1], "2027-01,1"), (CLAVES[1], "2027-01,2"))
    text = "\n".join(["clave,mes,piezas", *(f"{clave},{rest}" for clave, rest in rows)])
    reading = read(text.encode(), "list.csv")
    assert reading.kind == "tidy-csv"
    assert [one[:2] for one in told(reading)] == [("month-outside-round", 3), ("request-clave-twice", 5)]
    changes = changes_of(reading, {CLAVES[0]: cells(5, 6, 7)}).changes
    assert [(one.clave, one.month, one.before, one.after) for one in changes] == [(CLAVES[0], 1, 6, 9)]


def test_five_thousand_problems_are_all_in_the_corrected_workbook_and_few_on_the_list() -> None:
    claves = [f"010.000.{number:04d}.00" for number in range(300)]
    codes = [TemplateCode(clave, "d", "u") for clave in claves]
    blank = template_workbook(Template("mx-next", "imss", date(2027, 1, 1), 24, codes, {}, "es", "one", WORDS))
    values = {(number // 20, number % 20): f"n/d {number}" for number in range(5_000)}
    expected = Expected("mx-next", "imss", date(2027, 1, 1), 24, frozenset(claves))
    reading = read_request(filled(blank, values), "needs.xlsx", expected)
    assert len({(one.row, one.column, one.found) for one in reading.problems}) == 5_000
    assert len(gathered(reading.problems)) == 20
    content = corrected_workbook(reading, reading.problems, lambda one: (one.kind, one.rule, one.mend), CORRECTED)
    parts = zipfile.ZipFile(io.BytesIO(content))
    assert parts.read("xl/comments1.xml").count(b"<comment ") == 5_000
    assert b'sheetId="3" state="veryHidden"' in parts.read("xl/workbook.xml")
    listed = next(sheet for sheet in read_workbook(content) if sheet.name == "Problems")
    assert len(listed.rows) == 5_000 + 5
    assert listed.rows[2][:2] == ("cell-text", 5_000)
    again = read_request(content, "needs.xlsx", expected)
    assert again.problems == reading.problems
    assert again.state is not None
    assert again.state.token == "one"
    assert np.array_equal(again.cells, reading.cells)


def test_a_text_never_becomes_a_formula_in_what_is_handed_out() -> None:
    page = openpyxl.load_workbook(io.BytesIO(template_workbook(template()))).worksheets[0]
    assert page.cell(FIRST_ROW + 1, 2).data_type in ("s", "inlineStr")
    reading = read(template_workbook(template()))
    content = corrected_workbook(reading, (), lambda one: ("", "", ""), CORRECTED)
    cell = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].cell(FIRST_ROW + 1, 2)
    assert (cell.data_type in ("s", "inlineStr"), cell.value) == (True, f"=description of {CLAVES[0]}")
