"""Tables sort and page as the address asks, and ignore what it should not ask."""

from datetime import date

import pytest

from abasto.page.table import Column, Link, make_table

COLUMNS = (Column("clave", "Clave"), Column("pieces", "Pieces", "pieces"), Column("why", "Why", is_sortable=False))
ROWS = [{"clave": Link(f"c{n:02d}", "/"), "pieces": None if n == 3 else n * 7 % 10, "why": n} for n in range(10)]


def claves(sort: str, page: str = "1", per_page: int = 20) -> list[object]:
    table = make_table("t", COLUMNS, ROWS, {"sort": sort, "page": page}, per_page)
    return [row["clave"].value for row in table.rows]  # type: ignore[attr-defined]


def test_rows_come_in_the_order_asked_for() -> None:
    assert claves("-pieces")[:3] == ["c07", "c04", "c01"]
    assert claves("pieces")[:3] == ["c00", "c06", "c09"]


@pytest.mark.parametrize("sort", ["pieces", "-pieces"])
def test_rows_without_a_value_come_last_either_way(sort: str) -> None:
    assert claves(sort)[-1] == "c03"


@pytest.mark.parametrize("sort", ["why", "password", "-", "", "--pieces"])
def test_an_order_that_is_not_offered_changes_nothing(sort: str) -> None:
    assert claves(sort) == claves("")


@pytest.mark.parametrize(("page", "number"), [("2", 2), ("0", 1), ("99", 4), ("-1", 1), ("x", 1), ("9" * 400, 1)])
def test_a_page_outside_the_table_is_held_within_it(page: str, number: int) -> None:
    assert make_table("t", COLUMNS, ROWS, {"page": page}, 3).number == number


def test_every_row_is_on_exactly_one_page() -> None:
    pages = [claves("-pieces", str(page), 3) for page in range(1, 5)]
    assert sorted(str(clave) for page in pages for clave in page) == [f"c{n:02d}" for n in range(10)]


def test_pages_near_the_present_one_are_offered_with_gaps() -> None:
    rows = [{"clave": str(n)} for n in range(100)]
    assert make_table("t", COLUMNS, rows, {"page": "10"}, 5).near == (1, 0, 8, 9, 10, 11, 12, 0, 20)


def test_dates_sort_by_day() -> None:
    rows = [{"d": date(2027, 2, 1)}, {"d": date(2026, 12, 1)}]
    table = make_table("t", (Column("d", "Day", "date"),), rows, {"sort": "d"})
    assert [row["d"] for row in table.rows] == [date(2026, 12, 1), date(2027, 2, 1)]
