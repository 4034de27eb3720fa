"""A synthetic national market as arrays: what each lot asks for, who bids on it and at which price. Seeded.

Nothing in it is a real price, supplier or quantity; only its size and its shape are those of a consolidated purchase.
"""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

LOTS, SUPPLIERS, BIDS, GROUPS, GIANTS = 4_498, 400, 25_974, 24, 12
INSTITUTIONS, PERIODS = 26, 8
SPEND_CENTAVOS = 12_000_000_000_000
LARGEST_OF_SPEND = 0.024
MOST_BIDDERS = 20


@dataclass(frozen=True)
class Market:
    """Lots (n), bids (m, in the order of the lots), suppliers (k).

    group: (n,), the therapeutic group; pieces_by_institution: (n, 26); pieces_by_period: (n, 8); reference_centavos:
    (n,), what a piece costs as a rule. lot_of_bid, supplier_of_bid, price_centavos: (m,). size_of_supplier: (k,),
    0 micro to 3 large; home_of_supplier: (k,), 0 is the own country.
    """

    group: Ints
    pieces_by_institution: Ints
    pieces_by_period: Ints
    reference_centavos: Ints
    lot_of_bid: Ints
    supplier_of_bid: Ints
    price_centavos: Ints
    size_of_supplier: Ints
    home_of_supplier: Ints

    @property
    def pieces(self) -> Ints:
        return np.asarray(self.pieces_by_period.sum(axis=1))


def draw_market(random: Generator, times: int) -> Market:
    """A market `times` as large as a national one: as many times more lots, groups, suppliers and bids."""
    lots, suppliers, groups = LOTS * times, SUPPLIERS * times, GROUPS * times
    group = np.sort(random.integers(0, groups, lots))
    reference = np.exp(random.normal(np.log(9_000), 1.5, lots)).clip(120, 40_000_000).astype(np.int64)
    spend = _spend(random, lots, times)
    pieces = np.maximum(spend // reference, 40)
    size = random.choice(4, suppliers, p=[0.15, 0.30, 0.30, 0.25])
    size[: GIANTS * 2] = 3
    lot_of_bid, supplier_of_bid = _bidders(random, group, spend, size, suppliers, groups, times)
    return Market(
        group=group,
        pieces_by_institution=_split(random, pieces, _institution_weights(), 0.8, 0.25),
        pieces_by_period=_split(random, pieces, np.full(PERIODS, 1 / PERIODS), 0.12, 0.0),
        reference_centavos=reference,
        lot_of_bid=lot_of_bid,
        supplier_of_bid=supplier_of_bid,
        price_centavos=_prices(random, reference[lot_of_bid], group[lot_of_bid], supplier_of_bid, suppliers, groups),
        size_of_supplier=size,
        home_of_supplier=random.choice(6, suppliers, p=[0.5, 0.2, 0.1, 0.08, 0.07, 0.05]),
    )


def _spend(random: Generator, lots: int, times: int) -> Ints:
    """Heavy-tailed spend per lot in centavos; the largest lot is 2.4 % of a national spend."""
    total = SPEND_CENTAVOS * times
    largest = total * LARGEST_OF_SPEND / times
    weight = np.exp(random.normal(0, 1.95, lots))
    spend = weight / weight.sum() * total
    for _ in range(6):
        spend = np.minimum(spend, largest)
        spend *= total / spend.sum()
    spend[np.argmax(spend)] = largest
    return np.minimum(spend, largest).astype(np.int64)


def _institution_weights() -> Floats:
    weight = 0.45 * 0.62 ** np.arange(INSTITUTIONS) + 0.004
    return np.asarray(weight / weight.sum())


def _split(random: Generator, pieces: Ints, weights: Floats, noise: float, absent: float) -> Ints:
    """Pieces (n,) over the weights (w,) with noise, some absent; the sums hold exactly."""
    shape = (len(pieces), len(weights))
    part = weights * np.exp(random.normal(0, noise, shape)) * (random.random(shape) >= absent)
    part[:, 0] += 1e-9
    upto = np.cumsum(part, axis=1)
    edges = np.floor(upto / upto[:, -1:] * pieces[:, None] + 1e-9).astype(np.int64)
    edges[:, -1] = pieces
    return np.diff(edges, axis=1, prepend=0)


def _bidder_counts(random: Generator, spend: Ints, times: int) -> Ints:
    """0 to 20 bidders a lot, most with few, adding up to the number of bids; none only where little is spent."""
    counts = np.minimum(random.negative_binomial(1.7, 0.225, len(spend)), MOST_BIDDERS)
    counts[(counts == 0) & (spend > np.quantile(spend, 0.6))] += 2
    counts[np.argsort(-spend)[: 200 * times]] += 3
    counts = np.minimum(counts, MOST_BIDDERS)
    missing = BIDS * times - int(counts.sum())
    while missing:
        step = np.sign(missing)
        open_lots = np.flatnonzero((counts > 1) & (counts < MOST_BIDDERS))
        chosen = random.choice(open_lots, min(abs(missing), len(open_lots)), replace=False)
        counts[chosen] += step
        missing -= step * len(chosen)
    return np.asarray(counts, dtype=np.int64)


def _bidders(
    random: Generator, group: Ints, spend: Ints, size: Ints, suppliers: int, groups: int, times: int
) -> tuple[Ints, Ints]:
    """Who bids where: suppliers keep to their groups, the giants are in half of all, the small ones bid less."""
    counts = _bidder_counts(random, spend, times)
    is_in = random.random((groups, suppliers)) < (0.02 + 0.08 * size / 3) / times + 0.03 / times
    is_in[np.arange(suppliers) % groups, np.arange(suppliers)] = True
    is_in[:, :GIANTS] = random.random((groups, GIANTS)) < 0.5
    appetite = np.exp(random.normal(0, 0.7, suppliers) + 0.45 * size)
    appetite[:GIANTS] *= 2.5
    found = []
    for number in range(groups):
        of_group = np.flatnonzero(group == number)
        candidates = np.flatnonzero(is_in[number])
        if len(candidates) < MOST_BIDDERS:
            others = np.setdiff1d(np.arange(suppliers), candidates)
            candidates = np.sort(np.append(candidates, random.choice(others, MOST_BIDDERS - len(candidates), False)))
        keys = random.gumbel(size=(len(of_group), len(candidates))) + np.log(appetite[candidates])
        rank = np.argsort(np.argsort(-keys, axis=1), axis=1)
        row, column = np.nonzero(rank < counts[of_group][:, None])
        found.append((of_group[row], candidates[column]))
    lot, supplier = (np.concatenate(part) for part in zip(*found, strict=True))
    order = np.lexsort((supplier, lot))
    return lot[order], supplier[order]


def _prices(random: Generator, reference: Ints, group: Ints, supplier: Ints, suppliers: int, groups: int) -> Ints:
    """Prices correlated by supplier and by supplier within a group."""
    by_supplier = random.normal(0, 0.05, suppliers)
    by_group = random.normal(0, 0.05, 4_096)
    logarithm = by_supplier[supplier] + by_group[(supplier * 31 + group * 17) % 4_096]
    logarithm = logarithm + random.normal(0.03, 0.10, len(supplier))
    return np.maximum(np.rint(reference * np.exp(logarithm)), 1).astype(np.int64)
