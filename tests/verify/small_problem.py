"""A small problem with every kind of rule, rebate, cut and branch, its cheapest award, and a certificate of it."""

from copy import deepcopy
from functools import cache
from typing import Any

from abasto.engines.award.problem import Bid, Lot, Problem, Rebate, Rule, Supplier
from abasto_verify import bound, cuts, problem, rows, scopes

from . import written_problem as write

SUPPLIERS = tuple(
    Supplier(name, size, country)
    for name, size, country in (
        ("S1", "large", "MX"),
        ("S2", "medium", "IN"),
        ("S3", "micro", "CN"),
        ("S4", "small", "MX"),
    )
)


def lot(name: str, patterns: tuple[tuple[int, ...], ...], **changes: Any) -> Lot:
    facts: dict[str, Any] = {
        "code": f"010.{name}",
        "region": "",
        "pieces_by_institution": (60, 40),
        "pieces_by_period": (50, 50),
        "ceiling_centavos": 1200,
        "share_patterns_percent": patterns,
        "spread_permyriad": 1000,
        "shares_follow_price": True,
        "minimum_share_percent": 10,
        "needs_second_origin": False,
        "preferred_origins": (),
        "preference_permyriad": 0,
        "unserved_centavos": 2000,
    }
    return Lot(id=name, **(facts | changes))


def bid(name: str, lot: str, supplier: str, origin: str, price: int, **changes: Any) -> Bid:
    facts: dict[str, Any] = {"capacity_by_period_pieces": None, "minimum_pieces": 1, "nondelivery_ppm": 0}
    facts |= {"prices": ((1, price),), "suppliers": (supplier,)} | changes
    return Bid(id=name, lot=lot, origin=origin, **facts)


LOTS = (
    lot("L1", ((100,), (60, 40))),
    lot("L2", ((60, 40), (100,)), needs_second_origin=True),
    lot("L3", ((100,), (80,)), preferred_origins=("MX",), preference_permyriad=1000, minimum_share_percent=50),
    lot("L4", ((100,),)),
    lot("L5", ((50, 30, 20), (100,)), spread_permyriad=2000),
)
BIDS = (
    bid("B01", "L1", "S1", "MX", 1000),
    bid("B02", "L1", "S2", "IN", 1050),
    bid("B03", "L1", "S3", "CN", 1300),
    bid("B04", "L1", "S4", "MX", 1150),
    bid("B05", "L2", "S1", "MX", 900, nondelivery_ppm=20_000),
    bid("B06", "L2", "S2", "IN", 940),
    bid("B07", "L2", "S4", "MX", 910),
    bid("B08", "L3", "S3", "CN", 800, prices=((1, 850), (100, 800))),
    bid("B09", "L3", "S4", "MX", 870, capacity_by_period_pieces=(40, 40)),
    bid("B10", "L4", "S1", "MX", 1500),
    bid("B11", "L5", "S1", "MX", 1000),
    bid("B12", "L5", "S2", "IN", 1010, minimum_pieces=25),
    bid("B13", "L5", "S3", "CN", 1100),
    bid("B14", "L5", "S4", "MX", 1150, suppliers=("S4", "S2")),
)
RULES = (
    Rule("cap-s1", "money", "at-most", limit=150_000, suppliers=("S1",)),
    Rule("capacity-s2", "pieces", "at-most", limit=60, suppliers=("S2",), periods=("Q1",)),
    Rule("budget-a", "money", "at-most", limit=180_000, institutions=("A",), soft_centavos=2),
    Rule("share-s4", "money", "at-most", limit_percent=40, suppliers=("S4",), is_exempt_if_only_source=True),
    Rule("small-firms", "money", "at-least", limit_percent=20, sizes=("micro", "small"), soft_centavos=1),
    Rule("few-winners", "winners", "at-most", limit=3, soft_centavos=4000),
    Rule("some-winners", "winners", "at-least", limit=2, suppliers=("S1", "S2", "S3"), soft_centavos=100),
)
REBATES = (
    Rebate("volume-s2", "lump", "S2", measure="pieces", threshold=110, rebate_centavos=8000),
    Rebate("two-percent-s1", "percent", "S1", threshold=100_000, percent=2),
    Rebate("both-s1", "bundle", "S1", lots=("L1", "L2"), minimum_share_percent=50, rebate_centavos=3000),
)
PROBLEM = Problem(
    title="Problema sintético de comprobación",
    origin="synthetic",
    currency="MXN",
    is_awardable=False,
    institutions=("A", "B"),
    periods=("Q1", "Q2"),
    nondelivery_weight_permyriad=10_000,
    suppliers=SUPPLIERS,
    lots=LOTS,
    bids=BIDS,
    rules=RULES,
    rebates=REBATES,
)
WEIGHTS = [["B12", 30, 3000], ["B12", 100, 10_000], ["B14", 100, 10_000]]
CUTS = [
    ["cover", "cap-s1", [["L1", 10_000_000], ["L5", 5_000_001]]],
    ["threshold", "volume-s2", ["L1"]],
    ["value", "two-percent-s1", ["L1", "L2"]],
    ["reach", "volume-s2", 1, [["B02", 40, 4100], ["B02", 100, 10_100], ["B06", 40, 4000], *WEIGHTS]],
    ["divert", "cap-s1", ["L1", 10_000_000], 1, [["L5", [[6_000_000, 6_000_000], [1, 8_000_000]]]]],
    [
        "split",
        ["rebate", "both-s1"],
        [["rebate:both-s1:L2", 212_460_086_634_610_688]],
        [
            ["rebate:both-s1:L1", 35_410_014_439_086_727_168],
            ["rebate:volume-s2", 3_576_411_458_347_746],
            ["rule:budget-a", 5_901_669_073_181],
        ],
        [["L2", 0, -16_682_304], ["L3", 0, -25_764_176]],
        [[["rebate", "volume-s2"], 39_340_526_041_825_206_000, 0]],
    ],
    [
        "split",
        ["part", "B12", 100],
        [
            ["cut:2", 42_949_677_255],
            ["rebate:both-s1:L1", 24_605_008_598_939_168_768],
            ["rebate:volume-s2", 7_996_448_202_007_283],
        ],
        [
            ["cut:5", 1 << 38],
            ["rebate:both-s1:L2", 24_605_008_598_939_168_768],
            ["rebate:two-percent-s1:value", 42_949_677_255],
            ["rule:budget-a", 186_916_976_721_920],
            ["rule:capacity-s2", 91_523_347_896_074_240],
        ],
        [
            ["L1", 23_781_534, -1_019_218_750],
            ["L2", 29_090_909, -1_078_000_000],
            ["L3", 0, -816_000_000],
            ["L5", 781_250, -1_475_618_750],
        ],
        [
            [["rebate", "two-percent-s1"], 1_322_850_059_454_000_000, 0],
            [["rebate", "volume-s2"], 0, 87_960_930_222_080_000_000],
        ],
    ],
]
TREE = {
    "multipliers": [
        ["cut:0", 3 << 50],
        ["link:few-winners:S4:L2", 4_000_000 << 40],
        ["rebate:two-percent-s1:open", 1 << 40],
        ["rebate:volume-s2", 7_000 << 40],
        ["rule:cap-s1", 5 << 40],
        ["rule:small-firms", 1 << 37],
    ],
    "branch": ["bid", "B06"],
    "no": {"multipliers": [["rule:cap-s1", 0]]},
    "yes": {
        "multipliers": [["rule:capacity-s2", 9_000 << 40]],
        "branch": ["rebate", "volume-s2"],
        "no": {
            "branch": ["part", "B05", 60],
            "multipliers": [],
            "no": {"multipliers": []},
            "yes": {"multipliers": [["rule:cap-s1", 7 << 40]]},
        },
        "yes": {
            "branch": ["winner", "few-winners", "S3"],
            "multipliers": [],
            "no": {"multipliers": []},
            "yes": {
                "multipliers": [
                    ["cut:1", 1 << 40],
                    ["cut:2", 1 << 40],
                    ["cut:3", 1 << 33],
                    ["cut:4", 1 << 30],
                    ["cut:5", 1 << 40],
                    ["cut:6", 1 << 38],
                ],
            },
        },
    },
}


@cache
def _made() -> tuple[dict[str, Any], dict[str, Any]]:
    from ..engines.award.twin import cheapest

    best = cheapest(PROBLEM)
    assert best is not None
    cost, award = best
    raw = write.raw_problem(PROBLEM)
    claim = write.certificate(raw, write.awards_of(PROBLEM, award), cost) | {
        "cuts": deepcopy(CUTS),
        "tree": deepcopy(TREE),
    }
    claim["bound_e4_centavos"] = proven(raw, claim)
    return raw, claim


def proven(raw: dict[str, Any], claim: dict[str, Any]) -> int:
    """The bound that the leaves of a certificate prove."""
    opened = problem.Problem(raw)
    known = scopes.Scopes(opened)
    return bound.Bound(opened, known, cuts.add_cuts(rows.Rows(opened, known), claim["cuts"])).of_tree(claim["tree"])


def made() -> tuple[dict[str, Any], dict[str, Any]]:
    """The problem and its certificate as JSON values, fresh, to be changed."""
    return deepcopy(_made())
