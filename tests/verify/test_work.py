"""No file keeps its reader waiting for ever: work is counted where a small file can ask for much of it."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from abasto_verify import strict_json
from abasto_verify.bound import Bound
from abasto_verify.criterion import Criterion, limits
from abasto_verify.findings import Refused
from abasto_verify.problem import Problem
from abasto_verify.problem_shape import certificate as shape_of_certificate
from abasto_verify.problem_shape import problem as shape_of_problem
from abasto_verify.problem_shape import require_sense
from abasto_verify.rows import Rows
from abasto_verify.scopes import Scopes

from . import small_evidence, small_problem
from . import written_problem as write


def crowded(bidders: int, patterns: tuple[tuple[int, ...], ...], **lot: Any) -> dict[str, Any]:
    """One lot with many bids at the same price from one origin, and one bid from another, far beyond the spread."""
    one = small_problem.lot("L1", patterns, minimum_share_percent=0, ceiling_centavos=None, **lot)
    origins = ["MX"] * bidders + ["IN"]
    prices = [1000] * bidders + [9000]
    bids = [
        small_problem.bid(f"B{place}", "L1", f"S{place}", origin, price, minimum_pieces=0)
        for place, (origin, price) in enumerate(zip(origins, prices, strict=True))
    ]
    raw = write.raw_problem(small_problem.PROBLEM) | {"rules": [], "rebates": []}
    made = {
        "lots": [raw["lots"][0] | json.loads(json.dumps(vars(one)))],
        "bids": [json.loads(json.dumps(vars(bid))) for bid in bids],
        "suppliers": [{"id": f"S{place}", "size": "large", "country": "MX"} for place in range(bidders + 1)],
    }
    shape_of_problem(raw | made)
    require_sense(raw | made)
    return raw | made


def test_a_search_that_finds_no_column_for_long_ends() -> None:
    """C(300, 5) choices, every one of a single origin: no column is found and none is counted."""
    with pytest.raises(Refused) as refused:
        Problem(crowded(300, ((20, 20, 20, 20, 20),), needs_second_origin=True), most_steps=50_000)
    assert refused.value.code == "too-much-work"


def test_many_patterns_of_shares_that_nobody_can_take_cost_nothing() -> None:
    patterns = tuple((high, low, 1) for high in range(34, 90) for low in range(1, 100 - high) if low <= high)
    raw = crowded(10, ((2,), *patterns))
    for bid in raw["bids"]:
        bid["capacity_by_period_pieces"] = [1, 1]
    problem = Problem(raw, most_steps=100_000)
    assert problem.columns == 11


def test_a_tree_that_counts_the_columns_again_in_every_leaf_ends() -> None:
    raw, claim = small_problem.made()
    leaf: dict[str, Any] = {"multipliers": []}
    for depth in range(10):
        changed = {**deepcopy(leaf), "multipliers": [["rule:cap-s1", depth + 1]]}
        leaf = {"branch": ["bid", "B01"], "no": leaf, "yes": changed, "multipliers": []}
    shape_of_certificate(claim | {"tree": leaf})
    enough, little = Problem(raw), Problem(raw, most_steps=20_000)
    assert Bound(enough, Scopes(enough), Rows(enough, Scopes(enough))).of_tree(leaf) <= claim["cost_e4_centavos"]
    with pytest.raises(Refused) as refused:
        Bound(little, Scopes(little), Rows(little, Scopes(little))).of_tree(leaf)
    assert refused.value.code == "too-much-work"


def test_rules_on_winners_do_not_fill_the_memory_with_rows() -> None:
    raw = crowded(200, ((100,),))
    rule = write.raw_problem(small_problem.PROBLEM)["rules"][5]
    raw["rules"] = [rule | {"id": f"rule-{place}"} for place in range(100)]
    problem = Problem(raw, most_steps=1_000_000)
    with pytest.raises(Refused) as refused:
        Rows(problem, Scopes(problem))
    assert refused.value.code == "too-much-work"


def test_a_key_twice_among_a_hundred_thousand_is_found_at_once(tmp_path: Path) -> None:
    keys = [f'"{place}":0' for place in range(100_000)]
    path = tmp_path / "x.json"
    path.write_text("{" + ",".join([*sorted(keys), keys[-1]]) + "}", "utf-8")
    data, value = strict_json.read(str(path))
    with pytest.raises(Refused) as refused:
        strict_json.require_canonical(data, strict_json.canonical(value), str(path))
    assert (refused.value.code, refused.value.values["key"]) == ("key-twice", "99999")


def test_the_preponderant_offers_of_thirty_thousand_are_found_at_once() -> None:
    """Prices 30,001 to 60,000, one each: from 54,540 on a group has 5,455 of them; the lowest is taken."""
    changes = {"not_convenient_base": "accepted_offers_preponderant", "not_convenient_percent": "0"}
    rules = Criterion(small_evidence.RULES | changes)
    bid = small_evidence.opening("A1")["facts"]
    offers = [bid | {"price_centavos": price} for price in range(60_000, 30_000, -1)]
    assert limits(rules, small_evidence.LOTS[0], offers, has_all=True).lowest == (54_540 + 59_994) // 2
