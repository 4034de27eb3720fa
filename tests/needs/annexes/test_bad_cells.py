"""Cells that nobody should trust: each is named with its place and counts 0."""

from pathlib import Path

import pytest

from abasto.needs.annexes.read import read_annex
from abasto.needs.annexes.table import AnnexTable

from .miniatures import (
    CLAVES,
    FORTY_PERCENT,
    KNOWN,
    Formula,
    Miniature,
    annex_2023_2024,
    annex_2025_2026,
    annex_2027_2028,
)

ROW = 11
"""Row 12 of the sheet: clave 060.345.3440; C12 and D12 are IMSS' 36 and 89."""


def read(annex: Miniature, folder: Path) -> AnnexTable:
    return read_annex(annex.write(folder), KNOWN, frozenset(CLAVES), FORTY_PERCENT)


def told(table: AnnexTable) -> list[tuple[str, int, str, str]]:
    """Every problem but those of totals, which follow from the others."""
    return [(p.kind, p.row, p.column, p.found) for p in table.problems if "total" not in p.kind]


@pytest.mark.parametrize(
    ("value", "kind", "found"),
    [
        ("n/d", "text-in-quantity", "n/d"),
        ("1,200", "text-in-quantity", "1,200"),
        (True, "text-in-quantity", "TRUE"),
        ("=A1", "formula-as-text", "=A1"),
        (-5, "negative-pieces", "-5"),
        (89.5, "fractional-pieces", "89.5"),
        (10**13, "too-many-pieces", "10000000000000"),
        (Formula("=1/0", "#DIV/0!"), "error-value", ""),
        (Formula("=40+49", ""), "formula-without-value", ""),
    ],
)
def test_a_maximum_that_is_no_whole_number_of_pieces_counts_0_with_its_minimum(
    value: object, kind: str, found: str, tmp_path: Path
) -> None:
    annex = annex_2027_2028()
    annex.sheets[0].cells[ROW, 3] = value
    table = read(annex, tmp_path)
    assert told(table) == [("minimum-without-maximum", 12, "C", "36 | 0"), (kind, 12, "D", found)]
    assert (table.minimum_pieces[2, 0], table.maximum_pieces[2, 0]) == (0, 0)
    assert {p.severity for p in table.problems if p.row == 12 and p.column in ("C", "D")} == {"critical"}


def test_a_minimum_that_is_text_counts_0_and_its_maximum_stays(tmp_path: Path) -> None:
    annex = annex_2027_2028()
    annex.sheets[0].cells[ROW, 2] = "doce"
    table = read(annex, tmp_path)
    assert told(table) == [("text-in-quantity", 12, "C", "doce")]
    assert (table.minimum_pieces[2, 0], table.maximum_pieces[2, 0]) == (0, 89)


def test_a_minimum_above_its_maximum_leaves_both_out(tmp_path: Path) -> None:
    annex = annex_2027_2028()
    annex.sheets[0].cells[ROW, 2] = 90
    table = read(annex, tmp_path)
    assert told(table) == [("minimum-above-maximum", 12, "C", "90 | 89")]
    assert (table.minimum_pieces[2, 0], table.maximum_pieces[2, 0]) == (0, 0)


def test_a_minimum_of_zero_beside_a_positive_maximum_is_kept_and_told(tmp_path: Path) -> None:
    annex = annex_2027_2028()
    annex.sheets[0].cells[ROW, 2] = 0
    table = read(annex, tmp_path)
    assert told(table) == [("minimum-zero", 12, "C", "0 | 89")]
    assert table.maximum_pieces[2, 0] == 89


def test_a_minimum_that_is_not_its_percent_is_kept_and_told(tmp_path: Path) -> None:
    annex = annex_2027_2028()
    annex.sheets[0].cells[ROW, 2] = 35
    table = read(annex, tmp_path)
    assert told(table) == [("minimum-not-percent", 12, "C", "35 | 36")]
    assert table.minimum_pieces[2, 0] == 35


def test_a_total_that_disagrees_is_told_and_the_institutions_count(tmp_path: Path) -> None:
    annex = annex_2027_2028()
    annex.sheets[0].cells[ROW, 15] = Formula("=D12", 1)
    table = read(annex, tmp_path)
    total = int(table.maximum_pieces[2].sum())
    assert [(p.kind, p.row, p.column, p.found) for p in table.problems] == [
        ("total-disagrees", 12, "P", f"1 | {total}")
    ]


def test_a_total_without_value_is_told(tmp_path: Path) -> None:
    annex = annex_2027_2028()
    annex.sheets[0].cells[ROW, 15] = Formula("=D12", "")
    assert [(p.kind, p.row, p.column) for p in read(annex, tmp_path).problems] == [("total-unreadable", 12, "P")]


def test_a_subtotal_that_disagrees_is_told(tmp_path: Path) -> None:
    annex = annex_2023_2024()
    annex.sheets[0].cells[3, 5] = Formula("=SUBTOTAL(9,F5:F12)", 7)
    annex.sheets[0].cells[3, 2] = Formula("=SUBTOTAL(3,C5:C12)", 9)
    told = [(p.kind, p.row, p.column, p.found) for p in read(annex, tmp_path).problems if p.kind.startswith("sub")]
    assert told == [("subtotal-disagrees", 4, "C", "9 | 8"), ("subtotal-disagrees", 4, "F", "7 | 993")]


def test_a_hospital_that_differs_from_the_group_is_told(tmp_path: Path) -> None:
    annex = annex_2023_2024()
    annex.sheets[1].cells[4, 5] = 860
    table = read(annex, tmp_path)
    differing = [p for p in table.problems if p.kind == "detail-disagrees"]
    assert [(p.sheet, p.row, p.column, p.found) for p in differing] == [("1 Demanda Agregada", 5, "J", "3210 | 3211")]
    assert table.maximum_pieces[0, 2] == 3210


def test_merged_cells_among_the_data_count_0(tmp_path: Path) -> None:
    annex = annex_2027_2028()
    annex.sheets[0].merges.append((ROW, 3, ROW + 1, 3))
    table = read(annex, tmp_path)
    assert ("merged-cells", 12, "D", "D12:D13 | 89") in told(table)
    assert table.maximum_pieces[2:4, 0].tolist() == [0, 0]
    assert table.minimum_pieces[2:4, 0].tolist() == [0, 0]


@pytest.mark.parametrize(
    ("clave", "kind"),
    [("", "clave-missing"), ("06O.345", "clave-unreadable"), ("0100009999", "clave-ambiguous")],
)
def test_a_row_without_a_clear_clave_is_left_out_with_its_pieces_told(clave: str, kind: str, tmp_path: Path) -> None:
    annex = annex_2027_2028()
    annex.sheets[0].cells[ROW, 0] = clave
    table = read(annex, tmp_path)
    assert told(table) == [(kind, 12, "A", f"{clave} | 1362 | 3399")]
    assert len(table.claves) == len(CLAVES) - 1


def test_ten_digits_are_understood_when_the_catalogue_has_one_such_clave(tmp_path: Path) -> None:
    annex = annex_2027_2028()
    annex.sheets[0].cells[9, 0] = "0100004272"
    table = read(annex, tmp_path)
    assert (table.claves[0], table.raw_claves[0], table.problems) == ("010.000.4272.00", "0100004272", ())


def test_a_clave_twice_keeps_the_first_row_and_tells_the_second(tmp_path: Path) -> None:
    annex = annex_2027_2028()
    annex.sheets[0].cells[ROW, 0] = "010 000 4272 00 00"
    table = read(annex, tmp_path)
    assert told(table) == [("clave-twice", 12, "A", "010 000 4272 00 00 | 10 | 1362 | 3399")]
    assert table.maximum_pieces[0, 0] == 15


def test_an_unknown_clave_is_kept_and_told(tmp_path: Path) -> None:
    annex = annex_2027_2028()
    annex.sheets[0].cells[ROW, 0] = "060.999.0001"
    table = read(annex, tmp_path)
    assert told(table) == [("unknown-clave", 12, "A", "060.999.0001")]
    assert table.maximum_pieces[2, 0] == 89


def test_a_description_that_is_a_number_is_kept_as_text_and_told(tmp_path: Path) -> None:
    annex = annex_2025_2026()
    annex.sheets[0].cells[6, 4] = 5
    table = read(annex, tmp_path)
    assert told(table) == [("description-not-text", 7, "E", "5")]
    assert table.descriptions[2] == "5"


def test_a_description_that_begins_like_a_formula_is_kept_as_text_and_told(tmp_path: Path) -> None:
    annex = annex_2027_2028()
    annex.sheets[0].cells[ROW, 1] = "=cmd|' /C calc'!A0"
    table = read(annex, tmp_path)
    assert told(table) == [("formula-like-text", 12, "B", "=cmd|' /C calc'!A0")]


def test_a_lot_taken_out_leaves_a_gap_that_is_told(tmp_path: Path) -> None:
    annex = annex_2025_2026()
    for column in range(12):
        annex.sheets[0].cells.pop((6, column), None)
    assert told(read(annex, tmp_path)) == [("numbering-gap", 8, "A", "4 | 3")]


def test_many_cells_of_one_column_become_one_problem_with_all_their_rows(tmp_path: Path) -> None:
    annex = annex_2027_2028()
    sheet = annex.sheets[0]
    for line in range(30):
        sheet.put(17 + line, 0, f"060.100.{line:04}", "Gasa")
        sheet.put(17 + line, 2, 0, 10)
    found = [p for p in read(annex, tmp_path).problems if p.kind == "minimum-zero"]
    assert [(p.row, p.column, p.found) for p in found] == [(18, "C", "30: 18-47")]
