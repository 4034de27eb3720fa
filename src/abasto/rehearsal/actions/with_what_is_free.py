"""The offers of the market on a later call: on its lots alone, with the capacity that no award has used."""

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Sum

from ...award.models import Award
from ...tender.facts import NewBid
from ...tender.models import Lot, Procedure


def with_what_is_free(procedure: Procedure, bids: Iterable[NewBid]) -> list[NewBid]:
    """The bids on codes that the procedure asks for; a firm whose capacity is used up does not bid again."""
    asked = set(Lot.objects.filter(procedure=procedure).values_list("item__clave", flat=True))
    awards = Award.objects.filter(lot__procedure__round=procedure.round).order_by()
    rows = awards.values_list("lot__item__clave", "bid__supplier__code").annotate(pieces=Sum("maximum_pieces"))
    used = {(clave, supplier): pieces for clave, supplier, pieces in rows}
    return [
        replace(bid, capacity_pieces=free)
        for bid in bids
        if bid.clave in asked and (free := bid.capacity_pieces - used.get((bid.clave, bid.supplier), 0)) > 0
    ]
