"""The minimum that the law ties to a maximum."""

from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

LEGAL_SHARE = "open_contract.minimum_percent"
Amount = TypeVar("Amount", int, NDArray[np.int64])


def legal_minimum(maximum_pieces: Amount, percent: Decimal) -> Amount:
    """ceil(percent of the maximum), exact, of one figure or an array of any shape (open contracts: `LEGAL_SHARE`)."""
    share = Fraction(percent) / 100
    return -(-maximum_pieces * share.numerator // share.denominator)
