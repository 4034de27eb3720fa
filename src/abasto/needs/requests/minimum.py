"""The minimum that follows a maximum, until somebody writes another."""

from decimal import Decimal
from fractions import Fraction

LEGAL_SHARE = "open_contract.minimum_percent"


def legal_minimum(maximum_pieces: int, percent: Decimal) -> int:
    """ceil(percent of the maximum), exact (open contracts: the value `open_contract.minimum_percent`)."""
    share = Fraction(percent) / 100
    return -(-maximum_pieces * share.numerator // share.denominator)


def minimum_after(before_pieces: int, old_maximum: int, new_maximum: int, percent: Decimal) -> int:
    """The minimum of a line whose maximum changed: it follows by the legal share, unless another was written."""
    if before_pieces != legal_minimum(old_maximum, percent):
        return before_pieces
    return legal_minimum(new_maximum, percent)
