"""Checks each bid's documents against those the call asks with the bid."""

from ...ledger.actions.record import record
from ..call_text import read_back
from ..documents import documents_lacking
from ..models import Bid, Procedure


def check_documents(procedure: Procedure) -> dict[str, int]:
    """Note on every bid which asked documents it lacks; returns bids checked and bids with a lack."""
    asked = read_back(procedure.rules).required_documents
    every = Bid.objects.filter(lot__procedure=procedure)
    lacking = []
    for bid in every.only("id", "documents"):
        bid.documents_lacking = list(documents_lacking(asked, bid.documents))
        if bid.documents_lacking:
            lacking.append(bid)
    checked = every.update(documents_lacking=[])
    Bid.objects.bulk_update(lacking, ["documents_lacking"], batch_size=1000)
    counts = {"bids": checked, "lacking": len(lacking)}
    record("documents-checked", procedure.number, "buyer", procedure.round.clock, counts, procedure.round.code)
    return counts
