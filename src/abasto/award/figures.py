"""The figures behind a decision and behind the reason of each bid, for a "why?"; those of rules in use only."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from abasto.market.reference import ReferenceFacts
from abasto.tender.call import CallRules
from abasto.tender.origin import preference_of

from .facts import BidFacts, LotFacts, Value
from .merit import Merits, economic_points
from .ranking import Ranking
from .reasons import WHY
from .solvency import Solvency

POINTS_SHOWN = Decimal("0.0001")
"""Points are compared as exact fractions and shown to four decimals."""


def lot_figures(
    lot: LotFacts, rules: CallRules, reference: ReferenceFacts, solvency: Solvency, ranking: Ranking
) -> dict[str, Value]:
    """The figures of the lot, in the order in which the rules use them."""
    limits = solvency.limits
    return {
        "needed_pieces": solvency.needed_pieces,
        "minimum_share_pieces": solvency.minimum_share_pieces,
        "ceiling_centavos": limits.ceiling_centavos,
        "median_centavos": reference.median_centavos,
        "mean_centavos": reference.mean_centavos,
        "sources": reference.sources,
        "statistic": limits.statistic,
        "statistic_centavos": limits.statistic_centavos,
        "not_acceptable_percent": str(limits.not_acceptable_percent),
        "highest_acceptable_centavos": limits.highest_acceptable_centavos,
        "base": limits.base,
        "base_mean_centavos": None if limits.base_mean is None else str(limits.base_mean),
        "not_convenient_percent": str(limits.not_convenient_percent),
        "lowest_convenient_centavos": limits.lowest_convenient_centavos,
        **_figures_of_origin(rules),
        **_figures_of_evaluation(rules),
        **_figures_of_second_place(solvency),
        "solvent_bids": len(ranking.order),
        "lowest_price_centavos": min((bid.price_centavos for bid in ranking.order), default=None),
        "spread_limit_centavos": _spread_limit_centavos(ranking),
        "shares": len(lot.shares),
        "places": len(ranking.takers),
    }


def _spread_limit_centavos(ranking: Ranking) -> int | None:
    """The highest evaluated price of a further winner, in whole centavos."""
    return None if ranking.spread_limit is None else ranking.spread_limit // ranking.merits.parts


def _figures_of_origin(rules: CallRules) -> dict[str, Value]:
    origin = rules.origin
    told: dict[str, Value] = {}
    if origin.character != "open":
        told |= {"character": origin.character, "home_country": origin.home_country}
    if origin.character == "national":
        told["least_national_content_percent"] = str(origin.national_content_percent)
    if preference_of(origin):
        told |= {"home_country": origin.home_country, "preference_percent": str(origin.preference_percent)}
    return told


def _figures_of_evaluation(rules: CallRules) -> dict[str, Value]:
    if rules.evaluation == "cost-benefit":
        return {"least_net_benefit_centavos": rules.least_net_benefit_centavos}
    if rules.evaluation == "points" and rules.points is not None:
        return {
            "technical_minimum_points": str(rules.points.technical_minimum),
            "economic_weight_points": str(rules.points.economic_weight),
        }
    return {}


def _figures_of_second_place(solvency: Solvency) -> dict[str, Value]:
    if solvency.declined_centavos is None:
        return {}
    return {
        "declined_price_centavos": solvency.declined_centavos,
        "second_place_limit_centavos": solvency.second_place_limit_centavos,
    }


def bid_figures(
    bid: BidFacts, reason: str, is_solvent: bool, rules: CallRules, merits: Merits, lot_values: dict[str, Value]
) -> dict[str, Value]:
    """The figures of a bid, and of its lot those that explain its reason ("" for a winner)."""
    values: dict[str, Value] = {"price_centavos": bid.price_centavos, "capacity_pieces": bid.capacity_pieces}
    if bid.documents_lacking:
        values["documents_lacking"] = " ".join(bid.documents_lacking)
    if rules.origin.character != "open" or merits.parts > 1:
        values["country"] = bid.country
    if rules.origin.character == "national" and bid.national_content_percent is not None:
        values["national_content_percent"] = str(bid.national_content_percent)
    if is_solvent and merits.parts > 1:
        values["evaluated_price_centavos"] = str(Fraction(merits.evaluated[bid.bid_id], merits.parts))
    values |= _worth_figures(bid, is_solvent, rules, merits)
    if reason:
        values |= {name: lot_values[name] for name in WHY[reason] if name in lot_values}
    return values


def _worth_figures(bid: BidFacts, is_solvent: bool, rules: CallRules, merits: Merits) -> dict[str, Value]:
    if rules.evaluation == "cost-benefit":
        net = bid.benefit_centavos - bid.other_costs_centavos - bid.price_centavos
        return {
            "benefit_centavos": bid.benefit_centavos,
            "other_costs_centavos": bid.other_costs_centavos,
            "net_benefit_centavos": net,
        }
    if rules.evaluation != "points":
        return {}
    technical: dict[str, Value] = {"technical_points": str(bid.technical_points)}
    if is_solvent:
        economic = economic_points(merits.evaluated[bid.bid_id], merits.lowest, rules)
        technical["economic_points"] = _shown(economic)
        technical["points"] = _shown(economic + Fraction(bid.technical_points))
    return technical


def _shown(points: Fraction) -> str:
    exact = Decimal(points.numerator) / points.denominator
    return str(exact.quantize(POINTS_SHOWN, ROUND_HALF_UP).normalize() + 0)
