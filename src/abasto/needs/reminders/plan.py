"""Who is reminded of what, on which day; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...people.roles import Role
from ..requests.states import DRAFT, IN_REVIEW, RETURNED, SUBMITTED

DAYS_BEFORE = (7, 3, 1)
UNSUBMITTED = (DRAFT, RETURNED)
WAITING = (SUBMITTED, IN_REVIEW)


@dataclass(frozen=True)
class Standing:
    """How far an institution is: lines by state, its units' included."""

    code: str
    name: str
    lines: Mapping[str, int]

    def count(self, states: Sequence[str]) -> int:
        """Lines in any of these states."""
        return sum(self.lines.get(state, 0) for state in states)

    @property
    def has_submitted(self) -> bool:
        """Whether any line ever left the planner's hands and was not taken back."""
        return any(count for state, count in self.lines.items() if state != DRAFT)


@dataclass(frozen=True)
class Reminder:
    """What one institution's people of these roles are told; to_desk: the coordinator is told too."""

    kind: str
    code: str
    roles: tuple[Role, ...]
    to_desk: bool
    values: Mapping[str, object]


def reminders(standings: Sequence[Standing], last_day: date, today: date) -> list[Reminder]:
    """What is due today: the planner 7, 3 and 1 days before; approver and coordinator on the day itself.

    From three days before on, an institution that submitted nothing is a matter of its approver and the coordinator.
    """
    left = (last_day - today).days
    found = []
    for one in standings:
        drafts, waiting = one.count(UNSUBMITTED), one.count(WAITING)
        told = {
            "institution": one.name,
            "drafts": drafts,
            "waiting": waiting,
            "days": left,
            "day": last_day.isoformat(),
        }
        is_open = drafts or not one.has_submitted
        if left in DAYS_BEFORE and is_open:
            found.append(Reminder("deadline-near", one.code, (Role.PLANNER,), False, told))
        if left == 0 and (is_open or waiting):
            found.append(Reminder("deadline-today", one.code, (Role.PLANNER, Role.APPROVER), True, told))
        if 0 <= left <= DAYS_BEFORE[1] and not one.has_submitted:
            found.append(Reminder("nothing-submitted", one.code, (Role.APPROVER,), True, told))
    return found
