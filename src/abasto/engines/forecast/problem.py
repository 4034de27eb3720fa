"""What the forecast is asked and what it answers: arrays with their shapes and units, and nothing else."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

QUANTILE_LEVELS = (0.05, 0.1, 0.2, 0.5, 0.8, 0.9, 0.95, 0.975)
INTERVAL_LEVELS = (0.8, 0.9, 0.95)
LARGEST_PIECES = 2**40  # a month of one series; two years of ten thousand such series still fit 64 bits


@dataclass(frozen=True)
class Problem:
    """Monthly consumption of many series, and the period to be forecast.

    consumption_pieces, stock_out_days: int64 (series, months), the oldest month first; reported: bool, the same shape.
    code: int64 (series,), the national code of each series, whose series add up; first_month: 1 to 12, the calendar
    month of the first column; gap_months: months between the last column and the period; period_months: its length.
    stock_out_limit_days: a month with more days without stock than this does not speak for the need.
    """

    consumption_pieces: Ints
    reported: Bools
    stock_out_days: Ints
    code: Ints
    first_month: int
    gap_months: int
    period_months: int
    stock_out_limit_days: int = 0

    def __post_init__(self) -> None:
        shape = self.consumption_pieces.shape
        if len(shape) != 2 or self.reported.shape != shape or self.stock_out_days.shape != shape:
            raise ValueError("consumption, reports and days without stock must be (series, months) alike")
        if self.code.shape != shape[:1]:
            raise ValueError("every series needs one code")
        if shape[1] < 1 or self.period_months < 1 or self.gap_months < 0 or not 1 <= self.first_month <= 12:
            raise ValueError("a history and a period of a month or more, and a first month of 1 to 12, are needed")
        used = self.consumption_pieces[self.reported]
        if used.size and (used.min() < 0 or used.max() > LARGEST_PIECES):
            raise ValueError("pieces used must lie between none and 2**40: mend or mask the month first")

    @property
    def months(self) -> int:
        return int(self.consumption_pieces.shape[1])

    @property
    def path_months(self) -> int:
        """Months from the first one forecast to the end of the period."""
        return self.gap_months + self.period_months


@dataclass(frozen=True)
class Spread:
    """One figure per row with how much it may differ, in pieces.

    middle_pieces: int64 (rows, ...); quantile_pieces: int64 (rows, ..., quantile levels);
    low_pieces, high_pieces: int64 (rows, ..., interval levels): the interval that holds the truth that often. Where the
    lower end is zero the whole chance of a miss stands above it.
    """

    middle_pieces: Ints
    quantile_pieces: Ints
    low_pieces: Ints
    high_pieces: Ints


@dataclass(frozen=True)
class Level:
    """The forecasts of one level, institutions or the nation.

    expected_pieces: float (rows, period months), the middle before it is rounded; months: Spread (rows, period
    months); period: Spread (rows,) of the sum over the period. route: index of `routes.ROUTES` per row; weights: float
    (rows, components) of the mix. error: float (rows,), mean absolute error by month over the mean use, out of sample
    (nan: no hold-out could be made). scaled_error: the same error over that of repeating the last twelve months' mean
    (nan: as above).
    """

    expected_pieces: Floats
    months: Spread
    period: Spread
    route: NDArray[np.int8]
    error: Floats
    scaled_error: Floats
    months_used: Ints


@dataclass(frozen=True)
class Result:
    """Institutions in the order of the problem, the nation in the order of `codes`; sums agree in every month.

    months_without_report, months_without_stock: int64 (series,), the months each mask took out.
    weights: float (routes, components), what was mixed for each kind of series; holdout_origins: months of history that
    each hold-out kept; holdout_months: how far ahead they were judged; national_share: weight of the national series
    against the sum.
    """

    series: Level
    codes: Ints
    nation: Level
    months_without_report: Ints
    months_without_stock: Ints
    weights: Floats
    holdout_origins: tuple[int, ...]
    holdout_months: int
    national_share: float
