"""The shape and sense of the evidence of a lawful award and of openings, as docs/award-evidence.md gives them."""

from fractions import Fraction
from operator import gt
from typing import Any

from .findings import Refused
from .shape import Shapes, unique

EVIDENCE, OPENINGS = "abasto-award-evidence", "abasto-award-openings"
ACROSS = "costs-more-across-lots"
CLOSABLE = {"ceiling_centavos", "median_centavos", "mean_centavos", "sources"}
FIRST_DEFECTS = "by-resolution did-not-sign debarred not-covered documents technical-minimum below-convenient"
DEFECTS = f"{FIRST_DEFECTS} above-ceiling capacity no-net-benefit beyond-second-place-margin".split()
SHAPES = f"""
share 1..100
rank 0..1000000
place 1..1000000
price 1..9999999999999999999999999999999999999999
one 1..1
format {EVIDENCE} {OPENINGS}
origin published derived synthetic
size micro small medium large
evaluation binary points cost-benefit
character national treaties open
statistic median mean
base market_research accepted_offers_preponderant
tie msme draw
state awarded awarded-in-part not-awarded undecided
lot-reason no-bid draw-not-recorded "" {ACROSS} {" ".join(DEFECTS)}
bid-reason outside-spread not-among-winners "" {ACROSS} {" ".join(DEFECTS)}
evidence {{format:format version:one round:id procedure:id origin:origin currency:id rules:rules buyers:id[] \
lots:lot[] bids:bid[] decisions:decision[] root:digest across~across}}
across {{admitted_by:words problem_sha256:digest certificate_sha256:digest}}
rules {{citations:words{{}} evaluation:evaluation character:character covered_countries:country[] \
home_country:country-or-nothing national_content_percent:percent share_patterns:pattern[+] spread_percent:percent \
statistic:statistic not_acceptable_percent:percent not_convenient_percent:percent not_convenient_base:base \
not_convenient_rejects:boolean preponderant_range_percent:percent tie_break:tie[+] minimum_share_percent:percent \
preference_percent:percent technical_weight:percent economic_weight:percent technical_minimum:percent \
least_net_benefit_centavos:any second_place_margin_percent:percent}}
lot {{id:id clave:id shares:share[+] maximum_by_buyer:wholes minimum_by_buyer:wholes lot_buyers:wholes \
ceiling_centavos~whole? median_centavos~fraction? mean_centavos~fraction? sources~whole commitment~digest}}
bid {{id:id lot:id supplier:id-or-nothing commitment:digest}}
decision {{lot:id state:state reason:lot-reason winners:winner[] outcomes:outcome[]}}
winner {{bid:id share_percent:share maximum_by_buyer:wholes minimum_by_buyer:wholes}}
outcome (id rank bid-reason)
openings {{format:format version:one root:digest openings:opening[]}}
opening {{id:id salt:digest facts:facts}}
facts ?lot
facts-lot {{ceiling_centavos~whole? median_centavos~fraction? mean_centavos~fraction? sources~whole}}
facts+lot {{lot:id supplier:id price_centavos:price capacity_pieces:whole documents_lacking:id[] is_debarred:boolean \
supplier_size:size country:country national_content_percent:percent? technical_points:percent? \
other_costs_centavos:whole benefit_centavos:whole draw_place:place? has_declined:boolean is_annulled:boolean}}
"""


def require_sense(evidence: dict[str, Any]) -> None:
    """Names that exist, none twice, lists in order and of one length, weights that add up. Raises `Refused`."""
    unique("buyers", evidence["buyers"])
    unique("lots", [lot["id"] for lot in evidence["lots"]])
    lots, rules, last = {lot["id"] for lot in evidence["lots"]}, evidence["rules"], ""
    for bid in evidence["bids"]:
        if bid["id"] <= last:
            raise Refused("bids-not-sorted", bid=bid["id"])
        last = bid["id"]
        if bid["lot"] not in lots:
            raise Refused("unknown-name", where=bid["id"], id=bid["lot"])
    patterns = set(rules["share_patterns"])
    for lot in evidence["lots"]:
        _lot_makes_sense(lot, len(evidence["buyers"]), patterns)
    weights = [Fraction(rules[key]) for key in ("technical_weight", "economic_weight")]
    if rules["evaluation"] == "points" and sum(weights) != 100:
        raise Refused("weights-not-whole", first=weights[0], second=weights[1])
    if rules["tie_break"] not in (["draw"], ["msme", "draw"]):
        raise Refused("tie-break")


def _lot_makes_sense(lot: dict[str, Any], buyers: int, patterns: set[str]) -> None:
    places, maximum, minimum = lot["lot_buyers"], lot["maximum_by_buyer"], lot["minimum_by_buyer"]
    are_places = sorted(set(places)) == places and all(place < buyers for place in places[-1:])
    if not are_places or not len(places) == len(maximum) == len(minimum):
        raise Refused("lot-buyers", lot=lot["id"])
    if not sum(maximum) or any(map(gt, minimum, maximum)):
        raise Refused("lot-pieces", lot=lot["id"])
    shares = lot["shares"]
    if "/".join(map(str, shares)) not in patterns or sum(shares) != 100 or shares != sorted(shares, reverse=True):
        raise Refused("lot-shares", lot=lot["id"])
    if ("commitment" in lot) == (lot.keys() >= CLOSABLE):
        raise Refused("lot-commitment", lot=lot["id"])


_shapes = Shapes(SHAPES)
evidence, openings = _shapes.of_one("evidence"), _shapes.of_one("openings")
