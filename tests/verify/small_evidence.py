"""A small evidence decided by hand, lot by lot, with its openings; written from docs/award-evidence.md alone."""

import json
from copy import deepcopy
from hashlib import sha256
from typing import Any

RULES = {
    "citations": {"spread_percent": "Convocatoria, numeral 5.2", "evaluation": "LAASSP 2025 art. 5"},
    "evaluation": "binary",
    "character": "treaties",
    "covered_countries": ["DE", "US"],
    "home_country": "MX",
    "national_content_percent": "65",
    "share_patterns": ["100", "60/40"],
    "spread_percent": "10",
    "statistic": "median",
    "not_acceptable_percent": "10",
    "not_convenient_percent": "40",
    "not_convenient_base": "market_research",
    "not_convenient_rejects": True,
    "preponderant_range_percent": "10",
    "tie_break": ["msme", "draw"],
    "minimum_share_percent": "20",
    "preference_percent": "0",
    "technical_weight": "0",
    "economic_weight": "0",
    "technical_minimum": "0",
    "least_net_benefit_centavos": 0,
    "second_place_margin_percent": "10",
}


def lot(name: str, shares: list[int], maximum: list[int], minimum: list[int], **changes: Any) -> dict[str, Any]:
    facts = {"ceiling_centavos": 130, "median_centavos": "110", "mean_centavos": "110", "sources": 3}
    pieces = {"lot_buyers": [0, 1], "maximum_by_buyer": maximum, "minimum_by_buyer": minimum}
    return {"id": name, "clave": f"010.000.{name}", "shares": shares, **pieces} | facts | changes


LOTS = [
    lot("LA", [60, 40], [60, 40], [24, 16]),
    lot("LB", [100], [50, 10], [20, 4], lot_buyers=[0, 2]),
    lot("LC", [100], [10, 10], [4, 4]),
    lot("LD", [100], [10, 10], [4, 4]),
    lot("LE", [100], [10, 10], [4, 4]),
    lot("LF", [60, 40], [60, 40], [24, 16]),
    lot("LG", [100], [70, 30], [28, 12]),
]

# Lot, supplier, centavos, and what else differs from the facts in `opening`.
BIDS: dict[str, tuple[str, str, int, dict[str, Any]]] = {
    "A1": ("LA", "S1", 100, {}),
    "A2": ("LA", "S2", 105, {}),
    "A3": ("LA", "S3", 109, {"supplier_size": "micro"}),
    "A4": ("LA", "S4", 112, {}),
    "B1": ("LB", "S1", 100, {"supplier_size": "micro", "draw_place": 2}),
    "B2": ("LB", "S2", 100, {"supplier_size": "micro", "draw_place": 1}),
    "B3": ("LB", "S3", 90, {"is_debarred": True}),
    "B4": ("LB", "S4", 60, {}),
    "C1": ("LC", "S1", 100, {}),
    "C2": ("LC", "S2", 100, {}),
    "E1": ("LE", "S1", 125, {}),
    "E2": ("LE", "S2", 100, {"documents_lacking": ["sanitary_registration"]}),
    "E3": ("LE", "S3", 100, {"country": "CN", "is_annulled": False}),
    "F1": ("LF", "S1", 100, {"capacity_pieces": 30}),
    "F2": ("LF", "S2", 101, {"capacity_pieces": 19}),
    "G1": ("LG", "S1", 100, {"has_declined": True}),
    "G2": ("LG", "S2", 104, {}),
    "G3": ("LG", "S3", 115, {}),
    "G4": ("LG", "S4", 80, {"is_annulled": True}),
}


def decided(lot: str, state: str, reason: str, winners: list[Any], outcomes: list[Any]) -> dict[str, Any]:
    keys = ("bid", "share_percent", "maximum_by_buyer", "minimum_by_buyer")
    won = [dict(zip(keys, winner, strict=True)) for winner in winners]
    return {"lot": lot, "state": state, "reason": reason, "winners": won, "outcomes": outcomes}


DECISIONS = [
    decided(
        "LA",
        "awarded",
        "",
        [["A1", 60, [36, 24], [14, 10]], ["A2", 40, [24, 16], [10, 6]]],
        [["A1", 1, ""], ["A2", 2, ""], ["A3", 3, "not-among-winners"], ["A4", 4, "outside-spread"]],
    ),
    decided(
        "LB",
        "awarded",
        "",
        [["B2", 100, [50, 10], [20, 4]]],
        [["B1", 2, "not-among-winners"], ["B2", 1, ""], ["B3", 0, "debarred"], ["B4", 0, "below-convenient"]],
    ),
    decided("LC", "undecided", "draw-not-recorded", [], []),
    decided("LD", "not-awarded", "no-bid", [], []),
    decided(
        "LE",
        "not-awarded",
        "not-covered",
        [],
        [["E1", 0, "above-ceiling"], ["E2", 0, "documents"], ["E3", 0, "not-covered"]],
    ),
    decided(
        "LF",
        "awarded-in-part",
        "capacity",
        [["F1", 60, [18, 12], [7, 5]]],
        [["F1", 1, ""], ["F2", 0, "capacity"]],
    ),
    decided(
        "LG",
        "awarded",
        "",
        [["G2", 100, [70, 30], [28, 12]]],
        [["G1", 0, "did-not-sign"], ["G2", 1, ""], ["G3", 0, "beyond-second-place-margin"], ["G4", 0, "by-resolution"]],
    ),
]


def opening(bid: str) -> dict[str, Any]:
    lot, supplier, price, changes = BIDS[bid]
    facts: dict[str, Any] = {
        "lot": lot,
        "supplier": supplier,
        "price_centavos": price,
        "capacity_pieces": 1000,
        "documents_lacking": [],
        "is_debarred": False,
        "supplier_size": "large",
        "country": "MX",
        "national_content_percent": None,
        "technical_points": None,
        "other_costs_centavos": 0,
        "benefit_centavos": 0,
        "draw_place": None,
        "has_declined": False,
        "is_annulled": False,
    }
    return {"id": bid, "salt": sha256(f"secret/{bid}".encode()).hexdigest(), "facts": facts | changes}


def made(bids: list[str] | None = None) -> tuple[dict[str, Any], dict[str, Any]]:
    """The evidence and the openings of these bids (all), fresh, to be changed."""
    openings = [opening(bid) for bid in sorted(BIDS)]
    evidence = {
        "format": "abasto-award-evidence",
        "version": 1,
        "round": "example",
        "procedure": "LA-1",
        "origin": "synthetic",
        "currency": "MXN",
        "rules": deepcopy(RULES),
        "buyers": ["IMSS", "ISSSTE", "PEMEX"],
        "lots": deepcopy(LOTS),
        "bids": [
            {
                "id": one["id"],
                "lot": one["facts"]["lot"],
                "supplier": one["facts"]["supplier"],
                "commitment": digest(one),
            }
            for one in openings
        ],
        "decisions": deepcopy(DECISIONS),
    }
    evidence["root"] = root_of(evidence)
    opened = [one for one in openings if bids is None or one["id"] in bids]
    return evidence, {"format": "abasto-award-openings", "version": 1, "root": evidence["root"], "openings": opened}


def root_of(evidence: dict[str, Any]) -> str:
    body = {key: value for key, value in evidence.items() if key not in ("root", "decisions")}
    text = f"abasto-award-evidence/1\n{digest(body)}\n{digest(evidence.get('decisions'))}\n"
    return sha256(text.encode()).hexdigest()


def digest(value: Any) -> str:
    return sha256(written(value)).hexdigest()


def written(value: Any) -> bytes:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.replace('"DIGITS"', "1" * 5000).encode("utf-8", "surrogatepass")
