"""Why bids lost, what it would have taken, and concentration, over HTTP."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from ...catalogue.queries import canonical_clave
from ...page.api import LIMIT, OFFSET, REFUSALS, Listed, listed, must_see
from ...page.words import CATEGORIES
from ...rounds.api import seen
from ..concentration import Concentration, compared
from ..holdings.queries import awarded, earlier_rounds, offered
from ..losses import Loss
from ..queries import lot_detail
from ..winning_price import WinningPrice
from .queries import answers_seen, losses_of

router = Router(tags=["award"])


class Taken(Schema):
    """What it would have taken. answer: "price", "no-price" or "any-price"; beyond: why one centavo more loses."""

    answer: str
    price_centavos: int | None
    pieces: int
    beyond: str
    obstacles: list[str]


class LosingBid(Schema):
    """A bid that won nothing; price and `taken` are null where they are closed to the reader."""

    bid: str
    clave: str
    supplier_code: str
    supplier: str
    reason: str
    figures: dict[str, Any]
    price_centavos: int | None
    taken: Taken | None


class Side(Schema):
    """Concentration of one side; index in points of 10,000."""

    suppliers: int
    codes: int
    pieces: int
    money_centavos: int
    hhi: int | None
    first_share: float
    four_share: float


class Both(Schema):
    """A category ("" is the whole round) before and after the award."""

    category: str
    before: Side
    after: Side
    change: int | None


@router.get("/rounds/{code}/lots/{clave}/reasons", response={200: list[LosingBid], **REFUSALS}, summary="Why bids lost")
def reasons(request: HttpRequest, code: str, clave: str, procedure: str = "") -> list[dict[str, Any]]:
    """Every losing bid of one decided code, with the price at which it would have won, confirmed."""
    sight, of = seen(request, code)
    must_see(sight, "lot_decision")
    detail = lot_detail(sight, of, canonical_clave(clave), procedure)
    answers = answers_seen(sight, detail.lot)
    return [
        {
            "bid": row.bid.key,
            "clave": detail.lot.item.clave,
            "supplier_code": row.bid.supplier_code,
            "supplier": row.bid.supplier,
            "reason": row.reason,
            "figures": row.figures,
            "price_centavos": row.price_centavos,
            "taken": _taken(answers.get(row.bid.key)),
        }
        for row in detail.bids
        if row.reason
    ]


@router.get(
    "/rounds/{code}/suppliers/{supplier}/losses", response={200: Listed[LosingBid], **REFUSALS}, summary="Bids not won"
)
def losses(
    request: HttpRequest, code: str, supplier: str, reason: str = "", limit: int = LIMIT, offset: int = OFFSET
) -> dict[str, Any]:
    """The losing bids of one supplier, in the order of the call, of one reason where named."""
    sight, of = seen(request, code)
    must_see(sight, "lot_decision")
    found = [_said(one) for one in losses_of(sight, of, supplier) if reason in ("", one.reason)]
    return listed(found, limit, offset)


@router.get("/rounds/{code}/concentration", response={200: list[Both], **REFUSALS}, summary="Concentration")
def concentration(request: HttpRequest, code: str, before: str = "") -> list[dict[str, Any]]:
    """Before and after the award; `before` names an earlier round, else each lot with its lowest offer."""
    sight, of = seen(request, code)
    must_see(sight, "award")
    old = offered(sight, of)
    if before in [one.code for one in earlier_rounds(of)]:
        old = awarded(*seen(request, before))
    return [
        {"category": row.category, "before": _side(row.before), "after": _side(row.after), "change": row.change}
        for row in compared(old, awarded(sight, of), tuple(CATEGORIES))
    ]


def _said(one: Loss) -> dict[str, Any]:
    return {
        "bid": one.bid_id,
        "clave": one.clave,
        "supplier_code": one.supplier_code,
        "supplier": one.supplier,
        "reason": one.reason,
        "figures": one.figures,
        "price_centavos": one.price_centavos,
        "taken": _taken(one.answer),
    }


def _taken(answer: WinningPrice | None) -> dict[str, Any] | None:
    if answer is None:
        return None
    return {
        "answer": answer.answer,
        "price_centavos": answer.price_centavos,
        "pieces": answer.pieces,
        "beyond": answer.beyond,
        "obstacles": list(answer.obstacles),
    }


def _side(of: Concentration) -> dict[str, Any]:
    return {name: getattr(of, name) for name in Side.model_fields}
