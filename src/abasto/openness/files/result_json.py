"""result.json: the result of a round as canonical JSON, so that two machines can compare one hash.

Source: RFC 8785. Its numbers are doubles, so money is a string with two decimals and the seed is a string.
"""

from typing import Any

import rfc8785

from .amounts import decimal_text
from .result import RoundResult, SupplierTally, Tally


def result_json(result: RoundResult) -> bytes:
    """The canonical bytes of a round's result."""
    return rfc8785.dumps(_document(result))


def _document(result: RoundResult) -> dict[str, Any]:
    return {
        "round": {"code": result.code, "name": {"es": result.name_es, "en": result.name_en}, "source": result.source},
        "phase": result.phase,
        "clock": result.clock,
        "seed": str(result.seed),
        "synthetic": result.is_synthetic,
        "buyers": result.buyers,
        "asked": _tally(result.asked),
        "awarded": _tally(result.awarded),
        "notAwarded": [{"reason": one.reason, **_tally(one.tally)} for one in result.not_awarded],
        "suppliers": {"bidding": result.suppliers_bidding, "awarded": result.suppliers_awarded},
        "contracts": {"count": result.contracts, "lines": result.contract_lines},
        "deliveries": {"duePieces": result.due_pieces, "receivedPieces": result.received_pieces},
        "savings": {
            "awarded": decimal_text(result.saving_awarded_centavos),
            "delivered": decimal_text(result.saving_delivered_centavos),
        },
        "codesAtRisk": result.codes_at_risk,
        "topSuppliers": [_supplier(one) for one in result.top_suppliers],
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {"codes": tally.codes, "pieces": tally.pieces, "amount": decimal_text(tally.centavos)}


def _supplier(one: SupplierTally) -> dict[str, Any]:
    return {
        "name": one.name,
        **_tally(one.tally),
        "duePieces": one.due_pieces,
        "receivedPieces": one.received_pieces,
    }
