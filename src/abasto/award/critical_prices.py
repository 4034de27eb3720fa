"""The prices of one bid at which the decision of its lot may change; between two neighbours nothing does.

All else equal, the decision depends on a bid's own price only through comparisons: with the ceiling and the other
limits of the lot, with each rival's price, with the spread from the lowest, and with the mean of the preponderant
offers, to which the price itself may belong. Each comparison turns at one price, found here in whole centavos; one
centavo to either side of it stands beside it, so rounding is left to the decision itself.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from abasto.tender.call import CallRules
from abasto.tender.price_tests import last_price_within


@dataclass(frozen=True)
class Rivals:
    """The other bids of a lot, in centavos.

    accepted: prices that enter the mean of the accepted offers, ascending; sound: of those that some price makes
    solvent, ascending; steady: of those that are solvent whatever the bid asks, ascending.
    """

    accepted: tuple[int, ...]
    sound: tuple[int, ...]
    steady: tuple[int, ...]


def critical_prices(rivals: Rivals, limits: Iterable[int], places: int, rules: CallRules) -> list[int]:
    """The prices to try, the highest first, each at least one centavo.

    limits: the highest prices that pass each test of the lot. Above the first price either no price wins or every one.
    """
    limits = tuple(limits)
    most = highest_to_try(rivals, limits, places, rules)
    found = {*limits, *rivals.sound}
    if places > 1:
        found.update(_spread_turns(rivals.sound, rules))
    if rules.not_convenient_rejects and rules.not_convenient_base == "accepted_offers_preponderant":
        found.update(_mean_turns(rivals, rules))
    beside = {price + step for price in found for step in (-1, 0, 1)}
    top = max(beside, default=0) + 1 if most is None else most
    return sorted({price for price in (*beside, top) if 1 <= price <= top}, reverse=True)


def highest_to_try(rivals: Rivals, limits: Iterable[int], places: int, rules: CallRules) -> int | None:
    """A price above which the bid cannot win: over a limit, over the spread, or behind enough rivals; None if none."""
    bounds = list(limits)
    if rivals.steady and places > 1:
        bounds.append(last_price_within(rivals.steady[0], rules.spread_percent))
    if len(rivals.steady) >= places:
        bounds.append(rivals.steady[places - 1])
    return min(bounds, default=None)


def _spread_turns(prices: Sequence[int], rules: CallRules) -> Iterator[int]:
    """Where the bid leaves the spread of a lower rival, and from where a higher rival leaves the bid's."""
    for price in prices:
        yield last_price_within(price, rules.spread_percent)
        yield _first_reaching(price, rules.spread_percent.as_integer_ratio())


def _first_reaching(price: int, percent: tuple[int, int]) -> int:
    """The lowest price whose last price within the percent is at least `price`."""
    above, per = percent
    return -(-price * 100 * per // (100 * per + above))


def _mean_turns(rivals: Rivals, rules: CallRules) -> Iterator[int]:
    """Where the preponderant group changes, and where its mean, moved by the bid, meets the price of any bid."""
    percent = rules.preponderant_range_percent
    for price in rivals.accepted:
        yield price
        yield last_price_within(price, percent)
        yield _first_reaching(price, percent.as_integer_ratio())
    kept = (100 - Fraction(rules.not_convenient_percent)) / 100
    if kept <= 0:
        return
    above, below = kept.as_integer_ratio()
    for count, total in _groups(rivals.accepted):
        for price in rivals.sound:
            yield price * below * (count + 1) // above - total
        if not count:
            continue
        yield above * total // (below * count)
        if below * (count + 1) > above:
            yield above * total // (below * (count + 1) - above)


def _groups(prices: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Count and sum of every run of neighbours in ascending prices, the empty one too."""
    yield 0, 0
    for start in range(len(prices)):
        total = 0
        for count, price in enumerate(prices[start:], start=1):
            total += price
            yield count, total
