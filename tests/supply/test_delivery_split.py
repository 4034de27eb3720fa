"""Pieces by state, derived from the delivery points."""

from abasto.supply.delivery_split import split_by_state, weights_by_state

POINTS = [
    ("imss", "09", "251 y más personas"),
    ("imss", "09", "0 a 5 personas"),
    ("imss", "14", "251 y más personas"),
    ("pemex", "27", "101 a 250 personas"),
]


def test_a_buyers_pieces_go_to_the_states_of_its_points_by_their_staff() -> None:
    placed = split_by_state({"imss": 505, "pemex": 7}, {}, weights_by_state(POINTS))
    assert placed.by_state == {"09": 254, "14": 251, "27": 7}
    assert placed.coverage == 1


def test_a_buyer_of_one_state_counts_there_whatever_its_points_say() -> None:
    placed = split_by_state({"imss": 10}, {"imss": "20"}, weights_by_state(POINTS))
    assert placed.by_state == {"20": 10}


def test_no_piece_is_lost_when_the_staff_does_not_divide_them() -> None:
    placed = split_by_state({"imss": 7}, {}, weights_by_state(POINTS))
    assert placed.by_state == {"09": 4, "14": 3}


def test_what_has_neither_state_nor_points_is_not_placed_and_lowers_the_coverage() -> None:
    placed = split_by_state({"imss": 75, "censida": 20, "nobody": 5}, {}, weights_by_state(POINTS))
    assert (placed.placed_pieces, placed.all_pieces, placed.coverage) == (75, 100, 0.75)


def test_nothing_asked_covers_nothing() -> None:
    assert split_by_state({}, {}, {}).coverage == 0
