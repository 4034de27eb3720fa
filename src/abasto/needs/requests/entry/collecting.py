"""Adding up what the units below a buyer submitted; pure."""

from collections.abc import Iterable, Mapping

import numpy as np

from ..cells import MINIMUM, CellChange, Cells


def summed(lines: Iterable[tuple[str, Cells]]) -> dict[str, Cells]:
    """Cells by clave, added up over the units: months, then the minimum."""
    sums: dict[str, Cells] = {}
    for clave, cells in lines:
        sums[clave] = sums[clave] + cells if clave in sums else cells.copy()
    return sums


def changes_to_collect(
    sums: Mapping[str, Cells], before: Mapping[str, Cells], current: Mapping[str, Cells], overwrites: bool
) -> list[CellChange]:
    """The cells that make the buyer's lines the sums.

    before: what was collected last (nothing: empty cells), so that a figure the buyer typed since is no longer what
    was seen, and comes back as a conflict; where it overwrites, what was seen is what is there now.
    """
    changes = []
    for clave, wanted in sums.items():
        empty = np.zeros(len(wanted), dtype=np.int64)
        there = current.get(clave, empty)
        saw = there if overwrites else before.get(clave, empty)
        for place in np.flatnonzero(there != wanted).tolist():
            month = MINIMUM if place == len(wanted) - 1 else place
            changes.append(CellChange(clave, month, int(saw[place]), int(wanted[place])))
    return changes


def differing(sums: Mapping[str, Cells], current: Mapping[str, Cells]) -> list[str]:
    """Claves whose line is not what the units add up to."""
    return [clave for clave, wanted in sums.items()
            if not np.array_equal(current.get(clave, np.zeros(len(wanted), dtype=np.int64)), wanted)]  # fmt: skip
