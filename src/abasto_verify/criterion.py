"""The published criterion on one bid: its defects in the order of the rules (docs/award-evidence.md, 1 to 3).

A percent is a pair (whole number, divisor). Where facts are closed to the reader a defect is unknown, never guessed.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from .evidence_shape import DEFECTS

Facts = Mapping[str, Any]
Ratio = tuple[int, int]


class Criterion:
    """The rules of the call, their texts read into whole numbers."""

    def __init__(self, rules: Mapping[str, Any]) -> None:
        self.evaluation: str = rules["evaluation"]
        self.character: str = rules["character"]
        self.home: str = rules["home_country"]
        self.covered = {rules["home_country"], *rules["covered_countries"]}
        self.least_content = Fraction(rules["national_content_percent"])
        self.statistic = f"{rules['statistic']}_centavos"
        self.rejects_low: bool = rules["not_convenient_rejects"]
        self.base_is_offers = rules["not_convenient_base"] == "accepted_offers_preponderant"
        self.prefers_small = "msme" in rules["tie_break"]
        self.technical_minimum = Fraction(rules["technical_minimum"])
        self.economic_weight = Fraction(rules["economic_weight"])
        self.least_net_benefit: int = rules["least_net_benefit_centavos"]
        self.spread = above(rules["spread_percent"])
        self.not_acceptable = above(rules["not_acceptable_percent"])
        self.preponderant_range = above(rules["preponderant_range_percent"])
        self.second_place_margin = above(rules["second_place_margin_percent"])
        self.convenient = ((100 - Fraction(rules["not_convenient_percent"])) / 100).as_integer_ratio()
        self.minimum_share = (Fraction(rules["minimum_share_percent"]) / 100).as_integer_ratio()
        self.foreign, self.per = above(rules["preference_percent"]) if self.character == "open" else (1, 1)

    def evaluated(self, facts: Facts) -> int:
        """The evaluated price, times `per`, so that it is whole."""
        return int(facts["price_centavos"] * (self.per if facts["country"] == self.home else self.foreign))

    def is_covered(self, facts: Facts) -> bool:
        if self.character == "national":
            content = facts["national_content_percent"]
            return bool(facts["country"] == self.home and (content is None or Fraction(content) >= self.least_content))
        return self.character == "open" or facts["country"] in self.covered

    def lacks_points(self, facts: Facts) -> bool:
        return self.evaluation == "points" and Fraction(facts["technical_points"] or 0) < self.technical_minimum

    def is_accepted(self, facts: Facts) -> bool:
        """Technically accepted: its price enters the preponderant offers."""
        rejected = facts["is_annulled"] or facts["has_declined"] or facts["is_debarred"] or facts["documents_lacking"]
        return not rejected and self.is_covered(facts) and not self.lacks_points(facts)


class Limits(NamedTuple):
    """Of one lot; centavos and pieces. None: there is no such limit. `unknown`: defects that closed facts decide."""

    highest: int | None
    lowest: int | None
    least_pieces: int
    declined: int | None
    unknown: frozenset[str]


def above(percent: str) -> Ratio:
    """(100 + percent) / 100."""
    return (1 + Fraction(percent) / 100).as_integer_ratio()


def limits(rules: Criterion, lot: Facts, opened: Sequence[Facts], has_all: bool) -> Limits:
    """The limits of a lot from its bids. has_all: `opened` are all its bids."""
    unknown = set()
    highest = lot.get("ceiling_centavos")
    statistic = _ratio(lot.get(rules.statistic))
    if statistic is not None:
        above_line, below_line = _times(statistic, rules.not_acceptable)
        acceptable = above_line // below_line
        highest = acceptable if highest is None else min(highest, acceptable)
    if "ceiling_centavos" not in lot or rules.statistic not in lot:
        unknown.add("above-ceiling")
    lowest = None
    if rules.rejects_low:
        is_known = has_all if rules.base_is_offers else "mean_centavos" in lot
        if not is_known:
            unknown.add("below-convenient")
        else:
            mean = _preponderant_mean(rules, opened) if rules.base_is_offers else _ratio(lot["mean_centavos"])
            lowest = None if mean is None else _up(_times(mean, rules.convenient))
    refused = [facts["price_centavos"] for facts in opened if facts["has_declined"]]
    declined = _last_within(min(refused), rules.second_place_margin) if refused else None
    if not has_all:
        unknown.add("beyond-second-place-margin")
    least = max(1, _up(_times((sum(lot["maximum_by_buyer"]), 1), rules.minimum_share)))
    return Limits(highest, lowest, least, declined, frozenset(unknown))


def _preponderant_mean(rules: Criterion, opened: Sequence[Facts]) -> Ratio | None:
    prices = sorted(facts["price_centavos"] for facts in opened if rules.is_accepted(facts))
    first, size = 0, 0
    for place, lowest in enumerate(prices):
        after = bisect_right(prices, _last_within(lowest, rules.preponderant_range))
        if after - place > size:
            first, size = place, after - place
    return (sum(prices[first : first + size]), size) if size else None


def _last_within(price: int, ratio: Ratio) -> int:
    return price * ratio[0] // ratio[1]


def _ratio(text: str | None) -> Ratio | None:
    if text is None:
        return None
    above_line, _, below_line = text.partition("/")
    return int(above_line), int(below_line or 1)


def _times(one: Ratio, other: Ratio) -> Ratio:
    return one[0] * other[0], one[1] * other[1]


def _up(ratio: Ratio) -> int:
    return -(-ratio[0] // ratio[1])


def defects(rules: Criterion, facts: Facts, at: Limits) -> tuple[str, ...]:
    """The reasons that may reject the bid, "" where it may be solvent. One entry when nothing is unknown.

    What is known of a limit only makes it stricter, so a defect found is certain; nothing after the first is looked at.
    """
    price = facts["price_centavos"]
    found = (
        facts["is_annulled"],
        facts["has_declined"],
        facts["is_debarred"],
        not rules.is_covered(facts),
        bool(facts["documents_lacking"]),
        rules.lacks_points(facts),
        at.lowest is not None and price < at.lowest,
        at.highest is not None and price > at.highest,
        facts["capacity_pieces"] < at.least_pieces,
        rules.evaluation == "cost-benefit"
        and facts["benefit_centavos"] - facts["other_costs_centavos"] - price < rules.least_net_benefit,
        at.declined is not None and price > at.declined,
    )
    if not at.unknown:
        return (DEFECTS[found.index(True)] if True in found else "",)
    possible = []
    for defect, holds in zip(DEFECTS, found, strict=True):
        if holds or defect in at.unknown:
            possible.append(defect)
        if holds:
            return tuple(possible)
    return (*possible, "")
