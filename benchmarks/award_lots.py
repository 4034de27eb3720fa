"""Time to decide and split every lot of a national round: `python benchmarks/award_lots.py`. Synthetic, seeded.

Prints one line per size: lots x buyers, bids, seconds, awards per awarded lot, and the SHA-256 of the decisions
(the same with `map`, two threads and two processes).
"""

import hashlib
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial

from instances.lawful import BIDS, LOTS, RULES, lawful

from abasto.award.decide import EachCase, Verdict, decide_all
from abasto.award.facts import LotDecision


def digest(verdicts: list[Verdict]) -> str:
    return hashlib.sha256("\n".join(map(repr, verdicts)).encode()).hexdigest()[:16]


def measure(lots: int, buyers: int, fill_percent: int) -> None:
    cases = lawful(1, lots, buyers, BIDS * lots // LOTS, fill_percent)
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
