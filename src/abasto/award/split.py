"""From the shares of a lot to the pieces of every buyer. The award of a winner is the sum of its parts.

Each buyer's maximum is split by largest remainder (tie: the lower price) in proportion to what the winners are
entitled to, with the part that nobody can supply as one more, last receiver. Capacity binds: a piece too many for a
winner goes to the first winner with room, else stays unawarded. The minimum is split likewise, capped by the maximum.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from abasto.base.quantity import split_largest_remainder
from abasto.engines.award.lots import ShareOut

Pieces = tuple[int, ...]


@dataclass(frozen=True)
class BuyerSplit:
    """Pieces by winner and buyer. Per buyer: sum over winners + unawarded = need."""

    maximum: tuple[Pieces, ...]
    minimum: tuple[Pieces, ...]
    unawarded_maximum: Pieces
    unawarded_minimum: Pieces


def split_over_buyers(
    maximum_pieces: Sequence[int], minimum_pieces: Sequence[int], out: ShareOut, capacities_pieces: Sequence[int]
) -> BuyerSplit:
    """Split the need of every buyer over the winners, the lowest price first.

    capacities_pieces: of each winner, at least `out.units / out.per_piece`; the minimum is at most the maximum.
    Winners receive together as many pieces as the need and their capacities allow.
    """
    if len(capacities_pieces) == 1 and not out.rest_units:
        nothing = (0,) * len(maximum_pieces)
        return BuyerSplit((tuple(maximum_pieces),), (tuple(minimum_pieces),), nothing, nothing)
    maxima = maxima_by_buyer(maximum_pieces, out, capacities_pieces)
    weights = [*out.units, out.rest_units]
    minima = [_within(_parts(need, weights), most) for need, most in zip(minimum_pieces, maxima, strict=True)]
    *maximum, unawarded_maximum = zip(*maxima, strict=True)
    *minimum, unawarded_minimum = zip(*minima, strict=True)
    return BuyerSplit(tuple(maximum), tuple(minimum), unawarded_maximum, unawarded_minimum)


def maxima_by_buyer(maximum_pieces: Sequence[int], out: ShareOut, capacities_pieces: Sequence[int]) -> list[list[int]]:
    """One row per buyer: the pieces of each winner, the lowest price first, and last what stays unawarded."""
    weights, room = [*out.units, out.rest_units], list(capacities_pieces)
    rows = []
    for need in maximum_pieces:
        row = _within(_parts(need, weights), [*room, need])
        for winner in range(len(room)):
            room[winner] -= row[winner]
        rows.append(row)
    for row in rows:
        if row[-1]:
            _fill(row, room)
    return rows


def _parts(need: int, weights: list[int]) -> list[int]:
    return split_largest_remainder(need, weights) if need else [0] * len(weights)


def _within(parts: list[int], limits: Sequence[int]) -> list[int]:
    """Move what exceeds a limit to the first with room; the limits have room for all."""
    over = 0
    for place, limit in enumerate(limits):
        if parts[place] > limit:
            over += parts[place] - limit
            parts[place] = limit
    if over:
        for place, limit in enumerate(limits):
            more = min(over, limit - parts[place])
            parts[place] += more
            over -= more
    return parts


def _fill(row: list[int], room: list[int]) -> None:
    """Give a buyer's unawarded pieces to winners who still have room; rounding may have left some on both sides."""
    for winner, free in enumerate(room):
        more = min(row[-1], free)
        row[winner] += more
        row[-1] -= more
        room[winner] -= more
