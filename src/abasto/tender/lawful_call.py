"""The rules of a call, from the rule set in force on the day it is published. No number of a law stands in code."""

from datetime import date

from ..law.values import LegalValue, RuleSet
from .call import CallRules, RequiredDocument

VALUES = (
    "simultaneous_supply.spread_percent",
    "simultaneous_supply.minimum_share_percent",
    "price_too_high.margin_percent",
    "price_too_high.statistic",
    "price_too_low.percent",
    "price_too_low.base",
    "price_too_low.preponderant_range_percent",
    "price_too_low.reject",
    "tie_break.order",
)


def values_of_call(law: RuleSet, on: date) -> dict[str, LegalValue]:
    """The legal values a call rests on, by key, as in force on that day."""
    return {key: law.value(key, on) for key in VALUES}


def call_rules(law: RuleSet, on: date) -> CallRules:
    """The published criterion of a call judged by the binary criterion."""
    value = values_of_call(law, on)
    return CallRules(
        share_patterns=tuple(law.shares),
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
    )
