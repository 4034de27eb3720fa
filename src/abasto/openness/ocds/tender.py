"""The tender section: the call with a lot and an item per code."""

from typing import Any

from ..facts import ItemFacts, LotFacts, ProcedureFacts
from .parties import names_of, reference
from .values import Json, money, without_empty

CLASSIFICATION_SCHEME = "CNIS"
LOT_STATUS = {"awarded": "complete", "unsuccessful": "unsuccessful", "cancelled": "cancelled"}


def tender(procedure: ProcedureFacts) -> Json:
    """The Tender object as the call tells it: every lot active, no outcome, no estimate."""
    return without_empty(
        {
            "id": procedure.number,
            "title": procedure.title,
            "status": "active",
            "procurementMethod": procedure.method,
            "procurementMethodDetails": procedure.method_details,
            "mainProcurementCategory": "goods",
            "awardCriteria": procedure.award_criteria,
            "awardCriteriaDetails": procedure.award_criteria_details,
            "submissionMethod": ["electronicSubmission"],
            "procuringEntity": reference(names_of(procedure), procedure.procuring_entity_id),
            "tenderPeriod": {"startDate": procedure.tender_starts, "endDate": procedure.tender_ends},
            "contractPeriod": {"startDate": procedure.delivery_starts, "endDate": procedure.delivery_ends},
            "lots": [_lot(lot) for lot in procedure.lots],
            "items": [_item(lot) for lot in procedure.lots],
        }
    )


def tender_outcome(procedure: ProcedureFacts) -> Json:
    """What the award adds to the tender: its status, bidders and estimated value, and the outcome of each lot."""
    tenderers = sorted({bid.tenderer_id for bid in procedure.bids})
    names = names_of(procedure)
    return without_empty(
        {
            "id": procedure.number,
            "status": "complete" if procedure.awards else "unsuccessful",
            "numberOfTenderers": len(tenderers),
            "tenderers": [reference(names, id) for id in tenderers],
            "value": _estimated(procedure.lots),
            "lots": [_lot_outcome(lot) for lot in procedure.lots if lot.outcome],
        }
    )


def classification(item: ItemFacts) -> Json:
    """The code of an item in the national compendium."""
    return {"scheme": CLASSIFICATION_SCHEME, "id": item.clave}


def _estimated(lots: tuple[LotFacts, ...]) -> Json | None:
    known = [lot.estimated_centavos for lot in lots if lot.estimated_centavos is not None]
    return money(sum(known)) if len(known) == len(lots) else None


def _lot(lot: LotFacts) -> Json:
    return {"id": lot.id, "title": lot.item.clave, "status": "active"}


def _lot_outcome(lot: LotFacts) -> Json:
    value = None if lot.estimated_centavos is None else money(lot.estimated_centavos)
    return without_empty({"id": lot.id, "status": LOT_STATUS[lot.outcome], "statusDetails": lot.reason, "value": value})


def _item(lot: LotFacts) -> Json:
    item = lot.item
    return without_empty(
        {
            "id": lot.id,
            "relatedLot": lot.id,
            "description": item.description,
            "classification": classification(item),
            "quantity": lot.maximum_pieces,
            "minimumQuantity": lot.minimum_pieces,
            "unit": {"name": item.unit} if item.unit else None,
            "origin": item.origin,
            **_medicine(item),
        }
    )


def _medicine(item: ItemFacts) -> dict[str, Any]:
    """Fields of the medicine extension, as far as the description tells them."""
    return {
        "activeIngredients": [{"name": item.active_ingredient}] if item.active_ingredient else None,
        "dosageForm": item.dosage_form,
        "immediateContainer": {"name": item.container} if item.container else None,
    }
