"""Closes a procedure that follows another: checks papers, decides its lots, and opens its bids to those who may see."""

from django.db import transaction

from ...base.refusal import Refused
from ...tender.actions.check_documents import check_documents
from ...tender.kinds import DECIDED, OPEN
from ...tender.models import Procedure
from ..left.queries import whereabouts_of
from .decide_lots import decide_lots

CITATION = "LAASSP 2025; the call"


def decide_procedure(procedure: Procedure, actor: str, run_key: str) -> dict[str, int]:
    """Decide every lot by the criterion of its own call; returns counts by state.

    Refuses `bids-not-due` before the last day for bids, `procedure-decided` afterwards, and what `decide_lots` refuses.
    """
    of = procedure.round
    if procedure.follows is None or procedure.phase != OPEN:
        raise Refused("procedure-decided", CITATION, {"procedure": procedure.number})
    if of.clock < procedure.bids_due_at:
        raise Refused("bids-not-due", CITATION, {"until": procedure.bids_due_at.isoformat()})
    with transaction.atomic():
        check_documents(procedure)
        counts = decide_lots(procedure, actor, run_key)
        procedure.phase = DECIDED
        procedure.save(update_fields=["phase"])
        whereabouts_of(of, set(procedure.lots.values_list("item__clave", flat=True)))
    return counts
