"""Rules on a minimum and its maximum, over whole arrays."""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from abasto.base.problem import Problem

from ..minimum import legal_minimum
from .block import Block, Mask
from .findings import Spot, cell_findings
from .header import Pair
from .lines import Lines
from .table import Pieces


def breaks_percent(minimum_pieces: Pieces, maximum_pieces: Pieces, minimum_percent: Decimal) -> Mask:
    """Where a positive maximum has another minimum than the percent gives, rounded up to the piece."""
    off: Mask = (maximum_pieces > 0) & (minimum_pieces != legal_minimum(maximum_pieces, minimum_percent))
    return off


def judge_pairs(
    sheet: str, lines: Lines, pairs: Sequence[Pair], low: Block, high: Block, *, minimum_percent: Decimal
) -> tuple[Pieces, Pieces, list[Problem]]:
    """Minimum and maximum pieces of shape (codes, pairs) that can be trusted, and what was found.

    A minimum above its maximum leaves both out, since either may be wrong; a maximum left out takes its minimum along.
    """
    minimum, maximum = low.pieces, high.pieces
    orphan = high.left_out & (minimum > 0)
    above = (minimum > maximum) & ~high.left_out & ~low.left_out
    kept_minimum = np.where(orphan | above, 0, minimum)
    kept_maximum = np.where(above, 0, maximum)
    sound = ~(low.left_out | high.left_out | above)
    zero = sound & (minimum == 0) & (maximum > 0)
    off = sound & ~zero & breaks_percent(minimum, maximum, minimum_percent)
    expected = legal_minimum(maximum, minimum_percent)

    def spots(mask: Mask, beside: Pieces) -> list[Spot]:
        return [
            Spot(lines.rows[i], pairs[j].minimum, lines.claves[i], f"{minimum[i, j]} | {beside[i, j]}")
            for i, j in np.argwhere(mask).tolist()
        ]

    problems = [
        *cell_findings("minimum-without-maximum", sheet, spots(orphan, maximum)),
        *cell_findings("minimum-above-maximum", sheet, spots(above, maximum)),
        *cell_findings("minimum-zero", sheet, spots(zero, maximum)),
        *cell_findings("minimum-not-percent", sheet, spots(off, expected)),
    ]
    return kept_minimum, kept_maximum, problems
