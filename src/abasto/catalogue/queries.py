"""Reads of the catalogue: items as the compendium and as a round lists them; all of it public."""

from django.db.models import QuerySet

from ..base.clave import parse_clave
from ..base.refusal import Refused
from ..rounds.models import Round
from .models import Item, RoundItem


def items_of(of: Round) -> QuerySet[RoundItem]:
    """The items of a round with what was read from their descriptions, in the round's order."""
    return RoundItem.objects.filter(round=of).select_related("item")


def item_of(of: Round, clave: str) -> RoundItem:
    """One item of a round; refuses `not-found`."""
    for found in items_of(of).filter(item__clave=clave):
        return found
    raise Refused("not-found", "", {"what": "item", "value": clave})


def canonical_clave(raw: str) -> str:
    """The clave as the catalogue writes it; refuses `clave-unreadable` and `clave-ambiguous` (with the candidates)."""
    digits = "".join(letter for letter in raw if letter.isdigit())
    stem = ".".join(part for part in (digits[:3], digits[3:6], digits[6:10]) if part)
    return parse_clave(raw, Item.objects.filter(clave__startswith=stem).values_list("clave", flat=True)).text


def descriptions_of(claves: list[str]) -> dict[str, str]:
    """Descriptions by clave, of those that are known."""
    return dict(Item.objects.filter(clave__in=claves).values_list("clave", "description"))
