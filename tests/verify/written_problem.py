"""Problems and certificates as files, and a maker of certificates for small problems.

The maker draws its multipliers, branches and cuts at random: any of them proves a bound, good or bad.
"""

import json
from dataclasses import asdict
from hashlib import sha256
from random import Random
from typing import Any

from abasto_verify.bound import Bound
from abasto_verify.cuts import add_cuts
from abasto_verify.findings import Refused
from abasto_verify.problem import Problem
from abasto_verify.rows import Rows
from abasto_verify.scopes import Scopes

KEYS_OF_REBATE = {
    "lump": ("measure", "threshold", "rebate_centavos"),
    "percent": ("threshold", "percent"),
    "bundle": ("minimum_share_percent", "rebate_centavos"),
}


def written(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def raw_problem(problem: Any) -> dict[str, Any]:
    """The JSON value of a problem's dataclass."""
    raw = json.loads(json.dumps(asdict(problem)))
    for rebate in raw["rebates"]:
        keep = {"id", "kind", "supplier", "lots", *KEYS_OF_REBATE[rebate["kind"]]}
        for key in rebate.keys() - keep:
            del rebate[key]
    return {"format": "abasto-award-problem", "version": 1, **raw}


def awards_of(problem: Any, award: dict[str, Any]) -> list[Any]:
    """The awards of the twin as the format writes them, lots and bids in the order of the problem."""
    place = {bid.id: number for number, bid in enumerate(problem.bids)}
    return [
        [lot.id, [[bid.id, share] for bid, share in sorted(award[lot.id], key=lambda pair: place[pair[0].id])]]
        for lot in problem.lots
        if lot.id in award
    ]


def certificate(raw: dict[str, Any], awards: list[Any], cost: int, seed: int = 0, depth: int = 2) -> dict[str, Any]:
    """A certificate with a random tree, random cuts and random multipliers, its bound the one that they prove."""
    random = Random(seed)
    problem = Problem(raw)
    scopes = Scopes(problem)
    cuts = _cuts(problem, scopes, random)
    rows = add_cuts(Rows(problem, scopes), cuts)
    while True:
        tree = _tree(rows, random, depth if random.random() < 0.9 else 0, [])
        try:
            bound = Bound(problem, scopes, rows).of_tree(tree)
        except Refused:  # A soft rule priced above its cost.
            continue
        if bound is not None:
            break
    return {
        "format": "abasto-award-certificate",
        "version": 1,
        "problem_sha256": sha256(written(raw)).hexdigest(),
        "awards": awards,
        "cost_e4_centavos": cost,
        "bound_e4_centavos": bound,
        "multiplier_bits": 40,
        "cuts": cuts,
        "tree": tree,
    }


def _cuts(problem: Problem, scopes: Scopes, random: Random) -> list[Any]:
    """Random cuts, those that hold."""
    rebates = problem.raw["rebates"]
    rules = problem.raw["rules"]
    kinds = {"cover": rules, "divert": rules, "threshold": rebates, "value": rebates, "reach": rebates}
    found: list[Any] = []
    for kind, ones in kinds.items():
        for one in ones * 3:
            cut = [kind, one["id"], *_given(kind, problem, random)]
            try:
                add_cuts(Rows(problem, scopes), [cut])
            except Refused:
                continue
            found.append(cut)
    return found


def _given(kind: str, problem: Problem, random: Random) -> list[Any]:
    lots = [lot["id"] for lot in problem.lots]
    some = random.sample(lots, random.randint(0, len(lots)))
    measure = random.choice((1, 1000, 10**6, 10**9))
    if kind == "cover":
        return [[[lot, random.randint(1, 200 * measure)] for lot in some]]
    rate = random.randint(1, 1000)
    if kind == "divert":
        first, *others = random.sample(lots, len(lots))
        return [
            [first, random.randint(1, 100 * measure)],
            rate,
            [[lot, [_step(measure, rate, random) for _ in range(random.randint(0, 3))]] for lot in others],
        ]
    if kind != "reach":
        return [some]
    parts = range(len(problem.part_bid))
    chosen = [(problem.bids[problem.part_bid[part]]["id"], problem.part_share[part]) for part in parts]
    weighed = [[bid, share, random.randint(1, 100 * rate * measure)] for bid, share in chosen if random.random() < 0.2]
    return [rate, weighed]


def _step(measure: int, rate: int, random: Random) -> list[int]:
    return [random.randint(1, 100 * measure), random.randint(1, 100 * rate * measure)]


def _tree(rows: Rows, random: Random, depth: int, taken: list[Any]) -> dict[str, Any]:
    names = random.sample(sorted(rows.rows), random.randint(0, min(6, len(rows.rows))))
    node: dict[str, Any] = {"multipliers": [[name, _multiplier(random)] for name in sorted(names)]}
    choices = [branch for branch in _branches(rows, random) if branch not in taken]
    if depth and choices:
        branch = random.choice(choices)
        node["branch"] = branch
        for key in ("no", "yes"):
            node[key] = _tree(rows, random, depth - 1, [*taken, branch])
    return node


def _multiplier(random: Random) -> int:
    return random.choice(
        (0, 1, random.getrandbits(30), random.getrandbits(40), random.getrandbits(46), random.getrandbits(55))
    )


def _branches(rows: Rows, random: Random) -> list[Any]:
    variables = [list(variable) for variable in rows.cost if variable[0] in ("rebate", "winner")]
    bids = [["bid", bid["id"]] for bid in rows.problem.bids]
    parts = [
        ["part", rows.problem.bids[bid]["id"], share]
        for bid, share in zip(rows.problem.part_bid, rows.problem.part_share, strict=True)
    ]
    return [random.choice(kind) for kind in (variables, bids, parts) if kind]
