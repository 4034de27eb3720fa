"""Reads of suggested needs; a suggestion tells use and stock, so each sees its own and the buying side all."""

from collections.abc import Mapping

from django.db.models import QuerySet

from ...people.visibility import Sight
from ...rounds.models import Round
from .models import SuggestedNeed


def visible_to(sight: Sight, of: Round) -> QuerySet[SuggestedNeed]:
    """The suggestions of the round that the viewer may see, in the order of the codes."""
    found = (
        SuggestedNeed.objects.filter(round=of).select_related("item", "buyer").order_by("item__clave", "buyer__code")
    )
    if sight.sees_all("stock"):
        return found
    return found.filter(buyer__code__in=sight.viewer.own) if sight.sees_own("stock") else found.none()


def suggestions_of(sight: Sight, of: Round, buyer_code: str) -> Mapping[int, SuggestedNeed]:
    """The suggestions for one buyer by item id, as far as the viewer may see them."""
    return {one.item_id: one for one in visible_to(sight, of).filter(buyer__code=buyer_code)}
