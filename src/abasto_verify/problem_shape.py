"""The shape of a problem and of a certificate, as docs/award-problem.md gives them."""

import re
from itertools import pairwise
from typing import Any

from .findings import Refused
from .shape import (
    MOST,
    boolean,
    country,
    digest,
    each,
    ident,
    maybe,
    one_of,
    pair,
    record,
    text,
    unique,
    whole,
    wholes,
    words,
)

SIZES = ("micro", "small", "medium", "large")
MOST_WINNERS = 5
DEEPEST_TREE = 200
PROBLEM, CERTIFICATE = "abasto-award-problem", "abasto-award-certificate"

_ids = each(ident)
_share = whole(1, 100)
_lot = record(
    {
        "id": ident,
        "code": ident,
        "region": words,
        "pieces_by_institution": wholes,
        "pieces_by_period": wholes,
        "ceiling_centavos": maybe(whole()),
        "share_patterns_percent": each(each(_share, 1, MOST_WINNERS)),
        "spread_permyriad": whole(),
        "shares_follow_price": boolean,
        "minimum_share_percent": whole(0, 100),
        "needs_second_origin": boolean,
        "preferred_origins": each(country),
        "preference_permyriad": whole(),
        "unserved_centavos": whole(),
    }
)
_bid = record(
    {
        "id": ident,
        "lot": ident,
        "suppliers": each(ident, 1),
        "origin": country,
        "prices": each(pair(_share, whole()), 1),
        "capacity_by_period_pieces": maybe(wholes),
        "minimum_pieces": whole(),
        "nondelivery_ppm": whole(0, 1_000_000),
    }
)
_rule = record(
    {
        "id": ident,
        "kind": one_of("pieces", "money", "winners"),
        "sense": one_of("at-most", "at-least"),
        "limit": maybe(whole()),
        "limit_percent": maybe(whole(0, 100)),
        "suppliers": maybe(_ids),
        "sizes": maybe(each(one_of(*SIZES))),
        "origins": maybe(each(country)),
        "lots": maybe(_ids),
        "institutions": maybe(_ids),
        "periods": maybe(_ids),
        "is_exempt_if_only_source": boolean,
        "soft_centavos": maybe(whole()),
    }
)
_rebate_head = {"id": ident, "kind": one_of("lump", "percent", "bundle"), "supplier": ident, "lots": maybe(_ids)}
_lump = {"measure": one_of("pieces", "money"), "threshold": whole(1), "rebate_centavos": whole()}
_bundle = {"minimum_share_percent": _share, "rebate_centavos": whole()}
_rebates = {
    "lump": record(_rebate_head | _lump),
    "percent": record(_rebate_head | {"threshold": whole(1), "percent": whole(0, 100)}),
    "bundle": record(_rebate_head | _bundle | {"lots": each(ident, 1)}),
}


def _rebate(value: Any) -> None:
    kind = str(value.get("kind")) if type(value) is dict else ""
    one_of("lump", "percent", "bundle")(kind)
    _rebates[kind](value)


problem = record(
    {
        "format": one_of(PROBLEM),
        "version": one_of(1),
        "title": words,
        "origin": one_of("published", "derived", "synthetic"),
        "currency": ident,
        "is_awardable": boolean,
        "institutions": _ids,
        "periods": _ids,
        "nondelivery_weight_permyriad": whole(0, 10_000),
        "suppliers": each(record({"id": ident, "size": one_of(*SIZES), "country": country})),
        "lots": each(_lot),
        "bids": each(_bid),
        "rules": each(_rule),
        "rebates": each(_rebate),
    }
)
_row = text(re.compile(r"[!-~]{1,900}"), "not-an-id")
_multipliers = each(pair(_row, whole(-MOST)))
_leaf = record({"multipliers": _multipliers})


def _node(value: Any, depth: int = 0) -> None:
    if depth > DEEPEST_TREE:
        raise Refused("too-deep")
    if type(value) is not dict or "branch" not in value:
        return _leaf(value)
    below = lambda child: _node(child, depth + 1)  # noqa: E731
    return record({"branch": _branch, "no": below, "yes": below, "multipliers": _multipliers})(value)


def _branch(value: Any) -> None:
    kind = str(value[0]) if type(value) is list and value else ""
    one_of(*_branches)(kind)
    pair(*_branches[kind])(value)


def _cut(value: Any) -> None:
    kind = str(value[0]) if type(value) is list and value else ""
    one_of(*_cuts)(kind)
    pair(*_cuts[kind])(value)


_branches = {
    "bid": (ident, ident),
    "part": (ident, ident, _share),
    "rebate": (ident, ident),
    "winner": (ident, ident, ident),
}
_weight = pair(ident, _share, whole(1, 1 << 60))
_cuts = {
    "cover": (ident, ident, each(pair(ident, whole(1)))),
    "threshold": (ident, ident, _ids),
    "value": (ident, ident, _ids),
    "reach": (ident, ident, whole(1, 1 << 60), each(_weight)),
}
certificate = record(
    {
        "format": one_of(CERTIFICATE),
        "version": one_of(1),
        "problem_sha256": digest,
        "awards": each(pair(ident, each(pair(ident, _share), 1, MOST_WINNERS))),
        "cost_e4_centavos": whole(-(10**40)),
        "bound_e4_centavos": whole(-(10**40)),
        "multiplier_bits": one_of(40),
        "cuts": each(_cut),
        "tree": _node,
    }
)


def require_sense(problem: dict[str, Any]) -> None:
    """What the shape alone cannot say: names that exist, none twice, sums that agree. Raises `Refused`."""
    names = {key: [one["id"] for one in problem[key]] for key in ("suppliers", "lots", "bids", "rules", "rebates")}
    names |= {key: problem[key] for key in ("institutions", "periods")}
    for key, ids in names.items():
        unique(key, ids)
    known = {key: set(ids) for key, ids in names.items()} | {"sizes": set(SIZES)}
    for lot in problem["lots"]:
        _lot_makes_sense(lot, len(names["institutions"]), len(names["periods"]))
    for bid in problem["bids"]:
        _named(bid["suppliers"], known["suppliers"], bid["id"])
        _named([bid["lot"]], known["lots"], bid["id"])
        shares, capacity = [share for share, _ in bid["prices"]], bid["capacity_by_period_pieces"]
        if shares[0] != 1 or any(a >= b for a, b in pairwise(shares)):
            raise Refused("tiers-not-rising", bid=bid["id"])
        if capacity is not None and len(capacity) != len(names["periods"]):
            raise Refused(
                "list-length", where=f"capacity {bid['id']}", value=len(capacity), least=len(names["periods"]), most=""
            )
    for rule in problem["rules"]:
        _rule_makes_sense(rule, known)
    for rebate in problem["rebates"]:
        _named([rebate["supplier"]], known["suppliers"], rebate["id"])
        _named(rebate["lots"], known["lots"], rebate["id"])


def _lot_makes_sense(lot: dict[str, Any], institutions: int, periods: int) -> None:
    by_institution, by_period = lot["pieces_by_institution"], lot["pieces_by_period"]
    if len(by_institution) != institutions or len(by_period) != periods:
        raise Refused("pieces-lists", lot=lot["id"])
    if sum(by_institution) != sum(by_period) or not sum(by_period):
        raise Refused("pieces-sums", lot=lot["id"], first=sum(by_institution), second=sum(by_period))
    for shares in lot["share_patterns_percent"]:
        if shares != sorted(shares, reverse=True) or sum(shares) > 100:
            raise Refused("pattern-unlawful", lot=lot["id"], shares="/".join(map(str, shares)))


def _rule_makes_sense(rule: dict[str, Any], known: dict[str, set[str]]) -> None:
    for key in ("suppliers", "sizes", "lots", "institutions", "periods"):
        _named(rule[key], known[key], rule["id"])
    _named(rule["origins"], None, rule["id"])
    both = rule["institutions"] is not None and rule["periods"] is not None
    limits = (rule["limit"] is not None) + (rule["limit_percent"] is not None)
    foreign = rule["kind"] == "winners" and any(
        rule[key] is not None for key in ("origins", "institutions", "periods", "limit_percent")
    )
    if both or limits != 1 or foreign:
        raise Refused("rule-ill-formed", rule=rule["id"])


def _named(ids: list[str] | None, known: set[str] | None, where: str) -> None:
    """Each id once, and each one known."""
    if ids is None:
        return
    if len(ids) > 1:
        unique(where, ids)
    for one in ids:
        if known is not None and one not in known:
            raise Refused("unknown-name", where=where, id=one)
