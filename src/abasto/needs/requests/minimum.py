"""The minimum that follows a maximum, until somebody writes another."""

from decimal import Decimal

from ..minimum import legal_minimum


def minimum_after(before_pieces: int, old_maximum: int, new_maximum: int, percent: Decimal) -> int:
    """The minimum of a line whose maximum changed: it follows by the legal share, unless another was written."""
    if before_pieces != legal_minimum(old_maximum, percent):
        return before_pieces
    return legal_minimum(new_maximum, percent)
