"""The rules of a call, from the rule set in force on the day it is published. No number of a law stands in code."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from ..law.values import LegalValue, RuleSet
from .call import CallRules, Evaluation, RequiredDocument
from .origin import Character, OriginRules
from .points import Criterion, PointsRules

Values = Mapping[str, LegalValue]

VALUES = (
    "simultaneous_supply.spread_percent",
    "simultaneous_supply.maximum_winners",
    "simultaneous_supply.minimum_share_percent",
    "price_too_high.margin_percent",
    "price_too_high.statistic",
    "price_too_low.percent",
    "price_too_low.base",
    "price_too_low.preponderant_range_percent",
    "price_too_low.reject",
    "tie_break.order",
    "second_place_margin_percent",
)
CRITERION = "evaluation.criterion."
CRITERIA = ("quality", "bidder_capacity", "experience", "delivery_record", "investment")
VALUES_OF_EVALUATION: dict[str, tuple[str, ...]] = {
    "binary": (),
    "points": (
        "evaluation.technical_weight_points",
        "evaluation.economic_weight_points",
        "evaluation.technical_minimum_points",
        *(CRITERION + key for key in CRITERIA),
    ),
    "cost-benefit": ("evaluation.least_net_benefit",),
}
VALUES_OF_CHARACTER: dict[str, tuple[str, ...]] = {
    "national": ("national_content_percent",),
    "treaties": ("treaty_coverage.countries",),
    "open": ("national_preference_percent",),
}


def values_of_call(
    law: RuleSet, on: date, evaluation: str = "binary", character: str = "treaties"
) -> dict[str, LegalValue]:
    """The legal values a call of this evaluation and character rests on, by key, as in force on that day."""
    keys = (*VALUES, *VALUES_OF_EVALUATION[evaluation], *VALUES_OF_CHARACTER[character])
    return {key: law.value(key, on) for key in keys}


def call_rules(
    law: RuleSet, on: date, evaluation: Evaluation = "binary", character: Character = "treaties"
) -> CallRules:
    """The published criterion of a call; share patterns of more winners than the law lets share a code are left out."""
    value = values_of_call(law, on, evaluation, character)
    most = value["simultaneous_supply.maximum_winners"].integer
    return CallRules(
        share_patterns=tuple(pattern for pattern, shares in law.shares.items() if len(shares) <= most),
        spread_percent=value["simultaneous_supply.spread_percent"].decimal,
        minimum_share_percent=value["simultaneous_supply.minimum_share_percent"].decimal,
        not_acceptable_percent=value["price_too_high.margin_percent"].decimal,
        statistic="mean" if value["price_too_high.statistic"].text == "mean" else "median",
        not_convenient_percent=value["price_too_low.percent"].decimal,
        not_convenient_base=(
            "market_research"
            if value["price_too_low.base"].text == "market_research"
            else "accepted_offers_preponderant"
        ),
        preponderant_range_percent=value["price_too_low.preponderant_range_percent"].decimal,
        not_convenient_rejects=value["price_too_low.reject"].is_true,
        tie_break=value["tie_break.order"].texts,
        required_documents=tuple(
            RequiredDocument(asked.key, "bid", asked.citation) for asked in law.requirements_at("bid")
        ),
        evaluation=evaluation,
        origin=_origin(law, value, character),
        points=_points(value) if evaluation == "points" else None,
        least_net_benefit_centavos=_least_net_benefit(value) if evaluation == "cost-benefit" else 0,
        second_place_margin_percent=value["second_place_margin_percent"].decimal,
    )


def _origin(law: RuleSet, value: Values, character: Character) -> OriginRules:
    """What the character uses; the rest stands at nothing."""

    def percent(key: str) -> Decimal:
        return value[key].decimal if key in value else Decimal(0)

    return OriginRules(
        character=character,
        home_country=law.country,
        covered_countries=value["treaty_coverage.countries"].texts if character == "treaties" else (),
        national_content_percent=percent("national_content_percent"),
        preference_percent=percent("national_preference_percent"),
    )


def _points(value: Values) -> PointsRules:
    return PointsRules(
        technical_weight=value["evaluation.technical_weight_points"].decimal,
        economic_weight=value["evaluation.economic_weight_points"].decimal,
        technical_minimum=value["evaluation.technical_minimum_points"].decimal,
        criteria=tuple(Criterion(key, value[CRITERION + key].decimal) for key in CRITERIA),
    )


def _least_net_benefit(value: Values) -> int:
    return int(value["evaluation.least_net_benefit"].decimal * 100)
