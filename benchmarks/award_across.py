"""Measures the award across lots, in this process: `award_across.py solve|peer|small|reasons|scenario ...`.

Making the synthetic instance is never counted; making the solver's model of it is, for us and not for the peer.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from award_watch import Figure, Watch, tell
from instances.national import national
from instances.small import small

from abasto.base.refusal import Refused
from abasto.engines.award.certificate import certificate
from abasto.engines.award.confirm import confirmed
from abasto.engines.award.explain import Explainer
from abasto.engines.award.problem import Problem, Rule
from abasto.engines.award.problem_json import problem_sha256, problem_to_json
from abasto.engines.award.session import Session
from abasto.engines.award.solve import Award, Progress, Stop, solve

ROOT = Path(__file__).resolve().parents[1]
GAPS = (0.01, 0.005, 0.004, 0.003, 0.0025, 0.002, 0.0015, 0.001, 0.0005, 0.0002, 0.0001)
QUICK = Stop(gap=0.005)


class Enough(Exception):
    """The seconds given are over."""


class Notes:
    """The seconds at which each gap was first held, the gap held last, and the end when `most` seconds are over."""

    def __init__(self, most: float) -> None:
        self.watch, self.most = Watch(), most
        self.first: list[Figure] = []
        self.last = self.watch.figure("nothing")

    def __call__(self, progress: Progress) -> None:
        held = float("inf") if progress.gap is None else progress.gap
        self.last = self.watch.figure(progress.stage, gap=held, step=progress.step)
        known = {one.name for one in self.first}
        self.first += [
            self.watch.figure(f"{gap:.2%}") for gap in GAPS if held <= gap and f"{gap:.2%}" not in known
        ]  # fmt: skip
        if self.last.seconds > self.most:
            raise Enough


def solve_part(asked: argparse.Namespace) -> Iterator[Figure]:
    """The problem decided, with the seconds to each gap on the way; its files, where a folder is given."""
    problem = national(asked.seed, asked.times)
    stop = Stop(**json.loads(asked.stop))
    notes = Notes(asked.seconds)
    try:
        award = solve(problem, stop, seed=0, progress=notes)
    except Enough:
        yield replace(notes.last, name="stopped", told={**notes.last.told, "sha256": problem_sha256(problem)})
        yield from notes.first
        return
    yield notes.watch.figure("solved", gap=award.gap, step=notes.last.told["step"], sha256=problem_sha256(problem))
    yield from notes.first
    if asked.folder:
        keep(problem, award, asked.folder)


def keep(problem: Problem, award: Award, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "problem.json").write_bytes(problem_to_json(problem))
    (folder / "certificate.json").write_bytes(certificate(problem, award))


def peer_part(asked: argparse.Namespace) -> Iterator[Figure]:
    """HiGHS on one model; only its own run counts."""
    from award_peer import OneModel

    problem = national(asked.seed, asked.times)
    model = OneModel(problem, asked.threads)
    watch = Watch()
    proven = model.solve(asked.gap, asked.seconds)
    yield watch.figure("peer", gap=proven.gap, status=proven.status, sha256=problem_sha256(problem))


def small_part(asked: argparse.Namespace) -> Iterator[Figure]:
    """Random problems of 10 to 206 lots to the end, ours and the compact model of the tests; their costs compared."""
    sys.path.insert(0, str(ROOT))
    from tests.engines.award import twin
    from tests.engines.award.compact import Compact

    for seed in range(asked.count):
        problem = small(seed, 10 + 4 * seed)
        bids = {bid.id: bid for bid in problem.bids}
        watch = Watch()
        award = _decided(problem)
        ours = watch.figure("ours")
        model = Compact(problem)
        watch = Watch()
        best = model.optimum()
        peer = watch.figure("peer")
        cost = None if best is None else twin.cost_of(problem, best)
        chosen = {lot: tuple((bids[bid], share) for bid, share in won) for lot, won in award.awards} if award else {}
        is_legal = award is None or twin.cost_of(problem, chosen) == award.cost_e4_centavos
        same = is_legal and cost == (award.cost_e4_centavos if award else None)
        print(f"small {seed}: same {same}", file=sys.stderr)
        yield replace(ours, told={"same": int(same), "clash": int(award is None), "gap": award.gap if award else 0.0})
        yield peer


def _decided(problem: Problem) -> Award | None:
    """None where the hard rules clash."""
    try:
        return solve(problem, Stop(gap=0.0))
    except Refused as refused:
        if refused.code != "award-rules-clash":
            raise
        return None


def reasons_part(asked: argparse.Namespace) -> Iterator[Figure]:
    """Every bid: estimated from the prices of the rules, then confirmed by deciding its lot again."""
    problem = national(asked.seed, 1)
    award = solve(problem, QUICK)
    watch = Watch()
    explainer = Explainer(problem, award)
    yield watch.figure("model", sha256=problem_sha256(problem), gap=award.gap)
    watch = Watch()
    reasons = explainer.reasons()
    yield watch.figure("estimated", bids=len(reasons), codes=len({one.code for one in reasons}))
    watch = Watch()
    prices = confirmed(problem, award.prices, [bid.id for bid in problem.bids])
    yield watch.figure("confirmed", bids=len(prices), priced=sum(price is not None for price in prices.values()))


def scenario_part(asked: argparse.Namespace) -> Iterator[Figure]:
    """A session open on the problem and an award held: one rule left out at a time; then awards with one changed."""
    problem = national(asked.seed, 1)
    stop = Stop(gap=asked.gap)
    watch = Watch()
    before = solve(problem, stop)
    yield watch.figure("cold award", gap=before.gap, sha256=problem_sha256(problem))
    watch = Watch()
    session = Session(problem)
    yield watch.figure("session")
    rules = asked_about(problem, before)
    for rule in rules:
        watch = Watch()
        session.what_if(rule.id)
        yield watch.figure("prices", rule=rule.id)
    for rule in rules[: asked.count]:
        watch = Watch()
        award = session.award(_eased(rule), before, stop)
        yield watch.figure("award", rule=rule.id, gap=award.gap)


def asked_about(problem: Problem, award: Award) -> Sequence[Rule]:
    """Hard rules of pieces and money: the three of each sort with the highest price, then three without one."""
    price = {name: abs(value) for name, value in award.prices}
    of = [rule for rule in problem.rules if rule.kind != "winners" and rule.soft_centavos is None]
    sorts: dict[tuple[str, bool], list[Rule]] = {}
    for rule in sorted(of, key=lambda rule: (-price.get(f"rule:{rule.id}", 0), rule.id)):
        sorts.setdefault((rule.kind, rule.limit_percent is not None), []).append(rule)
    tight = [rule for together in zip(*sorts.values(), strict=False) for rule in together]
    slack = [rule for rule in of if f"rule:{rule.id}" not in price]
    return [*tight[: 3 * len(sorts)], *slack[:3]]


def _eased(rule: Rule) -> Rule:
    """A tenth more of a limit at most, a tenth less of a limit at least."""
    tenths = 11 if rule.sense == "at-most" else 9
    if rule.limit_percent is not None:
        return replace(rule, limit_percent=min(-(-rule.limit_percent * tenths // 10), 100))
    return replace(rule, limit=(rule.limit or 0) * tenths // 10)


PARTS = {
    "solve": solve_part,
    "peer": peer_part,
    "small": small_part,
    "reasons": reasons_part,
    "scenario": scenario_part,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=PARTS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--stop", default="{}", help="fields of Stop as JSON")
    parser.add_argument("--gap", type=float, default=0.002)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--count", type=int, default=3)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    tell(PARTS[asked.what](asked))


if __name__ == "__main__":
    main()
