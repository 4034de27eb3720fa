"""Counts what each award saves against the baseline stated in the research, awarded and delivered."""

from collections.abc import Collection

from django.db.models import Sum

from ...award.models import Award
from ...ledger.actions.record import record
from ...market.models import ReferencePrice
from ...tender.models import Procedure
from ..models import Saving
from ..savings import AwardPriced, savings


def count_savings(procedure: Procedure, actor: str, claves: Collection[str] | None = None) -> dict[str, int]:
    """Save one saving per award, of the whole procedure or of the codes of `claves`; what was counted is replaced.

    Returns the totals of what was counted, in centavos.
    """
    awarded = Award.objects.filter(lot__procedure=procedure)
    if claves is not None:
        awarded = awarded.filter(lot__item__clave__in=claves)
    Saving.objects.filter(award__in=awarded).delete()
    baselines = dict(
        ReferencePrice.objects.filter(round=procedure.round).values_list("item__clave", "baseline_centavos")
    )
    awards = awarded.annotate(delivered=Sum("lines__delivery__received_pieces", default=0))
    rows = awards.values_list("key", "lot__item__clave", "price_centavos", "maximum_pieces", "delivered")
    counted = savings(
        AwardPriced(key, clave, price, pieces, delivered, baselines.get(clave))
        for key, clave, price, pieces, delivered in rows
    )
    ids = dict(awarded.values_list("key", "pk"))
    Saving.objects.bulk_create(
        (
            Saving(
                award_id=ids[saving.award.award_id],
                baseline_centavos=saving.award.baseline_centavos or 0,
                per_piece_centavos=saving.per_piece_centavos,
                awarded_centavos=saving.awarded_centavos,
                delivered_pieces=saving.award.delivered_pieces,
                delivered_centavos=saving.delivered_centavos,
            )
            for saving in counted.by_award
        ),
        batch_size=2000,
    )
    told = {
        "awarded_centavos": counted.total.awarded_centavos,
        "delivered_centavos": counted.total.delivered_centavos,
        "baseline_centavos": counted.total.awarded_baseline_centavos,
    }
    record("savings-counted", procedure.number, actor, procedure.round.clock, told, procedure.round.code)
    return told
