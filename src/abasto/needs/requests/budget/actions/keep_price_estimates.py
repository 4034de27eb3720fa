"""Keeps what a piece of each code is expected to cost in a round; pushed by a later room."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from .....catalogue.models import RoundItem
from .....ledger.actions.record import record
from .....rounds.models import Round
from ...models import PriceEstimate


@dataclass(frozen=True)
class Estimate:
    """Centavos a piece, the source in words, and the origin of the figure."""

    centavos: int
    source: str
    origin: str


def keep_price_estimates(of: Round, rows: Mapping[str, Estimate], actor: str, at: datetime) -> int:
    """By clave; takes the place of those before. Codes that the round does not list are left out; returns how many."""
    items = dict(RoundItem.objects.filter(round=of, item__clave__in=list(rows)).values_list("item__clave", "item_id"))
    with transaction.atomic():
        PriceEstimate.objects.filter(round=of).delete()
        PriceEstimate.objects.bulk_create(
            (
                PriceEstimate(
                    round=of, item_id=items[clave], centavos=one.centavos, source=one.source, origin=one.origin
                )
                for clave, one in rows.items()
                if clave in items
            ),
            batch_size=1000,
        )
        record("price-estimates-kept", of.code, actor, at, {"codes": len(items)}, of.code)
    return len(items)
