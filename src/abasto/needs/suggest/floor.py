"""A least request, such as 80 % of two years' average use, where the rule set switches one on."""

from dataclasses import dataclass
from datetime import date

from ...law.values import LegalValue, RuleSet

APPLIES, PERCENT = "need_floor.applies", "need_floor.percent_of_two_year_use"
MONTHS_OF_TWO_YEARS = 24


@dataclass(frozen=True)
class Floor:
    """pieces: the least a line may ask for; is_on: whether the rule set asks for it; value: the percent that rules."""

    pieces: int
    is_on: bool
    value: LegalValue

    def is_broken_by(self, requested: int) -> bool:
        return self.is_on and requested < self.pieces


def floor_of(rules: RuleSet, on: date, used_pieces: int, months_known: int, period_months: int) -> Floor:
    """The floor of a line on a day.

    used_pieces: use of the last months that speak, 24 at most; months_known: how many; fewer than 24 are taken for as
    much as they are. Rounded up: a floor that is not reached by a fraction is not reached.
    """
    value = rules.value(PERCENT, on)
    months = min(months_known, MONTHS_OF_TWO_YEARS)
    top = int(value.decimal * used_pieces * period_months)
    pieces = -(-top // (100 * months)) if months else 0
    return Floor(pieces, rules.value(APPLIES, on).is_true, value)
