"""Reads of flags: raised ones only for those in control; the pages of the kinds are public."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from ..base.refusal import Refused
from ..people.visibility import Sight
from ..rounds.models import Round
from .competition import Flag as Kind
from .flags import FLAGS
from .models import Flag


def visible_to(sight: Sight, of: Round) -> QuerySet[Flag]:
    """The flags raised in the round, for those in control; nobody else knows that there are any."""
    flags = Flag.objects.filter(procedure__round=of)
    return flags if sight.sees_all("flag") else flags.none()


def kind_named(code: str) -> Kind:
    """The kind of flag of that code; refuses `not-found`."""
    for kind in FLAGS:
        if kind.code == code:
            return kind
    raise Refused("not-found", "", {"what": "flag", "value": code})


@dataclass(frozen=True)
class FlagSeen:
    """A raised flag: its kind, what it is about ("" where not), and the figures that raised it."""

    code: str
    clave: str
    description: str
    supplier_code: str
    supplier: str
    category: str
    figures: Mapping[str, object]


def flags_seen(sight: Sight, of: Round, code: str = "", clave: str = "") -> list[FlagSeen]:
    """The raised flags the viewer may see, by kind and key; of one kind, or of one lot."""
    flags = visible_to(sight, of)
    if code:
        flags = flags.filter(code=code)
    if clave:
        flags = flags.filter(lot__item__clave=clave)
    fields = (
        "code", "lot__item__clave", "lot__item__description", "supplier__code", "supplier__name", "category", "figures",
    )  # fmt: skip
    rows = flags.order_by("code", "key").values_list(*fields)
    return [
        FlagSeen(kind, item or "", text or "", firm or "", name or "", category, figures)
        for kind, item, text, firm, name, category, figures in rows
    ]


def counts(sight: Sight, of: Round) -> Mapping[str, int]:
    """How many flags of each kind the viewer may see; every kind of the register is named."""
    found = dict(visible_to(sight, of).order_by().values_list("code").annotate(Count("pk")))
    return {kind.code: found.get(kind.code, 0) for kind in FLAGS}
