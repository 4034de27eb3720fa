"""The call as a problem across lots (`docs/award-problem.md`): needs, solvent bids, and what the call says of shares.

Capacities are known for the whole term: they fall into periods as the need does, each rounded up to a piece. Shares are
whole percents: what a capacity leaves of a lot is rounded down to one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from abasto.award.facts import BidFacts, LotCase
from abasto.award.ranking import rank
from abasto.award.reasons import ABOVE_CEILING
from abasto.award.solvency import judge
from abasto.engines.award.lots import share_out
from abasto.engines.award.problem import Bid, Lot, Problem, Supplier
from abasto.tender.call import CallRules
from abasto.tender.origin import preference_of

from .facts import Firm, LotNeed, StudyFacts, StudyTerms

CURRENCY = "MXN"


@dataclass(frozen=True)
class CallTaken:
    """The call as a scenario takes it. has_ceilings: a price may be too high; shares: of every lot, None as called."""

    rules: CallRules
    has_ceilings: bool = True
    shares: tuple[int, ...] | None = None


def study_problem(facts: StudyFacts, call: CallTaken, terms: StudyTerms) -> Problem:
    """Every lot of the call with its solvent bids. Pieces are conserved by lot, institution and period."""
    made = [_lot_and_bids(need, call, facts, terms) for need in facts.lots]
    bids = tuple(bid for _lot, of_lot in made for bid in of_lot)
    named = sorted({code for bid in bids for code in bid.suppliers})
    return Problem(
        title=facts.title,
        origin=facts.origin,
        currency=CURRENCY,
        is_awardable=facts.is_awardable,
        institutions=facts.institutions,
        periods=facts.periods,
        nondelivery_weight_permyriad=100 * terms.nondelivery_percent,
        suppliers=tuple(Supplier(code, facts.firms[code].size, facts.firms[code].country) for code in named),
        lots=tuple(lot for lot, _bids in made),
        bids=bids,
    )


def _lot_and_bids(need: LotNeed, call: CallTaken, facts: StudyFacts, terms: StudyTerms) -> tuple[Lot, tuple[Bid, ...]]:
    solvent = solvent_bids(need, call)
    shares = call.shares or need.case.lot.shares
    preference = _permyriad(preference_of(call.rules.origin))
    fallen = fallback(need, shares, solvent, call.rules)
    lot = Lot(
        id=need.case.lot.lot_id,
        code=need.case.lot.clave,
        region="",
        pieces_by_institution=need.pieces_by_institution,
        pieces_by_period=need.pieces_by_period,
        ceiling_centavos=None,
        share_patterns_percent=_patterns(need, shares, solvent, fallen),
        spread_permyriad=_permyriad(call.rules.spread_percent),
        shares_follow_price=all(one >= next_one for one, next_one in pairwise(fallen.shares)),
        minimum_share_percent=min(100, ceil(call.rules.minimum_share_percent)),
        needs_second_origin=False,
        preferred_origins=(call.rules.origin.home_country,) if preference else (),
        preference_permyriad=preference,
        unserved_centavos=_unserved(need, solvent, terms),
    )
    return lot, tuple(_bid(bid, lot, facts.firms[bid.supplier]) for bid in solvent)


def solvent_bids(need: LotNeed, call: CallTaken) -> list[BidFacts]:
    """The bids without a defect, by price and name: what the lawful award would rank."""
    case = need.case
    lot = case.lot if call.has_ceilings else replace(case.lot, ceiling_centavos=None)
    found = judge(lot, case.bids, call.rules, case.reference).defects
    ignored = frozenset() if call.has_ceilings else frozenset({ABOVE_CEILING})
    solvent = [bid for bid in case.bids if not set(found[bid.bid_id]) - ignored]
    return sorted(solvent, key=lambda bid: (bid.price_centavos, bid.bid_id))


@dataclass(frozen=True)
class Fallback:
    """Who the lawful award would take, the best first, and what it gives them in whole percents, rounded down."""

    takers: tuple[BidFacts, ...]
    shares: tuple[int, ...]


def fallback(need: LotNeed, shares: tuple[int, ...], solvent: Sequence[BidFacts], rules: CallRules) -> Fallback:
    """The lawful award of a lot alone. A tie whose draw was never held stands in the order of the bids' ids."""
    takers = rank(solvent, len(shares), rules, drawn_or_named(need.case, solvent)).takers
    if not takers:
        return Fallback((), ())
    units = share_out(need.pieces, shares, [bid.capacity_pieces for bid in takers]).units
    return Fallback(takers, tuple(unit // need.pieces for unit in units))


def drawn_or_named(case: LotCase, solvent: Sequence[BidFacts]) -> Mapping[str, int]:
    """The places drawn, and after them the bids without one in the order of their ids."""
    names = sorted(bid.bid_id for bid in solvent)
    return {name: place for place, name in enumerate(names, start=len(names) + 1)} | dict(case.draw)


def _patterns(
    need: LotNeed, shares: tuple[int, ...], solvent: Sequence[BidFacts], fallen: Fallback
) -> tuple[tuple[int, ...], ...]:
    """The shares of the call, and those that the lawful award falls back to: fewer places within the spread than
    shares, or capacities that do not reach. Where one wins alone it may also be another, with the whole lot."""
    places = len(fallen.takers)
    called = (shares,) if places in (0, len(shares)) else ()
    short = tuple(sorted((share for share in fallen.shares if share), reverse=True))
    whole = any(bid.capacity_pieces >= need.pieces for bid in solvent)
    return tuple(dict.fromkeys((*called, *((short,) if short else ()), *(((100,),) if places == 1 and whole else ()))))


def _bid(bid: BidFacts, lot: Lot, firm: Firm) -> Bid:
    return Bid(
        id=bid.bid_id,
        lot=lot.id,
        suppliers=(bid.supplier,),
        origin=bid.country,
        prices=((1, bid.price_centavos),),
        capacity_by_period_pieces=_capacity(bid.capacity_pieces, lot),
        minimum_pieces=0,
        nondelivery_ppm=firm.nondelivery_ppm,
    )


def _capacity(pieces: int, lot: Lot) -> tuple[int, ...] | None:
    if pieces >= lot.pieces:
        return None
    return tuple(-(-pieces * part // lot.pieces) for part in lot.pieces_by_period)


def _unserved(need: LotNeed, solvent: Sequence[BidFacts], terms: StudyTerms) -> int:
    """Reference price; where nothing was quoted the ceiling, else the highest bid."""
    highest = max((bid.price_centavos for bid in solvent), default=0)
    base = need.reference_centavos or need.case.lot.ceiling_centavos or highest
    return base * terms.unserved_percent // 100


def _permyriad(percent: Decimal) -> int:
    return floor(Fraction(percent) * 100)
