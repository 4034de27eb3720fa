"""Who sees which comments of a line: who sees the line all; who was mentioned from the first mention on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Said:
    """A comment. lets_in: codes of the organisations it mentions; text is "" once it was withdrawn."""

    key: int
    author: str
    organisation: str
    text: str
    at: datetime
    is_withdrawn: bool
    lets_in: frozenset[str]


def visible(comments: Sequence[Said], own: frozenset[str], sees_line: bool) -> tuple[Said, ...]:
    """The comments, in the order of the thread, that somebody of these organisations may see.

    A mention lets an organisation into what is said from then on, not into what was said before it came.
    """
    if sees_line:
        return tuple(comments)
    first = next((at for at, one in enumerate(comments) if not own.isdisjoint(one.lets_in)), len(comments))
    return tuple(comments[first:])
