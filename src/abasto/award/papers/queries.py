"""What the papers of an award say of each lot and bid, as far as their reader may see."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...base.refusal import Refused
from ...people.visibility import Sight
from ...tender.models import Lot, Procedure
from ...tender.standing.queries import SightOf, sight_by_lot
from ..losing.queries import answer_seen, answers_of
from ..models import BidOutcome, LotDecision
from ..queries import price_shown, shown_figures
from ..winning_price import WinningPrice

PART = 500
"""Lots read at a time: enough for each query to be worth it, few enough to tell how far the work is."""


@dataclass(frozen=True)
class BidLine:
    """A bid with what became of it. price_centavos, figures and answer: as far as they are open to the reader."""

    supplier_code: str
    supplier: str
    is_winner: bool
    reason: str
    remarks: tuple[str, ...]
    rank: int
    share_percent: int
    pieces: int
    price_centavos: int | None
    figures: Mapping[str, object]
    answer: WinningPrice | None


@dataclass(frozen=True)
class LotLine:
    """A decided lot; pieces of the maximum unless named. certificate_sha256: "" where it was decided alone."""

    number: int
    clave: str
    description: str
    category: str
    share_pattern: str
    buyers: int
    minimum_pieces: int
    needed_pieces: int
    awarded_pieces: int
    state: str
    reason: str
    certificate_sha256: str
    ceiling_centavos: int | None
    bids: tuple[BidLine, ...]

    @property
    def money_centavos(self) -> int:
        """Awarded pieces at the winners' own prices, which the award discloses."""
        return sum(bid.pieces * (bid.price_centavos or 0) for bid in self.bids if bid.is_winner)


def lot_lines(sight: Sight, procedure: Procedure, supplier: str = "") -> list[LotLine]:
    """The decided lots in the order of the call, or those on which `supplier` bid, with its bids and the winners'.

    Refuses `not-allowed` while decisions are closed to the reader, and `not-found` where nothing was decided.
    """
    return [line for part in parts_of_lines(sight, procedure, supplier) for line in part]


def parts_of_lines(sight: Sight, procedure: Procedure, supplier: str = "") -> Iterator[list[LotLine]]:
    """The same, `PART` lots at a time."""
    if not sight.sees_all("lot_decision") or not sight.sees_all("award"):
        raise Refused("not-allowed", "", {"field": "lot_decision"})
    decisions = LotDecision.objects.filter(lot__procedure=procedure).select_related("lot__item").order_by("lot__number")
    if supplier:
        decisions = decisions.filter(lot__bids__supplier__code=supplier)
    found = list(decisions)
    if not found:
        raise Refused("not-found", "", {"what": "award", "value": procedure.number})
    sight_of = sight_by_lot(sight, procedure.round)
    for start in range(0, len(found), PART):
        part = found[start : start + PART]
        bids = _bids(sight_of, procedure, [one.lot for one in part], supplier)
        yield [_line(sight_of(one.lot_id), one, bids.get(one.lot_id, [])) for one in part]


def _bids(sight_of: SightOf, procedure: Procedure, lots: list[Lot], supplier: str) -> dict[int, list[BidLine]]:
    outcomes = BidOutcome.objects.filter(bid__lot__in=lots).select_related("bid__supplier")
    rows = list(outcomes.order_by("bid__key"))
    asked = {
        one.bid.key
        for one in rows
        if supplier in ("", one.bid.supplier.code)
        and sight_of(one.bid.lot_id).sees("losing_price", one.bid.supplier.code)
    }
    answers = answers_of(procedure, lots, asked) if asked else {}
    found: dict[int, list[BidLine]] = {}
    for one in rows:
        code, sight = one.bid.supplier.code, sight_of(one.bid.lot_id)
        if one.is_winner or (code == supplier if supplier else sight.sees("bid_existence", code)):
            found.setdefault(one.bid.lot_id, []).append(_bid(sight, one, answers.get(one.bid.key)))
    return {lot: sorted(those, key=_place) for lot, those in found.items()}


def _place(bid: BidLine) -> tuple[bool, int, int, str]:
    return not bid.rank, bid.rank, bid.price_centavos or 0, bid.supplier_code


def _bid(sight: Sight, one: BidOutcome, answer: WinningPrice | None) -> BidLine:
    code = one.bid.supplier.code
    return BidLine(
        supplier_code=code,
        supplier=one.bid.supplier.name,
        is_winner=one.is_winner,
        reason=one.reason,
        remarks=tuple(one.remarks),
        rank=one.rank,
        share_percent=one.share_percent,
        pieces=one.awarded_pieces,
        price_centavos=price_shown(sight, code, one.is_winner, one.bid.price_centavos),
        figures=shown_figures(sight, one.figures, code),
        answer=answer_seen(sight, code, answer),
    )


def _line(sight: Sight, decision: LotDecision, bids: list[BidLine]) -> LotLine:
    lot = decision.lot
    ceiling = shown_figures(sight, decision.figures, "").get("ceiling_centavos")
    return LotLine(
        number=lot.number,
        clave=lot.item.clave,
        description=lot.item.description,
        category=lot.item.category,
        share_pattern=lot.share_pattern,
        buyers=len(lot.buyers),
        minimum_pieces=lot.minimum_pieces,
        needed_pieces=decision.needed_pieces,
        awarded_pieces=decision.awarded_pieces,
        state=decision.state,
        reason=decision.reason,
        certificate_sha256=decision.certificate_sha256,
        ceiling_centavos=ceiling if isinstance(ceiling, int) else None,
        bids=tuple(bids),
    )
