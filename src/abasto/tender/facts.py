"""What the tender room takes in: lots of a call and bids on them, as plain data."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class NewLot:
    """A lot to publish: its code, share pattern, buyers in the round's order, and their pieces."""

    clave: str
    share_pattern: str
    buyers: tuple[str, ...]
    minimum_by_buyer: NDArray[np.int64]
    maximum_by_buyer: NDArray[np.int64]


@dataclass(frozen=True)
class NewBid:
    """A bid as received: price in centavos per piece, capacity in pieces, documents delivered.

    draw_place: the place drawn in public and recorded, 1 is first; None where no draw was held.
    """

    clave: str
    supplier: str
    price_centavos: int
    capacity_pieces: int
    country: str
    documents: tuple[str, ...]
    draw_place: int | None = None
