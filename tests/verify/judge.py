"""Who says whether what was accepted is true: the award room of evidence, the optimiser's twin of certificates."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from abasto.award.decide import decide_lot
from abasto.award.facts import BidFacts, LotCase, LotDecision, LotFacts
from abasto.base.refusal import Refused
from abasto.engines.award.problem import Bid, Lot, Problem, Rebate, Rule, Supplier
from abasto.market.reference import ReferenceFacts
from abasto.tender.call import CallRules
from abasto.tender.origin import OriginRules
from abasto.tender.points import Criterion, PointsRules

from ..engines.award import twin

PERCENTS = (
    "spread_percent",
    "not_acceptable_percent",
    "not_convenient_percent",
    "preponderant_range_percent",
    "minimum_share_percent",
    "second_place_margin_percent",
)
UNFIT = "figures that the award room takes for impossible, such as 2^63 centavos"
AS_WRITTEN = ("statistic", "not_convenient_base", "not_convenient_rejects", "evaluation", "least_net_benefit_centavos")


def is_true_award(evidence: dict[str, Any], openings: dict[str, Any]) -> bool:
    """Does the award room decide every lot of which all bids are open as the evidence says?"""
    rules = _rules(evidence["rules"])
    facts = {one["id"]: one["facts"] for one in openings["openings"]}
    for lot, decision in zip(evidence["lots"], evidence["decisions"], strict=True):
        bids = [bid["id"] for bid in evidence["bids"] if bid["lot"] == lot["id"]]
        if all(bid in facts for bid in bids):
            decided = _decided(rules, lot, {bid: facts[bid] for bid in bids})
            if decided not in (UNFIT, _said(decision)):
                return False
    return True


def _said(decision: dict[str, Any]) -> Any:
    keys = ("bid", "share_percent", "maximum_by_buyer", "minimum_by_buyer")
    return (
        decision["state"],
        decision["reason"],
        [[won[key] for key in keys] for won in decision["winners"]],
        decision["outcomes"],
    )


def _decided(rules: CallRules, lot: dict[str, Any], bids: dict[str, dict[str, Any]]) -> Any:
    case = _case(lot, bids)
    try:
        found: LotDecision = decide_lot(case.lot, case.bids, rules, case.reference, case.draw)
    except Refused as refused:
        return ("undecided", refused.code, [], []) if refused.code == "draw-not-recorded" else UNFIT
    winners = [
        [bid.bid_id, bid.share_percent, list(bid.maximum_pieces), list(bid.minimum_pieces)] for bid in found.winners
    ]
    outcomes = [[bid.bid_id, bid.rank, bid.reason] for bid in found.bids]
    return found.state, found.reason, winners, outcomes


def _case(lot: dict[str, Any], bids: dict[str, dict[str, Any]]) -> LotCase:
    facts = LotFacts(
        lot["id"],
        lot["clave"],
        tuple(lot["shares"]),
        lot["ceiling_centavos"],
        tuple(lot["maximum_by_buyer"]),
        tuple(lot["minimum_by_buyer"]),
    )
    reference = ReferenceFacts(_exact(lot["median_centavos"]), _exact(lot["mean_centavos"]), lot["sources"])
    draw = {bid: one["draw_place"] for bid, one in bids.items() if one["draw_place"] is not None}
    return LotCase(facts, [_bid(name, one) for name, one in bids.items()], reference, draw)


def _exact(text: str | None) -> Any:
    if text is None:
        return None
    value = Fraction(text)
    return int(value) if value.denominator == 1 else value


def _bid(name: str, facts: dict[str, Any]) -> BidFacts:
    own = {key: value for key, value in facts.items() if key not in ("lot", "technical_points", "draw_place")}
    own["documents_lacking"] = tuple(own["documents_lacking"])
    own["points"] = (("all", Decimal(facts["technical_points"] or 0)),)
    if own["national_content_percent"] is not None:
        own["national_content_percent"] = Decimal(own["national_content_percent"])
    return BidFacts(bid_id=name, **own)


def _rules(told: dict[str, Any]) -> CallRules:
    technical, economic = Decimal(told["technical_weight"]), Decimal(told["economic_weight"])
    points = PointsRules(technical, economic, Decimal(told["technical_minimum"]), (Criterion("all", technical),))
    return CallRules(
        share_patterns=tuple(told["share_patterns"]),
        tie_break=tuple(told["tie_break"]),
        origin=OriginRules(
            told["character"],
            told["home_country"],
            tuple(told["covered_countries"]),
            Decimal(told["national_content_percent"]),
            Decimal(told["preference_percent"]),
        ),
        points=points if told["evaluation"] == "points" else None,
        **{name: Decimal(told[name]) for name in PERCENTS},
        **{name: told[name] for name in AS_WRITTEN},
    )


def is_true_certificate(raw: dict[str, Any], claim: dict[str, Any]) -> bool:
    """Is the award legal, does it cost what is claimed, and does no award cost less than the bound?"""
    problem = _problem(raw)
    bids = {bid.id: bid for bid in problem.bids}
    lots = {lot.id: lot for lot in problem.lots}
    award = {lot: tuple((bids[bid], share) for bid, share in given) for lot, given in claim["awards"]}
    is_legal = all(
        twin.is_column(problem, lots[lot], column) and all(bid.lot == lot for bid, _ in column)
        for lot, column in award.items()
    )
    best = twin.cheapest(problem)
    assert best is not None
    return (
        is_legal and twin.cost_of(problem, award) == claim["cost_e4_centavos"] and claim["bound_e4_centavos"] <= best[0]
    )


def _problem(raw: dict[str, Any]) -> Problem:
    lists = {"suppliers": Supplier, "lots": Lot, "bids": Bid, "rules": Rule, "rebates": Rebate}
    made: dict[str, Any] = {key: tuple(kind(**_tuples(one)) for one in raw[key]) for key, kind in lists.items()}
    rest = {key: _tuple(value) for key, value in raw.items() if key not in (*lists, "format", "version")}
    return Problem(**made, **rest)


def _tuples(one: dict[str, Any]) -> dict[str, Any]:
    return {key: _tuple(value) for key, value in one.items()}


def _tuple(value: Any) -> Any:
    return tuple(_tuple(one) for one in value) if isinstance(value, list) else value
