"""The synthetic national instance of the award across lots: `national(seed)`; twice and ten times as large on demand.

Synthetic and seeded: 4,498 codes, 26 institutions, 24 months as 8 quarters, 400 suppliers, 25,974 bids, about 120,000 M
pesos. Every hard rule is met by awarding nothing, so there is always an award.
"""

import numpy as np
from numpy.random import PCG64, Generator

from abasto.engines.award.problem import Bid, Lot, Problem, Size, Supplier

from .coupling import coupling_rebates, coupling_rules
from .market import INSTITUTIONS, PERIODS, Ints, Market, draw_market

SIZES: tuple[Size, ...] = ("micro", "small", "medium", "large")
HOMES = ("MX", "IN", "CN", "US", "DE", "ES")
TREATY = ("DE", "ES", "MX", "US")
PATTERNS: tuple[tuple[tuple[int, ...], ...], ...] = (
    ((100,),),
    ((60, 40), (100,)),
    ((70, 30), (100,)),
    ((50, 30, 20), (60, 40), (100,)),
    ((30, 25, 20, 15, 10), (60, 40), (100,)),
    ((50, 30), (80,), (100,)),
)
# Where the second bid is this near to the first, a call for two winners leaves no way back to one.
NEAR_PERCENT = 108
PATTERN_SHARES = (0.57, 0.16, 0.15, 0.08, 0.02, 0.02)


def national(seed: int, times: int = 1) -> Problem:
    """A synthetic problem `times` as large as the national one: lots, suppliers, bids and limits grow alike."""
    random = Generator(PCG64(seed))
    market = draw_market(random, times)
    suppliers = _suppliers(market)
    lots = _lots(random, market)
    bids = _bids(random, market, suppliers, lots)
    institutions = tuple(f"INST-{number:02}" for number in range(1, INSTITUTIONS + 1))
    periods = tuple(f"{2027 + number // 4}-Q{number % 4 + 1}" for number in range(PERIODS))
    return Problem(
        title=f"Synthetic national instance, seed {seed}, x{times}",
        origin="synthetic",
        currency="MXN",
        is_awardable=False,
        institutions=institutions,
        periods=periods,
        nondelivery_weight_permyriad=1000,
        suppliers=suppliers,
        lots=lots,
        bids=bids,
        rules=coupling_rules(random, market, lots, suppliers, institutions, periods, times),
        rebates=coupling_rebates(random, market, lots, suppliers, times),
    )


def _suppliers(market: Market) -> tuple[Supplier, ...]:
    width = len(str(len(market.size_of_supplier)))
    pairs = zip(market.size_of_supplier.tolist(), market.home_of_supplier.tolist(), strict=True)
    return tuple(
        Supplier(f"SUP-{number:0{width}}", SIZES[size], HOMES[home]) for number, (size, home) in enumerate(pairs, 1)
    )


def _lots(random: Generator, market: Market) -> tuple[Lot, ...]:
    count = len(market.group)
    width = len(str(count))
    pattern = random.choice(len(PATTERNS), count, p=PATTERN_SHARES).tolist()
    lowest, second = _two_lowest(market)
    ceiling = np.rint(market.reference_centavos * random.uniform(1.05, 1.3, count)).astype(np.int64) + 1
    ceiling = np.where(random.random(count) < 0.98, np.maximum(ceiling, lowest), ceiling)
    unserved = np.rint(market.reference_centavos * random.uniform(1.8, 2.5, count)).astype(np.int64) + 2
    has_ceiling, follows, origins, prefers = (random.random((4, count)) < [[0.85], [0.75], [0.04], [0.3]]).tolist()
    is_split = (second * 100 <= lowest * NEAR_PERCENT) & (second <= ceiling) & ~np.array(prefers)
    minimum = random.choice([1, 10, 20], count, p=[0.3, 0.5, 0.2]).tolist()
    columns = zip(
        market.pieces_by_institution.tolist(), market.pieces_by_period.tolist(), ceiling.tolist(), strict=True
    )
    return tuple(
        Lot(
            id=f"L{number + 1:0{width}}",
            code=f"{market.group[number] + 10:03}.{number + 1:0{width}}",
            region="",
            pieces_by_institution=tuple(by_institution),
            pieces_by_period=tuple(by_period),
            ceiling_centavos=ceiling_centavos if has_ceiling[number] else None,
            share_patterns_percent=_patterns(PATTERNS[pattern[number]], bool(is_split[number])),
            spread_permyriad=1000,
            shares_follow_price=follows[number],
            minimum_share_percent=minimum[number],
            needs_second_origin=origins[number] and pattern[number] > 0,
            preferred_origins=TREATY if prefers[number] else (),
            preference_permyriad=1000 if prefers[number] else 0,
            unserved_centavos=int(unserved[number]),
        )
        for number, (by_institution, by_period, ceiling_centavos) in enumerate(columns)
    )


def _two_lowest(market: Market) -> tuple[Ints, Ints]:
    """The two lowest prices of each lot; 0 where nobody bids, far above everything where there is no second bid."""
    order = np.lexsort((market.price_centavos, market.lot_of_bid))
    prices = np.append(market.price_centavos[order], [0, 0])
    start = np.searchsorted(market.lot_of_bid[order], np.arange(len(market.group) + 1))
    many = np.diff(start)
    lowest = np.where(many > 0, prices[start[:-1]], 0)
    return lowest, np.where(many > 1, prices[start[:-1] + 1], 2**50)


def _patterns(every: tuple[tuple[int, ...], ...], is_split: bool) -> tuple[tuple[int, ...], ...]:
    return every[:-1] if is_split and len(every) == 2 else every


def _bids(random: Generator, market: Market, suppliers: tuple[Supplier, ...], lots: tuple[Lot, ...]) -> tuple[Bid, ...]:
    """One bid a supplier and lot; some joint, some with price tiers, capacity by period or a smallest quantity."""
    count = len(market.lot_of_bid)
    homes = market.home_of_supplier[market.supplier_of_bid]
    origin = np.where(random.random(count) < 0.8, homes, random.integers(0, len(HOMES), count)).tolist()
    partner = random.integers(0, len(suppliers), count)
    is_joint = (random.random(count) < 0.015) & (partner != market.supplier_of_bid)
    risk = np.exp(random.normal(10.3, 0.6, len(suppliers))).clip(1_000, 300_000)
    nondelivery = (risk[market.supplier_of_bid] * random.uniform(0.7, 1.3, count)).astype(np.int64).tolist()
    capacities = _capacities(random, market)
    minima = _minima(random, market)
    has_tiers = (random.random(count) < 0.08).tolist()
    rows = zip(market.lot_of_bid.tolist(), market.supplier_of_bid.tolist(), market.price_centavos.tolist(), strict=True)
    bids, lot_before, serial = [], -1, 0
    for number, (lot, supplier, price) in enumerate(rows):
        serial = serial + 1 if lot == lot_before else 1
        lot_before = lot
        leader = (suppliers[supplier].id,)
        bids.append(
            Bid(
                id=f"{lots[lot].id}-{serial:02}",
                lot=lots[lot].id,
                suppliers=(*leader, suppliers[partner[number]].id) if is_joint[number] else leader,
                origin=HOMES[origin[number]],
                prices=_tiers(price) if has_tiers[number] else ((1, price),),
                capacity_by_period_pieces=capacities.get(number),
                minimum_pieces=1 if number in capacities else minima[number],
                nondelivery_ppm=nondelivery[number],
            )
        )
    return tuple(bids)


def _tiers(price: int) -> tuple[tuple[int, int], ...]:
    return ((1, price), (50, max(price * 97 // 100, 1)), (100, max(price * 95 // 100, 1)))


def _capacities(random: Generator, market: Market) -> dict[int, tuple[int, ...]]:
    """For a tenth of the bids: pieces by period, between a third and all of what the lot asks."""
    chosen = np.flatnonzero(random.random(len(market.lot_of_bid)) < 0.10)
    asked = market.pieces_by_period[market.lot_of_bid[chosen]]
    part = random.uniform(0.35, 1.2, (len(chosen), 1)) * random.uniform(0.95, 1.05, asked.shape)
    pieces = np.ceil(asked * part).astype(np.int64).tolist()
    return {number: tuple(row) for number, row in zip(chosen.tolist(), pieces, strict=True)}


def _minima(random: Generator, market: Market) -> list[int]:
    asked = market.pieces[market.lot_of_bid]
    part = np.where(random.random(len(asked)) < 0.1, random.uniform(0.05, 0.5, len(asked)), 0)
    smallest: Ints = np.maximum((asked * part).astype(np.int64), 1)
    return list(smallest.tolist())
