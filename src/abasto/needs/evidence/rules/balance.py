"""The books of a month: what there was and came in against what was used and is left."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir

TOLERANCE_PERCENT = 10
"""By so much books may differ from shelves before anything is said."""
LEAST_PIECES = 10
"""Nor is anything said of fewer pieces than these."""
TIMES_OFF = 3
"""A month's use is wrong by its books when it is this many times what they imply, or this part of it."""


def books(before: "ir.Table", month: "ir.Table", suspected: "ir.Table") -> "ir.Table":
    """Rows of a month with their books, where stock comes from nowhere or the series is suspected of an error of scale.

    before: the months before; both hold one or many months, with all their columns. suspected: a column `series`, each
    once. Rows: series, month, used, there (pieces that there were and came in), left (closing stock), is_off (more used
    and left than there was). Where one of the figures is missing there is no row.
    """
    told = before.filter(before.reported, before.stock_pieces >= 0)
    opening = told.select("series", month=(told.month + 1).cast("int32"), opening_pieces=told.stock_pieces)
    asked = suspected.select(suspected_series="series")
    both = month.filter(month.reported, month.stock_pieces >= 0, month.received_pieces >= 0)
    both = both.inner_join(opening, ["series", "month"]).left_join(asked, both.series == asked.suspected_series)
    there = both.opening_pieces + both.received_pieces
    excess = both.stock_pieces + both.consumption_pieces - there
    is_off = (excess >= LEAST_PIECES) & (excess * 100 > there * TOLERANCE_PERCENT)
    rows = both.select(
        "series",
        "month",
        "suspected_series",
        used=both.consumption_pieces,
        there=there,
        left=both.stock_pieces,
        is_off=is_off,
    )
    return rows.filter(rows.is_off | rows.suspected_series.notnull()).drop("suspected_series")


def is_wrong_by_books(used: int, implied: int, is_high: bool) -> bool:
    """Whether books say that a month's use is out of scale. implied: opening + received - closing, pieces."""
    return used >= TIMES_OFF * max(implied, 1) if is_high else used * TIMES_OFF <= implied
