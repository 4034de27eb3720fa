"""Reads of the award: decisions, what became of each bid, awards, and one lot with everything behind it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from ..base.refusal import Refused
from ..market.queries import median_by_item
from ..people.models import Organisation
from ..people.visibility import Sight
from ..rounds.models import Round
from ..tender.models import Lot
from ..tender.queries import BidSeen, bids_of_lot, bids_visible_to, lot_named
from ..tender.standing.queries import sight_of_lot
from .lines import AwardLine, Winner, together
from .models import Award, BidOutcome, LotDecision

DECISION_FIELDS = (
    "lot_id", "lot__item_id", "lot__item__clave", "lot__item__description", "lot__item__category",
    "lot__share_pattern", "state", "reason", "needed_pieces", "awarded_pieces", "unawarded_pieces",
)  # fmt: skip
FROM_BIDS = frozenset({"base_mean_centavos", "lowest_convenient_centavos"})
FROM_RESEARCH = frozenset(
    {"median_centavos", "mean_centavos", "sources", "statistic_centavos", "highest_acceptable_centavos"}
)


def visible_to(sight: Sight, of: Round) -> QuerySet[LotDecision]:
    """The decisions on the lots of the round, where the viewer may see them."""
    decisions = LotDecision.objects.filter(lot__procedure__round=of)
    return decisions if sight.sees_all("lot_decision") else decisions.none()


def outcomes_visible_to(sight: Sight, of: Round) -> QuerySet[BidOutcome]:
    """What became of the bids: once decisions are open, of every bid the viewer may know of."""
    outcomes = BidOutcome.objects.filter(bid__lot__procedure__round=of)
    if not sight.sees_all("lot_decision"):
        return outcomes.none()
    return outcomes if sight.sees_all("bid_existence") else outcomes.filter(bid__supplier__code__in=sight.viewer.own)


def awards_visible_to(sight: Sight, of: Round) -> QuerySet[Award]:
    """The awards of the round, where the viewer may see them: winner, price and pieces."""
    awards = Award.objects.filter(lot__procedure__round=of)
    return awards if sight.sees_all("award") else awards.none()


def award_lines(sight: Sight, of: Round, procedure: str = "", clave: str = "") -> list[AwardLine]:
    """Every decided code with its winners, in the order of the call; of one procedure or code, or of all together.

    A code that several procedures asked for is one line: what it lacked at the first, what all of them awarded.
    """
    winners, medians, bids = _winners(sight, of, clave), median_by_item(sight, of), _bids_by_lot(sight, of)
    decisions = visible_to(sight, of).order_by("lot__procedure__position", "lot__number")
    if procedure:
        decisions = decisions.filter(lot__procedure__number=procedure)
    if clave:
        decisions = decisions.filter(lot__item__clave=clave)
    rows = decisions.values_list(*DECISION_FIELDS)
    return together(
        AwardLine(
            clave, text, category, pattern, state, reason, needed, awarded, left,
            None if bids is None else bids.get(lot, 0), tuple(winners.get(lot, ())), medians.get(item),
        )
        for lot, item, clave, text, category, pattern, state, reason, needed, awarded, left in rows.iterator(5000)
    )  # fmt: skip


def _winners(sight: Sight, of: Round, clave: str) -> dict[int, list[Winner]]:
    found: dict[int, list[Winner]] = {}
    fields = ("lot_id", "bid__supplier__code", "bid__supplier__name", "price_centavos", "maximum_pieces", "is_ended")
    awards = awards_visible_to(sight, of).order_by("price_centavos", "key")
    rows = (awards.filter(lot__item__clave=clave) if clave else awards).values_list(*fields)
    for lot, *winner in rows.iterator(chunk_size=5000):
        found.setdefault(lot, []).append(Winner(*winner))
    return found


def _bids_by_lot(sight: Sight, of: Round) -> Mapping[int, int] | None:
    if not sight.sees_all("bid_existence"):
        return None
    return dict(bids_visible_to(sight, of).order_by().values_list("lot_id").annotate(bids=Count("pk")))


@dataclass(frozen=True)
class Tally:
    """Bids and lots of a supplier: how many bids, how many won; money awarded in centavos, and at reference prices."""

    bids: int
    won: int
    awarded_centavos: int
    at_reference_centavos: int | None


@dataclass(frozen=True)
class BidRow:
    """A bid of a lot with what became of it; None where the viewer may not see it or it was not decided.

    rank: 1 is the first among the solvent, 0 is not solvent. share_percent and awarded_pieces: 0 without a place.
    figures: those behind the reason (centavos, pieces), without what the viewer may not see.
    """

    bid: BidSeen
    price_centavos: int | None
    is_winner: bool
    reason: str
    defects: tuple[str, ...]
    remarks: tuple[str, ...]
    rank: int
    share_percent: int
    awarded_pieces: int
    figures: Mapping[str, object]


@dataclass(frozen=True)
class BuyerPart:
    """What one buyer gets of a lot: its need, and the pieces of each winner by supplier code."""

    code: str
    name: str
    minimum_pieces: int
    maximum_pieces: int
    awarded: Mapping[str, int]


@dataclass(frozen=True)
class LotDetail:
    """One decided lot: decision, bids in order, split over buyers. figures: those the viewer may see.

    sight: what the viewer sees of this lot.
    """

    sight: Sight
    lot: Lot
    decision: LotDecision
    figures: Mapping[str, object]
    bids: tuple[BidRow, ...]
    winners: tuple[Winner, ...]
    parts: tuple[BuyerPart, ...]


def lot_detail(sight: Sight, of: Round, clave: str, procedure: str = "") -> LotDetail:
    """The decision of one code with everything behind it, in the procedure of that number or the last one decided.

    Refuses `not-allowed` and `not-found`.
    """
    if not sight.sees_all("lot_decision"):
        raise Refused("not-allowed", "", {"field": "lot_decision"})
    lot = lot_named(sight, of, clave, procedure)
    sight = sight_of_lot(sight, lot)
    for decision in visible_to(sight, of).filter(lot=lot):
        awards = list(
            awards_visible_to(sight, of)
            .filter(lot=lot)
            .select_related("bid__supplier")
            .order_by("price_centavos", "key")
        )
        winners = tuple(
            Winner(one.bid.supplier.code, one.bid.supplier.name, one.price_centavos, one.maximum_pieces, one.is_ended)
            for one in awards
        )
        figures = shown_figures(sight, decision.figures, "")
        return LotDetail(sight, lot, decision, figures, _bid_rows(sight, of, lot), winners, _parts(lot, awards))
    raise Refused("not-found", "", {"what": "award", "value": clave})


def shown_figures(sight: Sight, figures: Mapping[str, object], owner: str) -> dict[str, object]:
    """Figures without those the viewer may not see: ceilings, research, prices and papers of others."""
    closed = set()
    if not sight.sees_all("ceiling"):
        closed.add("ceiling_centavos")
    if not sight.sees_all("reference_price"):
        closed |= FROM_RESEARCH
    if not sight.sees_all("losing_price"):
        closed |= FROM_BIDS
    if not (owner and sight.sees("losing_price", owner) and sight.sees("bid_price", owner)):
        closed |= {"price_centavos", "enters_at_centavos", "rules_add_centavos"}
    if not (owner and sight.sees("bid_capacity", owner)):
        closed.add("capacity_pieces")
    if not (owner and sight.sees("bid_documents", owner)):
        closed.add("documents_lacking")
    return {name: value for name, value in figures.items() if name not in closed}


def _bid_rows(sight: Sight, of: Round, lot: Lot) -> tuple[BidRow, ...]:
    """The solvent by rank, then the others: by price where it is seen, then by key."""
    outcomes = {one.bid.key: one for one in outcomes_visible_to(sight, of).filter(bid__lot=lot).select_related("bid")}
    rows = [_bid_row(sight, bid, outcomes.get(bid.key)) for bid in bids_of_lot(sight, of, lot)]
    return tuple(sorted(rows, key=_place))


def _place(row: BidRow) -> tuple[bool, int, bool, int, str]:
    return row.rank == 0, row.rank, row.price_centavos is None, row.price_centavos or 0, row.bid.key


def _bid_row(sight: Sight, bid: BidSeen, outcome: BidOutcome | None) -> BidRow:
    if outcome is None:
        return BidRow(bid, bid.price_centavos, False, "", (), (), 0, 0, 0, {})
    return BidRow(
        bid=bid,
        price_centavos=price_shown(sight, bid.supplier_code, outcome.is_winner, int(outcome.figures["price_centavos"])),
        is_winner=outcome.is_winner,
        reason=outcome.reason,
        defects=tuple(outcome.defects),
        remarks=tuple(outcome.remarks),
        rank=outcome.rank,
        share_percent=outcome.share_percent,
        awarded_pieces=outcome.awarded_pieces,
        figures=shown_figures(sight, outcome.figures, bid.supplier_code),
    )


def price_shown(sight: Sight, owner: str, is_winner: bool, price_centavos: int) -> int | None:
    """A bid's price: a winner's is told with the award, a loser's only where losing prices are open."""
    fields = ("award",) if is_winner else ("bid_price", "losing_price")
    return price_centavos if all(sight.sees(field, owner) for field in fields) else None


def _parts(lot: Lot, awards: list[Award]) -> tuple[BuyerPart, ...]:
    names = dict(Organisation.objects.filter(code__in=lot.buyers).values_list("code", "name"))
    least, most = lot.minimum_by_buyer.tolist(), lot.maximum_by_buyer.tolist()
    of_winner = [(one.bid.supplier.code, one.maximum_by_buyer.tolist()) for one in awards]
    return tuple(
        BuyerPart(code, names[code], least[at], most[at], {supplier: parts[at] for supplier, parts in of_winner})
        for at, code in enumerate(lot.buyers)
    )


def outcomes_of_supplier(sight: Sight, of: Round, supplier: str) -> QuerySet[BidOutcome]:
    """What became of one supplier's bids, with lot and item."""
    return outcomes_visible_to(sight, of).filter(bid__supplier__code=supplier).select_related("bid__lot__item")


def tallies(sight: Sight, of: Round) -> dict[str, Tally]:
    """Bids, wins and awarded money by supplier code, as far as the viewer may see them."""
    counted = outcomes_visible_to(sight, of).order_by().values("bid__supplier__code")
    rows = counted.annotate(bids=Count("pk"), won=Count("pk", filter=Q(is_winner=True)))
    counts = {row["bid__supplier__code"]: (row["bids"], row["won"]) for row in rows}
    money = _money_by_supplier(sight, of)
    return {code: Tally(every, won, *money.get(code, (0, 0))) for code, (every, won) in counts.items()}


def _money_by_supplier(sight: Sight, of: Round) -> dict[str, tuple[int, int | None]]:
    medians = median_by_item(sight, of)
    found: dict[str, tuple[int, int | None]] = {}
    rows = awards_visible_to(sight, of).values_list(
        "bid__supplier__code", "lot__item_id", "price_centavos", "maximum_pieces"
    )
    for code, item, price, pieces in rows.iterator(chunk_size=5000):
        money, reference = found.get(code, (0, 0))
        known = reference is not None and item in medians
        found[code] = (money + price * pieces, reference + medians[item] * pieces if known else None)  # type: ignore[operator]
    return found
