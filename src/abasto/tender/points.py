"""The criterion of points and percentages: what each criterion gives at most, and how the two parts weigh.

Source: Reglamento LAASSP 2010 art. 52 and its guidelines, to check in the law of 2025; process: points for investment
in the country (decree of 2 June 2025) and for the record of deliveries are two of the technical criteria.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from abasto.base.refusal import Refused

CITATION = "LAASSP 2025, points and percentages; the call"
ALL_POINTS = 100


class Criterion(NamedTuple):
    """A technical criterion and the points it gives at most."""

    key: str
    maximum: Decimal


@dataclass(frozen=True)
class PointsRules:
    """technical_weight + economic_weight = 100; the criteria add up to technical_weight.

    technical_minimum: a bid with fewer technical points is not solvent.
    """

    technical_weight: Decimal
    economic_weight: Decimal
    technical_minimum: Decimal
    criteria: tuple[Criterion, ...]


def check_points(rules: PointsRules) -> None:
    """Refuse weights by which no bid could be judged.

    Codes: "points-negative", "criterion-repeated", "weights-not-whole", "criteria-not-technical-weight",
    "technical-minimum-out-of-reach".
    """
    named = {"technical_weight": rules.technical_weight, "economic_weight": rules.economic_weight}
    named |= {"technical_minimum": rules.technical_minimum} | dict(rules.criteria)
    for name, points in named.items():
        if not points.is_finite() or points < 0:
            raise Refused("points-negative", CITATION, {"rule": name, "value": str(points)})
    if len({criterion.key for criterion in rules.criteria}) < len(rules.criteria):
        raise Refused("criterion-repeated", CITATION, {"criteria": [one.key for one in rules.criteria]})
    if rules.technical_weight + rules.economic_weight != ALL_POINTS:
        weights = {"technical": str(rules.technical_weight), "economic": str(rules.economic_weight)}
        raise Refused("weights-not-whole", CITATION, weights)
    together = sum((one.maximum for one in rules.criteria), Decimal(0))
    if together != rules.technical_weight:
        values = {"criteria": str(together), "technical": str(rules.technical_weight)}
        raise Refused("criteria-not-technical-weight", CITATION, values)
    if rules.technical_minimum > rules.technical_weight:
        values = {"minimum": str(rules.technical_minimum), "technical": str(rules.technical_weight)}
        raise Refused("technical-minimum-out-of-reach", CITATION, values)
