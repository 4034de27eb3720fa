"""Reads of needs: what each buyer asks for, and the sum."""

from collections.abc import Iterator

from django.db.models import QuerySet

from ..people.visibility import Sight
from ..rounds.models import Round
from .models import ConsolidatedNeed, NeedLine


def visible_to(sight: Sight, of: Round) -> QuerySet[NeedLine]:
    """The need lines of the round that the viewer may see."""
    lines = NeedLine.objects.filter(round=of)
    if sight.sees_all("need"):
        return lines
    return lines.filter(buyer__code__in=sight.viewer.own) if sight.sees_own("need") else lines.none()


def consolidated_visible_to(sight: Sight, of: Round) -> QuerySet[ConsolidatedNeed]:
    """The sums by code, where the viewer may see them."""
    sums = ConsolidatedNeed.objects.filter(round=of).select_related("item")
    return sums if sight.sees_all("consolidated_need") else sums.none()


def need_rows(of: Round) -> Iterator[tuple[str, str, int, int]]:
    """(clave, buyer code, minimum, maximum) of every line, in pieces; for the steps of the process, not for pages."""
    lines = NeedLine.objects.filter(round=of).values_list(
        "item__clave", "buyer__code", "minimum_pieces", "maximum_pieces"
    )
    yield from lines.iterator(chunk_size=5000)
