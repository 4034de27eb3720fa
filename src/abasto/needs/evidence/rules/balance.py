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
    """Rows of a month with their books, where stock comes from nowhere or where they decide on a suspected month.

    before: the months before; both hold one or many months, with all their columns. suspected: of `scale_errors`, with
    `month` for `at`. Rows: series, month, used, there (pieces that there were and came in), left (closing stock),
    is_off (more used and left than there was), is_wrong (the suspected month is wrong by its books), and what
    `suspected` says. Where one of the figures is missing there is no row.
    """
    import ibis

    told = before.filter(before.reported, before.stock_pieces >= 0)
    opening = told.select("series", month=(told.month + 1).cast("int32"), opening_pieces=told.stock_pieces)
    both = month.filter(month.reported, month.stock_pieces >= 0, month.received_pieces >= 0)
    both = both.inner_join(opening, ["series", "month"]).left_join(suspected, ["series", "month"])
    there = both.opening_pieces + both.received_pieces
    excess = both.stock_pieces + both.consumption_pieces - there
    implied = there - both.stock_pieces
    is_high = both.consumption_pieces >= ibis.greatest(implied, 1) * TIMES_OFF
    is_low = both.consumption_pieces * TIMES_OFF <= implied
    rows = both.select(
        "series",
        "month",
        "factor",
        "log",
        "rest_uses",
        "rest_sum",
        used=both.consumption_pieces,
        there=there,
        left=both.stock_pieces,
        is_off=(excess >= LEAST_PIECES) & (excess * 100 > there * TOLERANCE_PERCENT),
        is_wrong=ibis.ifelse(both.factor > 0, is_high, is_low) & both.factor.notnull(),
        is_sure=both.is_sure.fill_null(False),
    )
    return rows.filter(rows.is_off | rows.is_wrong | rows.is_sure)
