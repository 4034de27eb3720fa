"""The articles behind a proposal or a route, as one text."""

from collections.abc import Iterable
from datetime import date

from ..law.values import RuleSet
from .planner import GROUNDS, Proposal


def grounds_of(proposal: Proposal, law: RuleSet, on: date) -> str:
    """The citations of the legal values a proposal rests on, as in force on that day, each once."""
    return _cited(proposal.grounds, law, on)


def citation_of_route(kind: str, law: RuleSet, on: date) -> str:
    """The citations behind a kind of route."""
    return _cited(GROUNDS[kind], law, on)


def _cited(keys: Iterable[str], law: RuleSet, on: date) -> str:
    return "; ".join(dict.fromkeys(law.value(key, on).citation for key in keys))
