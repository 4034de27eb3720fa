"""What the buyers hold when the round starts, and what they use each month: consistent with what they asked for."""

import numpy as np

from .demand import Demand
from .luck import Floats, Hashes, Integers, uniforms

# Use over the maximum asked for: most use less, some more than they asked for.
USE_RANGE = (0.62, 0.95)
OVERDEMAND, OVERDEMAND_RANGE = 0.07, (1.05, 1.35)
MONTH_NOISE = 0.30

# Seasonal swing by category (share of the mean) and the month of its peak, counted from January.
SEASONS = {
    "medicine": (0.12, 0),
    "vaccine": (0.35, 9),
    "supply": (0.05, 2),
    "laboratory": (0.05, 5),
    "instrument": (0.0, 0),
}

# Opening stock: share of lines without any, and months of use held elsewhere. IMSS-Bienestar starts with less
# (supply level of February 2025: IMSS 4 to 10 % short, IMSS-Bienestar up to 35 %).
EMPTY, EMPTY_OF_WEAK = 0.05, 0.20
HELD_MONTHS, HELD_MONTHS_OF_WEAK = (1.5, 5.0), (0.8, 3.5)
WEAK_BUYER = "bienestar"


def make_monthly_use(demand: Demand, seed: int) -> Integers:
    """Pieces used, shape (claves, buyers, months); nothing where nothing is asked for."""
    row, column = np.nonzero(demand.maximum_pieces)
    items, buyers = demand.items[row], demand.buyer_keys[column]
    mean = mean_use(items, buyers, demand.maximum_pieces[row, column] / demand.months, seed)
    month = np.arange(demand.months)
    noise = 1 + MONTH_NOISE * (2 * uniforms(seed, "month", items[:, None], buyers[:, None], month) - 1)
    expected = mean[:, None] * seasons(demand.categories, demand.months)[row] * noise
    use = np.zeros((*demand.maximum_pieces.shape, demand.months), dtype=np.int64)
    use[row, column] = expected + uniforms(seed, "rounding", items[:, None], buyers[:, None], month)
    return use


def make_opening_stock(demand: Demand, seed: int) -> Integers:
    """Pieces on hand at the start, shape (claves, buyers)."""
    items, buyers = demand.items[:, None], demand.buyer_keys
    weak = np.array([WEAK_BUYER in code.casefold() for code in demand.buyers], dtype=np.bool_)
    low, high = np.where(weak[:, None], HELD_MONTHS_OF_WEAK, HELD_MONTHS).T
    held = low + (high - low) * uniforms(seed, "held", items, buyers)
    is_empty = uniforms(seed, "empty", items, buyers) < np.where(weak, EMPTY_OF_WEAK, EMPTY)
    mean = mean_use(items, buyers, demand.maximum_pieces / demand.months, seed)
    return np.where(is_empty, 0, mean * held).astype(np.int64)


def mean_use(items: Hashes, buyers: Hashes, asked_by_month: Floats, seed: int) -> Floats:
    """Mean monthly use of each pair, pieces."""
    over = uniforms(seed, "overdemand", items, buyers) < OVERDEMAND
    draw = uniforms(seed, "use", items, buyers)
    low = np.where(over, OVERDEMAND_RANGE[0], USE_RANGE[0])
    high = np.where(over, OVERDEMAND_RANGE[1], USE_RANGE[1])
    mean: Floats = asked_by_month * (low + (high - low) * draw)
    return mean


def seasons(categories: tuple[str, ...], months: int, first_month: int = 0) -> Floats:
    """Share of the mean by item and month, shape (items, months); first_month: 0 for January."""
    swing, peak = (np.array(column)[:, None] for column in zip(*(SEASONS[name] for name in categories), strict=True))
    wave: Floats = 1 + swing * np.cos(2 * np.pi * (np.arange(months) + first_month - peak) / 12)
    return wave
