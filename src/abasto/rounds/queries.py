"""Rounds, their trees, and what a viewer sees of one."""

from collections.abc import Iterable

from django.db.models import QuerySet

from ..base.refusal import Refused
from ..law.reader import read_disclosure
from ..people.roles import Viewer
from ..people.visibility import Sight
from .models import Participation, Round, RoundDate


def rounds() -> QuerySet[Round]:
    """Every round, the newest first; that a round exists is public."""
    return Round.objects.all()


def round_named(code: str, known: Iterable[Round] | None = None) -> Round:
    """The round of that code; refuses `not-found`."""
    for found in rounds() if known is None else known:
        if found.code == code:
            return found
    raise Refused("not-found", "", {"what": "round", "value": code})


def sight(viewer: Viewer, of: Round) -> Sight:
    """What the viewer sees of the round in its present phase."""
    disclosure = read_disclosure(of.rule_set)
    return Sight(viewer, {field: disclosure.class_of(field, of.phase) for field in disclosure.table})


def participations(of: Round) -> QuerySet[Participation]:
    """Who takes part, in the round's order; public."""
    return Participation.objects.filter(round=of).select_related("organisation", "parent", "legal_entity")


def buyers(of: Round) -> QuerySet[Participation]:
    """The buyers: the columns of the annex, in its order."""
    return participations(of).filter(is_buyer=True)


def calendar(of: Round) -> QuerySet[RoundDate]:
    """The round's dates, in order."""
    return RoundDate.objects.filter(round=of)
