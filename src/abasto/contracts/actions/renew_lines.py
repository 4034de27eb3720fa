"""Brings the contract lines of some lots in line with their awards, after these were decided anew."""

from collections.abc import Sequence
from decimal import Decimal

from ...award.models import Award
from ...ledger.actions.record import record
from ...people.models import Organisation
from ...rounds.models import Participation
from ...tender.models import Lot, Procedure
from ..form import contract_number
from ..models import Contract, ContractLine
from ..renewed import renewed_calendar
from .contract_awards import STATE, count_again

ENDED = "ended"


def renew_lines(procedure: Procedure, lots: Sequence[Lot], guarantee_percent: Decimal, actor: str) -> int:
    """Change, add and take away lines so that each award is the sum of its lines; returns how many changed.

    A line keeps its past months and what was delivered on it; added pieces are due from the month after the round's
    clock. A contract all of whose awards ended is `ended`; one without lines is taken away.
    """
    changed = sum(_renew(procedure, award) for award in _awards(lots))
    count_again(procedure, guarantee_percent)
    _end(procedure)
    of = procedure.round
    record("contracts-renewed", procedure.number, actor, of.clock, {"lines": changed}, of.code)
    return changed


def _awards(lots: Sequence[Lot]) -> list[Award]:
    return list(Award.objects.filter(lot__in=[lot.pk for lot in lots]).select_related("lot", "bid").order_by("key"))


def _renew(procedure: Procedure, award: Award) -> int:
    lines = {line.buyer.code: line for line in award.lines.select_related("buyer")}
    month = _next_month(procedure)
    changed = 0
    for buyer, least, most in zip(
        award.lot.buyers, award.minimum_by_buyer.tolist(), award.maximum_by_buyer.tolist(), strict=True
    ):
        line = lines.get(buyer)
        if line is not None and (line.minimum_pieces, line.maximum_pieces) == (least, most):
            continue
        if line is None and not most:
            continue
        changed += 1
        if line is not None and not most:
            line.delete()
            continue
        line = line or _new_line(procedure, award, buyer)
        line.ordered_by_month = renewed_calendar(line.ordered_by_month, most, month)
        line.minimum_pieces, line.maximum_pieces = least, most
        line.save()
    return changed


def _new_line(procedure: Procedure, award: Award, buyer: str) -> ContractLine:
    entity = Participation.objects.get(round=procedure.round, organisation__code=buyer).legal_entity
    assert entity is not None, f"{buyer} buys without a legal entity"
    return ContractLine(
        contract=_contract(procedure, entity, award.bid.supplier),
        award=award,
        buyer=Organisation.objects.get(code=buyer),
        price_centavos=award.price_centavos,
        ordered_by_month=[0] * procedure.round.months,
    )


def _contract(procedure: Procedure, entity: Organisation, supplier: Organisation) -> Contract:
    number = contract_number(procedure.number, entity.code, supplier.code)
    counts = ("minimum_centavos", "maximum_centavos", "maximum_pieces", "guarantee_centavos", "lines_count")
    return Contract.objects.get_or_create(
        number=number,
        defaults={
            "round": procedure.round, "procedure": procedure, "legal_entity": entity, "supplier": supplier,
            "state": STATE, **dict.fromkeys(counts, 0),
        },
    )[0]  # fmt: skip


def _next_month(procedure: Procedure) -> int:
    of = procedure.round
    return 12 * (of.clock.year - of.starts.year) + of.clock.month - of.starts.month + 1


def _end(procedure: Procedure) -> None:
    running = ContractLine.objects.filter(contract__procedure=procedure, award__is_ended=False).values("contract")
    contracts = Contract.objects.filter(procedure=procedure)
    contracts.exclude(pk__in=running).exclude(state=ENDED).update(state=ENDED)
    contracts.filter(pk__in=running, state=ENDED).update(state=STATE)
