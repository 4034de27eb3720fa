"""A call's rules as text values that can be stored, published and read back without loss."""

from decimal import Decimal
from typing import Any

from .call import CallRules, RequiredDocument
from .origin import OriginRules
from .points import Criterion, PointsRules

PERCENTS = (
    "spread_percent",
    "not_acceptable_percent",
    "not_convenient_percent",
    "preponderant_range_percent",
    "minimum_share_percent",
    "second_place_margin_percent",
)


def written(rules: CallRules) -> dict[str, Any]:
    """The rules as JSON values; percents and points as text, so that no digit is lost."""
    return {
        "evaluation": rules.evaluation,
        "share_patterns": list(rules.share_patterns),
        "statistic": rules.statistic,
        "not_convenient_base": rules.not_convenient_base,
        "not_convenient_rejects": rules.not_convenient_rejects,
        "tie_break": list(rules.tie_break),
        "required_documents": [list(document) for document in rules.required_documents],
        "origin": _written_origin(rules.origin),
        "points": None if rules.points is None else _written_points(rules.points),
        "least_net_benefit_centavos": rules.least_net_benefit_centavos,
        **{name: str(getattr(rules, name)) for name in PERCENTS},
    }


def read_back(text: dict[str, Any]) -> CallRules:
    """The rules that `written` wrote."""
    return CallRules(
        share_patterns=tuple(text["share_patterns"]),
        statistic=text["statistic"],
        not_convenient_base=text["not_convenient_base"],
        not_convenient_rejects=text["not_convenient_rejects"],
        tie_break=tuple(text["tie_break"]),
        required_documents=tuple(RequiredDocument(*document) for document in text["required_documents"]),
        evaluation=text["evaluation"],
        origin=_origin(text["origin"]),
        points=None if text["points"] is None else _points(text["points"]),
        least_net_benefit_centavos=text["least_net_benefit_centavos"],
        **{name: Decimal(text[name]) for name in PERCENTS},
    )


def _written_origin(origin: OriginRules) -> dict[str, Any]:
    return {
        "character": origin.character,
        "home_country": origin.home_country,
        "covered_countries": list(origin.covered_countries),
        "national_content_percent": str(origin.national_content_percent),
        "preference_percent": str(origin.preference_percent),
    }


def _origin(text: dict[str, Any]) -> OriginRules:
    return OriginRules(
        character=text["character"],
        home_country=text["home_country"],
        covered_countries=tuple(text["covered_countries"]),
        national_content_percent=Decimal(text["national_content_percent"]),
        preference_percent=Decimal(text["preference_percent"]),
    )


def _written_points(points: PointsRules) -> dict[str, Any]:
    return {
        "technical_weight": str(points.technical_weight),
        "economic_weight": str(points.economic_weight),
        "technical_minimum": str(points.technical_minimum),
        "criteria": [[one.key, str(one.maximum)] for one in points.criteria],
    }


def _points(text: dict[str, Any]) -> PointsRules:
    return PointsRules(
        technical_weight=Decimal(text["technical_weight"]),
        economic_weight=Decimal(text["economic_weight"]),
        technical_minimum=Decimal(text["technical_minimum"]),
        criteria=tuple(Criterion(key, Decimal(maximum)) for key, maximum in text["criteria"]),
    )
