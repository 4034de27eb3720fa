"""What the planner plans from: every lot with pieces left, with the offers on it as they would stand next time."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Sum

from ....base.calendar import add_natural_days
from ....law.reader import read_rule_set
from ....market.reference import ReferenceFacts
from ....people.visibility import Sight
from ....rounds.models import Round
from ....tender.call import CallRules
from ....tender.call_text import read_back
from ....tender.models import Bid, Debarment, Lot
from ....tender.price_tests import last_price_within
from ....tender.terms import TERM_OF_CHARACTER
from ...deciding.queries import cases_of
from ...facts import LotCase
from ...models import Award, LotDecision, Route
from ...planner import Leftover, Needs, Proposal, propose
from ...routes import GONE_ON
from ..lines import PlanLine
from ..queries import LeftPieces, left_pieces


@dataclass(frozen=True)
class Planned:
    """What was left of a code, and what is proposed for it."""

    left: LeftPieces
    proposal: Proposal


def planned(of: Round, claves: Collection[str] | None = None) -> list[Planned]:
    """A proposal for every code of the round with pieces left, or for those named, in the order of the calls."""
    left, law, today = left_pieces(of, claves), read_rule_set(of.rule_set), of.clock.date()
    if not left:
        return []
    needs = Needs(invited=law.value("invitation_minimum_firms", today).integer)
    character = left[0].lot.procedure.character
    opening = add_natural_days(today, law.value(TERM_OF_CHARACTER[character], today).integer)
    return [
        Planned(one, propose(leftover, needs)) for one, leftover in zip(left, leftovers(of, left, opening), strict=True)
    ]


def leftovers(of: Round, left: Sequence[LeftPieces], opening: date) -> Iterator[Leftover]:
    """Each lot with pieces left as the planner takes it, in their order.

    Offers keep the capacity that no award has used yet. opening: the day on which the next procedure would open its
    bids; who is debarred then stays out.
    """
    cases = _cases(left)
    barred = frozenset(
        Debarment.objects.filter(starts__lte=opening, ends__gte=opening).values_list("supplier__code", flat=True)
    )
    items = {one.lot.item_id for one in left}
    used, tried, holders = _used_capacity(of), _tried(of), _holders(items)
    reasons = dict(LotDecision.objects.filter(lot__procedure__round=of).values_list("lot_id", "reason"))
    for one in left:
        case, rules = cases[one.lot.pk]
        yield Leftover(
            clave=one.lot.item.clave,
            reason=reasons[one.lot.pk],
            case=_case_left(one, case, used.get(one.lot.item_id, {}), barred),
            rules=rules,
            highest_acceptable_centavos=highest_acceptable(case.reference, rules),
            sources=case.reference.sources,
            holders=holders.get(one.lot.item_id, 0),
            tried=tried[one.lot.item_id],
        )


def _cases(left: Sequence[LeftPieces]) -> dict[int, tuple[LotCase, CallRules]]:
    """The case of every lot as it was decided, with the rules of its call, by lot id."""
    by_procedure: dict[int, list[Lot]] = {}
    for one in left:
        by_procedure.setdefault(one.lot.procedure_id, []).append(one.lot)
    found = {}
    for lots in by_procedure.values():
        procedure = lots[0].procedure
        rules = read_back(procedure.rules)
        for lot, case in zip(lots, cases_of(procedure, lots), strict=True):
            found[lot.pk] = (case, rules)
    return found


def _case_left(one: LeftPieces, case: LotCase, used: Mapping[str, int], barred: frozenset[str]) -> LotCase:
    lot = replace(
        case.lot,
        buyer_maximum_pieces=tuple(one.maximum_by_buyer.tolist()),
        buyer_minimum_pieces=tuple(one.minimum_by_buyer.tolist()),
    )
    bids = (
        replace(bid, capacity_pieces=free, is_debarred=bid.supplier in barred)
        for bid in case.bids
        if (free := bid.capacity_pieces - used.get(bid.supplier, 0)) > 0
    )
    return case._replace(lot=lot, bids=list(bids))


def highest_acceptable(reference: ReferenceFacts, rules: CallRules) -> int | None:
    """The last price per piece (centavos) that the research bears; None where nothing was quoted."""
    statistic = reference.median_centavos if rules.statistic == "median" else reference.mean_centavos
    return None if statistic is None else last_price_within(statistic, rules.not_acceptable_percent)


def _used_capacity(of: Round) -> dict[int, dict[str, int]]:
    """Pieces awarded so far by item and supplier."""
    found: dict[int, dict[str, int]] = {}
    rows = Award.objects.filter(lot__procedure__round=of).order_by().values_list("lot__item_id", "bid__supplier__code")
    for item, supplier, pieces in rows.annotate(pieces=Sum("maximum_pieces")):
        found.setdefault(item, {})[supplier] = pieces
    return found


def _tried(of: Round) -> dict[int, tuple[str, ...]]:
    """Kinds of the procedures that asked for an item so far, in order."""
    found: dict[int, tuple[str, ...]] = {}
    for item, kind in (
        Lot.objects.filter(procedure__round=of)
        .order_by("procedure__position")
        .values_list("item_id", "procedure__kind")
    ):
        found[item] = (*found.get(item, ()), kind)
    return found


def _holders(items: Collection[int]) -> dict[int, int]:
    """Suppliers that offered each item, in any round."""
    rows = Bid.objects.filter(lot__item__in=items).order_by().values_list("lot__item_id")
    return dict(rows.annotate(count=Count("supplier", distinct=True)))


FIELDS = ("lot_decision", "bid_price", "bid_capacity", "ceiling", "reference_price")
"""What a plan tells of: it is open to those who may see all of it."""


def may_see_plan(sight: Sight) -> bool:
    """Whether the viewer may see what every losing offer would need."""
    return all(sight.sees_all(field) for field in FIELDS)


Plan = Callable[[Round], list[Planned]]


def plan_lines(sight: Sight, of: Round, plan_of: Plan = planned) -> list[PlanLine]:
    """The plan with the routes chosen so far; empty where the viewer may not see it."""
    if not may_see_plan(sight):
        return []
    plan = plan_of(of)
    routes = Route.objects.filter(lot__in=[one.left.lot.pk for one in plan]).exclude(state__in=GONE_ON)
    taken = {lot: (kind, state) for lot, kind, state in routes.values_list("lot_id", "kind", "state")}
    return [
        PlanLine(
            one.left.lot.item.description, one.left.lot.item.category, one.left.lot.procedure.number, one.proposal,
            *taken.get(one.left.lot.pk, ("", "")),
        )
        for one in plan
    ]  # fmt: skip
