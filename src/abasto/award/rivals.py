"""The other bids of a lot as one losing bid sees them: what of them may stand against it, at which price."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, inf, lcm

from abasto.tender.call import CallRules

from .facts import BidFacts, BidOutcome, LotCase, LotDecision
from .merit import merits
from .reasons import ABOVE_CEILING, BELOW_CONVENIENT, BEYOND_SECOND_PLACE, NO_NET_BENEFIT, TECHNICAL

PRICE_DEFECTS = frozenset({BELOW_CONVENIENT, ABOVE_CEILING, NO_NET_BENEFIT, BEYOND_SECOND_PLACE})
LIMITS = ("ceiling_centavos", "highest_acceptable_centavos", "second_place_limit_centavos")


@dataclass(frozen=True)
class Rival:
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


def against(case: LotCase, rules: CallRules, decision: LotDecision, bid: BidFacts) -> Against:
    """What `bid` stands against; decision: of `case` by `rules`."""
    others = [other for other in case.bids if other.bid_id != bid.bid_id]
    outcomes = {one.bid_id: one for one in decision.bids}
    limits = _limits(bid, rules, decision)
    evaluated, parts = merits(case.bids, rules).evaluated, merits(case.bids[:1], rules).parts
    units = _units(case, rules)
    floor = _never_too_low([other.price_centavos for other in others], rules, limits)
    return Against(
        rules=rules,
        places=len(case.lot.shares),
        rate=evaluated[bid.bid_id] // bid.price_centavos,
        net=_net(bid, rules) * parts,
        technical=_whole(bid.technical_points, units),
        limits=limits,
        accepted=tuple(sorted(one.price_centavos for one in others if not _technical(outcomes[one.bid_id]))),
        rivals=tuple(
            Rival(
                price_centavos=other.price_centavos,
                evaluated=evaluated[other.bid_id],
                worth=evaluated[other.bid_id] - _net(other, rules) * parts,
                technical=_whole(other.technical_points, units),
                is_steady=_is_steady(other, outcomes[other.bid_id], rules, floor),
            )
            for other in others
            if set(outcomes[other.bid_id].defects) <= {BELOW_CONVENIENT}
        ),
        economic_weight=_weight(rules, units),
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


def _is_steady(other: BidFacts, outcome: BidOutcome, rules: CallRules, floor: float) -> bool:
    return other.price_centavos >= floor if moves_the_mean(rules) else not outcome.defects


def _never_too_low(others: Sequence[int], rules: CallRules, limits: Sequence[int]) -> float:
    """A price that is not too low whatever the bid asks within the limits: no mean is above the dearest offer."""
    if not limits:
        return inf
    kept = (100 - Fraction(rules.not_convenient_percent)) / 100
    return ceil(kept * max(min(limits), *others)) if others else 0


def obstacles(outcome: BidOutcome) -> tuple[str, ...]:
    """The defects that no price mends."""
    return tuple(defect for defect in outcome.defects if defect not in PRICE_DEFECTS)
