"""Judges months: partial figures by stripe of series, suspects, and the books of their months."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .balance import books
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
    errors = months_suspected(backend, ibis.memtable(pa.concat_tables(suspected)), base)
    rows = [row for before, month in pairs for row in backend.to_pyarrow(books(before, month, errors)).to_pylist()]
    return verdict(backend.to_pyarrow(errors.filter(errors.is_sure)).to_pylist(), rows)


def months_suspected(backend: "Backend", suspected: "ir.Table", base: int) -> "ir.Table":
    """`scale_errors` by month."""
    errors = scale_errors(suspected)
    return kept(backend, errors.mutate(month=(errors["at"] + base).cast("int32")).drop("at"))


def _of(month: "ir.Table", stripe: Stripe | None) -> "ir.Table":
    return month if stripe is None else month.filter(month.series.between(*stripe))


def verdict(sure: Sequence[Mapping[str, int]], told: Sequence[Mapping[str, int]]) -> Verdict:
    """From what is sure without books and from the rows of `books`: where there are books they decide."""
    scale, stock, is_told = {}, [], set()
    for row in told:
        place = row["series"], row["month"]
        is_told.add(place)
        if row["is_wrong"]:
            scale[place] = _out_of_scale(row, row["used"], by_books=True)
        elif row["is_off"]:
            stock.append(StockFromNowhere(*place, row["used"], row["there"], row["left"]))
    for row in sure:
        place = row["series"], row["month"]
        if place not in is_told:
            scale[place] = _out_of_scale(row, usual_pieces(row["log"], 1), by_books=False)
    return Verdict(tuple(sorted(scale.values())), tuple(sorted(stock)))


def _out_of_scale(row: Mapping[str, int], used: int, *, by_books: bool) -> OutOfScale:
    usual = usual_pieces(row["rest_sum"], row["rest_uses"])
    return OutOfScale(row["series"], row["month"], row["factor"], used, usual, row["rest_uses"], by_books)
