"""The price at which a bid would have entered, confirmed by deciding its lot again at the prices of the rules.

What is claimed: with this whole price for all shares, other bids and the rules' prices unchanged, the best column
of the lot (legality, spread, preference and the money that rules count all taken anew) holds the bid; one centavo
more it does not. Where cheaper hurts a bid (its price moves the spread) there may be several such prices.
The whole award may still differ: solving `with_price` shows it.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from abasto.engines.award.charges import charges_of
from abasto.engines.award.deciding_again import Again
from abasto.engines.award.parts import lots_and_parts
from abasto.engines.award.problem import Problem

AT_ONCE = 6_000


def confirmed(problem: Problem, prices: Sequence[tuple[str, int]], bids: Sequence[str]) -> dict[str, int | None]:
    """The largest whole price at which each bid enters, up to its own highest; None where it enters at none."""
    asked = set(bids)
    places = [i for i, bid in enumerate(problem.bids) if bid.id in asked]
    lots, parts = lots_and_parts(problem)
    again = Again(problem, charges_of(problem, lots, parts, dict(prices)), lots, parts)
    found: dict[str, int | None] = {}
    for first in range(0, len(places), AT_ONCE):
        group = np.array(places[first : first + AT_ONCE], np.int64)
        entered = again.largest_prices(group).tolist()
        found |= {problem.bids[i].id: price or None for i, price in zip(group.tolist(), entered, strict=True)}
    return found


def with_price(problem: Problem, bid: str, price_centavos: int) -> Problem:
    """The same problem, the bid at one price for every share: to solve again and see."""
    bids = tuple(replace(b, prices=((1, price_centavos),)) if b.id == bid else b for b in problem.bids)
    return replace(problem, bids=bids)
