"""Measures the award lot by lot, in this process: `award_lawful.py decide|evidence|reasons [FOLDER] [--seed N]`.

`reasons --points` is about an award by points and percentages.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from award_watch import Figure, Watch, tell
from instances.lawful import BUYERS, BY_POINTS, RULES, SIZES, cases_sha256, judged, lawful

from abasto.award.decide import decide_all
from abasto.award.estimated_price import NO_LIMIT, RoundBids, estimated_prices
from abasto.award.evidence import Award, DecidedLot, bids_of, evidence, openings
from abasto.award.facts import LotCase, LotDecision
from abasto.award.rivals import LIMITS, PRICE_DEFECTS
from abasto.award.winning_price import winning_prices
from abasto.tender.call import CallRules

CITATIONS = {"spread_percent": "synthetic call"}
SECRET = b"benchmark" * 4


def decided(cases: Sequence[LotCase], rules: CallRules = RULES) -> list[LotDecision]:
    found = [verdict for verdict in decide_all(cases, rules) if isinstance(verdict, LotDecision)]
    if len(found) != len(cases):
        raise SystemExit("A synthetic lot was refused.")
    return found


def decide(seed: int) -> Iterator[Figure]:
    """Every lot with the reason of every bid."""
    cases = lawful(seed)
    watch = Watch()
    decisions = decided(cases)
    yield watch.figure(
        "decided",
        lots=len(cases),
        bids=sum(len(case.bids) for case in cases),
        reasons=len({bid.reason for decision in decisions for bid in decision.bids}),
        sha256=cases_sha256(cases),
    )


def keep_evidence(seed: int, folder: Path) -> Iterator[Figure]:
    """`open.json`, where every bid is public; `closed.json` with `openings.json`, where each is a commitment."""
    cases = lawful(seed)
    lots = [DecidedLot(case, range(BUYERS), decision) for case, decision in zip(cases, decided(cases), strict=True)]
    buyers = [f"INST-{number:02}" for number in range(BUYERS)]
    told = Award("synthetic", "SYN-1", "synthetic", "MXN", RULES, CITATIONS, buyers, lots, frozenset(), SECRET)
    kept = replace(told, closed=frozenset({"bidders"}))
    watch = Watch()
    made = evidence(told)
    yield watch.figure("evidence made", bytes=len(made.content), sha256=cases_sha256(cases))
    committed = evidence(kept)
    (folder / "open.json").write_bytes(made.content)
    (folder / "closed.json").write_bytes(committed.content)
    (folder / "openings.json").write_bytes(openings(kept, committed.root, bids_of(lots)))


def reasons(seed: int, by_points: bool) -> Iterator[Figure]:
    """The price at which every losing bid would have won: estimated at once, then confirmed one by one."""
    cases, rules = (judged(lawful(seed), seed), BY_POINTS) if by_points else (lawful(seed), RULES)
    decisions = decided(cases, rules)
    bids, shares = as_arrays(cases, decisions)
    watch = Watch()
    estimated = estimated_prices(bids, shares, rules.spread_percent)
    yield watch.figure("estimated", bids=estimated.size)
    watch = Watch()
    told = [
        one
        for case, decision in zip(cases, decisions, strict=True)
        for one in winning_prices(case, rules, decision)
    ]  # fmt: skip
    priced = sum(one.price_centavos is not None for one in told)
    yield watch.figure("confirmed", losing=len(told), priced=priced, sha256=cases_sha256(cases))


def as_arrays(cases: Sequence[LotCase], decisions: Sequence[LotDecision]) -> tuple[RoundBids, np.ndarray]:
    """What the estimate is made from, and the places of each lot."""
    rows = []
    for lot, (case, decision) in enumerate(zip(cases, decisions, strict=True)):
        known = [limit for name in LIMITS if isinstance(limit := decision.values.get(name), int)]
        defects = {outcome.bid_id: outcome.defects for outcome in decision.bids}
        rows += [
            (
                lot,
                bid.price_centavos,
                SIZES.index(bid.supplier_size),
                not defects[bid.bid_id],
                PRICE_DEFECTS.issuperset(defects[bid.bid_id]),
                min(known, default=NO_LIMIT),
            )
            for bid in case.bids
        ]
    table = np.array(rows, dtype=np.int64)
    bids = RoundBids(table[:, 0], table[:, 1], table[:, 2], table[:, 3] > 0, table[:, 4] > 0, table[:, 5])
    return bids, np.array([len(case.lot.shares) for case in cases], dtype=np.int64)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("decide", "evidence", "reasons"))
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--points", action="store_true")
    asked = parser.parse_args()
    if asked.what == "decide":
        tell(decide(asked.seed))
    elif asked.what == "reasons":
        tell(reasons(asked.seed, asked.points))
    else:
        tell(keep_evidence(asked.seed, asked.folder))


if __name__ == "__main__":
    main()
