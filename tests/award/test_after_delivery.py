"""A new decision after deliveries: what came stays, nobody gets less than it delivered, no piece is lost or made."""

from hypothesis import given
from hypothesis import strategies as st

from abasto.award.after_delivery import with_deliveries


def test_what_the_fallen_award_delivered_counts_first_against_what_nobody_had_won() -> None:
    kept = with_deliveries((100,), (40,), [(60,), (0,)], [(24,), (0,)], [(0,), (30,)])
    assert kept.maximum == ((60,), (30,))
    assert sum(row[0] for row in kept.minimum) >= 30


def test_beyond_that_it_counts_against_the_winners_in_proportion() -> None:
    kept = with_deliveries((100,), (40,), [(60,), (40,), (0,)], [(24,), (16,), (0,)], [(0,), (0,), (10,)])
    assert kept.maximum == ((54,), (36,), (10,))


def test_a_winner_that_delivered_keeps_what_it_delivered_even_above_its_new_part() -> None:
    kept = with_deliveries((100,), (40,), [(60,), (40,)], [(24,), (16,)], [(0,), (70,)])
    assert kept.maximum == ((30,), (70,))


@st.composite
def cases(
    draw: st.DrawFn,
) -> tuple[list[int], list[int], list[tuple[int, ...]], list[tuple[int, ...]], list[tuple[int, ...]]]:
    bids, buyers = draw(st.integers(1, 4)), draw(st.integers(1, 3))

    def parts(total: int) -> list[int]:
        cuts = sorted(draw(st.lists(st.integers(0, total), min_size=bids, max_size=bids)))
        return [after - before for before, after in zip([0, *cuts], cuts, strict=False)]

    need = [draw(st.integers(0, 50)) for _ in range(buyers)]
    least = [draw(st.integers(0, most)) for most in need]
    won = list(zip(*[parts(most) for most in need], strict=True))
    came = list(zip(*[parts(most) for most in need], strict=True))
    won_least = [tuple(draw(st.integers(0, piece)) for piece in row) for row in won]
    return need, least, won, won_least, came


@given(cases())
def test_the_need_is_never_exceeded_and_nothing_is_negative(
    case: tuple[list[int], list[int], list[tuple[int, ...]], list[tuple[int, ...]], list[tuple[int, ...]]],
) -> None:
    need, least, won, won_least, came = case
    kept = with_deliveries(need, least, won, won_least, came)
    for buyer, most in enumerate(need):
        maxima = [row[buyer] for row in kept.maximum]
        minima = [row[buyer] for row in kept.minimum]
        assert all(pieces >= row[buyer] for pieces, row in zip(maxima, came, strict=True))
        assert sum(maxima) <= most
        assert all(0 <= low <= high for low, high in zip(minima, maxima, strict=True))
        assert 0 <= least[buyer] - sum(minima) <= most - sum(maxima)
