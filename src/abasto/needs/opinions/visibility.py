"""Who sees an opinion: until both are in each reviewer his own, and nobody else any; then whoever sees the line.

The model is airlock: one pure function decides, whoever asks and wherever it is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ...base.refusal import Refused

FAVOURABLE, UNFAVOURABLE, WITH_CHANGES = "favourable", "unfavourable", "with-changes"
VERDICTS = (FAVOURABLE, WITH_CHANGES, UNFAVOURABLE)
NEEDED = 2
LONGEST = 4_000
MOST_PIECES = 10**12


@dataclass(frozen=True)
class Given:
    """An opinion on a line's figures as they are now. suggested_pieces: maximum in all; None if none is suggested."""

    reviewer: str
    verdict: str
    suggested_pieces: int | None
    text: str
    at: datetime


def is_complete(given: Sequence[Given]) -> bool:
    """Whether as many different reviewers as needed gave theirs."""
    return len({one.reviewer for one in given}) >= NEEDED


def visible(given: Sequence[Given], username: str, sees_line: bool) -> tuple[Given, ...]:
    """The opinions that this person may see. sees_line: the line's opinions are open to him once they are complete."""
    if is_complete(given):
        return tuple(given) if sees_line else ()
    return tuple(one for one in given if username and one.reviewer == username)


def may_withdraw(given: Sequence[Given], username: str) -> bool:
    """Whether this person's own opinion is in and nobody can have answered to it yet."""
    return not is_complete(given) and any(one.reviewer == username for one in given)


@dataclass(frozen=True)
class Said:
    """An opinion as it is handed in, on one line or on many."""

    verdict: str
    suggested_pieces: int | None = None
    text: str = ""


def check_said(said: Said) -> None:
    """Refuse `verdict-unknown`, `opinion-text-missing` (unless favourable), `text-beyond-limit`, `suggestion-unfit`."""
    if said.verdict not in VERDICTS:
        raise Refused("verdict-unknown", "", {"value": said.verdict[:40]})
    if said.verdict != FAVOURABLE and not said.text.strip():
        raise Refused("opinion-text-missing", "", {})
    if len(said.text) > LONGEST:
        raise Refused("text-beyond-limit", "", {"length": len(said.text), "most": LONGEST})
    if said.suggested_pieces is not None and not 0 <= said.suggested_pieces <= MOST_PIECES:
        raise Refused("suggestion-unfit", "", {"value": said.suggested_pieces})
