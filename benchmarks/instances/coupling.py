"""The rules and rebates that tie the lots of a synthetic market together, scaled on what its lots cost alone.

Limits are set around the *alone award*: every lot to its cheapest bids as if there were no other lot. A limit under
what a supplier or institution has there binds. All hard rules hold when nothing is awarded.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from abasto.engines.award.problem import Lot, Rebate, Rule, Supplier

from .market import GIANTS, GROUPS, Floats, Ints, Market

MSME = ("medium", "micro", "small")
PESO = 100


@dataclass(frozen=True)
class Alone:
    """The alone award. share: (m,), the part of the lot each bid gets; money: (m,), centavos."""

    share: Floats
    money: Floats


def alone_award(market: Market, lots: Sequence[Lot]) -> Alone:
    """Each lot to its cheapest bids under the ceiling, by its first pattern that the number of bids allows."""
    share = np.zeros(len(market.lot_of_bid))
    ceiling = np.array([lot.ceiling_centavos or 2**62 for lot in lots])[market.lot_of_bid]
    open_bids = np.flatnonzero(market.price_centavos <= ceiling)
    order = open_bids[np.lexsort((market.price_centavos[open_bids], market.lot_of_bid[open_bids]))]
    first = np.searchsorted(market.lot_of_bid[order], np.arange(len(lots) + 1))
    for number, lot in enumerate(lots):
        bids = order[first[number] : first[number + 1]]
        fitting = [pattern for pattern in lot.share_patterns_percent if len(pattern) <= len(bids)]
        if fitting:
            share[bids[: len(fitting[0])]] = np.array(fitting[0]) / 100
    return Alone(share, share * market.pieces[market.lot_of_bid] * market.price_centavos)


def coupling_rules(
    random: Generator,
    market: Market,
    lots: Sequence[Lot],
    suppliers: Sequence[Supplier],
    institutions: Sequence[str],
    periods: Sequence[str],
    times: int,
) -> tuple[Rule, ...]:
    alone = alone_award(market, lots)
    return (
        *_capacities(random, market, alone, suppliers, periods),
        *_concentration(market, alone, suppliers),
        *_groups(random, market, alone, lots, suppliers, times),
        *_budgets(random, market, alone, institutions),
        *_policies(market, alone, lots, times),
    )


def _capacities(
    random: Generator, market: Market, alone: Alone, suppliers: Sequence[Supplier], periods: Sequence[str]
) -> Iterator[Rule]:
    """Pieces a supplier can make in each period, for those that would win a part in 1,500 of the lots or more."""
    by_period = alone.share[:, None] * market.pieces_by_period[market.lot_of_bid]
    wins = np.bincount(market.supplier_of_bid, alone.share, len(suppliers))
    sizeable = np.flatnonzero(wins > 3)
    factor = random.uniform(0.8, 2.2, len(suppliers))
    for column, period in enumerate(periods):
        load = np.bincount(market.supplier_of_bid, by_period[:, column], len(suppliers))
        limit = np.ceil(load * factor * random.uniform(0.93, 1.07, len(suppliers))).astype(np.int64)
        for number in sizeable.tolist():
            name = suppliers[number].id
            yield Rule(
                id=f"capacity-{name}-{period}",
                kind="pieces",
                sense="at-most",
                limit=int(limit[number]),
                suppliers=(name,),
                periods=(period,),
            )


def _concentration(market: Market, alone: Alone, suppliers: Sequence[Supplier]) -> Iterator[Rule]:
    """No giant above a whole percent of all money, about what it would win alone, where it is not the only source."""
    money = np.bincount(market.supplier_of_bid, alone.money, len(suppliers))
    percent = np.maximum(np.rint(100 * money / money.sum() - 0.1), 1).astype(np.int64)
    for number in range(GIANTS):
        yield _cap(f"concentration-{suppliers[number].id}", suppliers[number].id, int(percent[number]), None)


def _cap(name: str, supplier: str, percent: int, lots: tuple[str, ...] | None) -> Rule:
    return Rule(
        id=name,
        kind="money",
        sense="at-most",
        limit_percent=percent,
        suppliers=(supplier,),
        lots=lots,
        is_exempt_if_only_source=True,
    )


def _groups(
    random: Generator, market: Market, alone: Alone, lots: Sequence[Lot], suppliers: Sequence[Supplier], times: int
) -> Iterator[Rule]:
    """In each therapeutic group a cap on its strongest supplier; in every sixth a largest number of winners."""
    ids = np.array([lot.id for lot in lots])
    group_of_bid = market.group[market.lot_of_bid]
    for group in range(GROUPS * times):
        of_group = group_of_bid == group
        money = np.bincount(market.supplier_of_bid[of_group], alone.money[of_group], len(suppliers))
        strongest = int(np.argmax(money))
        part = int(100 * money[strongest] / max(money.sum(), 1))
        names = tuple(sorted(ids[market.group == group].tolist()))
        percent = max(part + int(random.integers(0, 12)), 20)
        yield _cap(f"group-{group:03}-{suppliers[strongest].id}", suppliers[strongest].id, min(percent, 99), names)
        if group % 6 == 0:
            most = int((money > 0).sum()) * 9 // 10
            yield Rule(id=f"winners-{group:03}", kind="winners", sense="at-most", limit=most, lots=names)


def _budgets(random: Generator, market: Market, alone: Alone, institutions: Sequence[str]) -> Iterator[Rule]:
    """A budget for every institution; every fifth a little under the alone award."""
    part = market.pieces_by_institution / np.maximum(market.pieces[:, None], 1)
    money = (alone.money[:, None] * part[market.lot_of_bid]).sum(axis=0)
    slack = random.uniform(1.06, 1.2, len(institutions))
    slack[2::5] = random.uniform(0.98, 0.995, len(slack[2::5]))
    for name, limit in zip(institutions, np.rint(money * slack).astype(np.int64).tolist(), strict=True):
        yield Rule(id=f"budget-{name}", kind="money", sense="at-most", limit=limit, institutions=(name,))


def _policies(market: Market, alone: Alone, lots: Sequence[Lot], times: int) -> Iterator[Rule]:
    """Origin cap and small-company floor as parts of what is awarded; three soft rules."""
    homes = market.home_of_supplier[market.supplier_of_bid]
    total = alone.money.sum()
    foreign = int(100 * alone.money[(homes == 1) | (homes == 2)].sum() / total)
    small = int(100 * alone.money[market.size_of_supplier[market.supplier_of_bid] < 3].sum() / total)
    won = np.unique(market.supplier_of_bid[alone.share > 0])
    yield Rule(id="origin-cap", kind="money", sense="at-most", limit_percent=max(foreign - 1, 1), origins=("CN", "IN"))
    yield Rule(id="small-floor", kind="money", sense="at-least", limit_percent=small + 1, sizes=MSME)
    yield Rule(
        id="micro-floor-soft",
        kind="money",
        sense="at-least",
        limit=int(alone.money[market.size_of_supplier[market.supplier_of_bid] == 0].sum() * 1.1),
        sizes=("micro",),
        soft_centavos=1,
    )
    yield Rule(
        id="winners-soft",
        kind="winners",
        sense="at-least",
        limit=len(won) + 4 * times,
        soft_centavos=2_000_000 * PESO,
    )
    yield Rule(
        id="germany-soft",
        kind="money",
        sense="at-most",
        limit=int(alone.money[homes == 4].sum() * 0.8),
        origins=("DE",),
        soft_centavos=1,
    )


def coupling_rebates(
    random: Generator, market: Market, lots: Sequence[Lot], suppliers: Sequence[Supplier], times: int
) -> tuple[Rebate, ...]:
    """Lump rebates of 40 suppliers, percent rebates of 5 and bundles of 5, for every national size."""
    alone = alone_award(market, lots)
    money = np.bincount(market.supplier_of_bid, alone.money, len(suppliers))
    leading = np.argsort(-money, kind="stable")[: 50 * times]
    names = [suppliers[number].id for number in leading.tolist()]
    scale = money[leading] * random.uniform(0.8, 1.35, len(leading))
    part = random.uniform(0.003, 0.010, len(leading))
    bundles = iter(_bundles(market, lots, leading[-5 * times :]))
    rebates = []
    for place, (name, threshold) in enumerate(zip(names, scale.astype(np.int64).tolist(), strict=True)):
        if place >= 45 * times:
            rebates.append(_bundle(name, next(bundles), int(threshold * part[place] / 4) + 1))
        elif place % 9 == 4:
            rebates.append(Rebate(f"percent-{name}", "percent", name, threshold=threshold, percent=1))
        else:
            worth = int(threshold * part[place]) + 1
            rebates.append(Rebate(f"volume-{name}", "lump", name, threshold=threshold, rebate_centavos=worth))
    return tuple(rebates)


def _bundle(name: str, lots: tuple[str, ...], worth: int) -> Rebate:
    return Rebate(f"bundle-{name}", "bundle", name, lots=lots, rebate_centavos=worth, minimum_share_percent=50)


def _bundles(market: Market, lots: Sequence[Lot], leading: Ints) -> Iterator[tuple[str, ...]]:
    """For each supplier three of the lots it bids on."""
    for number in leading.tolist():
        own = market.lot_of_bid[market.supplier_of_bid == number]
        yield tuple(sorted(lots[lot].id for lot in own[: 3 * (len(own) // 3) : max(len(own) // 3, 1)][:3].tolist()))
