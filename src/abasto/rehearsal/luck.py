"""Luck that belongs to its keys: a draw depends on seed, topic and business keys, on nothing else.

Counter-based: the 64-bit mixer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) over hashed keys. Draws can be
made in any order and any number, and one key more leaves all others as they were.
"""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Hashes = NDArray[np.uint64]

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
FIRST = np.uint64(0xBF58476D1CE4E5B9)
SECOND = np.uint64(0x94D049BB133111EB)


def hashes_of(keys: Sequence[str]) -> Hashes:
    """One 64-bit hash per key, shape (keys,)."""
    digests = b"".join(blake2b(key.encode(), digest_size=8).digest() for key in keys)
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)


def uniforms(seed: int, topic: str, *keys: Hashes | Integers) -> Floats:
    """Uniform draws in (0, 1), one per combination of `keys`, which broadcast against each other."""
    state = hashes_of([f"{seed}/{topic}"]).reshape((1,) * max((key.ndim for key in keys), default=0))
    for key in keys:
        state = _mixed(state ^ (key.astype(np.uint64) * GOLDEN))
    return ((state >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53


def normals(seed: int, topic: str, *keys: Hashes | Integers) -> Floats:
    """Standard normal draws (Box and Muller 1958), shaped as `uniforms`."""
    radius = np.sqrt(-2.0 * np.log(uniforms(seed, topic + "/radius", *keys)))
    turned: Floats = radius * np.cos(2.0 * np.pi * uniforms(seed, topic + "/angle", *keys))
    return turned


def _mixed(state: Hashes) -> Hashes:
    state = state + GOLDEN
    state = (state ^ (state >> np.uint64(30))) * FIRST
    state = (state ^ (state >> np.uint64(27))) * SECOND
    return state ^ (state >> np.uint64(31))
