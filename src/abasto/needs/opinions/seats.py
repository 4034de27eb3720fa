"""How many may review for an institution at once: two, on every day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ...base.refusal import Refused

SEATS = 2


@dataclass(frozen=True)
class Period:
    """Both days included."""

    starts: date
    ends: date

    def holds(self, day: date) -> bool:
        """Whether the day is in it."""
        return self.starts <= day <= self.ends


def check_seat(new: Period, others: Sequence[Period], today: date) -> None:
    """Refuse `dates-unfit` (over, or ends before it starts), and `reviewers-enough` for a third at once."""
    if new.ends < new.starts or new.ends < today:
        raise Refused("dates-unfit", "", {"starts": new.starts.isoformat(), "ends": new.ends.isoformat()})
    # The most at once is reached on a day on which somebody starts.
    days = [new.starts, *(one.starts for one in others if new.holds(one.starts))]
    if max(sum(one.holds(day) for one in others) for day in days) >= SEATS:
        raise Refused("reviewers-enough", "", {"most": SEATS})
