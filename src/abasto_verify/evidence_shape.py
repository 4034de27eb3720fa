"""The shape of the evidence of a lawful award and of the openings of its bids (docs/award-evidence.md)."""

import re
from fractions import Fraction
from typing import Any

from .findings import Refused
from .problem_shape import SIZES
from .shape import (
    MOST,
    boolean,
    country,
    digest,
    each,
    fraction,
    ident,
    maybe,
    one_of,
    pair,
    percent,
    record,
    text,
    unique,
    whole,
    wholes,
    words,
)

EVIDENCE, OPENINGS = "abasto-award-evidence", "abasto-award-openings"
PATTERN = re.compile(r"[1-9][0-9]{0,2}(/[1-9][0-9]?){0,4}")
DEFECTS = (
    "by-resolution",
    "did-not-sign",
    "debarred",
    "not-covered",
    "documents",
    "technical-minimum",
    "below-convenient",
    "above-ceiling",
    "capacity",
    "no-net-benefit",
    "beyond-second-place-margin",
)
REASONS = ("", *DEFECTS, "outside-spread", "not-among-winners")
STATES = ("awarded", "awarded-in-part", "not-awarded", "undecided")


def _supplier(value: Any) -> None:
    if value != "":
        ident(value)


def _country_or_none(value: Any) -> None:
    if value != "":
        country(value)


def _citations(value: Any) -> None:
    if type(value) is not dict:
        raise Refused("not-an-object", value=repr(value)[:60])
    for name, citation in value.items():
        ident(name)
        words(citation)


rules = record(
    {
        "citations": _citations,
        "evaluation": one_of("binary", "points", "cost-benefit"),
        "character": one_of("national", "treaties", "open"),
        "covered_countries": each(country),
        "home_country": _country_or_none,
        "national_content_percent": percent,
        "share_patterns": each(text(PATTERN, "not-a-pattern"), 1),
        "spread_percent": percent,
        "statistic": one_of("median", "mean"),
        "not_acceptable_percent": percent,
        "not_convenient_percent": percent,
        "not_convenient_base": one_of("market_research", "accepted_offers_preponderant"),
        "not_convenient_rejects": boolean,
        "preponderant_range_percent": percent,
        "tie_break": each(one_of("msme", "draw"), 1, 2),
        "minimum_share_percent": percent,
        "preference_percent": percent,
        "technical_weight": percent,
        "economic_weight": percent,
        "technical_minimum": percent,
        "least_net_benefit_centavos": whole(-MOST),
        "second_place_margin_percent": percent,
    }
)
CLOSABLE = {
    "ceiling_centavos": maybe(whole()),
    "median_centavos": maybe(fraction),
    "mean_centavos": maybe(fraction),
    "sources": whole(),
}
_lot_open = {
    "id": ident,
    "clave": ident,
    "shares": each(whole(1, 100), 1, 5),
    "maximum_by_buyer": wholes,
    "minimum_by_buyer": wholes,
    "lot_buyers": wholes,
}


def _lot(value: Any) -> None:
    closed = [key for key in CLOSABLE if type(value) is not dict or key not in value]
    own = {key: checker for key, checker in CLOSABLE.items() if key not in closed}
    record(_lot_open | own | ({"commitment": digest} if closed else {}))(value)


_winner = record({"bid": ident, "share_percent": whole(1, 100), "maximum_by_buyer": wholes, "minimum_by_buyer": wholes})
_decision = record(
    {
        "lot": ident,
        "state": one_of(*STATES),
        "reason": one_of("", "no-bid", "draw-not-recorded", *DEFECTS),
        "winners": each(_winner, 0, 5),
        "outcomes": each(pair(ident, whole(), one_of(*REASONS))),
    }
)
evidence = record(
    {
        "format": one_of(EVIDENCE),
        "version": one_of(1),
        "round": ident,
        "procedure": ident,
        "origin": one_of("published", "derived", "synthetic"),
        "currency": ident,
        "rules": rules,
        "buyers": each(ident),
        "lots": each(_lot),
        "bids": each(record({"id": ident, "lot": ident, "supplier": _supplier, "commitment": digest})),
        "decisions": each(_decision),
        "root": digest,
    }
)
bid_facts = record(
    {
        "lot": ident,
        "supplier": ident,
        "price_centavos": whole(1),
        "capacity_pieces": whole(),
        "documents_lacking": each(ident),
        "is_debarred": boolean,
        "supplier_size": one_of(*SIZES),
        "country": country,
        "national_content_percent": maybe(percent),
        "technical_points": maybe(percent),
        "other_costs_centavos": whole(),
        "benefit_centavos": whole(),
        "draw_place": maybe(whole(1)),
        "has_declined": boolean,
        "is_annulled": boolean,
    }
)


def _facts(value: Any) -> None:
    """Of a bid, or of the closed fields of a lot."""
    if type(value) is dict and value and value.keys() <= CLOSABLE.keys():
        record({key: CLOSABLE[key] for key in value})(value)
    else:
        bid_facts(value)


openings = record(
    {
        "format": one_of(OPENINGS),
        "version": one_of(1),
        "root": digest,
        "openings": each(record({"id": ident, "salt": digest, "facts": _facts})),
    }
)


def require_sense(evidence: dict[str, Any]) -> None:
    """Names that exist, none twice, lists in order and of one length, weights that add up. Raises `Refused`."""
    unique("buyers", evidence["buyers"])
    unique("lots", [lot["id"] for lot in evidence["lots"]])
    lots = {lot["id"] for lot in evidence["lots"]}
    last = ""
    for bid in evidence["bids"]:
        if bid["id"] <= last:
            raise Refused("bids-not-sorted", bid=bid["id"])
        last = bid["id"]
        if bid["lot"] not in lots:
            raise Refused("unknown-name", where=bid["id"], id=bid["lot"])
    patterns = evidence["rules"]["share_patterns"]
    for lot in evidence["lots"]:
        places, maximum, minimum = lot["lot_buyers"], lot["maximum_by_buyer"], lot["minimum_by_buyer"]
        if (
            len({len(places), len(maximum), len(minimum)}) > 1
            or sorted(set(places)) != places
            or places[-1:] > [len(evidence["buyers"]) - 1]
        ):
            raise Refused("lot-buyers", lot=lot["id"])
        if not sum(maximum) or any(least > most for least, most in zip(minimum, maximum, strict=True)):
            raise Refused("lot-pieces", lot=lot["id"])
        if (
            "/".join(map(str, lot["shares"])) not in patterns
            or sum(lot["shares"]) != 100
            or lot["shares"] != sorted(lot["shares"], reverse=True)
        ):
            raise Refused("lot-shares", lot=lot["id"])
    weights = [Fraction(evidence["rules"][key]) for key in ("technical_weight", "economic_weight")]
    if evidence["rules"]["evaluation"] == "points" and sum(weights) != 100:
        raise Refused("weights-not-whole", first=weights[0], second=weights[1])
    if evidence["rules"]["tie_break"][-1] != "draw" or evidence["rules"]["tie_break"] == ["draw", "draw"]:
        raise Refused("tie-break")
