"""Reads of losing bids: their lots are decided again here, for the price at which each would have won."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from django.db.models import Min, QuerySet, TextField
from django.db.models.functions import Cast

from ...people.visibility import Sight
from ...rounds.models import Round
from ...tender.call_text import read_back
from ...tender.models import Lot, Procedure
from ...tender.standing.queries import sight_by_lot, sight_of_lot
from ..decide import decide_lot
from ..deciding.queries import cases_of
from ..estimated_price import NO_LIMIT, Int64, RoundBids, estimated_prices
from ..losses import Loss
from ..models import Award, BidOutcome, LotDecision
from ..queries import outcomes_of_supplier, price_shown, shown_figures
from ..ranking import SIZES
from ..reasons import ABOVE_CEILING, BELOW_CONVENIENT
from ..rivals import LIMITS, PRICE_DEFECTS
from ..winning_price import WinningPrice, winning_prices

NONE = "[]"


def answers_of(
    procedure: Procedure, lots: Sequence[Lot], bids: Collection[str] | None = None
) -> dict[str, WinningPrice]:
    """For the losing bids of these decided lots (or those of `bids`, by key), confirmed; before anyone's sight."""
    rules = read_back(procedure.rules)
    across = set(_decided_across(procedure).values_list("lot_id", flat=True))
    found = _answers_across([lot for lot in lots if lot.pk in across], bids) if across else {}
    for case in cases_of(procedure, [lot for lot in lots if lot.pk not in across]):
        decision = decide_lot(case.lot, case.bids, rules, case.reference, case.draw)
        found |= {answer.bid_id: answer for answer in winning_prices(case, rules, decision, bids)}
    return found


def _decided_across(procedure: Procedure) -> QuerySet[LotDecision]:
    return LotDecision.objects.filter(lot__procedure=procedure).exclude(certificate_sha256="")


def _answers_across(lots: Sequence[Lot], bids: Collection[str] | None) -> dict[str, WinningPrice]:
    """As found when the award across lots was signed. A bid that only its price kept out has none."""
    found = {}
    lost = BidOutcome.objects.filter(bid__lot__in=[lot.pk for lot in lots], is_winner=False).order_by("bid__key")
    for key, defects, figures in lost.values_list("bid__key", "defects", "figures"):
        if bids is not None and key not in bids:
            continue
        if lasting := tuple(defect for defect in defects if defect not in PRICE_DEFECTS):
            found[key] = WinningPrice(key, "no-price", obstacles=lasting, is_across=True)
        elif "enters_at_centavos" in figures:
            price = figures["enters_at_centavos"]
            found[key] = WinningPrice(key, "no-price" if price is None else "price", price, is_across=True)
    return found


def answer_seen(sight: Sight, owner: str, answer: WinningPrice | None) -> WinningPrice | None:
    """The answer where the reader may see the price of that bid, and everything that bounds it."""
    if answer is None or not _sees_price(sight, owner):
        return None
    needed = {
        ABOVE_CEILING: ("ceiling", "reference_price"),
        BELOW_CONVENIENT: ("losing_price",),
    }.get(answer.beyond, ("award",))
    return answer if all(sight.sees_all(field) for field in needed) else None


def _sees_price(sight: Sight, owner: str) -> bool:
    return sight.sees("bid_price", owner) and sight.sees("losing_price", owner)


def answers_seen(sight: Sight, lot: Lot) -> dict[str, WinningPrice]:
    """By key of the bid, for the losing bids of one lot whose price the reader may see."""
    sight = sight_of_lot(sight, lot)
    if not sight.sees_all("lot_decision"):
        return {}
    owners = dict(lot.bids.values_list("key", "supplier__code"))
    seen = {key for key, owner in owners.items() if _sees_price(sight, owner)}
    if not seen:
        return {}
    answers = answers_of(lot.procedure, [lot], seen)
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
    sight_of = sight_by_lot(sight, of)
    answers = _answers([one for one in outcomes if _sees_price(sight_of(one.bid.lot_id), supplier)])
    lowest = _lowest_won(sight, outcomes)
    return [
        _loss(sight_of(one.bid.lot_id), one, answers.get(one.bid.key), lowest.get(one.bid.lot_id)) for one in outcomes
    ]


def _answers(outcomes: Sequence[BidOutcome]) -> dict[str, WinningPrice]:
    found: dict[str, WinningPrice] = {}
    for procedure, lots in _by_procedure(outcomes):
        found |= answers_of(procedure, lots, {one.bid.key for one in outcomes})
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
    return Loss(
        bid_id=bid.key,
        procedure=lot.procedure.number,
        clave=lot.item.clave,
        description=lot.item.description,
        category=lot.item.category,
        supplier_code=owner,
        supplier=bid.supplier.name,
        reason=one.reason,
        rank=one.rank,
        needed_pieces=lot.maximum_pieces,
        price_centavos=price_shown(sight, owner, False, bid.price_centavos),
        lowest_won_centavos=lowest,
        figures=shown_figures(sight, one.figures, owner),
        answer=answer_seen(sight, owner, answer),
    )


class RoundLosses(NamedTuple):
    """Every losing bid of the decided lots of a round with a price that could have won, estimated.

    estimated_centavos, price_centavos: shape (bids,); estimated 0 where no price wins; reason: of each bid.
    """

    reason: list[str]
    price_centavos: Int64
    estimated_centavos: Int64


def round_losses(sight: Sight, of: Round) -> RoundLosses | None:
    """The estimate over the lots decided alone; None where not every price and limit is open to the reader."""
    needed = ("lot_decision", "bid_existence", "bid_price", "losing_price", "ceiling", "reference_price")
    if not all(sight.sees_all(field) for field in needed):
        return None
    decisions = LotDecision.objects.filter(lot__procedure__round=of, certificate_sha256="").order_by("lot_id")
    lots = list(decisions.values_list("lot_id", "lot__share_pattern", "figures", "lot__procedure_id"))
    rows = _outcome_rows(of)
    if not rows:
        return None
    place = {lot: number for number, (lot, *_rest) in enumerate(lots)}
    limits = np.array([_limit(figures) for _lot, _pattern, figures, _procedure in lots], dtype=np.int64)
    lot_ids, prices, sizes, defects, reason, wins = zip(*rows, strict=True)
    lot_of = np.array([place[lot] for lot in lot_ids], dtype=np.int64)
    bids = RoundBids(
        lot=lot_of,
        price_centavos=np.array(prices, dtype=np.int64),
        size=np.array([SIZES[size] for size in sizes], dtype=np.int64),
        is_solvent=np.array([listed == NONE for listed in defects]),
        is_sound=np.array([_are_of_price(listed) for listed in defects]),
        limit_centavos=limits[lot_of],
    )
    shares = np.array([pattern.count("/") + 1 for _lot, pattern, *_rest in lots], dtype=np.int64)
    rules = read_back(Procedure.objects.get(pk=lots[0][3]).rules)
    estimated = estimated_prices(bids, shares, rules.spread_percent)
    lost = ~np.array(wins)
    reasons = [one for one, has_won in zip(reason, wins, strict=True) if not has_won]
    return RoundLosses(reasons, bids.price_centavos[lost], estimated[lost])


def _outcome_rows(of: Round) -> list[tuple[int, int, str, str, str, bool]]:
    """Defects as the text of a list: of all bids only some dozen lists differ."""
    outcomes = BidOutcome.objects.filter(bid__lot__procedure__round=of, bid__lot__decision__certificate_sha256="")
    outcomes = outcomes.order_by("bid__lot_id", "bid__key")
    fields = ("bid__lot_id", "bid__price_centavos", "bid__supplier__size", "listed", "reason", "is_winner")
    listed = outcomes.annotate(listed=Cast("defects", TextField()))
    return list(listed.values_list(*fields).iterator(chunk_size=5000))


@cache
def _are_of_price(defects: str) -> bool:
    return PRICE_DEFECTS.issuperset(json.loads(defects))


def _limit(figures: Mapping[str, object]) -> int:
    known = [limit for name in LIMITS if isinstance(limit := figures.get(name), int)]
    return min(known, default=NO_LIMIT)
