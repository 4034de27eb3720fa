"""Pieces over parts by largest remainder, many rows at once; nothing is lost."""

import numpy as np
from numpy.typing import NDArray

from ...base.quantity import split_largest_remainder

Ints = NDArray[np.int64]
SAFE = 4e18
"""Products below it fit 64 bits, with room for the rounding of the estimate."""


def split_rows(totals: Ints, weights: Ints) -> Ints:
    """Split each of `totals`, shape (n,), over its row of `weights`, shape (n, parts); a row adds up to its total.

    The bulk form of `base.quantity.split_largest_remainder`, tie by tie the same; a row without weight goes to the
    first part. Rows too large for 64 bits are split one by one, exactly.
    """
    if not weights.shape[1]:
        return np.zeros_like(weights)
    small = weights.max(axis=1, initial=0).astype(np.float64) * totals.astype(np.float64) < SAFE
    parts = np.zeros_like(weights)
    parts[small] = _split_small(totals[small], weights[small])
    for row in np.flatnonzero(~small).tolist():
        parts[row] = split_largest_remainder(int(totals[row]), weights[row].tolist())
    return parts


def _split_small(totals: Ints, weights: Ints) -> Ints:
    base = weights.sum(axis=1)
    products = totals[:, None] * weights
    parts, remainders = np.divmod(products, np.maximum(base, 1)[:, None])
    parts[base == 0, 0] = totals[base == 0]
    left = totals - parts.sum(axis=1)
    order = np.argsort(-remainders, axis=1, kind="stable")
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(weights.shape[1])[None, :], axis=1)
    return np.asarray(parts + (ranks < left[:, None]), dtype=np.int64)


def converted(pieces: Ints, numerator: int, denominator: int) -> Ints:
    """Pieces times numerator / denominator; the sum is that of the exact products, rounded up to the piece.

    Each gets its whole pieces; those left go to the largest remainders, the earlier first. Rounding up once, for all,
    so that no need is cut and at most one piece is added.
    """
    exact = [int(one) * numerator for one in pieces]
    whole = [one // denominator for one in exact]
    remainders = [one % denominator for one in exact]
    left = -(-sum(remainders) // denominator)
    for place in sorted(range(len(exact)), key=remainders.__getitem__, reverse=True)[:left]:
        whole[place] += 1
    return np.array(whole, dtype=np.int64)
