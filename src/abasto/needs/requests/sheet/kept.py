"""What is kept of an upload beside the file: problems, conflicts still to decide, and what its author has seen."""

import zlib
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field

import numpy as np
import orjson

from abasto.base.problem import Problem

from ..cells import Cells, Conflict

LEVEL = 1


@dataclass(frozen=True, eq=False)
class Kept:
    """problems: in order. conflicts: not decided yet. seen: cells by clave, as `changes.seen_after` says."""

    problems: tuple[Problem, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    seen: Mapping[str, Cells] = field(default_factory=dict)


def packed(kept: Kept) -> bytes:
    """As bytes; the same content gives the same bytes."""
    claves = list(kept.seen)
    stacked = np.array([kept.seen[clave] for clave in claves], dtype=np.int64) if claves else np.zeros((0, 0), np.int64)
    told = {
        "problems": [astuple(one) for one in kept.problems],
        "conflicts": [astuple(one) for one in kept.conflicts],
        "claves": claves,
        "seen": stacked,
    }
    return zlib.compress(orjson.dumps(told, option=orjson.OPT_SERIALIZE_NUMPY), LEVEL)


def unpacked(data: bytes) -> Kept:
    """What `packed` packed."""
    told = orjson.loads(zlib.decompress(data))
    return Kept(
        tuple(Problem(*one) for one in told["problems"]),
        tuple(Conflict(*one) for one in told["conflicts"]),
        dict(zip(told["claves"], (np.array(line, dtype=np.int64) for line in told["seen"]), strict=True)),
    )
