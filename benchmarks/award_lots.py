"""Time to decide and split every lot of a national round: `python benchmarks/award_lots.py`. Synthetic, seeded.

Prints one line per size: lots x buyers, bids, seconds, awards per awarded lot, and the SHA-256 of the decisions
(the same with `map`, two threads and two processes).
"""

import hashlib
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from decimal import Decimal
from functools import partial
from itertools import count
from random import Random

from abasto.award.decide import EachCase, Verdict, decide_all
from abasto.award.facts import BidFacts, LotCase, LotDecision, LotFacts, SupplierSize
from abasto.market.reference import ReferenceFacts
from abasto.tender.call import CallRules, parse_share_pattern

PATTERNS = ("100", "60/40", "70/30", "50/30/20")
SIZES: tuple[SupplierSize, ...] = ("micro", "small", "medium", "large")
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
)


def national_cases(lots: int, buyers: int, fill_percent: int, seed: int) -> Iterator[LotCase]:
    """Synthetic lots; a buyer needs a code with `fill_percent` of chance, the first buyer always."""
    random = Random(seed)
    for number in range(lots):
        needs = [random.randint(1, 500_000) if random.randrange(100) < fill_percent else 0 for _ in range(buyers)]
        needs[0] = needs[0] or 1
        yield _case(f"L{number:05}", needs, random)


def _case(lot_id: str, needs: list[int], random: Random) -> LotCase:
    median = random.randint(200, 2_000_000)
    shares = parse_share_pattern(random.choice(PATTERNS))
    minima = tuple(-(-need * 2 // 5) for need in needs)
    lot = LotFacts(lot_id, lot_id, shares, median * random.randint(90, 120) // 100, tuple(needs), minima)
    bids = [_bid(f"{lot_id}-{serial:02}", sum(needs), median, random) for serial in range(random.randint(0, 11))]
    draw = dict(zip((bid.bid_id for bid in bids), count(1)))
    return LotCase(lot, bids, ReferenceFacts(median, median, 3), draw)


def _bid(bid_id: str, need: int, median: int, random: Random) -> BidFacts:
    return BidFacts(
        bid_id=bid_id,
        supplier=f"S{random.randrange(400):03}",
        price_centavos=median * random.randint(80, 130) // 100,
        capacity_pieces=need * random.randint(10, 200) // 100,
        documents_lacking=("tax-opinion",) if random.randrange(8) == 0 else (),
        is_debarred=random.randrange(20) == 0,
        supplier_size=random.choice(SIZES),
        country="MX",
    )


def digest(verdicts: list[Verdict]) -> str:
    return hashlib.sha256("\n".join(map(repr, verdicts)).encode()).hexdigest()[:16]


def measure(lots: int, buyers: int, fill_percent: int) -> None:
    cases = list(national_cases(lots, buyers, fill_percent, seed=1))
    bids = sum(len(case.bids) for case in cases)
    with ThreadPoolExecutor(2) as threads, ProcessPoolExecutor(2) as processes:
        ways: dict[str, EachCase] = {
            "map": map,
            "2 threads": threads.map,
            "2 processes": partial(processes.map, chunksize=200),
        }
        for name, each in ways.items():
            start = time.perf_counter()
            verdicts = list(decide_all(cases, RULES, each))
            seconds = time.perf_counter() - start
            awards = [len(v.winners) for v in verdicts if isinstance(v, LotDecision) and v.awarded_pieces]
            ratio = sum(awards) / len(awards)
            print(f"{lots} x {buyers}, {bids} bids, {name}: {seconds:.2f} s, {ratio:.2f} awards, {digest(verdicts)}")


if __name__ == "__main__":
    measure(4_498, 26, 100)
    measure(3_831, 62, 30)
    measure(3_831, 62, 100)
