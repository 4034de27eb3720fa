"""One lot: what each place receives under its capacity.

Quantities are integers throughout. A share of a quantity is counted in *share units*, pieces times the sum of the
shares, so that 60 of 100 shares of 7 pieces are 420 units and nothing is rounded before pieces meet a buyer.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class ShareOut:
    """What each place receives, in share units, with its proof: sum(units) + rest_units = total_pieces * per_piece.

    rest_units is 0 unless every place is at its capacity.
    """

    units: tuple[int, ...]
    rest_units: int
    per_piece: int


def share_out(total_pieces: int, shares: Sequence[int], capacities_pieces: Sequence[int]) -> ShareOut:
    """Give each place its share as far as its capacity goes, then what is left to the places in order.

    shares: one weight per published place; capacities_pieces: one per place taken, the best place first, at most as
    many as shares. The result costs least, for ascending prices, among all that give every place at least its share or
    its capacity, and that give out as much as the capacities allow.
    """
    per_piece = sum(shares)
    limits = [capacity * per_piece for capacity in capacities_pieces]
    units = [min(share * total_pieces, limit) for share, limit in zip(shares, limits, strict=False)]
    left = total_pieces * per_piece - sum(units)
    for place, limit in enumerate(limits):
        more = min(left, limit - units[place])
        units[place] += more
        left -= more
    return ShareOut(tuple(units), left, per_piece)
