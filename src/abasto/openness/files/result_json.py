"""result.json: the result of a round as canonical JSON, so that two machines can compare one hash.

Source: RFC 8785. Its numbers are doubles, so money is a string with two decimals and the seed is a string.
"""

from collections.abc import Callable
from typing import Any

import rfc8785

from .amounts import decimal_text
from .result import RoundResult, SupplierTally, Tally

Sees = Callable[[str], bool]
"""Whether the reader may see a field of the disclosure table."""
GOVERNED_BY = {
    "asked": ("consolidated_need",),
    "awarded": ("award",),
    "awardedAtReference": ("award", "reference_price"),
    "leftInPart": ("lot_decision",),
    "notAwarded": ("lot_decision",),
    "undecided": ("lot_decision", "consolidated_need"),
    "suppliers": ("bid_existence", "award"),
    "contracts": ("contract",),
    "deliveries": ("delivery",),
    "savings": ("saving",),
    "codesAtRisk": ("stock_risk",),
    "topSuppliers": ("award", "fill_rate"),
}
"""The fields that a part of the document tells."""


def result_json(result: RoundResult, sees: Sees) -> bytes:
    """The canonical bytes of a round's result."""
    return rfc8785.dumps(result_document(result, sees))


def result_document(result: RoundResult, sees: Sees) -> dict[str, Any]:
    """The result as JSON values, without the parts that the reader may not see."""
    amounts = sees("money_before_award")
    document = {
        "round": {"code": result.code, "name": {"es": result.name_es, "en": result.name_en}, "source": result.source},
        "phase": result.phase,
        "clock": result.clock,
        "seed": str(result.seed),
        "synthetic": result.is_synthetic,
        "buyers": result.buyers,
        "asked": _tally(result.asked, amounts),
        "awarded": _tally(result.awarded, amounts),
        "awardedAtReference": decimal_text(result.awarded_at_reference_centavos),
        "leftInPart": _tally(result.left_in_part, amounts),
        "notAwarded": [{"reason": one.reason, **_tally(one.tally, amounts)} for one in result.not_awarded],
        "undecided": _tally(result.undecided, amounts),
        "suppliers": {"bidding": result.suppliers_bidding, "awarded": result.suppliers_awarded},
        "contracts": {"count": result.contracts, "lines": result.contract_lines},
        "deliveries": {"duePieces": result.due_pieces, "receivedPieces": result.received_pieces},
        "savings": {
            "baseline": decimal_text(result.saving_baseline_centavos),
            "awarded": decimal_text(result.saving_awarded_centavos),
            "delivered": decimal_text(result.saving_delivered_centavos),
        },
        "codesAtRisk": result.codes_at_risk,
        "topSuppliers": [_supplier(one, amounts) for one in result.top_suppliers],
    }
    return {key: value for key, value in document.items() if all(map(sees, GOVERNED_BY.get(key, ())))}


def _tally(tally: Tally, amounts: bool) -> dict[str, Any]:
    told: dict[str, Any] = {"codes": tally.codes, "pieces": tally.pieces}
    return {**told, "amount": decimal_text(tally.centavos)} if amounts else told


def _supplier(one: SupplierTally, amounts: bool) -> dict[str, Any]:
    return {
        "name": one.name,
        **_tally(one.tally, amounts),
        "duePieces": one.due_pieces,
        "receivedPieces": one.received_pieces,
    }
