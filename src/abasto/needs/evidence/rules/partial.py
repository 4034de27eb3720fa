"""The partial figures of every series: what one month, or many, tell of it; and how they add up.

A series is a place and a code. All figures are integers; sums, extremes and masks of disjoint months merge exactly, so
that months may come in any order and any grouping.
"""

from typing import TYPE_CHECKING

from .logs import log_expression

if TYPE_CHECKING:
    import ibis.expr.types as ir

SHELVES = 3
"""Extremes are kept by month modulo 3, so that up to three too high and three too low months of a series are seen."""
MONTH_PLACES = 128
"""log x 128 + months since the base: one integer that orders by log and still tells the month."""
MONTH_DAYS, MOST_DAYS_OUT = 30, 24
"""A month out of stock for some days is judged by its rate of use; with fewer than 6 days of stock it is not judged."""
NO_HIGH = -1
NO_LOW = 1 << 30
HIGHS = tuple(f"high_{shelf}" for shelf in range(SHELVES))
LOWS = tuple(f"low_{shelf}" for shelf in range(SHELVES))
COUNTS = ("rows", "uses", "log_sum", "log_squares")
COLUMNS = ("series", *COUNTS, "pieces", "seen", *HIGHS, *LOWS)


def partial(months: "ir.Table", base: int) -> "ir.Table":
    """Figures by series of the rows of some months, all from `base` on and before `base` + 60.

    rows: of months reported; seen: a bit for each such month, so that more rows than bits are duplicates. uses: rows
    with use, without those that were out of stock nearly all month; log_sum, log_squares: of those, as if there had
    been stock all month. pieces: used. high_*, low_*: extremes of the logs, packed.
    """
    import ibis

    told = months.filter(months.reported, months.consumption_pieces >= 0)
    at = (told.month - base).cast("int32")
    out = told.stock_out_days.fill_null(0).cast("int64")
    is_use = (told.consumption_pieces > 0) & (out <= MOST_DAYS_OUT)
    full = told.consumption_pieces * MONTH_DAYS // (MONTH_DAYS - out.clip(0, MOST_DAYS_OUT))
    told = told.select(
        "series",
        pieces=told.consumption_pieces,
        use=is_use.cast("int32"),
        at=at,
        bit=ibis.literal(1, "int64") << at.cast("int64"),
        log=ibis.ifelse(is_use, log_expression(full), 0).cast("int32"),
    )
    told = told.mutate(squares=(told.log * told.log).cast("int32"), packed=_packed(told.log, told.at))
    return told.group_by("series").aggregate(
        rows=told.count().cast("int32"),
        uses=told.use.sum().cast("int32"),
        log_sum=told.log.sum().cast("int32"),
        log_squares=told.squares.sum().cast("int32"),
        pieces=_whole(told.pieces.sum()),
        seen=told.bit.bit_or(),
        **{name: _on_shelf(told, shelf, NO_HIGH).max() for shelf, name in enumerate(HIGHS)},
        **{name: _on_shelf(told, shelf, NO_LOW).min() for shelf, name in enumerate(LOWS)},
    )


def merged(partials: "ir.Table") -> "ir.Table":
    """Figures by series of several partials put together (as a union of their rows); the months must be disjoint."""
    return partials.group_by("series").aggregate(
        **{name: partials[name].sum().cast("int32") for name in COUNTS},
        pieces=_whole(partials.pieces.sum()),
        seen=partials.seen.bit_or(),
        **{name: partials[name].max() for name in HIGHS},
        **{name: partials[name].min() for name in LOWS},
    )


def _packed(log: "ir.IntegerValue", at: "ir.IntegerValue") -> "ir.IntegerValue":
    packed: ir.IntegerValue = (log * MONTH_PLACES + at).cast("int32")
    return packed


def _on_shelf(told: "ir.Table", shelf: int, absent: int) -> "ir.IntegerValue":
    import ibis

    here: ir.IntegerValue = ibis.ifelse((told.use == 1) & (told.at % SHELVES == shelf), told.packed, absent)
    return here.cast("int32")


def _whole(total: "ir.IntegerValue") -> "ir.IntegerValue":
    """A sum as int64: DuckDB adds in 128 bits, and Ibis leaves out a cast to what it takes the sum for."""
    whole: ir.IntegerValue = total.cast("decimal(18, 0)").cast("int64")
    return whole
