"""The three workbooks as published, where they are at hand."""

import csv
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from abasto.needs.annexes.minimum_rules import breaks_percent
from abasto.needs.annexes.read import read_annex
from abasto.needs.annexes.sheet import plain
from abasto.needs.annexes.table import AnnexTable

FOLDER = Path(__file__).parents[3].parent / "shared" / "data" / "mx_demanda_consolidada"
ROUNDS = ("2023-2024", "2025-2026", "2027-2028")
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the workbooks as published are not in this clone")


@pytest.fixture(scope="module")
def tables() -> dict[str, AnnexTable]:
    return {name: read_annex(FOLDER / f"{name}.xlsx", None, (), Decimal(40)) for name in ROUNDS}


def test_the_three_rounds_ask_for_12_685_508_417_pieces(tables: dict[str, AnnexTable]) -> None:
    pieces = [tables[name].total_maximum_pieces for name in ROUNDS]
    assert pieces == [2_081_481_629, 4_639_691_148, 5_964_335_640]
    assert sum(pieces) == 12_685_508_417


def test_the_three_rounds_name_4_798_claves(tables: dict[str, AnnexTable]) -> None:
    assert [len(tables[name].claves) for name in ROUNDS] == [618, 3_900, 3_831]
    assert len(set().union(*(table.claves for table in tables.values()))) == 4_798
    assert all(table.claves == table.raw_claves for table in tables.values())


def test_the_hospitals_of_2023_2024_equal_their_group_for_608_of_608_claves(tables: dict[str, AnnexTable]) -> None:
    table = tables["2023-2024"]
    detail = table.detail
    assert detail is not None
    group = [buyer.name_as_published for buyer in table.buyers].index("CCINSHAE")
    row_of = {clave: row for row, clave in enumerate(table.claves)}
    column = table.maximum_pieces[[row_of[clave] for clave in detail.claves], group]
    assert (detail.maximum_pieces.sum(axis=1) == column).sum() == len(detail.claves) == 608
    assert len(detail.buyers) == 23
    assert detail.total_maximum_pieces == 32_277_330
    assert len(table.buyers) == 12


def test_2027_2028_has_exactly_five_cells_with_a_minimum_of_zero(tables: dict[str, AnnexTable]) -> None:
    table = tables["2027-2028"]
    assert len(table.buyers) == 62
    assert {problem.kind for problem in table.problems} == {"minimum-zero"}
    assert {problem.subject for problem in table.problems} == {
        "010.000.7183.00",
        "010.000.6268.00",
        "010.000.7089.00",
        "010.000.6094.00",
        "010.000.7007.01",
    }
    assert {problem.column for problem in table.problems} == {"C"}


def test_2027_2028_breaks_the_forty_percent_in_5_of_70_513_cells(tables: dict[str, AnnexTable]) -> None:
    table = tables["2027-2028"]
    assert (table.maximum_pieces > 0).sum() == 70_513
    assert breaks_percent(table.minimum_pieces, table.maximum_pieces, Decimal(40)).sum() == 5


def test_2025_2026_has_a_description_that_is_the_number_5(tables: dict[str, AnnexTable]) -> None:
    table = tables["2025-2026"]
    assert [(problem.kind, problem.subject, problem.found) for problem in table.problems] == [
        ("description-not-text", "010.000.4112.00", "5")
    ]
    assert np.array_equal(table.maximum_pieces[:, 0], sum(year.maximum_pieces for year in table.yearly))
    zero_first, zero_second = (int((year.maximum_pieces == 0).sum()) for year in table.yearly)
    assert (zero_first, zero_second) == (32, 4)


def test_every_need_equals_the_tidy_extract_made_by_others(tables: dict[str, AnnexTable]) -> None:
    with (FOLDER / "tidy" / "demanda_larga.csv").open(encoding="utf-8-sig", newline="") as file:
        extract = {
            (line["bienio"], line["nivel"], line["clave"], plain(line["institucion"])): (
                int(line["cantidad_min"]),
                int(line["cantidad_max"]),
            )
            for line in csv.DictReader(file)
        }
    detail = tables["2023-2024"].detail
    assert detail is not None
    read = needs_of(detail, "detalle_ccinshae")
    for table in tables.values():
        read |= needs_of(table, "total" if table.layout == "2025-2026" else "institucion")
    assert read == {key: pieces for key, pieces in extract.items() if pieces != (0, 0)}


def needs_of(table: AnnexTable, level: str) -> dict[tuple[str, str, str, str], tuple[int, int]]:
    """Every positive need, keyed as the tidy extract is."""
    return {
        (table.layout, level, table.claves[i], plain(table.buyers[j].name_as_published)): (
            int(table.minimum_pieces[i, j]),
            int(table.maximum_pieces[i, j]),
        )
        for i, j in np.argwhere(table.maximum_pieces > 0).tolist()
    }


def test_no_round_has_a_problem_that_blocks(tables: dict[str, AnnexTable]) -> None:
    assert not [p for table in tables.values() for p in table.problems if p.severity == "critical"]
