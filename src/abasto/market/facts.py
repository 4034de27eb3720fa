"""What the market room takes in: sources and quotes, as plain data."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class SourceFacts:
    """A source of prices and the date of what it says."""

    code: str
    name: str
    kind: str
    dated: date


@dataclass(frozen=True)
class QuoteFacts:
    """Quotes as three arrays of shape (quotes,): item, source, price in centavos per piece."""

    item_index: NDArray[np.int64]
    source_index: NDArray[np.int64]
    price_centavos: NDArray[np.int64]
