"""Which months speak for the need: a missing report is not zero demand, and a month without stock understates it."""

from dataclasses import dataclass

import numpy as np

from .problem import Bools, Ints


@dataclass(frozen=True)
class Masks:
    """use: bool (series, months), the months the forecast reads; the counts say what was taken out, per series."""

    use: Bools
    months_without_report: Ints
    months_without_stock: Ints


def usable_months(reported: Bools, stock_out_days: Ints, limit_days: int) -> Masks:
    """Months reported and not short of stock; before a series' first report it did not exist, so nothing is missing.

    A series that was always short of stock keeps its reported months: a low figure says more than none, and the count
    of months without stock tells that it is low.
    """
    short = reported & (stock_out_days > limit_days)
    use = reported & ~short
    never = ~use.any(axis=1) & reported.any(axis=1)
    use[never] = reported[never]
    begun = np.maximum.accumulate(reported, axis=1)
    return Masks(use, (begun & ~reported).sum(axis=1), short.sum(axis=1))
