"""What the tender room takes in: lots of a call and bids on them, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class NewLot:
    """A lot to publish: its code, share pattern, buyers in the round's order, and their pieces.

    ceiling_centavos: authorised for this lot alone; None where the ceiling of the research holds.
    """

    clave: str
    share_pattern: str
    buyers: tuple[str, ...]
    minimum_by_buyer: NDArray[np.int64]
    maximum_by_buyer: NDArray[np.int64]
    ceiling_centavos: int | None = None


@dataclass(frozen=True)
class NewBid:
    """A bid as received: price in centavos per piece, capacity in pieces, documents delivered.

    draw_place: the place drawn in public and recorded, 1 is first; None where no draw was held.
    points: technical points by criterion, empty where not judged by points; national_content_percent: None where not
    stated; other_costs_centavos, benefit_centavos: per piece, for cost-benefit.
    """

    clave: str
    supplier: str
    price_centavos: int
    capacity_pieces: int
    country: str
    documents: tuple[str, ...]
    draw_place: int | None = None
    points: Mapping[str, Decimal] = field(default_factory=dict)
    national_content_percent: Decimal | None = None
    other_costs_centavos: int = 0
    benefit_centavos: int = 0
