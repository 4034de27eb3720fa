"""Pieces: integers in the unit as published, and splits that lose none of them."""

from collections.abc import Sequence


def split_largest_remainder(total: int, weights: Sequence[int]) -> list[int]:
    """Split `total` pieces in proportion to `weights` so that the parts add up to `total`.

    Largest remainder (Hamilton); a tie goes to the earlier weight, so order the weights by the
    rule that decides ties (the lower price first). All weights zero: everything to the first.
    """
    if not weights:
        return []
    base = sum(weights)
    if base == 0:
        return [total] + [0] * (len(weights) - 1)
    parts = [total * weight // base for weight in weights]
    left = total - sum(parts)
    if left:
        remainders = [total * weight % base for weight in weights]
        for position in sorted(range(len(weights)), key=remainders.__getitem__, reverse=True)[:left]:
            parts[position] += 1
    return parts
