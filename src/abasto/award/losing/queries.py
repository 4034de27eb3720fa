"""Reads of losing bids: their lots are decided again here, for the price at which each would have won."""

from collections.abc import Iterator, Mapping, Sequence

from django.db.models import Min

from ...base.refusal import Refused
from ...people.visibility import Sight
from ...rounds.models import Round
from ...tender.call_text import read_back
from ...tender.models import Lot, Procedure
from ..actions.decide_lots import cases_of
from ..decide import decide_lot
from ..facts import LotCase, LotDecision
from ..losses import Loss
from ..models import Award, BidOutcome
from ..queries import outcomes_of_supplier, price_shown, shown_figures
from ..reasons import ABOVE_CEILING, BELOW_CONVENIENT
from ..winning_price import WinningPrice, winning_price, winning_prices


def answers_of(procedure: Procedure, lots: Sequence[Lot]) -> dict[str, WinningPrice]:
    """For every losing bid of these decided lots, by its key, confirmed; the full truth, before anyone's sight."""
    rules = read_back(procedure.rules)
    return {
        answer.bid_id: answer
        for case in cases_of(procedure, lots)
        for answer in winning_prices(case, rules, _decided(case, procedure))
    }


def answers_of_bids(procedure: Procedure, lots: Sequence[Lot], bids: frozenset[str]) -> dict[str, WinningPrice]:
    """The same for some bids alone."""
    rules = read_back(procedure.rules)
    found = {}
    for case in cases_of(procedure, lots):
        decision = _decided(case, procedure)
        for outcome in decision.bids:
            if outcome.bid_id in bids and not outcome.awarded_pieces:
                found[outcome.bid_id] = winning_price(case, rules, decision, outcome.bid_id)
    return found


def _decided(case: LotCase, procedure: Procedure) -> LotDecision:
    return decide_lot(case.lot, case.bids, read_back(procedure.rules), case.reference, case.draw)


def answer_seen(sight: Sight, owner: str, answer: WinningPrice | None) -> WinningPrice | None:
    """The answer where the reader may see the price of that bid, and everything that bounds it."""
    if answer is None or not (sight.sees("bid_price", owner) and sight.sees("losing_price", owner)):
        return None
    needed = {
        ABOVE_CEILING: ("ceiling", "reference_price"),
        BELOW_CONVENIENT: ("losing_price",),
    }.get(answer.beyond, ("award",))
    return answer if all(sight.sees_all(field) for field in needed) else None


def answers_seen(sight: Sight, lot: Lot) -> dict[str, WinningPrice]:
    """By key of the bid, for the losing bids of one lot whose price the reader may see."""
    if not sight.sees_all("lot_decision"):
        return {}
    owners = dict(lot.bids.values_list("key", "supplier__code"))
    seen = {key for key, owner in owners.items() if sight.sees("bid_price", owner) and sight.sees("losing_price", owner)}
    if not seen:
        return {}
    answers = answers_of_bids(lot.procedure, [lot], frozenset(seen))
    shown = {key: answer_seen(sight, owners[key], answer) for key, answer in answers.items()}
    return {key: answer for key, answer in shown.items() if answer is not None}


def losses_of(sight: Sight, of: Round, supplier: str) -> list[Loss]:
    """The losing bids of a supplier that the reader may know of, in the order of the call."""
    outcomes = list(
        outcomes_of_supplier(sight, of, supplier)
        .filter(is_winner=False)
        .select_related("bid__supplier", "bid__lot__procedure__round")
        .order_by("bid__lot__procedure__number", "bid__lot__number")
    )
    sees_price = sight.sees("bid_price", supplier) and sight.sees("losing_price", supplier)
    answers = _answers(outcomes) if sees_price else {}
    lowest = _lowest_won(sight, outcomes)
    return [_loss(sight, one, answers.get(one.bid.key), lowest.get(one.bid.lot_id)) for one in outcomes]


def _answers(outcomes: Sequence[BidOutcome]) -> dict[str, WinningPrice]:
    found: dict[str, WinningPrice] = {}
    for procedure, lots in _by_procedure(outcomes):
        found |= answers_of_bids(procedure, lots, frozenset(one.bid.key for one in outcomes))
    return found


def _by_procedure(outcomes: Sequence[BidOutcome]) -> Iterator[tuple[Procedure, list[Lot]]]:
    procedures = {one.bid.lot.procedure_id: one.bid.lot.procedure for one in outcomes}
    for key, procedure in procedures.items():
        yield procedure, [one.bid.lot for one in outcomes if one.bid.lot.procedure_id == key]


def _lowest_won(sight: Sight, outcomes: Sequence[BidOutcome]) -> Mapping[int, int]:
    if not sight.sees_all("award"):
        return {}
    awards = Award.objects.filter(lot__in=[one.bid.lot_id for one in outcomes]).order_by()
    return dict(awards.values_list("lot_id").annotate(lowest=Min("price_centavos")))


def _loss(sight: Sight, one: BidOutcome, answer: WinningPrice | None, lowest: int | None) -> Loss:
    bid, lot, owner = one.bid, one.bid.lot, one.bid.supplier.code
    lacking = bid.documents_lacking if sight.sees("bid_documents", owner) else None
    return Loss(
        bid_id=bid.key,
        clave=lot.item.clave,
        description=lot.item.description,
        category=lot.item.category,
        supplier_code=owner,
        supplier=bid.supplier.name,
        reason=one.reason,
        documents_lacking=tuple(lacking or ()),
        needed_pieces=lot.maximum_pieces,
        price_centavos=price_shown(sight, owner, False, bid.price_centavos),
        lowest_won_centavos=lowest,
        figures=shown_figures(sight, one.figures, owner),
        answer=answer_seen(sight, owner, answer),
    )


def supplier_may_be_seen(sight: Sight, supplier: str) -> bool:
    """Whether the reader may know of the bids of that supplier at all."""
    return sight.sees_all("lot_decision") and sight.sees("bid_existence", supplier)


def must_be_decided(sight: Sight) -> None:
    """Refuses `not-allowed` while decisions are closed to the reader."""
    if not sight.sees_all("lot_decision"):
        raise Refused("not-allowed", "", {"field": "lot_decision"})
