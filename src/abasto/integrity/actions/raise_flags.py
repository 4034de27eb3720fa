"""Looks for flags on a procedure and saves those raised; what was raised before is replaced."""

from ...award.models import Award
from ...ledger.actions.record import record
from ...people.models import Organisation
from ...tender.kinds import METHODS
from ...tender.models import Bid, Lot, Procedure
from ..competition import BidSeen, Competition, LotSeen, Thresholds
from ..flags import FLAGS, raised
from ..models import Flag


def raise_flags(procedure: Procedure, thresholds: Thresholds, actor: str) -> dict[str, int]:
    """Save every flag of the register that the procedure raises; returns the count of each kind."""
    Flag.objects.filter(procedure=procedure).delete()
    found = raised(_competition(procedure), thresholds)
    lots = dict(Lot.objects.filter(procedure=procedure).values_list("item__clave", "pk"))
    suppliers = dict(Organisation.objects.filter(kind="supplier").values_list("code", "pk"))
    Flag.objects.bulk_create(
        (
            Flag(
                procedure=procedure,
                code=flag.code,
                key=flag.key,
                lot_id=lots.get(flag.lot_id),
                supplier_id=suppliers.get(flag.supplier_id),
                category=flag.category,
                figures=dict(flag.figures or {}),
            )
            for flag in found
        ),
        batch_size=2000,
    )
    told = {kind.code: sum(flag.code == kind.code for flag in found) for kind in FLAGS}
    record("flags-raised", procedure.number, actor, procedure.round.clock, told, procedure.round.code)
    return told


def _competition(procedure: Procedure) -> Competition:
    bids: dict[int, list[BidSeen]] = {}
    seen = Bid.objects.filter(lot__procedure=procedure, outcome__isnull=False)
    for lot, supplier, price, rank in seen.values_list("lot", "supplier__code", "price_centavos", "outcome__rank"):
        bids.setdefault(lot, []).append(BidSeen(supplier, price, rank > 0))
    awarded: dict[int, list[tuple[str, int]]] = {}
    awards = Award.objects.filter(lot__procedure=procedure)
    for lot, supplier, price, pieces in awards.values_list(
        "lot", "bid__supplier__code", "price_centavos", "maximum_pieces"
    ):
        awarded.setdefault(lot, []).append((supplier, price * pieces))
    lots = Lot.objects.filter(procedure=procedure).values_list("pk", "item__clave", "item__category")
    return Competition(
        procedure.number,
        METHODS[procedure.kind],
        tuple(
            LotSeen(clave, category, tuple(bids.get(pk, ())), tuple(awarded.get(pk, ())))
            for pk, clave, category in lots
        ),
    )
