"""How much of the stock will serve the period: first to expire goes first, and what expires unused serves nobody."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class LotOfStock:
    """Pieces good until the end of a month. last_month: 0 is the first month forecast; None never expires."""

    pieces: int
    last_month: int | None


@dataclass(frozen=True)
class StockOutlook:
    """used_before_pieces: in the gap before the period; usable_pieces: for the period; expired_by_month: pieces lost
    at the end of each month, gap and period. The three add up to the stock."""

    used_before_pieces: int
    usable_pieces: int
    expired_by_month: tuple[int, ...]


def stock_outlook(lots: Sequence[LotOfStock], use_by_month: Sequence[int], gap_months: int) -> StockOutlook:
    """The stock run down month by month by the forecast use.

    use_by_month: pieces of the gap and the period. What is left at the end and has not expired counts as usable.
    """
    if not lots:
        return StockOutlook(0, 0, (0,) * len(use_by_month))
    left = sorted(lots, key=lambda lot: (lot.last_month is None, lot.last_month or 0))
    before, expired = 0, []
    for month, wanted in enumerate(use_by_month):
        used, left = taken(left, wanted, month)
        before += used if month < gap_months else 0
        lost = sum(lot.pieces for lot in left if lot.last_month is not None and lot.last_month <= month)
        left = [lot for lot in left if lot.last_month is None or lot.last_month > month]
        expired.append(lost)
    whole = sum(lot.pieces for lot in lots)
    return StockOutlook(before, whole - before - sum(expired), tuple(expired))


def taken(lots: Sequence[LotOfStock], wanted: int, month: int) -> tuple[int, list[LotOfStock]]:
    """Take what is wanted in a month from lots in order of expiry; what expired before the month is of no use."""
    used, left = 0, []
    for lot in lots:
        good = lot.last_month is None or lot.last_month >= month
        part = min(lot.pieces, wanted - used) if good else 0
        used += part
        left.append(LotOfStock(lot.pieces - part, lot.last_month))
    return used, left
