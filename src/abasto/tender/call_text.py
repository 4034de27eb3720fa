"""A call's rules as text values that can be stored, published and read back without loss."""

from decimal import Decimal
from typing import Any

from .call import CallRules, RequiredDocument

PERCENTS = (
    "spread_percent",
    "not_acceptable_percent",
    "not_convenient_percent",
    "preponderant_range_percent",
    "minimum_share_percent",
)


def written(rules: CallRules) -> dict[str, Any]:
    """The rules as JSON values; percents as text, so that no digit is lost."""
    return {
        "evaluation": rules.evaluation,
        "share_patterns": list(rules.share_patterns),
        "statistic": rules.statistic,
        "not_convenient_base": rules.not_convenient_base,
        "not_convenient_rejects": rules.not_convenient_rejects,
        "tie_break": list(rules.tie_break),
        "required_documents": [list(document) for document in rules.required_documents],
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
        **{name: Decimal(text[name]) for name in PERCENTS},
    )
