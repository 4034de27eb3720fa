"""From the shares of a lot to the pieces of every buyer (docs/award-evidence.md, 6)."""

from collections.abc import Sequence
from operator import gt


def split(
    shares: Sequence[int], capacities: Sequence[int], maximum: Sequence[int], minimum: Sequence[int]
) -> tuple[list[list[int]], list[list[int]]]:
    """Pieces of each place, the best first, for each buyer: of the maximum and of the minimum.

    capacities: pieces, one for each place taken, at most as many as shares.
    """
    weights = _weights(sum(maximum), shares, capacities)
    if len(capacities) == 1 and not weights[-1]:
        return [list(maximum)], [list(minimum)]
    whole = sum(weights)
    rows = [largest_remainder(need, weights, whole) for need in maximum]
    *given, left = map(sum, zip(*rows, strict=True))
    if left or any(map(gt, given, capacities)):
        rows = _within(rows, capacities, maximum)
    least = [_moved(largest_remainder(need, weights, whole), row) for need, row in zip(minimum, rows, strict=True)]
    places = range(len(capacities))
    return [[row[place] for row in rows] for place in places], [[row[place] for row in least] for place in places]


def _within(rows: list[list[int]], capacities: Sequence[int], maximum: Sequence[int]) -> list[list[int]]:
    """Buyer after buyer no place goes beyond its capacity; what nobody supplies then goes where there is room left."""
    room, found = list(capacities), []
    for parts, need in zip(rows, maximum, strict=True):
        row = _moved(parts, [*room, need])
        room = [free - given for free, given in zip(room, row, strict=False)]
        found.append(row)
    for row in found:
        for place, free in enumerate(room):
            more = min(row[-1], free)
            row[place] += more
            row[-1] -= more
            room[place] -= more
    return found


def _weights(pieces: int, shares: Sequence[int], capacities: Sequence[int]) -> list[int]:
    """What each place is entitled to, in pieces times the sum of the shares; last, what nobody can supply."""
    whole = sum(shares)
    most = [capacity * whole for capacity in capacities]
    weights = [min(share * pieces, limit) for share, limit in zip(shares, most, strict=False)]
    left = pieces * whole - sum(weights)
    for place, limit in enumerate(most):
        more = min(left, limit - weights[place])
        weights[place] += more
        left -= more
    return [*weights, left]


def largest_remainder(pieces: int, weights: list[int], whole: int) -> list[int]:
    """Pieces in proportion to weights whose sum is `whole`; one more to the largest remainders, the first of equals."""
    products = [pieces * weight for weight in weights]
    parts = [product // whole for product in products]
    left = pieces - sum(parts)
    if left:
        remainders = [product % whole for product in products]
        for _ in range(left):
            place = remainders.index(max(remainders))
            parts[place] += 1
            remainders[place] = -1
    return parts


def _moved(parts: list[int], most: Sequence[int]) -> list[int]:
    """What a place gets beyond its most goes to the first with room."""
    if not any(map(gt, parts, most)):
        return parts
    given = [min(part, limit) for part, limit in zip(parts, most, strict=True)]
    over = sum(parts) - sum(given)
    for place, limit in enumerate(most):
        more = min(over, limit - given[place])
        given[place] += more
        over -= more
    return given
