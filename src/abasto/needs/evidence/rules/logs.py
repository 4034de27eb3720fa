"""Logarithms as integers: how many steps of 1/64 octave a number of pieces lies above one.

A float would tie differently on another engine; here `log2(pieces) * 64` is cut down to its whole part, and that agrees
with an exact table of thresholds at both sides of each, which a test shows for the engine in use. As the whole part of
a rising function it then agrees everywhere.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir

STEPS = 64
"""Steps in an octave: one is 1.1 %."""
OCTAVES = 36
"""Pieces of a month stay below 2^36."""
NUDGE = 1e-11
"""Lifts exact powers of two over the edge that a logarithm may miss by one bit; a test shows that it lifts no other."""


def log_expression(pieces: "ir.NumericValue") -> "ir.IntegerValue":
    """Steps of a number of pieces (at least 1), as an expression."""
    steps: ir.IntegerValue = (pieces.cast("float64").log2() * STEPS + NUDGE).floor().cast("int32")
    return steps
