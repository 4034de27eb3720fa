"""Headers that moved: understood where that is safe, refused where it is not."""

from pathlib import Path

import pytest

from abasto.base.refusal import Refused
from abasto.needs.annexes.read import read_annex
from abasto.needs.annexes.table import AnnexTable

from .miniatures import (
    FORTY_PERCENT,
    KNOWN,
    Miniature,
    MiniSheet,
    annex_2023_2024,
    annex_2025_2026,
    annex_2027_2028,
)
from .mutate import move_rows, swap_columns, unaccounted


def read(annex: Miniature, folder: Path) -> AnnexTable:
    return read_annex(annex.write(folder), KNOWN, (), FORTY_PERCENT)


def refused(annex: Miniature, folder: Path) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refused) as caught:
        read(annex, folder)
    return caught.value.code, caught.value.values


def kinds(table: AnnexTable) -> list[str]:
    return [problem.kind for problem in table.problems if problem.kind != "minimum-not-percent"]


def test_a_header_in_another_row_is_found_and_told(tmp_path: Path) -> None:
    annex = annex_2027_2028()
    move_rows(annex.sheets[0], 0, 3)
    table = read(annex, tmp_path)
    assert [(p.kind, p.row, p.found) for p in table.problems] == [("moved-header-row", 12, "12 | 9")]
    assert unaccounted(annex, table) == []


def test_permuted_columns_are_read_by_their_headers_and_told(tmp_path: Path) -> None:
    annex = annex_2027_2028()
    swap_columns(annex.sheets[0], 2, 3)
    swap_columns(annex.sheets[0], 0, 1)
    table = read(annex, tmp_path)
    assert [(p.kind, p.found) for p in table.problems] == [("permuted-columns", "B A D C E F G H I J K L M N O P")]
    assert table.column_of[0] == ("D", "C")
    assert unaccounted(annex, table) == []


def test_institutions_in_another_order_keep_their_pieces(tmp_path: Path) -> None:
    annex = annex_2027_2028()
    sound = read(annex, tmp_path)
    for half in range(2):
        swap_columns(annex.sheets[0], 2 + half, 6 + half)
    table = read(annex, tmp_path)
    assert [buyer.name_as_published for buyer in table.buyers][2] == "IMSS"
    assert table.maximum_pieces[:, 2].tolist() == sound.maximum_pieces[:, 0].tolist()


def test_the_later_year_first_is_read_by_its_year_and_told(tmp_path: Path) -> None:
    annex = annex_2025_2026()
    sound = read(annex, tmp_path)
    for half in range(2):
        swap_columns(annex.sheets[0], 8 + half, 10 + half)
    table = read(annex, tmp_path)
    assert kinds(table) == ["permuted-columns"]
    assert table.yearly[0].maximum_pieces.tolist() == sound.yearly[0].maximum_pieces.tolist()
    assert table.yearly[0].columns == ("K", "L")


def test_a_renamed_institution_is_told_with_the_nearest_name_and_keeps_its_pieces(tmp_path: Path) -> None:
    annex = annex_2027_2028()
    sound = read(annex, tmp_path)
    annex.sheets[0].cells[7, 12] = "SALUD SPPS_CNEGSR"
    table = read(annex, tmp_path)
    problem = table.problems[0]
    assert (problem.kind, problem.severity, problem.row, problem.column) == ("unknown-institution", "critical", 8, "M")
    assert problem.found == "SALUD SPPS_CNEGSR | SALUD SPPS_CNEGSSR"
    assert table.buyers[5].code == ""
    assert table.total_maximum_pieces == sound.total_maximum_pieces


def test_two_names_of_the_same_institution_are_refused(tmp_path: Path) -> None:
    path = annex_2027_2028().write(tmp_path)
    with pytest.raises(Refused) as caught:
        read_annex(path, KNOWN | {"ISSSTE": "IMSS"}, (), FORTY_PERCENT)
    assert (caught.value.code, caught.value.values["column"]) == ("buyer-twice", "E")


def test_accents_case_and_spaces_do_not_make_another_institution(tmp_path: Path) -> None:
    annex = annex_2027_2028()
    annex.sheets[0].cells[7, 8] = "Imss  Bienestar EF ADHERIDA COLIMA"
    table = read(annex, tmp_path)
    assert table.problems == ()
    assert table.buyers[3].code == "IMSS-BIENESTAR-EF_ADHERIDA_COLIMA"


def test_without_the_sheet_of_the_institutions_the_annex_is_refused(tmp_path: Path) -> None:
    annex = annex_2023_2024()
    del annex.sheets[0]
    code, values = refused(annex, tmp_path)
    assert (code, values["sheet"]) == ("missing-sheet", "1 Demanda Agregada")


def test_without_the_sheet_of_the_hospitals_the_annex_is_read_and_told(tmp_path: Path) -> None:
    annex = annex_2023_2024()
    del annex.sheets[1]
    table = read(annex, tmp_path)
    assert [(p.kind, p.sheet) for p in table.problems if p.row == 0] == [("missing-sheet", "1.1 Detalle CCINSHAE")]
    assert table.detail is None


def test_a_renamed_and_an_extra_sheet_are_told(tmp_path: Path) -> None:
    annex = annex_2027_2028()
    annex.sheets[0].name = "Hoja1"
    annex.sheets.append(MiniSheet("Notas", {(0, 0): "borrador"}))
    table = read(annex, tmp_path)
    assert [(p.kind, p.sheet) for p in table.problems] == [("renamed-sheet", "Hoja1"), ("unread-sheet", "Notas")]


def test_a_column_of_remarks_is_told_and_not_read(tmp_path: Path) -> None:
    annex = annex_2027_2028()
    annex.sheets[0].cells[8, 16] = "OBSERVACIONES"
    annex.sheets[0].cells[10, 16] = "urgente"
    table = read(annex, tmp_path)
    assert [(p.kind, p.column, p.found) for p in table.problems] == [("unread-column", "Q", "OBSERVACIONES")]


def test_a_column_of_words_that_is_missing_is_told_and_the_pieces_are_read(tmp_path: Path) -> None:
    annex = annex_2025_2026()
    annex.sheets[0].cells[2, 4] = "Nombre"
    table = read(annex, tmp_path)
    assert [(p.kind, p.found) for p in table.problems] == [("column-missing", "description")]
    assert set(table.descriptions) == {""}


def test_without_totals_the_annex_is_read_and_told(tmp_path: Path) -> None:
    annex = annex_2027_2028()
    sheet = annex.sheets[0]
    sheet.cells = {place: value for place, value in sheet.cells.items() if place[1] < 14}
    assert kinds(read(annex, tmp_path)) == ["totals-missing"]


@pytest.mark.parametrize(
    ("place", "value", "code", "column"),
    [
        ((8, 2), "MÍNIMO", "columns-unpaired", "C"),
        ((7, 4), "", "buyer-without-name", "E"),
        ((7, 5), "PEMEX", "buyer-without-name", "E"),
        ((7, 4), "imss", "buyer-twice", "E"),
        ((8, 1), "CLAVE", "column-twice", "B"),
        ((7, 16), "MARINA", "column-unknown", "Q"),
        ((9, 16), 12, "column-without-header", "Q"),
        ((0, 0), "010.000.0001.00", "rows-above-header", "A"),
    ],
)
def test_a_header_that_cannot_be_understood_safely_is_refused_with_its_place(
    place: tuple[int, int], value: str, code: str, column: str, tmp_path: Path
) -> None:
    annex = annex_2027_2028()
    sheet = annex.sheets[0]
    sheet.merges.clear()
    sheet.cells[place] = value
    if code == "column-unknown":
        sheet.cells[9, 16] = 12
    got, values = refused(annex, tmp_path)
    assert (got, values["column"]) == (code, column)


def test_no_header_two_headers_and_two_rounds_are_refused(tmp_path: Path) -> None:
    annex = annex_2027_2028()
    del annex.sheets[0].cells[8, 0]
    assert refused(annex, tmp_path)[0] == "layout-unknown"
    annex = annex_2027_2028()
    for column in range(16):
        annex.sheets[0].cells[20, column] = annex.sheets[0].cells[8, column]
    assert refused(annex, tmp_path)[0] == "header-twice"
    annex = annex_2027_2028()
    annex.sheets += annex_2025_2026().sheets
    assert refused(annex, tmp_path)[0] == "layout-ambiguous"
    annex = annex_2027_2028()
    annex.sheets += annex_2027_2028().sheets
    annex.sheets[1].name = "copia"
    assert refused(annex, tmp_path)[0] == "sheets-alike"


def test_a_year_that_is_missing_or_unreadable_is_refused(tmp_path: Path) -> None:
    annex = annex_2025_2026()
    annex.sheets[0].cells[1, 10] = 2025
    assert refused(annex, tmp_path)[0] == "year-missing"
    annex = annex_2025_2026()
    annex.sheets[0].cells[1, 10] = "dos mil"
    assert refused(annex, tmp_path)[0] == "year-unreadable"
