"""Synthetic lots to be decided one by one: `lawful(seed)` is the national round of 4,498 lots and 26,000 bids.

`judged(cases, seed)` gives the same bids technical points, for `BY_POINTS`.

Seeded. Prices, papers, debarments and capacities are such that every reason occurs; every lot has its draw.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from itertools import count
from random import Random

from abasto.award.facts import BidFacts, LotCase, LotFacts, SupplierSize
from abasto.market.reference import ReferenceFacts
from abasto.tender.call import CallRules, parse_share_pattern
from abasto.tender.origin import OriginRules
from abasto.tender.points import Criterion, PointsRules

LOTS, BUYERS, BIDS, SUPPLIERS = 4_498, 26, 26_000, 400
PATTERNS = ("100", "60/40", "70/30", "50/30/20")
SIZES: tuple[SupplierSize, ...] = ("micro", "small", "medium", "large")
COUNTRIES = ("MX", "MX", "MX", "US", "DE", "CN")
RULES = CallRules(
    share_patterns=PATTERNS,
    spread_percent=Decimal(10),
    not_acceptable_percent=Decimal(10),
    statistic="median",
    not_convenient_percent=Decimal(40),
    not_convenient_base="accepted_offers_preponderant",
    not_convenient_rejects=True,
    preponderant_range_percent=Decimal(20),
    tie_break=("msme", "draw"),
    minimum_share_percent=Decimal(20),
    origin=OriginRules("treaties", "MX", ("DE", "US"), Decimal(0), Decimal(0)),
)

CRITERIA = (Criterion("quality", Decimal(40)), Criterion("delivery_record", Decimal(10)))
BY_POINTS = replace(RULES, evaluation="points", points=PointsRules(Decimal(50), Decimal(50), Decimal(38), CRITERIA))


def lawful(
    seed: int, lots: int = LOTS, buyers: int = BUYERS, bids: int = BIDS, fill_percent: int = 100
) -> list[LotCase]:
    """Synthetic lots; a buyer needs a code with `fill_percent` of chance, the first buyer always."""
    random = Random(seed)
    bids_of = [0] * lots
    for lot in random.choices(range(lots), k=bids):
        bids_of[lot] += 1
    return [_case(f"L{number:05}", buyers, fill_percent, many, random) for number, many in enumerate(bids_of)]


def judged(cases: Iterable[LotCase], seed: int) -> list[LotCase]:
    """The same lots with technical points for every bid; about one in twenty has too few."""
    random = Random(seed)
    return [case._replace(bids=[_judged(bid, random) for bid in case.bids]) for case in cases]


def _judged(bid: BidFacts, random: Random) -> BidFacts:
    given = random.choice((30, 38, 38, 39, 40)), random.randint(0, 40) * Decimal("0.25")
    return replace(bid, points=tuple(zip(("quality", "delivery_record"), map(Decimal, given), strict=True)))


def cases_sha256(cases: Iterable[LotCase]) -> str:
    """What tells one instance from another."""
    return hashlib.sha256("\n".join(map(repr, cases)).encode()).hexdigest()


def _case(lot_id: str, buyers: int, fill_percent: int, many: int, random: Random) -> LotCase:
    needs = [random.randint(1, 500_000) if random.randrange(100) < fill_percent else 0 for _ in range(buyers)]
    needs[0] = needs[0] or 1
    median = random.randint(200, 2_000_000)
    shares = parse_share_pattern(random.choice(PATTERNS))
    minima = tuple(-(-need * 2 // 5) for need in needs)
    lot = LotFacts(lot_id, lot_id, shares, median * random.randint(90, 120) // 100, tuple(needs), minima)
    firms = random.sample(range(SUPPLIERS), many)
    bids = [
        _bid(f"{lot_id}-{serial:02}", f"S{firm:03}", sum(needs), median, random) for serial, firm in enumerate(firms)
    ]
    draw = dict(zip((bid.bid_id for bid in bids), count(1)))
    return LotCase(lot, bids, ReferenceFacts(median, median, 3), draw)


def _bid(bid_id: str, supplier: str, need: int, median: int, random: Random) -> BidFacts:
    return BidFacts(
        bid_id=bid_id,
        supplier=supplier,
        price_centavos=median * random.randint(80, 130) // 100,
        capacity_pieces=need * random.randint(10, 200) // 100,
        documents_lacking=("tax-opinion",) if random.randrange(8) == 0 else (),
        is_debarred=random.randrange(20) == 0,
        supplier_size=random.choice(SIZES),
        country=random.choice(COUNTRIES),
    )
