"""Three years of use, stock, receipts and stock-out days before the round, consistent with what it will use.

The books of every series balance; then errors as people make them are put in, each known by kind, so that the rules
which look for them can be measured. Origin: synthetic.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .demand import Demand
from .luck import Floats, Hashes, Integers, uniforms
from .stock import EMPTY_OF_WEAK, MONTH_NOISE, mean_use, seasons

MONTHS = 36
GROWTH_PERCENT = 3.0
"""Use grows by so much a year up to the round."""
STOCK_OUT = 0.03
"""Share of months with stock-out days; a quarter of the series has eight times as many as the others."""
SCARCE = 0.25
UNREPORTED = 0.02
"""Share of months that a buyer does not report at all."""
HELD_MONTHS = (1.0, 4.0)
ERRORS = {"x10": 10.0, "x100": 100.0, "x1000": 1000.0, "tenth": 0.1, "hundredth": 0.01}
ERROR_SHARE = 1 / 2500
"""Share of months whose use is put in out of scale, over all kinds."""
STOCK_ERROR_SHARE = 1 / 10_000
"""Share of months whose closing stock is put in ten times too high."""


@dataclass(frozen=True, eq=False)
class History:
    """Months before the round. rows, columns: code and buyer of each series in the demand, shape (series,).

    consumption, stock, received, stock_out_days: shape (series, months), the oldest first. is_reported: bool, same.
    factor: by what a month's use was put in wrong, 1 where it is right. is_stock_wrong: bool, same.
    """

    rows: Integers
    columns: Integers
    consumption: Integers
    stock: Integers
    received: Integers
    stock_out_days: Integers
    is_reported: NDArray[np.bool_]
    factor: Floats
    is_stock_wrong: NDArray[np.bool_]


def make_history(demand: Demand, first_month: int, seed: int, months: int = MONTHS) -> History:
    """The past of this demand under this seed; first_month: 0 for January, of the oldest month."""
    rows, columns = np.nonzero(demand.maximum_pieces)
    keys = demand.items[rows][:, None], demand.buyer_keys[columns][:, None]
    month = np.arange(months)
    wanted = _wanted(demand, rows, columns, first_month, month, seed)
    days = _stock_out_days(keys, month, seed)
    use, stock, received = _books(wanted, days, keys, month, seed)
    factor = _factors(keys, month, seed)
    factor = np.where(use * factor >= 1, factor, 1.0)
    is_stock_wrong = (uniforms(seed, "stock error", *keys, month) < STOCK_ERROR_SHARE) & (stock > 0)
    is_silent = uniforms(seed, "unreported", demand.buyer_keys[:, None], month) < UNREPORTED
    return History(
        rows, columns, (use * factor).astype(np.int64), np.where(is_stock_wrong, stock * 10, stock), received,
        days, ~is_silent[columns], factor, is_stock_wrong,
    )  # fmt: skip


def _wanted(
    demand: Demand, rows: Integers, columns: Integers, first_month: int, month: Integers, seed: int
) -> Integers:
    """What would have been used with enough stock, shape (series, months)."""
    items, buyers = demand.items[rows], demand.buyer_keys[columns]
    mean = mean_use(items, buyers, demand.maximum_pieces[rows, columns] / demand.months, seed)
    past = (1 + GROWTH_PERCENT / 100) ** ((month - len(month)) / 12)
    wave = seasons(demand.categories, len(month), first_month)[rows]
    noise = 1 + MONTH_NOISE * (2 * uniforms(seed, "past month", items[:, None], buyers[:, None], month) - 1)
    expected = mean[:, None] * past * wave * noise
    return (expected + uniforms(seed, "past rounding", items[:, None], buyers[:, None], month)).astype(np.int64)


def _stock_out_days(keys: tuple[Hashes, Hashes], month: Integers, seed: int) -> Integers:
    scarce = uniforms(seed, "scarce", *keys) < SCARCE
    share = STOCK_OUT * np.where(scarce, 8.0, 1.0) / (1 + 7 * SCARCE)
    is_out = uniforms(seed, "stock-out", *keys, month) < share
    days = 1 + (27 * uniforms(seed, "stock-out days", *keys, month)).astype(np.int64)
    return np.where(is_out, days, 0)


def _books(
    wanted: Integers, days: Integers, keys: tuple[Hashes, Hashes], month: Integers, seed: int
) -> tuple[Integers, Integers, Integers]:
    """Use, closing stock and receipts: what was there and came in is what was used and is left."""
    low, high = HELD_MONTHS
    share = uniforms(seed, "past held", *keys) < EMPTY_OF_WEAK
    held = np.where(share, low / 2, low + (high - low) * uniforms(seed, "past months held", *keys))
    target = (wanted.mean(axis=1, keepdims=True) * held).astype(np.int64)
    use = (wanted * (30 - np.minimum(days, 30)) // 30).astype(np.int64)
    stock, received = np.zeros_like(use), np.zeros_like(use)
    left = target[:, 0]
    for at in month.tolist():
        aim = np.where(days[:, at] > 0, 0, target[:, 0])
        received[:, at] = np.maximum(0, aim + use[:, at] - left)
        left = left + received[:, at] - use[:, at]
        stock[:, at] = left
    return use, stock, received


def _factors(keys: tuple[Hashes, Hashes], month: Integers, seed: int) -> Floats:
    draw = uniforms(seed, "use error", *keys, month)
    kinds = np.array(list(ERRORS.values()))
    which = np.minimum((draw / ERROR_SHARE * len(kinds)).astype(np.int64), len(kinds) - 1)
    return np.where(draw < ERROR_SHARE, kinds[which], 1.0)
