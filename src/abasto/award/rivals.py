"""The other bids of a lot as one losing bid sees them: what of them may stand against it, at which price."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, inf, lcm
from typing import NamedTuple

from abasto.tender.call import CallRules

from .facts import BidFacts, BidOutcome, LotCase, LotDecision
from .merit import merits
from .reasons import ABOVE_CEILING, BELOW_CONVENIENT, BEYOND_SECOND_PLACE, NO_NET_BENEFIT, TECHNICAL

PRICE_DEFECTS = frozenset({BELOW_CONVENIENT, ABOVE_CEILING, NO_NET_BENEFIT, BEYOND_SECOND_PLACE})
LIMITS = ("ceiling_centavos", "highest_acceptable_centavos", "second_place_limit_centavos")


class Rival(NamedTuple):
    """Another bid that is solvent, or would be if the mean of the accepted offers let it.

    evaluated: its evaluated price in parts of a centavo (`merit.py`); worth: where it does not depend on the lowest
    price (binary, cost-benefit), in parts, the lowest first; technical: its points, in units of `Against`;
    is_steady: solvent whatever the losing bid asks.
    """

    price_centavos: int
    evaluated: int
    worth: int
    technical: int
    is_steady: bool


@dataclass(frozen=True)
class Against:
    """What one losing bid stands against. All else equal, only its own price changes.

    rate: parts of its evaluated price per centavo; net: parts that are taken off its evaluated price by cost-benefit.
    accepted: prices of the others that enter the mean of the accepted offers, ascending; places: shares of the lot.
    limits: the highest prices that pass each test, in centavos.
    technical, economic_weight: in units in which all points of the lot are whole; weight None unless judged by points.
    """

    rules: CallRules
    places: int
    rate: int
    net: int
    technical: int
    limits: tuple[int, ...]
    accepted: tuple[int, ...]
    rivals: tuple[Rival, ...]
    economic_weight: int | None

    @property
    def moves_the_mean(self) -> bool:
        """Whether its own price has a part in which bids are too low."""
        return moves_the_mean(self.rules)


def moves_the_mean(rules: CallRules) -> bool:
    """Whether the price of a bid has a part in which bids are too low."""
    return rules.not_convenient_rejects and rules.not_convenient_base == "accepted_offers_preponderant"


@dataclass(frozen=True)
class Field:
    """All bids of a decided lot, each as a rival of the others; the same for every losing bid.

    rivals: by bid_id, steady if solvent now; standing: those of `rivals` that are solvent, but for the mean perhaps;
    accepted: those technically accepted.
    """

    case: LotCase
    rules: CallRules
    decision: LotDecision
    parts: int
    rivals: dict[str, Rival]
    standing: frozenset[str]
    accepted: tuple[str, ...]
    economic_weight: int | None


def field_of(case: LotCase, rules: CallRules, decision: LotDecision) -> Field:
    """The bids of a lot; decision: of `case` by `rules`."""
    of_all, units = merits(case.bids, rules), _units(case, rules)
    outcomes = {one.bid_id: one for one in decision.bids}
    rivals = {
        bid.bid_id: Rival(
            price_centavos=bid.price_centavos,
            evaluated=of_all.evaluated[bid.bid_id],
            worth=of_all.evaluated[bid.bid_id] - _net(bid, rules) * of_all.parts,
            technical=_whole(bid.technical_points, units),
            is_steady=not outcomes[bid.bid_id].defects,
        )
        for bid in case.bids
    }
    return Field(
        case=case,
        rules=rules,
        decision=decision,
        parts=of_all.parts,
        rivals=rivals,
        standing=frozenset(bid for bid, one in outcomes.items() if set(one.defects) <= {BELOW_CONVENIENT}),
        accepted=tuple(bid for bid, one in outcomes.items() if not _technical(one)),
        economic_weight=_weight(rules, units),
    )


def against(field: Field, bid: BidFacts) -> Against:
    """What `bid` stands against."""
    rules, others = field.rules, {one: rival for one, rival in field.rivals.items() if one != bid.bid_id}
    own = field.rivals[bid.bid_id]
    limits = _limits(bid, rules, field.decision)
    rivals = tuple(rival for one, rival in others.items() if one in field.standing)
    if moves_the_mean(rules):
        floor = _never_too_low([rival.price_centavos for rival in others.values()], rules, limits)
        rivals = tuple(rival._replace(is_steady=rival.price_centavos >= floor) for rival in rivals)
    return Against(
        rules=rules,
        places=len(field.case.lot.shares),
        rate=own.evaluated // own.price_centavos,
        net=_net(bid, rules) * field.parts,
        technical=own.technical,
        limits=limits,
        accepted=tuple(sorted(others[one].price_centavos for one in field.accepted if one in others)),
        rivals=rivals,
        economic_weight=field.economic_weight,
    )


def _units(case: LotCase, rules: CallRules) -> int:
    """So many units a point that the points of every bid and the weight are whole."""
    if not rules.points:
        return 1
    points = [rules.points.economic_weight, *(bid.technical_points for bid in case.bids)]
    return lcm(*(one.as_integer_ratio()[1] for one in points))


def _weight(rules: CallRules, units: int) -> int | None:
    if rules.evaluation != "points" or rules.points is None:
        return None
    return _whole(rules.points.economic_weight, units)


def _whole(points: Decimal, units: int) -> int:
    above, below = points.as_integer_ratio()
    return above * units // below


def _limits(bid: BidFacts, rules: CallRules, decision: LotDecision) -> tuple[int, ...]:
    limits = [limit for name in LIMITS if isinstance(limit := decision.values.get(name), int)]
    if rules.evaluation == "cost-benefit":
        limits.append(_net(bid, rules) - rules.least_net_benefit_centavos)
    return tuple(limits)


def _net(bid: BidFacts, rules: CallRules) -> int:
    return bid.benefit_centavos - bid.other_costs_centavos if rules.evaluation == "cost-benefit" else 0


def _technical(outcome: BidOutcome) -> bool:
    return any(defect in TECHNICAL for defect in outcome.defects)


def _never_too_low(others: Sequence[int], rules: CallRules, limits: Sequence[int]) -> float:
    """A price that is not too low whatever the bid asks within the limits: no mean is above the dearest offer."""
    if not limits:
        return inf
    kept = (100 - Fraction(rules.not_convenient_percent)) / 100
    return ceil(kept * max(min(limits), *others)) if others else 0


def obstacles(outcome: BidOutcome) -> tuple[str, ...]:
    """The defects that no price mends."""
    return tuple(defect for defect in outcome.defects if defect not in PRICE_DEFECTS)
