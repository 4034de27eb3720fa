"""The planning section: why it is bought, with what budget, on which documents."""

from ..facts import DocumentFacts, ProcedureFacts
from .values import Json, money, without_empty


def planning(procedure: ProcedureFacts) -> Json:
    """The Planning object of a procedure."""
    budget = None if procedure.budget_centavos is None else {"amount": money(procedure.budget_centavos)}
    return without_empty(
        {
            "rationale": procedure.rationale,
            "budget": budget,
            "documents": [document(one) for one in procedure.documents],
        }
    )


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
