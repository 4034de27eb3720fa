"""The share pattern of each code in the call: the larger its spend, the likelier are several sources."""

import numpy as np

from . import regime
from .luck import Floats, Hashes, uniforms

ONE, THREE = "100", "50/30/20"
TWO = ("60/40", "70/30")


def make_share_patterns(items: Hashes, spend_centavos: Floats, seed: int) -> tuple[str, ...]:
    """One pattern per item, from its own spend at market price (centavos, shape (items,))."""
    steps, several, three = (np.array(column) for column in zip(*regime.SOURCES_BY_SPEND, strict=True))
    step = np.searchsorted(steps, spend_centavos, side="right") - 1
    is_split = uniforms(seed, "several-sources", items) < several[step]
    has_three = uniforms(seed, "three-sources", items) < three[step]
    two = (uniforms(seed, "two-sources", items) * len(TWO)).astype(np.int64)
    rows = zip(is_split.tolist(), has_three.tolist(), two.tolist(), strict=True)
    return tuple((THREE if triple else TWO[pair]) if split else ONE for split, triple, pair in rows)
