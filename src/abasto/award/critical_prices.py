"""The prices of one bid at which the decision of its lot may change; between two neighbours nothing does.

All else equal, the decision depends on a bid's own price only through comparisons: with the limits of the lot, with
the worth of each rival, with the spread from the lowest, and with the mean of the preponderant offers, to which the
price itself may belong. Each comparison turns at one price, found here in whole centavos; those beside it stand with
it, so rounding is left to the decision itself.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from abasto.tender.price_tests import last_price_within

from .rivals import Against, Rival

BESIDE = (-1, 0, 1)


def critical_prices(of: Against, most: int | None = None) -> list[int]:
    """The prices to try, the highest first, from `most` (the limits, if None) down to one centavo.

    Without any limit the first price lies above every comparison: nothing changes beyond it.
    """
    found = {price + step for price in _turns(of) for step in BESIDE}
    top = min((*of.limits, max(found, default=0) + 1) if not of.limits else of.limits) if most is None else most
    return sorted({price for price in (*found, top) if 1 <= price <= top}, reverse=True)


def _turns(of: Against) -> Iterator[int]:
    yield from of.limits
    for rival in of.rivals:
        yield rival.evaluated // of.rate
        if of.economic_weight is None:
            yield (rival.worth + of.net) // of.rate
        if of.places > 1:
            yield from _spread_turns(rival, of)
    if of.economic_weight is not None:
        yield from _points_turns(of)
    if of.moves_the_mean:
        yield from _mean_turns(of)


def _spread_turns(rival: Rival, of: Against) -> Iterator[int]:
    """Where the bid leaves the spread of a lower rival, and from where a higher rival leaves the bid's."""
    above, per = of.rules.spread_percent.as_integer_ratio()
    yield rival.evaluated * (100 * per + above) // (100 * per * of.rate)
    yield -(-rival.evaluated * 100 * per // ((100 * per + above) * of.rate))


def _points_turns(of: Against) -> Iterator[int]:
    """Where the bid draws level with a rival, whoever has the lowest price, and where two rivals do below it."""
    weight, rate = of.economic_weight, of.rate
    if not weight:
        return
    for rival in of.rivals:
        lead, its = rival.technical - of.technical, rival.evaluated
        yield its * (weight - lead) // (weight * rate)
        for lowest in of.rivals:
            ahead = lead * its + weight * lowest.evaluated
            if ahead > 0:
                yield weight * lowest.evaluated * its // (ahead * rate)
            apart = its - lowest.evaluated
            if apart:
                level = (rival.technical - lowest.technical) * its * lowest.evaluated
                yield level // (weight * rate * apart)


def _mean_turns(of: Against) -> Iterator[int]:
    """Where the preponderant group changes, and where its mean, moved by the bid, meets the price of any bid."""
    percent = of.rules.preponderant_range_percent
    for price in of.accepted:
        yield price
        yield last_price_within(price, percent)
        yield _first_reaching(price, percent.as_integer_ratio())
    kept = (100 - Fraction(of.rules.not_convenient_percent)) / 100
    if kept <= 0:
        return
    above, below = kept.as_integer_ratio()
    for count, total in _groups(of.accepted):
        for rival in of.rivals:
            yield rival.price_centavos * below * (count + 1) // above - total
        if count:
            yield above * total // (below * count)
        if count and below * (count + 1) > above:
            yield above * total // (below * (count + 1) - above)


def _first_reaching(price: int, percent: tuple[int, int]) -> int:
    """The lowest price whose last price within the percent is at least `price`."""
    above, per = percent
    return -(-price * 100 * per // (100 * per + above))


def _groups(prices: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Count and sum of every run of neighbours in ascending prices, the empty one too."""
    yield 0, 0
    for start in range(len(prices)):
        total = 0
        for count, price in enumerate(prices[start:], start=1):
            total += price
            yield count, total
