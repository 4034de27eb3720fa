"""A new month, judged by its own rows: against limits that the months before it set, kept beside their state.

Only rows outside the limits are worked out again, with the state of their series; the next check of all months takes
the new one into every series' state.
"""

from typing import TYPE_CHECKING

from .balance import books
from .engine import kept
from .judge import Verdict, months_suspected, verdict
from .logs import log_expression
from .partial import COLUMNS, merged, partial
from .scale import LEAST_REST, LEAST_USES, SUSPECT_STEPS, suspects, usual

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from ibis.backends.duckdb import Backend


def limits(state: "ir.Table") -> "ir.Table":
    """Series with the logs from which on a month is suspected: low (this or less), high (this or more)."""
    known = usual(state.filter(state.uses >= LEAST_USES - 1))
    known = known.filter(known.rest_uses >= LEAST_REST)
    mean = known.rest_sum // known.rest_uses
    return known.select(
        "series", low=(mean - SUSPECT_STEPS + 1).cast("int16"), high=(mean + SUSPECT_STEPS).cast("int16")
    )


def judge_month(
    backend: "Backend", month: "ir.Table", before: "ir.Table", state: "ir.Table", known: "ir.Table", base: int
) -> Verdict:
    """What the rules find in one new month. before: the month before it; state: of all before; known: its `limits`."""
    import ibis

    log = log_expression(month.consumption_pieces)
    used = month.filter(month.reported, month.consumption_pieces > 0).select("series", log=log)
    both = used.inner_join(known, "series")
    odd = kept(backend, both.filter((both.log >= both.high) | (both.log <= both.low)).select("series"))
    rows = partial(month.semi_join(odd, "series"), base).select(*COLUMNS)
    past = state.semi_join(odd, "series").select(*COLUMNS)
    suspected = kept(backend, suspects(kept(backend, merged(ibis.union(past, rows)))))
    number = backend.to_pyarrow(month.month.max()).as_py()
    found = months_suspected(backend, suspected, base)
    errors = kept(backend, found.filter(found.month == number))
    told = backend.to_pyarrow(books(before, month, errors)).to_pylist()
    return verdict(backend.to_pyarrow(errors.filter(errors.is_sure)).to_pylist(), told)
