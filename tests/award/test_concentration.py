"""The index of concentration, by hand."""

from abasto.award.concentration import Sold, compared, concentration, largest

ONE = Sold("medicine", "A", "s1", 10, 600)
TWO = Sold("medicine", "B", "s2", 10, 300)
THREE = Sold("supply", "C", "s3", 5, 100)


def test_the_index_is_the_sum_of_the_squared_shares() -> None:
    """0.6² + 0.3² + 0.1² = 0.46."""
    found = concentration([ONE, TWO, THREE])
    assert (found.hhi, found.first, found.first_share, found.suppliers) == (4600, "s1", 0.6, 3)
    assert (found.codes, found.pieces, found.money_centavos) == (3, 25, 1000)


def test_the_parts_of_a_supplier_add_up_and_a_shared_code_counts_once() -> None:
    shared = Sold("medicine", "B", "s1", 1, 300)
    found = concentration([ONE, TWO, shared])
    assert found.codes == 2
    assert found.first_share == 0.75


def test_one_supplier_alone_has_ten_thousand_points_and_nobody_has_none() -> None:
    assert concentration([ONE]).hhi == 10_000
    assert concentration([]).hhi is None
    assert concentration([Sold("medicine", "A", "s1", 0, 0)]).hhi is None


def test_the_whole_comes_first_then_the_categories_that_either_side_has() -> None:
    rows = compared([ONE], [TWO, THREE], ("vaccine", "medicine", "supply"))
    assert [row.category for row in rows] == ["", "medicine", "supply"]
    assert [row.change for row in rows] == [6250 - 10_000, 0, None]


def test_equal_suppliers_stand_in_the_order_of_their_codes() -> None:
    assert largest([Sold("m", "A", "s2", 1, 5), Sold("m", "B", "s1", 1, 5), THREE], 2) == [("s3", 100), ("s1", 5)]
