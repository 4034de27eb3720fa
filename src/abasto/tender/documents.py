"""Which required documents a bid lacks. Only what the call asks at the bidding stage can reject a bid.

Source: LAASSP 2025; debarment, tax and social-security opinions are asked of winners, before signing.
"""

from collections.abc import Collection, Sequence

from .call import RequiredDocument

BIDDING_STAGE = "bid"


def documents_lacking(
    required: Sequence[RequiredDocument], delivered: Collection[str], stage: str = BIDDING_STAGE
) -> tuple[str, ...]:
    """Keys of the documents asked at `stage` that are not among `delivered`, in the order of the call."""
    return tuple(document.key for document in required if document.stage == stage and document.key not in delivered)
