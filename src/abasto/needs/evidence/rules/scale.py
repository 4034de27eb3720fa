"""Months that are ten, a hundred or a thousand times too much or too little: a month against the rest of its series.

The rest is the series without its kept extremes (`partial`), so that errors do not hide one another: a trimmed
geometric mean. All in integers: with n logs of sum S and squares Q in the rest, a log l lies (n l - S) / n from their
mean, and their variance is (n Q - S^2) / n^2.
"""

from typing import TYPE_CHECKING

from .logs import STEPS
from .partial import HIGHS, LOWS, MONTH_PLACES, NO_HIGH, NO_LOW

if TYPE_CHECKING:
    import ibis.expr.types as ir

LEAST_USES = 6
"""Months with use below which nothing is said of scale: any of them may be the usual one."""
LEAST_REST = 4
"""Months that must be left when the extremes are set aside; with fewer, only the month judged is."""
SUSPECT_STEPS = 112
"""From 3.4 times (112/64 octaves) on a month is suspected: an error where its books say so too."""
LEAST_STEPS = 144
"""Without books, below 4.76 times a month is only unusual, not ten times too much."""
SPREADS_SQUARED = 25
"""Without books, nearer than five spreads of the rest a month is one of them."""
FACTOR_STEPS = ((1000, 532), (100, 319))
"""From how many steps on an error is by which factor: half way, in logs, between one and the next; 10 below."""


def usual(state: "ir.Table") -> "ir.Table":
    """The state with the rest of each series: rest_uses, rest_sum, rest_squares (of logs)."""
    import ibis

    count, total, squares = (state[name].cast("int64") for name in ("uses", "log_sum", "log_squares"))
    for high, low in zip(HIGHS, LOWS, strict=True):
        top, bottom = _log(state[high]), _log(state[low])
        is_kept = state[high] != NO_HIGH
        is_two = is_kept & (state[high] != state[low])
        count = count - is_kept.cast("int64") - is_two.cast("int64")
        total = total - ibis.ifelse(is_kept, top, 0) - ibis.ifelse(is_two, bottom, 0)
        squares = squares - ibis.ifelse(is_kept, top * top, 0) - ibis.ifelse(is_two, bottom * bottom, 0)
    return state.mutate(rest_uses=count, rest_sum=total, rest_squares=squares)


def suspects(state: "ir.Table") -> "ir.Table":
    """The series with a month that may be out of scale, with their rest: one pass that leaves few rows."""
    import ibis

    known = usual(state.filter(state.uses >= LEAST_USES))
    tests = [_is_off(known, name, 1, NO_HIGH) for name in HIGHS] + [_is_off(known, name, -1, NO_LOW) for name in LOWS]
    return known.filter(ibis.or_(*tests))


def scale_errors(suspected: "ir.Table") -> "ir.Table":
    """One row per month of the `suspects` that may be out of scale: series, at (months since the base), factor (10,
    100, 1000; negative where too little), log, rest_uses, rest_sum, is_sure (without books).
    """
    import ibis

    found = [_months_off(suspected, name, 1, NO_HIGH) for name in HIGHS]
    return ibis.union(*found, *(_months_off(suspected, name, -1, NO_LOW) for name in LOWS))


def _months_off(known: "ir.Table", name: str, sign: int, absent: int) -> "ir.Table":
    import ibis

    found = known.filter(_is_off(known, name, sign, absent))
    log, count, total, squares = _rest(found, name)
    off = (count * log - total) * sign
    factor = ibis.cases(*((off >= count * steps, factor * sign) for factor, steps in FACTOR_STEPS), else_=10 * sign)
    is_beyond = off * off >= (count * squares - total * total) * SPREADS_SQUARED
    return found.select(
        "series",
        at=(found[name] % MONTH_PLACES).cast("int64"),
        factor=factor.cast("int64"),
        log=log,
        rest_uses=count,
        rest_sum=total,
        is_sure=(off >= count * LEAST_STEPS) & is_beyond,
    )


def _is_off(known: "ir.Table", name: str, sign: int, absent: int) -> "ir.BooleanValue":
    log, count, total, _squares = _rest(known, name)
    is_off: ir.BooleanValue = (known[name] != absent) & ((count * log - total) * sign >= count * SUSPECT_STEPS)
    return is_off


def _rest(known: "ir.Table", name: str) -> "tuple[ir.IntegerValue, ...]":
    """The log of the month judged, and count, sum and squares of what it is held against."""
    import ibis

    log = _log(known[name])
    is_enough = known.rest_uses >= LEAST_REST
    return (
        log,
        ibis.ifelse(is_enough, known.rest_uses, known.uses.cast("int64") - 1),
        ibis.ifelse(is_enough, known.rest_sum, known.log_sum.cast("int64") - log),
        ibis.ifelse(is_enough, known.rest_squares, known.log_squares.cast("int64") - log * log),
    )


def _log(packed: "ir.IntegerValue") -> "ir.IntegerValue":
    log: ir.IntegerValue = packed.cast("int64") // MONTH_PLACES
    return log


def usual_pieces(rest_sum: int, rest_uses: int) -> int:
    """The geometric mean of the rest, in pieces, for people."""
    return round(2 ** ((rest_sum / rest_uses + 0.5) / STEPS))
