"""What an award across lots comes to: codes, winners, pieces, money, what it leaves, and how it concentrates."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from abasto.engines.award.problem import Bid, Lot, Problem

from .facts import StudyFacts
from .problem import CallTaken, fallback, solvent_bids

Chosen = Sequence[tuple[str, Sequence[tuple[str, int]]]]
"""(lot, ((bid, share in percent), ...)) of every lot with an award."""
MOST_SHOWN = 20


@dataclass(frozen=True)
class Summary:
    """Pieces are rounded down by lot and winner; money in centavos at the bids' own prices, rounded down once.

    codes: of the call; awarded: with a winner, in_part: of them less than whole. left_centavos: cost of what is left;
    risk_centavos: expected cost of non-delivery, as weighted; before rebates and prices of broken clauses.
    largest: (supplier, centavos), the most first. Parts of the money: of firms that are not large, of the first
    supplier, of the first five. hhi: Herfindahl-Hirschman index of the suppliers' money, 0 to 10,000.
    """

    codes: int
    awarded: int
    in_part: int
    winners: int
    pieces: int
    left_pieces: int
    money_centavos: int
    left_centavos: int
    risk_centavos: int
    small_permyriad: int
    first_permyriad: int
    five_permyriad: int
    hhi: int
    largest: tuple[tuple[str, int], ...]

    @property
    def total_centavos(self) -> int:
        return self.money_centavos + self.left_centavos + self.risk_centavos

    def plain(self) -> dict[str, object]:
        """As a scenario keeps it."""
        rows = [list(row) for row in self.largest]
        return {**asdict(self), "largest": rows, "total_centavos": self.total_centavos}


def summary_of(problem: Problem, chosen: Chosen) -> Summary:
    """The figures of an award of the problem."""
    lots = {lot.id: lot for lot in problem.lots}
    bids = {bid.id: bid for bid in problem.bids}
    sizes = {firm.id: firm.size for firm in problem.suppliers}
    money: dict[str, int] = defaultdict(int)
    pieces, risk, left = 0, 0, {lot.id: 100 for lot in problem.lots}
    for lot, winners in chosen:
        for bid, share in winners:
            money[bids[bid].suppliers[0]] += share * lots[lot].pieces * price_at(bids[bid].prices, share)
            risk += share * lots[lot].pieces * _risk(problem, lots[lot], bids[bid])
            pieces += share * lots[lot].pieces // 100
            left[lot] -= share
    total = sum(money.values())
    largest = sorted(money.items(), key=lambda one: (-one[1], one[0]))
    return Summary(
        codes=len(lots),
        awarded=len(chosen),
        in_part=sum(left[lot] > 0 for lot, _winners in chosen),
        winners=len(money),
        pieces=pieces,
        left_pieces=sum(lot.pieces for lot in problem.lots) - pieces,
        money_centavos=total // 100,
        left_centavos=sum(left[lot.id] * lot.pieces * lot.unserved_centavos for lot in problem.lots) // 100,
        risk_centavos=risk // 100,
        small_permyriad=_part(sum(value for firm, value in money.items() if sizes[firm] != "large"), total),
        first_permyriad=_part(sum(value for _firm, value in largest[:1]), total),
        five_permyriad=_part(sum(value for _firm, value in largest[:5]), total),
        hhi=10_000 * sum(value * value for value in money.values()) // (total * total) if total else 0,
        largest=tuple((firm, value // 100) for firm, value in largest[:MOST_SHOWN]),
    )


def lawful_award(facts: StudyFacts, call: CallTaken) -> list[tuple[str, list[tuple[str, int]]]]:
    """Each lot alone, by the criterion of the call, in whole percents rounded down."""
    found = []
    for need in facts.lots:
        solvent = solvent_bids(need, call)
        fallen = fallback(need, call.shares or need.case.lot.shares, solvent, call.rules)
        won = [(bid.bid_id, share) for bid, share in zip(fallen.takers, fallen.shares, strict=True) if share]
        if won:
            found.append((need.case.lot.lot_id, won))
    return found


def changed_lots(one: Chosen, other: Chosen) -> int:
    """How many lots are awarded differently."""
    first, second = _by_lot(one), _by_lot(other)
    return sum(first.get(lot) != second.get(lot) for lot in {*first, *second})


def price_at(prices: Sequence[tuple[int, int]], share: int) -> int:
    """The price of a share: that of the last tier it reaches."""
    return [price for start, price in prices if start <= share][-1]


def _by_lot(chosen: Chosen) -> Mapping[str, frozenset[tuple[str, int]]]:
    return {lot: frozenset((bid, share) for bid, share in winners) for lot, winners in chosen}


def _risk(problem: Problem, lot: Lot, bid: Bid) -> int:
    """Expected cost of non-delivery per piece, as the objective weighs it."""
    return problem.nondelivery_weight_permyriad * bid.nondelivery_ppm * lot.unserved_centavos // 10**10


def _part(value: int, total: int) -> int:
    return 10_000 * value // total if total else 0


def gap_percent(ppm: int) -> str:
    """A gap in millionths as percent with three decimals, rounded up."""
    thousandths = -(-ppm // 10)
    return f"{thousandths // 1000}.{thousandths % 1000:03d}"
