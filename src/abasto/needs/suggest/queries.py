"""Reads of suggested needs; a suggestion tells use and stock, so each sees its own and the buying side all."""

from collections.abc import Mapping

from django.db.models import QuerySet

from ...people.models import Organisation
from ...people.visibility import Sight
from ...rounds.models import Round
from .interval import need_interval, state_of
from .models import SuggestedNeed

FEW = 500
"""Up to so many codes are asked for by name."""
INTERVAL_FIELDS = (
    "item__clave", "buyer__code", "low_pieces", "middle_pieces", "high_pieces", "safety_pieces",
    "usable_stock_pieces", "open_order_pieces",
)  # fmt: skip


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


def suggested_pieces(of: Round, organisation: Organisation) -> dict[int, int]:
    """What is suggested to an organisation by item id; the caller has seen to it that it is the viewer's own."""
    rows = SuggestedNeed.objects.filter(round=of, buyer=organisation)
    return dict(rows.values_list("item_id", "suggested_pieces"))


def need_intervals(of: Round) -> dict[tuple[str, str], tuple[int, int]]:
    """The least and the most pieces inside the interval by clave and buyer, where there is any history."""
    return _intervals(SuggestedNeed.objects.filter(round=of))


def _intervals(suggested: QuerySet[SuggestedNeed]) -> dict[tuple[str, str], tuple[int, int]]:
    found = suggested.filter(months_used__gt=0)
    told: dict[tuple[str, str], tuple[int, int]] = {}
    for clave, buyer, low, middle, high, safety, *covered in found.values_list(*INTERVAL_FIELDS).iterator(
        chunk_size=5000
    ):
        least, _middle, most = need_interval(low, middle, high, safety, sum(covered))
        told[clave, buyer] = least, most
    return told


def verdicts_of(of: Round, organisation: Organisation, pieces: Mapping[str, int]) -> dict[str, str]:
    """The verdict by clave on the maxima asked for; a code without history has none."""
    suggested = SuggestedNeed.objects.filter(round=of, buyer=organisation)
    if len(pieces) <= FEW:
        suggested = suggested.filter(item__clave__in=list(pieces))
    known = _intervals(suggested)
    return {
        clave: state_of(pieces[clave], least, most)
        for (clave, _buyer), (least, most) in known.items()
        if clave in pieces
    }
