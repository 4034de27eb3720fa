"""Reads of deliveries and fill rates."""

from collections.abc import Mapping

import numpy as np
from django.db.models import F, Q, QuerySet, Sum

from ..award.queries import Tally, tallies
from ..base.refusal import Refused
from ..contracts.lines import Delivered
from ..contracts.models import Contract
from ..contracts.queries import lines_visible_to
from ..people.models import Organisation
from ..people.visibility import Sight
from ..rounds.models import Round
from ..tender.queries import bid_counts
from .lines import SupplierLine
from .models import LineDelivery, SupplierFill


def visible_to(sight: Sight, of: Round) -> QuerySet[LineDelivery]:
    """Deliveries on the lines the viewer may see: all, or those of the viewer's organisation on either side."""
    deliveries = LineDelivery.objects.filter(line__contract__round=of)
    if sight.sees_all("delivery") and sight.sees_all("contract"):
        return deliveries
    if not sight.sees_own("delivery"):
        return deliveries.none()
    own = sight.viewer.own
    mine = Q(line__contract__legal_entity__code__in=own) | Q(line__contract__supplier__code__in=own)
    return deliveries.filter(mine | Q(line__buyer__code__in=own), line__in=lines_visible_to(sight, of))


def fills_visible_to(sight: Sight, of: Round) -> QuerySet[SupplierFill]:
    """Fill rates of suppliers: all, or the viewer's own."""
    fills = SupplierFill.objects.filter(round=of)
    if sight.sees_all("fill_rate"):
        return fills
    return fills.filter(supplier__code__in=sight.viewer.own) if sight.sees_own("fill_rate") else fills.none()


SUMS = {"due": Sum("due_pieces"), "received": Sum("received_pieces"), "on_time": Sum("on_time_pieces")}


def delivered_by_contract(sight: Sight, of: Round) -> Mapping[int, Delivered]:
    """What was delivered on each contract, by its id."""
    rows = visible_to(sight, of).order_by().values("line__contract_id").annotate(**SUMS)
    sums = rows.values_list("line__contract_id", *SUMS)
    return {contract: Delivered(due, received, on_time) for contract, due, received, on_time in sums}


def delivered_by_line(sight: Sight, of: Round, contract: Contract) -> Mapping[int, Delivered]:
    """What was delivered on each line of a contract, by the line's id."""
    rows = visible_to(sight, of).filter(line__contract=contract)
    fields = ("line_id", "due_pieces", "received_pieces", "on_time_pieces")
    return {line: Delivered(*pieces) for line, *pieces in rows.values_list(*fields)}


def received_by_month(sight: Sight, of: Round, contract: Contract) -> list[int] | None:
    """Pieces received on a contract by month; None where there is nothing the viewer may see."""
    deliveries = visible_to(sight, of).filter(line__contract=contract)
    rows = [np.asarray(received) for (received,) in deliveries.values_list("received_by_month")]
    if not rows:
        return None
    months = np.zeros(max(len(row) for row in rows), dtype=np.int64)
    for row in rows:
        months[: len(row)] += row
    pieces: list[int] = months.tolist()
    return pieces


def fills(sight: Sight, of: Round) -> Mapping[str, Delivered]:
    """The fill of each supplier the viewer may see, by code."""
    fields = ("supplier__code", "due_pieces", "received_pieces", "on_time_pieces")
    return {code: Delivered(*pieces) for code, *pieces in fills_visible_to(sight, of).values_list(*fields)}


def overdue_money(sight: Sight, of: Round, supplier: str = "") -> Mapping[str, int]:
    """What the pieces not received on time are worth, in centavos, by supplier code; of one supplier, or of all."""
    deliveries = visible_to(sight, of)
    if supplier:
        deliveries = deliveries.filter(line__contract__supplier__code=supplier)
    worth = Sum((F("due_pieces") - F("on_time_pieces")) * F("line__price_centavos"))
    sums = deliveries.order_by().values("line__contract__supplier_id").annotate(money=worth)
    codes = dict(Organisation.objects.filter(kind="supplier").values_list("pk", "code"))
    return {codes[firm]: money for firm, money in sums.values_list("line__contract__supplier_id", "money")}


def supplier_lines(sight: Sight, of: Round) -> list[SupplierLine]:
    """Every supplier that bid, as far as the viewer may know of it: most awarded first, then by code."""
    bids, won, filled, overdue = bid_counts(sight, of), tallies(sight, of), fills(sight, of), overdue_money(sight, of)
    firms = Organisation.objects.filter(kind="supplier").order_by("code")
    lines = [
        _supplier_line(row, bids[row[0]], won.get(row[0]), filled.get(row[0]), overdue.get(row[0]))
        for row in firms.values_list("code", "name", "size", "country")
        if row[0] in bids
    ]
    return sorted(lines, key=lambda line: -(line.awarded_centavos or 0))


def _supplier_line(
    firm: tuple[str, str, str, str], bids: int, tally: Tally | None, filled: Delivered | None, overdue: int | None
) -> SupplierLine:
    won = tally.won if tally else None
    awarded = tally.awarded_centavos if tally else None
    reference = tally.at_reference_centavos if tally else None
    return SupplierLine(*firm, bids, won, awarded, reference, filled, overdue)


def supplier_coded(code: str) -> Organisation:
    """A supplier; its name is public, what it did in the round is not always. Refuses `not-found`."""
    for firm in Organisation.objects.filter(kind="supplier", code=code):
        return firm
    raise Refused("not-found", "", {"what": "supplier", "value": code})


def not_delivered_ppm(sight: Sight, of: Round) -> Mapping[str, int]:
    """The part of what was due that each supplier did not deliver, in millionths, by code, where anything was due."""
    fields = ("supplier__code", "due_pieces", "received_pieces")
    rows = fills_visible_to(sight, of).filter(due_pieces__gt=0).order_by("supplier__code").values_list(*fields)
    return {code: max(1_000_000 * (due - received) // due, 0) for code, due, received in rows}
