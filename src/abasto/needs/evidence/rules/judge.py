"""Judges months: partial figures by stripe of series, suspects, and the books of their months."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .balance import books, is_wrong_by_books
from .engine import kept
from .partial import partial
from .scale import scale_errors, suspects, usual_pieces

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from ibis.backends.duckdb import Backend

Stripe = tuple[int, int]
"""First and last series, both included: as many as an aggregation holds in the processor's cache."""


@dataclass(frozen=True, order=True)
class OutOfScale:
    """A month whose use is out of scale. month: its number; factor: 10, 100, 1000, negative where too little.

    used: as reported, to 1 % where there are no books; usual: geometric mean of the other months; others: how many.
    by_books: the books say so too.
    """

    series: int
    month: int
    factor: int
    used: int
    usual: int
    others: int
    by_books: bool


@dataclass(frozen=True, order=True)
class StockFromNowhere:
    """A month with more used and left than there was and came in, in pieces."""

    series: int
    month: int
    used: int
    there: int
    left: int


@dataclass(frozen=True)
class Verdict:
    """What the rules found, in the order of series and month."""

    scale: tuple[OutOfScale, ...]
    stock: tuple[StockFromNowhere, ...]


def judge(
    backend: "Backend",
    months: Sequence["ir.Table"],
    pairs: "Sequence[tuple[ir.Table, ir.Table]]",
    base: int,
    stripes: Sequence[Stripe] = (),
) -> Verdict:
    """All rules over some months. months: tables (`rules`) that hold each month once; base: the first there may be.

    pairs: tables that hold months with those before them, each once: (table, table) where one table holds all.
    stripes: of series, where there are many; each is worked out by itself, so that memory does not grow with them.
    """
    import ibis
    import pyarrow as pa

    suspected: list[pa.Table] = []
    parts: Sequence[Stripe | None] = stripes or (None,)
    for stripe in parts:
        state = kept(backend, partial(ibis.union(*(_of(month, stripe) for month in months)), base))
        suspected.append(backend.to_pyarrow(suspects(state)))
    together = ibis.memtable(pa.concat_tables(suspected))
    errors = backend.to_pyarrow(scale_errors(together)).to_pylist()
    rows = [row for before, month in pairs for row in backend.to_pyarrow(books(before, month, together)).to_pylist()]
    return verdict(errors, rows, base)


def _of(month: "ir.Table", stripe: Stripe | None) -> "ir.Table":
    return month if stripe is None else month.filter(month.series.between(*stripe))


def verdict(errors: Sequence[Mapping[str, int]], kept_books: Sequence[Mapping[str, int]], base: int) -> Verdict:
    """From rows of `scale_errors` and of `books`: where there are books they decide, else only what is sure."""
    by_month = {(row["series"], row["month"]): row for row in kept_books}
    scale = {}
    for row in errors:
        place = row["series"], base + row["at"]
        book = by_month.get(place)
        if _is_wrong(row, book):
            usual = usual_pieces(row["rest_sum"], row["rest_uses"])
            used = book["used"] if book else usual_pieces(row["log"], 1)
            scale[place] = OutOfScale(*place, row["factor"], used, usual, row["rest_uses"], book is not None)
    stock = [
        StockFromNowhere(*place, row["used"], row["there"], row["left"])
        for place, row in by_month.items()
        if row["is_off"] and place not in scale
    ]
    return Verdict(tuple(sorted(scale.values())), tuple(sorted(stock)))


def _is_wrong(row: Mapping[str, int], book: Mapping[str, int] | None) -> bool:
    if book is None:
        return bool(row["is_sure"])
    return is_wrong_by_books(book["used"], book["there"] - book["left"], row["factor"] > 0)
