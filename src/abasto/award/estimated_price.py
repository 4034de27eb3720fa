"""The price at which each bid of a whole round would have won, estimated at once for all, by the lowest price alone.

Left out: points, net benefit, preference, the draw, and that a price may be too low. `winning_price.py` decides the lot
again and knows all of it; this is for pictures of a whole round, where every bid counts a little.
"""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]
NO_LIMIT = 2**62
"""Above every price; products of prices and percents are taken of real prices only."""


@dataclass(frozen=True)
class RoundBids:
    """All bids of some lots, shape (bids,), in any order; prices in centavos.

    lot: 0 .. lots - 1; size: 0 is the smallest firm; is_solvent: takes part as it stands; is_sound: no defect but of
    price; limit_centavos: the highest price that passes every test, `NO_LIMIT` where there is none.
    """

    lot: Int64
    price_centavos: Int64
    size: Int64
    is_solvent: Bools
    is_sound: Bools
    limit_centavos: Int64


def estimated_prices(bids: RoundBids, shares: Int64, spread_percent: Decimal) -> Int64:
    """The estimate for every bid as if it had lost, shape (bids,); 0 where no price wins.

    shares: places of each lot, shape (lots,).
    """
    solvent = np.flatnonzero(bids.is_solvent)
    order = solvent[np.lexsort((bids.size[solvent], bids.price_centavos[solvent], bids.lot[solvent]))]
    count = np.bincount(bids.lot[solvent], minlength=shares.size)
    first = np.cumsum(count) - count
    lowest = _picked(bids.price_centavos, order, first, count > 0)
    last_place = _picked(bids.price_centavos, order, first + shares - 1, count >= shares)
    last_size = _picked(bids.size, order, first + shares - 1, count >= shares)
    spread = np.where((shares > 1) & (count > 0), _within(lowest, spread_percent), NO_LIMIT)
    is_free = last_place > spread
    beats_equal = bids.size < last_size[bids.lot]
    price = np.where(is_free[bids.lot], spread[bids.lot], last_place[bids.lot] - ~beats_equal)
    price = np.minimum(price, bids.limit_centavos)
    return np.where(bids.is_sound & (price > 0), price, 0)


def _picked(values: Int64, order: Int64, at: Int64, is_there: Bools) -> Int64:
    """values[order[at]] of each lot, `NO_LIMIT` + 1 where it has none."""
    found = np.full(at.size, NO_LIMIT + 1, dtype=np.int64)
    found[is_there] = values[order[at[is_there]]]
    return found


def _within(price_centavos: Int64, percent: Decimal) -> Int64:
    above, per = percent.as_integer_ratio()
    known = np.where(price_centavos > NO_LIMIT, 0, price_centavos)
    return np.asarray(known * (100 * per + above) // (100 * per), dtype=np.int64)
