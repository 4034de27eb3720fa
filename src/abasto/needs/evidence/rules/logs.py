"""Logarithms as integers: how many steps of 1/64 octave a number of pieces lies above one.

A float would tie differently on another engine; here `log2(pieces) * 64` is cut down to its whole part, and that agrees
with the table of thresholds `THRESHOLDS` at both sides of each, which a test shows for the engine in use. As the whole
part of a rising function it then agrees everywhere.
"""

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir

STEPS = 64
"""Steps in an octave: one is 1.1 %."""
OCTAVES = 36
"""Pieces of a month stay below 2^36."""
NUDGE = 1e-11
"""Lifts exact powers of two over the edge that a logarithm may miss by one bit; a test shows that it lifts no other."""


def _root(step: int) -> int:
    """The least whole number whose 64th power reaches 2 ** step: exact, in whole numbers."""
    low, high = 1, 2 << (step // STEPS + 1)
    while low < high:
        middle = (low + high) // 2
        if middle**STEPS >= 2**step:
            high = middle
        else:
            low = middle + 1
    return low


THRESHOLDS = tuple(_root(step) for step in range(1, STEPS * OCTAVES))
"""The least pieces of each step, from the first on."""


def log_of(pieces: int) -> int:
    """Steps of a number of pieces (at least 1), by the table."""
    return bisect_right(THRESHOLDS, pieces)


def log_expression(pieces: "ir.NumericValue") -> "ir.IntegerValue":
    """The same as an expression."""
    steps: ir.IntegerValue = (pieces.cast("float64").log2() * STEPS + NUDGE).floor().cast("int32")
    return steps
