"""At which prices a losing bid is surely beaten, without deciding the lot: a sieve before the decision itself.

`highest_not_beaten` counts rivals that stay solvent whatever the bid asks, and only those that stand ahead of it
whoever has the lowest price. That a rival is ahead holds for every higher price too, so the bound is found by halving.
`is_beaten_at` counts those that are solvent at one price. Both leave ties, the draw and the pieces to the decision.
"""

from collections.abc import Callable, Sequence

from abasto.tender.price_tests import preponderant_prices

from .rivals import Against, Rival


def highest_not_beaten(of: Against, top: int) -> int:
    """The highest price from 1 to `top` at which the bid is not surely without a place; 0 if it is at all of them."""
    steady = [rival for rival in of.rivals if rival.is_steady]
    least = min((rival.evaluated for rival in of.rivals), default=0)
    if not steady or not _is_beaten(of, steady, least, top):
        return top
    low, high = 0, top
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _is_beaten(of, steady, least, middle) else (middle, high)
    return low


def is_beaten_at(of: Against, price_centavos: int) -> bool:
    """Whether the bid surely gets no place at this price: too low itself, or behind enough of those solvent then."""
    if not of.moves_the_mean:
        solvent = [rival for rival in of.rivals if rival.is_steady]
    else:
        is_too_low = _too_low(of, price_centavos)
        if is_too_low(price_centavos):
            return True
        solvent = [rival for rival in of.rivals if not is_too_low(rival.price_centavos)]
    if not solvent:
        return False
    return _is_beaten(of, solvent, min(rival.evaluated for rival in solvent), price_centavos)


def _too_low(of: Against, price_centavos: int) -> Callable[[int], bool]:
    group = preponderant_prices((*of.accepted, price_centavos), of.rules.preponderant_range_percent)
    off, per = of.rules.not_convenient_percent.as_integer_ratio()
    mean_of_all, scale = sum(group) * (100 * per - off), 100 * per * len(group)
    return lambda price: price * scale < mean_of_all


def _is_beaten(of: Against, solvent: Sequence[Rival], least: int, price_centavos: int) -> bool:
    """solvent: rivals that surely are; least: the lowest evaluated price that any solvent rival may have."""
    own, lowest = price_centavos * of.rate, min(rival.evaluated for rival in solvent)
    ends = {min(least, own), min(lowest, own)}
    ahead = [rival for rival in solvent if _is_ahead(of, rival, own, ends)]
    if not ahead or of.places == 1:
        return bool(ahead)
    near = _within(of, min(ends))
    return own > _within(of, lowest) or sum(rival.evaluated <= near for rival in ahead) >= of.places


def _within(of: Against, lowest: int) -> int:
    above, per = of.rules.spread_percent.as_integer_ratio()
    return lowest * (100 * per + above) // (100 * per)


def _is_ahead(of: Against, rival: Rival, own: int, ends: set[int]) -> bool:
    """By points: with the lowest solvent price at either end of what it may be; in between the lead is linear."""
    if of.economic_weight is None:
        return rival.worth < own - of.net
    lead, dearer = (rival.technical - of.technical) * rival.evaluated * own, own - rival.evaluated
    return all(lead + of.economic_weight * lowest * dearer > 0 for lowest in ends)
