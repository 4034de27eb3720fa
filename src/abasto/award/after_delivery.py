"""What a new decision awards once pieces were delivered under the old one; pure.

What was delivered stays delivered: a bid keeps at least what it delivered, even where it no longer wins. Delivered
pieces of a bid that lost count first against what nobody had won, then against the winners in proportion to what
each may still deliver (largest remainder; tie: the better place). Per buyer the sum never exceeds the need.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from abasto.base.quantity import split_largest_remainder

Row = tuple[int, ...]


@dataclass(frozen=True)
class Kept:
    """Pieces by bid and buyer, in the order given, and what stays unawarded by buyer. bid + left = need."""

    maximum: tuple[Row, ...]
    minimum: tuple[Row, ...]


def with_deliveries(
    need_maximum: Sequence[int],
    need_minimum: Sequence[int],
    won_maximum: Sequence[Row],
    won_minimum: Sequence[Row],
    delivered: Sequence[Row],
) -> Kept:
    """Pieces of every bid: rows are bids, the best first and those that lost last, columns the lot's buyers.

    need_*: pieces of each buyer; won_*: what the new decision gives each bid (zeros: it lost); delivered: what each
    delivered so far. A bid never has less than it delivered.
    """
    maximum_columns, minimum_columns = [], []
    for buyer, most in enumerate(need_maximum):
        maxima = _maxima(most, [row[buyer] for row in won_maximum], [row[buyer] for row in delivered])
        wanted = [min(row[buyer], limit) for row, limit in zip(won_minimum, maxima, strict=True)]
        maximum_columns.append(maxima)
        minimum_columns.append(_minima(need_minimum[buyer], most - sum(maxima), wanted, maxima))
    return Kept(tuple(zip(*maximum_columns, strict=True)), tuple(zip(*minimum_columns, strict=True)))


def _maxima(need: int, won: list[int], delivered: list[int]) -> list[int]:
    wanted = [max(pair) for pair in zip(won, delivered, strict=True)]
    over = sum(wanted) - need
    if over <= 0:
        return wanted
    open_pieces = [most - there for most, there in zip(wanted, delivered, strict=True)]
    return [most - cut for most, cut in zip(wanted, split_largest_remainder(over, open_pieces), strict=True)]


def _minima(need: int, left: int, wanted: list[int], maxima: list[int]) -> list[int]:
    """Minima that add up to at most the need, and leave no more than the pieces left over could meet."""
    minima: list[int] = []
    for least in wanted:
        minima.append(min(least, need - sum(minima)))
    lacking = need - left - sum(minima)
    for place, most in enumerate(maxima):
        more = max(0, min(lacking, most - minima[place]))
        minima[place] += more
        lacking -= more
    return minima
