"""The articles behind a proposal, as one text."""

from datetime import date

from ..law.values import RuleSet
from .planner import Proposal


def grounds_of(proposal: Proposal, law: RuleSet, on: date) -> str:
    """The citations of the legal values a proposal rests on, as in force on that day, each once."""
    return "; ".join(dict.fromkeys(law.value(key, on).citation for key in proposal.grounds))
