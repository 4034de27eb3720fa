"""The lines of a version, as columns: one line per code and buyer, in the order of their codes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class VersionRows:
    """Lines of a version in the order of `claves` and `buyers`, both distinct and sorted by code point.

    code_of, buyer_of: places in `claves` and `buyers`, shape (lines,). minimum, maximum: pieces, shape (lines,).
    months: the maximum by month, shape (lines, months). origins: of each line. merged_from: canonical JSON of what was
    merged into the line, "" for nothing.
    """

    round_code: str
    claves: tuple[str, ...]
    buyers: tuple[str, ...]
    code_of: Ints
    buyer_of: Ints
    minimum: Ints
    maximum: Ints
    months: Ints
    origins: tuple[str, ...]
    merged_from: tuple[str, ...]

    @property
    def lines(self) -> int:
        return len(self.code_of)

    @property
    def keys(self) -> list[tuple[str, str]]:
        """(clave, buyer) of each line."""
        return [
            (self.claves[code], self.buyers[buyer])
            for code, buyer in zip(self.code_of.tolist(), self.buyer_of.tolist(), strict=True)
        ]


@dataclass(frozen=True, eq=False)
class Line:
    """One line before it stands in its place; months of shape (months,)."""

    clave: str
    buyer: str
    minimum: int
    maximum: int
    months: Ints
    origin: str
    merged_from: str = ""


def rows_of(round_code: str, months: int, lines: Sequence[Line]) -> VersionRows:
    """The lines in their order; those that ask for nothing are left out."""
    kept = [line for line in lines if line.maximum or line.minimum]
    return arranged(
        round_code,
        [line.clave for line in kept],
        [line.buyer for line in kept],
        np.array([line.minimum for line in kept], dtype=np.int64),
        np.array([line.maximum for line in kept], dtype=np.int64),
        np.array([line.months for line in kept], dtype=np.int64).reshape(len(kept), months),
        [line.origin for line in kept],
        [line.merged_from for line in kept],
    )


def arranged(
    round_code: str,
    claves: Sequence[str],
    buyers: Sequence[str],
    minimum: Ints,
    maximum: Ints,
    months: Ints,
    origins: Sequence[str],
    merged_from: Sequence[str],
) -> VersionRows:
    """Columns of one length, put in the order of code and buyer."""
    known_claves, code_of = _places(claves)
    known_buyers, buyer_of = _places(buyers)
    order = np.lexsort((buyer_of, code_of))
    places = order.tolist()
    return VersionRows(
        round_code, known_claves, known_buyers, code_of[order], buyer_of[order], minimum[order], maximum[order],
        months[order], tuple(origins[at] for at in places), tuple(merged_from[at] for at in places),
    )  # fmt: skip


def _places(names: Iterable[str]) -> tuple[tuple[str, ...], Ints]:
    """The distinct names in order, and the place of each."""
    listed = list(names)
    known = tuple(sorted(set(listed)))
    place = {name: at for at, name in enumerate(known)}
    return known, np.fromiter((place[name] for name in listed), np.int64, len(listed))
