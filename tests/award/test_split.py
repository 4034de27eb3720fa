"""From shares to the pieces of buyers."""

from abasto.award.split import split_over_buyers
from abasto.engines.award.lots import share_out


def test_each_buyer_is_split_by_largest_remainder_and_a_tie_goes_to_the_lower_price() -> None:
    needs, minima = (5, 1, 0, 10), (2, 1, 0, 4)
    split = split_over_buyers(needs, minima, share_out(16, (50, 50), (99, 99)), (99, 99))
    assert split.maximum == ((3, 1, 0, 5), (2, 0, 0, 5))
    assert split.minimum == ((1, 1, 0, 2), (1, 0, 0, 2))
    assert split.unawarded_maximum == (0, 0, 0, 0)


def test_the_award_is_the_sum_of_the_parts_not_the_share_of_the_sum() -> None:
    """Sixty per cent of one piece is one piece, for each of five buyers."""
    needs = (1,) * 5
    split = split_over_buyers(needs, needs, share_out(5, (60, 40), (9, 9)), (9, 9))
    assert [sum(parts) for parts in split.maximum] == [5, 0]


def test_a_piece_that_rounding_gives_above_the_capacity_goes_to_the_next_winner() -> None:
    needs = (1,) * 5
    split = split_over_buyers(needs, needs, share_out(5, (60, 40), (3, 9)), (3, 9))
    assert split.maximum == ((1, 1, 1, 0, 0), (0, 0, 0, 1, 1))


def test_what_nobody_can_supply_stays_unawarded_and_every_capacity_is_used() -> None:
    needs = (1,) * 5
    split = split_over_buyers(needs, needs, share_out(5, (60, 40), (1, 1)), (1, 1))
    assert [sum(parts) for parts in split.maximum] == [1, 1]
    assert sum(split.unawarded_maximum) == 3
    assert split.unawarded_minimum == split.unawarded_maximum


def test_a_minimum_is_capped_by_the_maximum_part_and_no_piece_of_it_is_lost() -> None:
    split = split_over_buyers((3, 3), (3, 3), share_out(6, (50, 50), (2, 9)), (2, 9))
    assert split.maximum == split.minimum
    assert [sum(parts) for parts in split.maximum] == [2, 4]


def test_units_are_exact_where_pieces_would_round() -> None:
    assert share_out(7, (60, 40), (9, 9)).units == (420, 280)
    assert share_out(7, (60, 40), (9, 9)).rest_units == 0
    assert share_out(7, (60, 40), (2, 3)).rest_units == 200
    assert share_out(10**12, (60, 40), (10**12, 10**12)).units == (60 * 10**12, 40 * 10**12)
