"""Small problems at their edges, and cuts as tight as their checks allow: what whoever cheats would hide in.

Joint bids, exempt lots, limits of 0, empty filters, prices of 0, soft rules that cost nothing, patterns nobody fills.
"""

from random import Random
from typing import Any

from abasto_verify.cuts import add_cuts
from abasto_verify.findings import Refused
from abasto_verify.problem import Problem
from abasto_verify.rows import Rows
from abasto_verify.scopes import Scopes, scope_of_rebate, scope_of_rule

from .random_splits import add_splits

SPLITS = 5
ORIGINS = ["MX", "IN", "CN"]
PATTERNS = (
    [[100]],
    [[100], [60, 40]],
    [[60, 40], [60, 40]],
    [[50, 30, 20], [100], [80]],
    [[50, 50], [40, 30, 30], [100]],
    [],
    [[30, 30, 30], [34, 33, 33]],
    [[1], [100]],
)


def hostile(seed: int) -> dict[str, Any]:
    """The JSON value of a problem."""
    random = Random(seed)
    suppliers = [f"S{place}" for place in range(random.randint(1, 4))]
    lots = [_lot(f"L{place}", random) for place in range(random.randint(1, 3))]
    names = [lot["id"] for lot in lots]
    return {
        "format": "abasto-award-problem",
        "version": 1,
        "title": "Problema sintético",
        "origin": "synthetic",
        "currency": "MXN",
        "is_awardable": False,
        "institutions": ["A", "B"],
        "periods": ["P", "Q"],
        "nondelivery_weight_permyriad": random.choice((0, 5000, 10_000)),
        "suppliers": [{"id": one, "size": random.choice(("micro", "large")), "country": "MX"} for one in suppliers],
        "lots": lots,
        "bids": [_bid(f"B{place}", names, suppliers, random) for place in range(random.randint(1, 3 * len(lots) + 2))],
        "rules": [_rule(f"r{place}", names, suppliers, random) for place in range(random.randint(0, 4))],
        "rebates": [_rebate(f"d{place}", names, suppliers, random) for place in range(random.randint(0, 3))],
    }


def _lot(name: str, random: Random) -> dict[str, Any]:
    pieces = random.choice((1, 2, 3, 10, 100))
    first, early = random.randint(0, pieces), random.randint(0, pieces)
    return {
        "id": name,
        "code": "010.000",
        "region": "",
        "pieces_by_institution": [first, pieces - first],
        "pieces_by_period": [early, pieces - early],
        "ceiling_centavos": random.choice((None, None, 8, 20)),
        "share_patterns_percent": random.choice(PATTERNS),
        "spread_permyriad": random.choice((0, 1000, 10_000, 100_000)),
        "shares_follow_price": random.random() < 0.5,
        "minimum_share_percent": random.choice((0, 0, 1, 30)),
        "needs_second_origin": random.random() < 0.3,
        "preferred_origins": random.choice(([], ["MX"], ["MX", "CN"])),
        "preference_permyriad": random.choice((0, 1500, 30_000)),
        "unserved_centavos": random.choice((0, 1, 10, 30)),
    }


def _bid(name: str, lots: list[str], suppliers: list[str], random: Random) -> dict[str, Any]:
    later = [[random.choice((30, 40, 50, 60, 100)), random.randint(0, 12)]]
    return {
        "id": name,
        "lot": random.choice(lots),
        "suppliers": random.sample(suppliers, min(len(suppliers), random.choice((1, 1, 1, 2, 3)))),
        "origin": random.choice(ORIGINS),
        "prices": [[1, random.randint(0, 12)], *(later if random.random() < 0.4 else [])],
        "capacity_by_period_pieces": random.choice((None, None, None, [random.randint(0, 60), random.randint(0, 60)])),
        "minimum_pieces": random.choice((0, 0, 1, 5)),
        "nondelivery_ppm": random.choice((0, 0, 500_000, 1_000_000)),
    }


def _some(names: list[str], random: Random, chance: float = 0.5) -> list[str] | None:
    return random.sample(names, random.randint(0, len(names))) if random.random() < chance else None


def _rule(name: str, lots: list[str], suppliers: list[str], random: Random) -> dict[str, Any]:
    kind = random.choice(("pieces", "money", "winners"))
    is_winners, where = kind == "winners", random.random()
    is_percent = not is_winners and random.random() < 0.45
    limits = (0, 1, 1, 2, 3) if is_winners else (0, 1, 5, 20, 50, 100, 300, 1000)
    return {
        "id": name,
        "kind": kind,
        "sense": random.choice(("at-most", "at-most", "at-least")),
        "limit": None if is_percent else random.choice(limits),
        "limit_percent": random.choice((0, 1, 20, 50, 80, 99, 100)) if is_percent else None,
        "suppliers": _some(suppliers, random),
        "sizes": _some(["micro", "large"], random, 0.3),
        "origins": None if is_winners else _some(ORIGINS, random, 0.3),
        "lots": _some(lots, random, 0.4),
        "institutions": _some(["A", "B"], random, 1) if where < 0.25 and not is_winners else None,
        "periods": _some(["P", "Q"], random, 1) if where > 0.75 and not is_winners else None,
        "is_exempt_if_only_source": random.random() < 0.35,
        "soft_centavos": random.choice((None, None, 0, 1, 3, 20)),
    }


def _rebate(name: str, lots: list[str], suppliers: list[str], random: Random) -> dict[str, Any]:
    some = _some(lots, random)
    one = {"id": name, "supplier": random.choice(suppliers), "lots": some}
    back = {"rebate_centavos": random.choice((0, 5, 50, 500, 5000))}
    kind = random.choice(("lump", "percent", "bundle"))
    if kind == "bundle":
        share = random.choice((1, 30, 40, 50, 60, 100))
        return one | back | {"kind": kind, "lots": some or [random.choice(lots)], "minimum_share_percent": share}
    one |= {"kind": kind, "threshold": random.choice((1, 2, 10, 30, 60, 100, 300))}
    if kind == "lump":
        return one | back | {"measure": random.choice(("pieces", "money"))}
    return one | {"percent": random.choice((0, 1, 5, 50, 100))}


def tight_cuts(problem: Problem, seed: int) -> list[Any]:
    """Cuts that are accepted, their figures at measures that columns have, or one beside them."""
    random = Random(seed)
    scopes = Scopes(problem)
    rows = Rows(problem, scopes)
    tried = [cut for rule in rows.rules.values() for cut in _of_rule(rows, rule, random)]
    tried += [cut for rebate in rows.rebates.values() for cut in _of_rebate(rows, rebate, random)]
    found = []
    for cut in tried:
        try:
            add_cuts(Rows(problem, scopes), [cut])
        except Refused:
            continue
        found.append(cut)
    cuts = random.sample(found, min(14, len(found)))
    add_splits(add_cuts(rows, cuts), cuts, SPLITS, random)
    return cuts


def _of_rule(rows: Rows, rule: dict[str, Any], random: Random) -> list[Any]:
    if rule["kind"] == "winners":
        return []
    problem, limit = rows.problem, 100 * (rule["limit"] or 0)
    parts = rows.part_measures(scope_of_rule(rule))
    measures = {
        lot["id"]: sorted({sum(parts.get(part, 0) for part in column) for column in columns})
        for lot, columns in zip(problem.lots, problem.columns_of_lot, strict=True)
    }

    def near(lot: str) -> int:
        return max(1, random.choice(measures[lot] or [1]) + random.choice((-1, 0, 0, 1)))

    cuts: list[Any] = []
    for _ in range(6):
        first, *others = random.sample(list(measures), len(measures))
        cover = [[lot, near(lot)] for lot in (first, *others)]
        cover[-1][1] = max(1, cover[-1][1] + limit + random.choice((0, 1)) - sum(least for _, least in cover))
        rate, least = random.choice((1, 2, 7)), random.choice((near(first), limit + 1))
        steps = [
            [lot, [[one, rate * max(1, measures[lot][-1] - one + 1)] for one in measures[lot] if one]] for lot in others
        ]
        if random.random() < 0.5:
            steps = [[lot, [[near(lot), rate * near(lot)] for _ in range(random.randint(0, 3))]] for lot in others]
        cuts += [["cover", rule["id"], cover], ["divert", rule["id"], [first, least], rate, steps]]
    return cuts


def _of_rebate(rows: Rows, rebate: dict[str, Any], random: Random) -> list[Any]:
    if rebate["kind"] == "bundle":
        return []
    problem, cuts = rows.problem, []
    for _ in range(6):
        some, rate = random.sample(list(problem.lot_place), random.randint(0, len(problem.lots))), random.choice((1, 3))
        weights = [
            [problem.bids[problem.part_bid[part]]["id"], problem.part_share[part], max(1, rate * measure + off)]
            for part, measure in rows.part_measures(scope_of_rebate(rebate)).items()
            if (off := random.choice((-300, -1, 0, 0, 1, 300))) or random.random() < 0.8
        ]
        cuts += [["threshold", rebate["id"], some], ["reach", rebate["id"], rate, weights]]
        cuts += [["value", rebate["id"], some]] if rebate["kind"] == "percent" else []
    return cuts
