"""What the suppliers deliver of what was ordered: in full, short, late, or hardly at all.

Each supplier has a fill rate: a bulk near one, a tail near none, few between (2025: 34 of some 400 suppliers formally
late, some below 1 %). Each order of a month has its own luck on top: part of it may never come, and it may come one to
three months late, more often at the start of a round, when appointments are scarce.
"""

from dataclasses import dataclass

import numpy as np

from . import regime
from .luck import Floats, Hashes, Integers, hashes_of, uniforms

PARTIAL_MEAN = 0.30
LATE_OF_BULK, LATE_OF_TAIL = 0.10, 0.75
LATE_AT_START = (0.35, 0.20, 0.10)


@dataclass(frozen=True)
class DeliveryLines:
    """Lines to deliver, in the order of `line_keys` (business keys); ordered_pieces of shape (lines, months)."""

    line_keys: tuple[str, ...]
    supplier_codes: tuple[str, ...]
    ordered_pieces: Integers


@dataclass(frozen=True)
class Deliveries:
    """Pieces of shape (lines, months), by the month in which they arrived; nothing in the months still to come.

    received_late_pieces: the part of received_pieces that had been ordered for an earlier month.
    """

    received_pieces: Integers
    received_late_pieces: Integers

    @property
    def on_time_pieces(self) -> Integers:
        return self.received_pieces - self.received_late_pieces


def deliver(lines: DeliveryLines, seed: int, as_of_month: int) -> Deliveries:
    """Deliveries in the months before `as_of_month` (0-based: 6 means that six months have passed).

    A line never receives more than was ordered, and nothing before the month for which it was ordered.
    """
    passed = min(max(as_of_month, 0), lines.ordered_pieces.shape[1])
    ordered = lines.ordered_pieces[:, :passed]
    line, month = hashes_of(lines.line_keys)[:, None], np.arange(passed)
    fill = fill_levels(lines.supplier_codes, seed)[:, None]
    comes = (ordered * _filled(line, month, fill, seed) + uniforms(seed, "whole", line, month)).astype(np.int64)
    delay = _delays(line, month, fill, seed)
    received, late = np.zeros_like(lines.ordered_pieces), np.zeros_like(lines.ordered_pieces)
    for months in range(min(len(regime.LATE_MONTHS) + 1, passed)):
        arriving = np.where(delay == months, comes, 0)[:, : passed - months]
        received[:, months:passed] += arriving
        if months:
            late[:, months:passed] += arriving
    return Deliveries(received, late)


def fill_levels(supplier_codes: tuple[str, ...], seed: int) -> Floats:
    """The expected share of its orders that each supplier delivers, shape (supplier_codes,); a code may repeat."""
    codes = {code: place for place, code in enumerate(dict.fromkeys(supplier_codes))}
    keys = hashes_of(list(codes))
    kind, draw = uniforms(seed, "supplier-kind", keys), uniforms(seed, "supplier-fill", keys)
    tail = kind < regime.TAIL_SUPPLIERS
    middle = ~tail & (kind < regime.TAIL_SUPPLIERS + regime.MIDDLE_SUPPLIERS)
    bounds = np.where(tail[:, None], regime.TAIL_FILL, np.where(middle[:, None], regime.MIDDLE_FILL, regime.BULK_FILL))
    level: Floats = bounds[:, 0] + (bounds[:, 1] - bounds[:, 0]) * draw
    return level[np.fromiter((codes[code] for code in supplier_codes), np.int64, len(supplier_codes))]


def _filled(line: Hashes, month: Integers, fill: Floats, seed: int) -> Floats:
    """Share of each order that ever comes: all of it, or a part; on average the supplier's fill."""
    in_full = np.maximum((fill - PARTIAL_MEAN) / (1 - PARTIAL_MEAN), 0)
    most_of_part = 2 * np.minimum(fill, PARTIAL_MEAN)
    part = most_of_part * uniforms(seed, "part", line, month)
    share: Floats = np.where(uniforms(seed, "short", line, month) < in_full, 1.0, part)
    return share


def _delays(line: Hashes, month: Integers, fill: Floats, seed: int) -> Integers:
    """Months by which each order is late: 0 to 3."""
    start = np.zeros(len(month))
    start[: len(LATE_AT_START)] = LATE_AT_START[: len(month)]
    chance = np.where(fill < regime.TAIL_FILL[1], LATE_OF_TAIL, LATE_OF_BULK) + start
    months = 1 + np.searchsorted(regime.LATE_MONTHS, uniforms(seed, "months-late", line, month))
    delay: Integers = np.where(uniforms(seed, "late", line, month) < chance, months, 0).astype(np.int64)
    return delay
