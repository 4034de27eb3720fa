"""The three layouts and the tidy CSV, read from miniatures."""

from pathlib import Path

import numpy as np
import pytest

from abasto.needs.annexes.read import read_annex
from abasto.needs.annexes.table import AnnexTable, BuyerColumn

from .miniatures import (
    CLAVES,
    FORTY_PERCENT,
    KNOWN,
    WORKBOOKS,
    annex_2023_2024,
    annex_2025_2026,
    annex_2027_2028,
    maximum_of,
    minimum_of,
    tidy_csv,
)
from .mutate import unaccounted


def read(path: Path) -> AnnexTable:
    return read_annex(path, KNOWN, frozenset(CLAVES), FORTY_PERCENT)


@pytest.mark.parametrize("layout", sorted(WORKBOOKS))
def test_every_cell_of_a_published_annex_becomes_pieces_of_its_clave_and_buyer(layout: str, tmp_path: Path) -> None:
    annex = WORKBOOKS[layout]()
    table = read(annex.write(tmp_path))
    assert (table.layout, table.claves, table.raw_claves) == (layout, CLAVES, CLAVES)
    assert unaccounted(annex, table) == []
    assert not [problem for problem in table.problems if problem.severity == "critical"]


def test_the_annex_of_2027_2028_has_states_and_hospitals_of_a_group(tmp_path: Path) -> None:
    table = read(annex_2027_2028().write(tmp_path))
    assert [(buyer.level, buyer.parent_name) for buyer in table.buyers] == [
        ("institution", ""),
        ("institution", ""),
        ("institution", "CCINSHAE"),
        ("state", "IMSS BIENESTAR"),
        ("hospital", "IMSS BIENESTAR"),
        ("institution", "SALUD"),
    ]
    assert table.problems == ()
    assert table.row_of[0] == 10
    assert table.column_of[:2] == (("C", "D"), ("E", "F"))
    assert table.maximum_pieces[3].tolist() == [maximum_of(3, buyer) for buyer in range(6)]


def test_the_annex_of_2025_2026_has_one_column_and_its_two_years(tmp_path: Path) -> None:
    table = read(annex_2025_2026().write(tmp_path))
    assert table.buyers == (BuyerColumn("TOTAL", "total"),)
    assert [year.year for year in table.yearly] == [2025, 2026]
    assert table.round_years == (2025, 2026)
    both = table.yearly[0].maximum_pieces + table.yearly[1].maximum_pieces
    assert np.array_equal(table.maximum_pieces[:, 0], both)
    assert table.yearly[0].maximum_pieces.tolist() == [maximum_of(line, 1) for line in range(len(CLAVES))]
    assert table.cucop[1] == ("25301575", "25301-1575")
    assert table.partida == tuple(range(1, len(CLAVES) + 1))
    assert table.column_of == (("I+K", "J+L"),)


def test_the_hospitals_of_2023_2024_are_kept_apart_and_not_counted_twice(tmp_path: Path) -> None:
    table = read(annex_2023_2024().write(tmp_path))
    assert table.detail is not None
    assert [buyer.parent_name for buyer in table.detail.buyers] == ["CCINSHAE"] * 3
    group = [buyer.name_as_published for buyer in table.buyers].index("CCINSHAE")
    assert table.detail.total_maximum_pieces == table.maximum_pieces[:, group].sum()
    assert table.units == ("Pieza",) * len(CLAVES)
    assert not [problem for problem in table.problems if problem.kind == "detail-disagrees"]


def test_a_tidy_csv_becomes_a_grid_of_claves_by_institutions(tmp_path: Path) -> None:
    path = tmp_path / "need.csv"
    path.write_text("\n".join(",".join(f'"{value}"' for value in record) for record in tidy_csv()), "utf-8")
    table = read(path)
    assert table.layout == "tidy-csv"
    assert table.claves == CLAVES
    assert [buyer.code for buyer in table.buyers] == ["IMSS", "ISSSTE", "SALUD-SPPS_CNEGSSR", "PEMEX"]
    assert table.minimum_pieces[0].tolist() == [minimum_of(maximum_of(0, buyer)) for buyer in (0, 1, 3, 2)]
    assert table.descriptions[2] == "Solución 2, inyectable"
    assert table.problems == ()


def test_a_table_cannot_be_changed_and_names_its_file(tmp_path: Path) -> None:
    path = annex_2027_2028().write(tmp_path)
    table = read(path)
    assert not table.maximum_pieces.flags.writeable
    assert table.source.file_name == "2027-2028.xlsx"
    assert len(table.source.sha256) == 64
