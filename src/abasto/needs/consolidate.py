"""Consolidation: what the buyers ask for, added per clave, and spread over months where only the total is known."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Pieces = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Consolidated:
    """Per clave, each int64 of shape (codes,): pieces added over the buyers, and how many buyers have a need."""

    minimum_pieces: Pieces
    maximum_pieces: Pieces
    buyers: Pieces


def consolidate(code_of_line: Pieces, minimum_pieces: Pieces, maximum_pieces: Pieces, codes: int) -> Consolidated:
    """Add need lines per code; every argument but `codes` has shape (lines,), `code_of_line` counts from 0.

    A line is one buyer's need of one code; a line whose maximum is 0 is no need. Integers throughout, so exact.
    """
    minimum, maximum, buyers = (np.zeros(codes, dtype=np.int64) for _ in range(3))
    np.add.at(minimum, code_of_line, minimum_pieces)
    np.add.at(maximum, code_of_line, maximum_pieces)
    np.add.at(buyers, code_of_line, (maximum_pieces > 0).astype(np.int64))
    return Consolidated(minimum, maximum, buyers)


def consolidate_grid(minimum_pieces: Pieces, maximum_pieces: Pieces) -> Consolidated:
    """Add a grid of shape (codes, buyers), as an annex has it, per code."""
    return Consolidated(
        minimum_pieces.sum(axis=1, dtype=np.int64),
        maximum_pieces.sum(axis=1, dtype=np.int64),
        (maximum_pieces > 0).sum(axis=1, dtype=np.int64),
    )


def equal_months(pieces: Pieces, months: int) -> Pieces:
    """Each of `pieces`, shape (n,), over `months` by largest remainder, the earlier months first; shape (n, months).

    The bulk form of `base.series.equal_split`: a row adds up to its total, and its months differ by one at most.
    """
    share, left = np.divmod(pieces, months)
    return np.asarray(share[:, None] + (np.arange(months) < left[:, None]), dtype=np.int64)
