"""Suggested need = quantile of use over the period + safety stock for the lead time - usable stock - open orders."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isqrt

DAYS_OF_MONTH = 30


@dataclass(frozen=True)
class SuggestedNeed:
    """The suggestion with every term, in pieces; the four terms add up to it unless that is negative, then it is zero.

    expired_by_month: what is expected to expire, which no term counts as stock.
    """

    use_pieces: int
    safety_pieces: int
    usable_stock_pieces: int
    open_order_pieces: int
    suggested_pieces: int
    expired_by_month: tuple[int, ...] = ()

    @property
    def surplus_pieces(self) -> int:
        """How much more stock and orders there are than the period asks for."""
        return max(0, self.usable_stock_pieces + self.open_order_pieces - self.use_pieces - self.safety_pieces)


def suggest_need(
    use_pieces: int,
    safety_pieces: int,
    usable_stock_pieces: int,
    open_order_pieces: int,
    expired_by_month: tuple[int, ...] = (),
) -> SuggestedNeed:
    """use_pieces: the chosen quantile of the use over the whole period; all terms are zero or more."""
    terms = (use_pieces, safety_pieces, usable_stock_pieces, open_order_pieces)
    if min(terms) < 0:
        raise ValueError("a term of a suggested need is never negative")
    suggested = max(0, use_pieces + safety_pieces - usable_stock_pieces - open_order_pieces)
    return SuggestedNeed(*terms, suggested, expired_by_month)


def safety_stock(middle_by_month: Sequence[int], high_by_month: Sequence[int], lead_time_days: int) -> int:
    """Pieces that cover a use above the middle while an order is under way.

    The mean excess of the high quantile of a month over its middle, times the root of the lead time in months: months
    vary by themselves (Silver, Pyke and Thomas 2017, ch. 6). Rounded up to whole pieces, in integers.
    """
    if lead_time_days < 0 or len(middle_by_month) != len(high_by_month):
        raise ValueError("a lead time is not negative, and every month has a middle and a high quantile")
    months = len(middle_by_month)
    excess = sum(max(0, high - middle) for middle, high in zip(middle_by_month, high_by_month, strict=True))
    if not months or not excess or not lead_time_days:
        return 0
    squared = -(-(excess * excess * lead_time_days) // (months * months * DAYS_OF_MONTH))
    return isqrt(squared - 1) + 1
