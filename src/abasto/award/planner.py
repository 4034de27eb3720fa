"""For each code with pieces left: the route, the change that would award it, its cost and its legal ground; pure.

Every change is tried by deciding the lot again on the same offers (`decide_lot`): a proposal says how many pieces
that would award, or that nothing could be confirmed. The same requirements go to a direct award (art. 54 VII), other
ones to a new call; without a confirmed change the research and the offers known say who may be asked.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal

from ..base.refusal import Refused
from ..tender.call import CallRules
from . import routes
from .changes import SAME, Change, changed_case, changed_rules
from .decide import decide_lot
from .facts import BidFacts, BidOutcome, LotCase, LotDecision
from .reasons import ABOVE_CEILING, BELOW_CONVENIENT, CAPACITY, DOCUMENTS

UNTRIED = ("above-research", "no-offer", "draw-not-recorded", "not-mendable", "nothing-gained")
"""Why nothing could be confirmed."""
HUNDREDTH = Decimal("0.01")
Trial = tuple[Change, LotDecision]
Defects = Mapping[str, tuple[str, ...]]
MENDABLE = frozenset({DOCUMENTS, BELOW_CONVENIENT, ABOVE_CEILING, CAPACITY})
"""Defects that another call, or more money, may mend."""


@dataclass(frozen=True)
class Leftover:
    """Pieces of one code that a decided lot left, as the next procedure would ask for them.

    case: a lot of exactly the pieces left; offers with the capacity that awards have not used up, debarments as on
    the day of the next opening. reason: why they were left. sources: of the market research; holders: suppliers known
    to offer the code. tried: kinds of the procedures that asked for it so far.
    """

    clave: str
    reason: str
    case: LotCase
    rules: CallRules
    highest_acceptable_centavos: int | None
    sources: int
    holders: int
    tried: tuple[str, ...]

    @property
    def pieces(self) -> int:
        return sum(self.case.lot.buyer_maximum_pieces)


@dataclass(frozen=True)
class Proposal:
    """What to do with the pieces left of one code.

    route: one of `routes.KINDS`; grounds: keys of the legal values it rests on; change: what must be different.
    awarded_pieces, cost_centavos: what deciding the lot again with the change awards, at the offers' own prices; both 0
    where nothing was confirmed. at_ceiling_centavos: the same pieces (all pieces left where nothing was confirmed) at
    the ceiling in force, None without one. offers: solvent offers with the change; price_centavos: the lowest of them,
    None without one; highest_centavos: the dearest that wins.
    untried: one of `UNTRIED` where nothing could be confirmed, else "".
    """

    clave: str
    reason: str
    route: str
    grounds: tuple[str, ...]
    change: Change
    left_pieces: int
    awarded_pieces: int
    cost_centavos: int
    reference_centavos: int | None
    at_ceiling_centavos: int | None
    offers: int
    price_centavos: int | None
    highest_centavos: int | None
    holders: int
    untried: str

    @property
    def is_confirmed(self) -> bool:
        return self.awarded_pieces > 0

    @property
    def money_centavos(self) -> int | None:
        """What it would cost: as offered where confirmed, else the pieces left at the reference price."""
        return self.cost_centavos if self.is_confirmed else self.reference_centavos

    @property
    def over_ceiling_centavos(self) -> int | None:
        """How much more than at the ceiling in force it would cost; None without a ceiling or a confirmed price."""
        if not self.is_confirmed or self.at_ceiling_centavos is None:
            return None
        return self.cost_centavos - self.at_ceiling_centavos


@dataclass(frozen=True)
class Needs:
    """What the law asks of a route: the fewest that an invitation invites."""

    invited: int


def propose(left: Leftover, needs: Needs) -> Proposal:
    """The proposal for one code: the change that awards most pieces, of these the smallest, then the cheapest."""
    as_it_is = _decided_with(left, SAME)
    if as_it_is is None:
        return _unconfirmed(left, needs, "draw-not-recorded")
    defects = {bid.bid_id: bid.defects for bid in as_it_is.bids}
    trials = list(_trials(left, as_it_is, defects))
    good = [(change, decision) for change, decision in trials if decision is not None and decision.awarded_pieces]
    if good:
        return _confirmed(left, *min(good, key=_worth))
    is_tied = any(decision is None for _, decision in trials)
    return _unconfirmed(left, needs, "draw-not-recorded" if is_tied else _why_untried(left, defects))


def _trials(left: Leftover, as_it_is: LotDecision, defects: Defects) -> Iterator[tuple[Change, LotDecision | None]]:
    """The lot decided with each change, the smaller first; none larger than the first that awards every piece."""
    yield SAME, as_it_is
    enough = 0 if as_it_is.awarded_pieces == left.pieces else None
    for change in sorted(_changes(left, defects), key=size_of):
        if enough is not None and size_of(change) > enough:
            return
        decision = _decided_with(left, change)
        if decision is not None and decision.awarded_pieces == left.pieces:
            enough = size_of(change)
        yield change, decision


def _changes(left: Leftover, defects: Defects) -> Iterator[Change]:
    """The change that each losing offer needs, more shares, and each of the first with more shares; each once."""
    if not left.case.bids:
        return
    needed = (_needed_by(bid, defects[bid.bid_id], left) for bid in left.case.bids)
    found = [SAME, *(change for change in needed if change is not None)]
    winners = len(left.case.lot.shares)
    wider = [pattern for pattern in left.rules.share_patterns if pattern.count("/") + 1 > winners]
    found += [replace(change, share_pattern=pattern) for change in found for pattern in wider]
    yield from (change for change in dict.fromkeys(found) if change != SAME)


def _needed_by(bid: BidFacts, defects: tuple[str, ...], left: Leftover) -> Change | None:
    """The smallest change with which this offer would be solvent; None where no change may do that."""
    limit = left.highest_acceptable_centavos
    is_beyond_research = limit is not None and bid.price_centavos > limit
    if not set(defects) <= MENDABLE or is_beyond_research:
        return None
    return Change(
        ceiling_centavos=bid.price_centavos if ABOVE_CEILING in defects else None,
        documents_at_signing=bid.documents_lacking,
        minimum_share_percent=_share_it_can_supply(bid, left.pieces) if CAPACITY in defects else "",
        low_prices_stay=BELOW_CONVENIENT in defects,
    )


def _share_it_can_supply(bid: BidFacts, pieces: int) -> str:
    percent = Decimal(100 * bid.capacity_pieces) / pieces
    return str(percent.quantize(HUNDREDTH, rounding=ROUND_FLOOR))


def _decided_with(left: Leftover, change: Change) -> LotDecision | None:
    """The lot decided again with the change; None where that needs a draw that was not held."""
    case, rules = changed_case(left.case, change), changed_rules(left.rules, change)
    try:
        return decide_lot(case.lot, case.bids, rules, case.reference, case.draw)
    except Refused as refused:
        if refused.code != "draw-not-recorded":
            raise
        return None


def size_of(change: Change) -> int:
    """How much changes: one for each thing, and one for each paper."""
    return len(change.codes) + len(change.documents_at_signing)


def _worth(trial: Trial) -> tuple[int, int, bool, int, int, str]:
    change, decision = trial
    cost = _cost(decision.winners)
    shares = change.share_pattern.count("/")
    return -decision.awarded_pieces, size_of(change), not change.keeps_requirements, shares, cost, repr(change)


def _cost(winners: Sequence[BidOutcome]) -> int:
    return sum(one.awarded_pieces * one.price_centavos for one in winners)


def _confirmed(left: Leftover, change: Change, decision: LotDecision) -> Proposal:
    ceiling = left.case.lot.ceiling_centavos
    winners = decision.winners
    solvent = [bid.price_centavos for bid in decision.bids if bid.rank]
    route = routes.DIRECT_AWARD if change.keeps_requirements else routes.SECOND_TENDER
    return replace(
        _bare(left),
        route=route,
        grounds=(*GROUNDS[route], *(key for code in change.codes for key in GROUNDS_OF_CHANGE[code])),
        change=change,
        awarded_pieces=decision.awarded_pieces,
        cost_centavos=_cost(winners),
        at_ceiling_centavos=None if ceiling is None else ceiling * decision.awarded_pieces,
        offers=len(solvent),
        price_centavos=min(solvent, default=None),
        highest_centavos=max((one.price_centavos for one in winners), default=None),
        untried="",
    )


def _unconfirmed(left: Leftover, needs: Needs, untried: str) -> Proposal:
    route, grounds = _route_by_market(left, needs)
    return replace(_bare(left), route=route, grounds=grounds, untried=untried)


def _bare(left: Leftover) -> Proposal:
    case, pieces = left.case, left.pieces
    median, ceiling = case.reference.median_centavos, case.lot.ceiling_centavos
    return Proposal(
        clave=left.clave,
        reason=left.reason,
        route=routes.RETURN,
        grounds=(),
        change=SAME,
        left_pieces=pieces,
        awarded_pieces=0,
        cost_centavos=0,
        reference_centavos=None if median is None else median * pieces,
        at_ceiling_centavos=None if ceiling is None else ceiling * pieces,
        offers=0,
        price_centavos=None,
        highest_centavos=None,
        holders=left.holders,
        untried="nothing-gained",
    )


def _route_by_market(left: Leftover, needs: Needs) -> tuple[str, tuple[str, ...]]:
    """Who can be asked, where no offer at hand can be awarded by a change of the call."""
    if left.sources == 0 or routes.INVITATION in left.tried:
        return routes.RETURN, GROUNDS[routes.RETURN]
    if left.sources == 1:
        return routes.DIRECT_AWARD, ("sole_supplier.letters", "deserted.authorised_by")
    if left.holders >= needs.invited or routes.SECOND_TENDER in left.tried:
        return routes.INVITATION, GROUNDS[routes.INVITATION]
    return routes.SECOND_TENDER, GROUNDS[routes.SECOND_TENDER]


def _why_untried(left: Leftover, defects: Defects) -> str:
    if not left.case.bids:
        return "no-offer"
    limit = left.highest_acceptable_centavos
    mendable = [bid for bid in left.case.bids if set(defects[bid.bid_id]) <= MENDABLE]
    if mendable and limit is not None and all(bid.price_centavos > limit for bid in mendable):
        return "above-research"
    return "nothing-gained" if mendable else "not-mendable"


GROUNDS: dict[str, tuple[str, ...]] = {
    routes.SECOND_TENDER: ("deserted.routes",),
    routes.INVITATION: ("deserted.routes", "invitation_minimum_firms"),
    routes.DIRECT_AWARD: ("direct_award_after_deserted.same_requirements", "deserted.authorised_by"),
    routes.RETURN: ("deserted.routes",),
    routes.CANCELLATION: ("deserted.routes",),
}
"""Keys of the legal values behind each route."""

GROUNDS_OF_CHANGE: dict[str, tuple[str, ...]] = {
    "raise-ceiling": ("price_too_high.above_budget",),
    "documents-at-signing": (),
    "lower-capacity": ("simultaneous_supply.minimum_share_percent",),
    "low-prices-stay": ("price_too_low.reject",),
    "more-shares": ("simultaneous_supply.maximum_winners",),
}
"""Keys of the legal values that each change touches; a paper has its own article in the call."""
