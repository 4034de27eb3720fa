"""What an announced round must say before it opens: its years, its calendar, and which round it follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..base.refusal import Refused

MOST_MONTHS = 36
NAME_LENGTH = 120


@dataclass(frozen=True)
class Window:
    """A step of the calendar: both days included."""

    phase: str
    starts: date
    ends: date


@dataclass(frozen=True)
class NewRound:
    """A round as the coordinator announces it; its codes and institutions are those of the round it follows."""

    code: str
    name_es: str
    name_en: str
    starts: date
    months: int
    follows: str
    calendar: tuple[Window, ...]


def check_new_round(new: NewRound, phases: Sequence[str]) -> None:
    """Refuse a name that is missing or too long, months or a calendar that do not fit, and a phase nobody knows."""
    if not (new.name_es.strip() and new.name_en.strip()) or max(len(new.name_es), len(new.name_en)) > NAME_LENGTH:
        raise Refused("round-name-missing", "", {"most": NAME_LENGTH})
    if not 1 <= new.months <= MOST_MONTHS:
        raise Refused("round-months-unfit", "", {"months": new.months, "most": MOST_MONTHS})
    if not any(window.phase == "needs" for window in new.calendar):
        raise Refused("calendar-without-needs", "", {})
    before = None
    for window in new.calendar:
        if window.phase not in phases:
            raise Refused("phase-unknown", "", {"phase": window.phase, "known": list(phases)})
        if window.ends < window.starts or (before is not None and window.starts < before.starts):
            raise Refused("calendar-unfit", "", {"phase": window.phase, "starts": window.starts.isoformat(),
                                                 "ends": window.ends.isoformat()})  # fmt: skip
        before = window
