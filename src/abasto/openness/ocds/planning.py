"""The planning section: why it is bought, on which documents, and with what budget."""

from ..facts import DocumentFacts, ProcedureFacts
from .values import Json, money, without_empty


def planning(procedure: ProcedureFacts) -> Json:
    """The Planning object of a procedure; the budget is told with the award, since before it would pull bids up."""
    return without_empty(
        {"rationale": procedure.rationale, "documents": [document(one) for one in procedure.documents]}
    )


def budget(procedure: ProcedureFacts) -> Json:
    """What the award adds to the planning: the budget, {} where it may not be told."""
    known = procedure.budget_centavos
    return {} if known is None else {"budget": {"amount": money(known)}}


def document(facts: DocumentFacts) -> Json:
    """A Document object."""
    return {
        "id": facts.id,
        "documentType": facts.kind,
        "title": facts.title,
        "url": facts.url,
        "datePublished": facts.published_at,
        "format": facts.format,
        "language": facts.language,
    }
