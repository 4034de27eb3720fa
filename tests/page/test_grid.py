"""The view that an address asks of a grid."""

from django.http import QueryDict

from abasto.page.grid import Grid, GridColumn, View, grid_json, shown, totals, view_asked

COLUMNS = (
    GridColumn("clave", "Clave", "clave", frozen=True),
    GridColumn("name", "Description", frozen=True),
    GridColumn("b1", "Buyer 1", "pieces"),
    GridColumn("price", "Price", "money", is_totalled=False),
)
ROWS = [
    ["010.000.0104.00", "Paracetamol", 10, 1250],
    ["010.000.0246.00", "Propofol", 0, None],
    ["060.004.0109", "Aguja", 30, 300],
]
GRID = Grid(COLUMNS, ROWS, ["/a", "/b", "/c"], True)


def claves(address: str) -> list[object]:
    return [row[0] for row in shown(GRID, view_asked(QueryDict(address))).rows]


def test_an_empty_address_shows_everything_in_its_order() -> None:
    assert view_asked(QueryDict("")) == View()
    assert shown(GRID, View()).rows == ROWS


def test_all_words_must_occur_in_a_frozen_column() -> None:
    assert claves("q=010+PARA") == ["010.000.0104.00"]
    assert claves("q=30") == []


def test_conditions_hold_together() -> None:
    assert claves("f=b1:atleast:1&f=price:atmost:5") == ["060.004.0109"]
    assert claves("f=name:contains:pro") == ["010.000.0246.00"]
    assert claves("f=name:not:aguja&f=b1:is:0") == ["010.000.0246.00"]


def test_money_is_compared_in_whole_units_though_held_in_centavos() -> None:
    assert claves("f=price:atleast:12.5") == ["010.000.0104.00"]


def test_conditions_that_cannot_be_read_are_left_out() -> None:
    assert len(claves("f=b1:above:3&f=&f=b1&f=nothing:is:3&f=b1:atleast:many")) == 3


def test_rows_are_ordered_by_a_column_and_keep_their_links() -> None:
    view = shown(GRID, view_asked(QueryDict("sort=-b1")))
    assert [row[2] for row in view.rows] == [30, 10, 0]
    assert view.links == ["/c", "/a", "/b"]


def test_hidden_columns_are_gone() -> None:
    assert shown(GRID, view_asked(QueryDict("hide=name,b1"))).rows[0] == ["010.000.0104.00", 1250]


def test_totals_follow_the_view_and_leave_prices_out() -> None:
    assert totals(COLUMNS, ROWS) == {"b1": 40}
    kept = shown(GRID, view_asked(QueryDict("f=b1:atleast:20")))
    assert totals(kept.columns, kept.rows) == {"b1": 30}


def test_the_answer_says_that_it_is_synthetic() -> None:
    answer = grid_json(GRID)
    assert answer["synthetic"] is True
    assert answer["totals"] == {"b1": 40}
