"""Steps of 1/64 octave by an exact table: what the engine's logarithms are held against."""

from bisect import bisect_right

from abasto.needs.evidence.rules.logs import OCTAVES, STEPS


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
