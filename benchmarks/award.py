"""What the award across lots takes: the optimiser at x1, x2, x10, HiGHS on one model, proofs, reasons, what-ifs.

`python benchmarks/award.py [PART ...]` prints a Markdown table; parts: x1 x2 x10 highs small reasons warm.
Instances are synthetic and seeded. Wall and processor seconds both, since the machine may be shared.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from instances.national import national
from instances.small import small

from abasto.engines.award.certificate import certificate
from abasto.engines.award.confirm import confirmed
from abasto.engines.award.explain import Explainer
from abasto.engines.award.problem import Problem
from abasto.engines.award.problem_json import problem_to_json
from abasto.engines.award.restricted import Effort, Space
from abasto.engines.award.rows import model_of
from abasto.engines.award.session import Session
from abasto.engines.award.solve import Award, Progress, Search, Stop, solve

REACH = {
    "x1": "0.2 % in 10 s; 0.1 % in 60 s",
    "x2": "6 times faster than HiGHS",
    "x10": "0.25 % in 170 s, 8 GB",
    "highs": "ours 8 times faster",
    "small": "50 of 50 optimal",
    "reasons": "0.05 s / 10 s",
    "warm": "0.25 s / 10 s",
}
STOPS = {
    1: Stop(gap=0.001, steps=40, leaves=60),
    2: Stop(gap=0.001, steps=40),
    10: Stop(gap=0.0025, steps=30, leaves=1),
}


class Watch:
    """Wall and processor seconds since it was made."""

    def __init__(self) -> None:
        self.wall, self.processor = time.perf_counter(), time.process_time()

    def __str__(self) -> str:
        return f"{time.perf_counter() - self.wall:.2f} s ({time.process_time() - self.processor:.2f} s of processor)"


def national_part(times: int, seed: int) -> str:
    """Gaps as they close, and how long the proof takes to verify."""
    problem, watch, seen = national(seed, times), Watch(), []

    def note(progress: Progress) -> None:
        if progress.gap is not None:
            seen.append((progress.gap, str(watch)))

    award = solve(problem, STOPS[times], seed=0, progress=note)
    told = [f"{100 * award.gap:.3f} % after {watch}"]
    for gap in (0.01, 0.005, 0.004, 0.003, 0.0025, 0.002, 0.001):
        reached = next((when for held, when in seen if held <= gap), None)
        if reached:
            told.append(f"{100 * gap:g} % after {reached}")
    return "; ".join([*told, verified(problem, award)])


def verified(problem: Problem, award: Award) -> str:
    """The verifier's own process on the certificate."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in ("problem.json", "certificate.json")]
        data = certificate(problem, award)
        files[0].write_bytes(problem_to_json(problem))
        files[1].write_bytes(data)
        watch = time.perf_counter()
        command = [sys.executable, "-m", "abasto_verify", "optimised", *map(str, files)]
        code = subprocess.run(command, capture_output=True, check=False).returncode
        return f"certificate {len(data) // 1000} kB, verifier answers {code} in {time.perf_counter() - watch:.2f} s"


def highs_part(seed: int, nodes: int) -> str:
    """HiGHS on one model with the same columns and rows, one thread, all nodes asked for."""
    watch = Watch()
    search = Search(model_of(national(seed, 1)), Stop(), 0, None)
    every = np.ones(len(search.model.problem.lots), bool)
    space = Space(every, ~search.model.impossible, every, np.full(every.size, -1))
    found = search.restricted.search(space, Effort(nodes, 1e-4), warm=False)
    cost = "none" if found is None else search.settler.settle(found.choice).cost_e4
    return f"cost {cost} after {watch}, {nodes} nodes"


def small_part(count: int) -> str:
    """Random problems against the plain program, proven."""
    watch, optimal, closed = Watch(), 0, 0
    for seed in range(count):
        award = solve(small(seed, 30), Stop(gap=0.0, leaves=40))
        optimal += award.is_optimal
        closed += award.gap < 1e-6
    return f"{optimal} of {count} optimal, {closed} with a certificate to 0.0001 %, in {watch}"


def reasons_part(seed: int) -> str:
    """Every losing bid, estimated and confirmed."""
    problem = national(seed, 1)
    award = solve(problem, Stop(gap=0.5, steps=0, rounds=0, leaves=1))
    explainer, watch = Explainer(problem, award), Watch()
    explainer.reasons()
    estimated, watch = str(watch), Watch()
    confirmed(problem, award.prices, [bid.id for bid in problem.bids])
    return f"estimated {estimated}; confirmed {watch}"


def warm_part(seed: int) -> str:
    """One rule changed."""
    session, told = Session(national(seed, 1)), []
    for rule in [rule for rule in session.problem.rules if rule.kind == "money"][:5]:
        watch = Watch()
        session.what_if(rule.id)
        told.append(f"without {rule.id} {watch}")
    return "; ".join(told)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", default=list(REACH))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--nodes", type=int, default=50, help="of HiGHS on one model")
    asked = parser.parse_args()
    parts: dict[str, Callable[[], str]] = {
        "x1": lambda: national_part(1, asked.seed),
        "x2": lambda: national_part(2, asked.seed),
        "x10": lambda: national_part(10, asked.seed),
        "highs": lambda: highs_part(asked.seed, asked.nodes),
        "small": lambda: small_part(50),
        "reasons": lambda: reasons_part(asked.seed),
        "warm": lambda: warm_part(asked.seed),
    }
    print("| part | reach | measured |\n|---|---|---|")
    for part in asked.parts:
        print(f"| {part} | {REACH[part]} | {parts[part]()} |", flush=True)


if __name__ == "__main__":
    main()
