"""The demand of a round as the synthetic market needs it, from plain rows."""

from collections.abc import Iterable, Sequence

import numpy as np

from .demand import Demand


def demand_of(
    items: Sequence[tuple[str, str, str]],
    buyers: Sequence[str],
    needs: Iterable[tuple[str, str, int, int]],
    months: int,
) -> Demand:
    """items: (clave, category, description) in the round's order; needs: (clave, buyer, minimum, maximum) pieces."""
    row = {clave: at for at, (clave, _, _) in enumerate(items)}
    column = {buyer: at for at, buyer in enumerate(buyers)}
    minimum = np.zeros((len(row), len(column)), dtype=np.int64)
    maximum = np.zeros_like(minimum)
    for clave, buyer, least, most in needs:
        minimum[row[clave], column[buyer]] = least
        maximum[row[clave], column[buyer]] = most
    claves, categories, descriptions = zip(*items, strict=True) if items else ((), (), ())
    return Demand(claves, categories, descriptions, tuple(buyers), minimum, maximum, months)
