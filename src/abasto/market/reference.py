"""The reference price of every code from its quotes: median, mean and number of sources, exact to the centavo.

Source: LAASSP 2025; Reglamento 45-53.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from abasto.base.refusal import Refused

CITATION = "LAASSP 2025; Reglamento 45-53"
Int64 = NDArray[np.int64]


@dataclass(frozen=True)
class ReferenceFacts:
    """The research on one code. Both prices are None where nothing was quoted."""

    median_centavos: int | None
    mean_centavos: int | None
    sources: int


@dataclass(frozen=True)
class ReferencePrices:
    """The research on every code; all arrays have shape (items,). A code without quote has sources 0 and prices 0.

    quotes: how many prices entered; sources: from how many different sources.
    has_enough_sources: whether `sources` reaches the minimum that was asked for.
    """

    median_centavos: Int64
    mean_centavos: Int64
    quotes: Int64
    sources: Int64
    has_enough_sources: NDArray[np.bool_]

    def of(self, item: int) -> ReferenceFacts:
        """The research on one code, as plain integers."""
        if not self.quotes[item]:
            return ReferenceFacts(None, None, 0)
        return ReferenceFacts(int(self.median_centavos[item]), int(self.mean_centavos[item]), int(self.sources[item]))


def reference_prices(
    item_index: Int64, source_index: Int64, price_centavos: Int64, items: int, minimum_sources: int
) -> ReferencePrices:
    """Median and mean price of each of `items` codes over all its quotes, and its number of different sources.

    The three arrays have shape (quotes,): the code (0..items-1), the source, the price in centavos.
    The median of an even count is the half-up mean of the two middle prices; the mean is rounded half up.
    Raises `Refused` "quote-price-not-positive" with the position of the first bad quote.
    """
    _refuse_unpriced(price_centavos)
    order = np.lexsort((price_centavos, item_index))
    sorted_prices = price_centavos[order]
    quotes = np.bincount(item_index, minlength=items).astype(np.int64)
    first = np.cumsum(quotes) - quotes
    sums = _sums_by_item(sorted_prices, first, quotes)
    sources = _distinct_sources(item_index, source_index, items)
    return ReferencePrices(
        median_centavos=_medians(sorted_prices, first, quotes),
        mean_centavos=_half_up(sums, quotes),
        quotes=quotes,
        sources=sources,
        has_enough_sources=sources >= minimum_sources,
    )


def _refuse_unpriced(price_centavos: Int64) -> None:
    bad = np.flatnonzero(price_centavos <= 0)
    if bad.size:
        values: dict[str, object] = {"quote": int(bad[0]), "price_centavos": int(price_centavos[bad[0]])}
        raise Refused("quote-price-not-positive", CITATION, values)


def _sums_by_item(sorted_prices: Int64, first: Int64, quotes: Int64) -> Int64:
    running = np.concatenate([[0], np.cumsum(sorted_prices, dtype=np.int64)])
    return np.asarray(running[first + quotes] - running[first], dtype=np.int64)


def _medians(sorted_prices: Int64, first: Int64, quotes: Int64) -> Int64:
    medians = np.zeros(quotes.size, dtype=np.int64)
    quoted = np.flatnonzero(quotes)
    lower = sorted_prices[first[quoted] + (quotes[quoted] - 1) // 2]
    upper = sorted_prices[first[quoted] + quotes[quoted] // 2]
    medians[quoted] = (lower + upper + 1) // 2
    return medians


def _half_up(sums: Int64, counts: Int64) -> Int64:
    """sums / counts rounded half up; 0 where the count is 0."""
    divisor = np.maximum(2 * counts, 1)
    return np.asarray((2 * sums + counts) // divisor, dtype=np.int64)


def _distinct_sources(item_index: Int64, source_index: Int64, items: int) -> Int64:
    pairs = np.unique(np.stack([item_index, source_index], axis=1), axis=0)
    return np.bincount(pairs[:, 0], minlength=items).astype(np.int64)
