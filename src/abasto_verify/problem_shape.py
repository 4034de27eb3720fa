"""The shape and sense of a problem and of a certificate, as docs/award-problem.md gives them."""

from itertools import pairwise
from typing import Any

from .findings import Refused
from .shape import Shapes, unique

SIZES = ("micro", "small", "medium", "large")
PROBLEM, CERTIFICATE = "abasto-award-problem", "abasto-award-certificate"
SHAPES = """
share 1..100
percent-whole 0..100
permyriad 0..10000
ppm 0..1000000
one 1..1
forty 40..40
positive-or-none 0..9999999999999999999999999999999999999999
positive 1..9999999999999999999999999999999999999999
weight 1..1152921504606846976
origin published derived synthetic
size micro small medium large
kind pieces money winners
measure pieces money
sense at-most at-least
format abasto-award-problem abasto-award-certificate
problem {format:format version:one title:words origin:origin currency:id is_awardable:boolean institutions:id[] \
periods:id[] nondelivery_weight_permyriad:permyriad suppliers:supplier[] lots:lot[] bids:bid[] \
rules:rule[] rebates:rebate[]}
supplier {id:id size:size country:country}
lot {id:id code:id region:words pieces_by_institution:wholes pieces_by_period:wholes ceiling_centavos:whole? \
share_patterns_percent:share[+][] spread_permyriad:whole shares_follow_price:boolean \
minimum_share_percent:percent-whole needs_second_origin:boolean preferred_origins:country[] preference_permyriad:whole \
unserved_centavos:whole}
bid {id:id lot:id suppliers:id[+] origin:country prices:tier[+] capacity_by_period_pieces:wholes? minimum_pieces:whole \
nondelivery_ppm:ppm}
tier (share whole)
rule {id:id kind:kind sense:sense limit:whole? limit_percent:percent-whole? suppliers:id[]? sizes:size[]? \
origins:country[]? lots:id[]? institutions:id[]? periods:id[]? is_exempt_if_only_source:boolean soft_centavos:whole?}
rebate |kind
rebate.lump {id:id kind:id supplier:id lots:id[]? measure:measure threshold:positive rebate_centavos:whole}
rebate.percent {id:id kind:id supplier:id lots:id[]? threshold:positive percent:percent-whole}
rebate.bundle {id:id kind:id supplier:id lots:id[+] minimum_share_percent:share rebate_centavos:whole}
certificate {format:format version:one problem_sha256:digest awards:award[] cost_e4_centavos:any \
bound_e4_centavos:any multiplier_bits:forty cuts:cut[] tree:node}
award (id won[+])
won (id share)
node ?branch
node+branch {branch:branch no:node yes:node multipliers:multiplier[]}
node-branch {multipliers:multiplier[]}
multiplier (row any)
branch |0
branch.bid (id id)
branch.part (id id share)
branch.rebate (id id)
branch.winner (id id id)
cut |0
cut.cover (id id least[])
cut.threshold (id id id[])
cut.value (id id id[])
cut.reach (id id weight heavy[])
cut.divert (id id least weight diverted[])
cut.split (id branch multiplier[] multiplier[] off[] top[])
off (id any any)
top (variable positive-or-none positive-or-none)
variable |0
variable.rebate (id id)
variable.value (id id)
variable.winner (id id id)
diverted (id step[])
step (positive weight)
least (id positive)
heavy (id share weight)
"""
_shapes = Shapes(SHAPES)
problem, certificate = _shapes.of_one("problem"), _shapes.of_one("certificate")


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
        _bid_makes_sense(bid, known["suppliers"], known["lots"], len(names["periods"]))
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
        if shares != sorted(shares, reverse=True) or sum(shares) > 100 or len(shares) > 5:
            raise Refused("pattern-unlawful", lot=lot["id"], shares="/".join(map(str, shares)))


def _bid_makes_sense(bid: dict[str, Any], suppliers: set[str], lots: set[str], periods: int) -> None:
    _named(bid["suppliers"], suppliers, bid["id"])
    if bid["lot"] not in lots:
        raise Refused("unknown-name", where=bid["id"], id=bid["lot"])
    tiers, capacity = bid["prices"], bid["capacity_by_period_pieces"]
    if tiers[0][0] != 1 or (len(tiers) > 1 and any(one >= other for (one, _), (other, _) in pairwise(tiers))):
        raise Refused("tiers-not-rising", bid=bid["id"])
    if capacity is not None and len(capacity) != periods:
        raise Refused("pieces-lists", bid=bid["id"])


def _rule_makes_sense(rule: dict[str, Any], known: dict[str, set[str]]) -> None:
    for key in ("suppliers", "sizes", "lots", "institutions", "periods"):
        _named(rule[key], known[key], rule["id"])
    unique(rule["id"], rule["origins"] or ())
    foreign = ("origins", "institutions", "periods", "limit_percent") if rule["kind"] == "winners" else ()
    is_both = rule["institutions"] is not None and rule["periods"] is not None
    if (
        is_both
        or (rule["limit"] is None) == (rule["limit_percent"] is None)
        or any(rule[key] is not None for key in foreign)
    ):
        raise Refused("rule-ill-formed", rule=rule["id"])


def _named(ids: list[str] | None, known: set[str], where: str) -> None:
    """Each id once, and each one known."""
    if ids is None:
        return
    if len(ids) > 1:
        unique(where, ids)
    if not known.issuperset(ids):
        raise Refused("unknown-name", where=where, id=next(one for one in ids if one not in known))
