"""The contracts section: each contract with an item per award, and what was delivered of it."""

from collections.abc import Iterable
from dataclasses import replace

from ..facts import ContractFacts, ContractLineFacts, ProcedureFacts
from .awards import award_id
from .parties import names_of, reference
from .values import Json, money, without_empty


def contracts(procedure: ProcedureFacts) -> list[Json]:
    """The Contract objects; one that nobody has signed yet is pending and has no date."""
    names = names_of(procedure)
    return [
        without_empty(
            {
                "id": contract.id,
                "awardID": award_id(procedure, contract.supplier_id),
                "status": "active" if contract.signed_at else "pending",
                "dateSigned": contract.signed_at,
                "buyer": reference(names, contract.legal_entity_id),
                "period": {"startDate": contract.starts, "endDate": contract.ends},
                "value": money(contract.maximum_centavos),
                "items": [_item(line) for line in _by_award(contract.lines)],
            }
        )
        for contract in procedure.contracts
    ]


def deliveries(procedure: ProcedureFacts) -> list[Json]:
    """What the implementation adds: pieces accepted per item, and one delivery milestone per contract."""
    return [
        {
            "id": contract.id,
            "awardID": award_id(procedure, contract.supplier_id),
            "items": [
                {"id": line.award_id, "deliveredQuantity": line.received_pieces} for line in _by_award(contract.lines)
            ],
            "implementation": {"milestones": [_milestone(contract, procedure.dates.implementation)]},
        }
        for contract in procedure.contracts
    ]


def _by_award(lines: Iterable[ContractLineFacts]) -> list[ContractLineFacts]:
    """One line per award: the sum over the buyers that the legal entity signs for."""
    sums: dict[str, ContractLineFacts] = {}
    for line in lines:
        known = sums.get(line.award_id)
        sums[line.award_id] = line if known is None else _sum(known, line)
    return [sums[id] for id in sorted(sums)]


def _sum(one: ContractLineFacts, other: ContractLineFacts) -> ContractLineFacts:
    return replace(
        one,
        minimum_pieces=one.minimum_pieces + other.minimum_pieces,
        maximum_pieces=one.maximum_pieces + other.maximum_pieces,
        due_pieces=one.due_pieces + other.due_pieces,
        received_pieces=one.received_pieces + other.received_pieces,
    )


def _item(line: ContractLineFacts) -> Json:
    return {
        "id": line.award_id,
        "relatedLot": line.lot_id,
        "quantity": line.maximum_pieces,
        "minimumQuantity": line.minimum_pieces,
        "unit": {"value": money(line.price_centavos)},
    }


def _milestone(contract: ContractFacts, told_at: str) -> Json:
    return {
        "id": f"{contract.id}-delivery",
        "type": "delivery",
        "status": _milestone_status(contract.lines),
        "dateModified": told_at,
    }


def _milestone_status(lines: tuple[ContractLineFacts, ...]) -> str:
    """A code of the OCDS list milestoneStatus, from the pieces due and accepted so far."""
    due = sum(line.due_pieces for line in lines)
    received = sum(line.received_pieces for line in lines)
    if due == 0:
        return "scheduled"
    if received >= due:
        return "met"
    return "partiallyMet" if received else "notMet"
