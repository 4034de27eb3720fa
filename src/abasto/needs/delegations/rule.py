"""When a delegation holds; pure, so that a table can prove it."""

from dataclasses import dataclass
from datetime import date

from ...base.refusal import Refused

LONGEST_DAYS = 366


@dataclass(frozen=True)
class Given:
    """A delegation as it stands. giver_decides: whoever gave it is in use and still the approver; delegate_in_use."""

    starts: date
    ends: date
    is_revoked: bool
    giver_decides: bool
    delegate_in_use: bool


def is_in_force(given: Given, day: date) -> bool:
    """Both days are included; the giver who is removed takes the delegation with him."""
    persons = given.giver_decides and given.delegate_in_use
    return persons and not given.is_revoked and given.starts <= day <= given.ends


def check_days(starts: date, ends: date, today: date) -> None:
    """Refuse `dates-unfit` for days that are over or in the wrong order, `delegation-too-long` beyond a year."""
    if ends < starts or ends < today:
        raise Refused("dates-unfit", "", {"starts": starts.isoformat(), "ends": ends.isoformat()})
    if (ends - starts).days >= LONGEST_DAYS:
        raise Refused("delegation-too-long", "", {"most": LONGEST_DAYS})
