"""Each line is decided by itself; together the answer is one of four."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...people.roles import Role
from .states import MOVES, Move

DONE = "done"
ERROR = "error"
SUCCESS = "success"
INVALID = "invalid-data"
FAILED = "error-occurred"
PARTIAL = "partly"
Reasons = tuple[tuple[str, bool], ...]
"""(code, whether it holds), in the order in which they are told."""


@dataclass(frozen=True)
class LineFacts:
    """What a decision on one line looks at.

    blocked: how many critical problems of its institution are open. opinions_missing: technical opinions asked for
    and not yet given. wrote: whether whoever decides wrote or submitted it.
    """

    state: str
    organisation: str
    minimum_pieces: int
    maximum_pieces: int
    legal_minimum: int
    verdict: str
    has_reason: bool
    withdrawn_on: date | None
    has_left: bool
    wrote: bool
    blocked: int = 0
    opinions_missing: int = 0


@dataclass(frozen=True)
class Decider:
    """Who decides: the role, the organisations that are his own, and those for which he stands in as approver."""

    role: Role
    own: frozenset[str]
    approves_for: frozenset[str] = frozenset()
    is_active: bool = True


def judge(act: str, line: LineFacts, decider: Decider, note: str, over: str = "") -> str:
    """`done`, or the code of the first reason why the act is not done on this line.

    over: why the act comes too late, "" while it does not.
    """
    move = MOVES.get((line.state, act))
    if move is None:
        return "state-not-open-to-act"
    reasons = (
        ("decider-removed", not decider.is_active),
        ("not-his-to-decide", not _is_his(move, line, decider)),
        (over, bool(over)),
        ("own-work", move.not_own_work and line.wrote),
        ("note-missing", move.asks_why and not note.strip()),
        *_OF_ACT.get(act, _nothing)(line),
    )
    return next((code for code, holds in reasons if holds), DONE)


def unfit_to_submit(line: LineFacts) -> Reasons:
    """What must be mended before the line can be submitted, the first to mend first."""
    return (
        ("critical-problems-open", line.blocked > 0),
        ("institution-left", line.has_left),
        ("code-withdrawn", line.withdrawn_on is not None and line.maximum_pieces > 0),
        ("minimum-above-maximum", line.minimum_pieces > line.maximum_pieces),
        ("minimum-below-legal", line.minimum_pieces < line.legal_minimum),
        ("reason-missing", line.verdict in {"below", "above"} and not line.has_reason),
    )


def _unfit_to_approve(line: LineFacts) -> Reasons:
    withdrawn = line.withdrawn_on is not None and line.maximum_pieces > 0
    return ("opinions-missing", line.opinions_missing > 0), ("code-withdrawn", withdrawn)


def _unfit_to_accept(line: LineFacts) -> Reasons:
    withdrawn = line.withdrawn_on is not None and line.maximum_pieces > 0
    return ("code-withdrawn", withdrawn), ("institution-left", line.has_left)


def _nothing(line: LineFacts) -> Reasons:
    return ()


_OF_ACT = {"submit": unfit_to_submit, "approve": _unfit_to_approve, "accept": _unfit_to_accept}


def _is_his(move: Move, line: LineFacts, decider: Decider) -> bool:
    if move.role is Role.APPROVER and line.organisation in decider.approves_for:
        return True
    return decider.role is move.role and (not move.own or line.organisation in decider.own)


def answer(outcomes: Mapping[str, int]) -> str:
    """One of the four answers, from how many lines had each outcome."""
    done, errors = outcomes.get(DONE, 0), outcomes.get(ERROR, 0)
    every = sum(outcomes.values())
    if every and done == every:
        return SUCCESS
    if done:
        return PARTIAL
    return FAILED if errors else INVALID


def counted(outcomes: Sequence[str]) -> dict[str, int]:
    """How many lines had each outcome."""
    return {outcome: outcomes.count(outcome) for outcome in dict.fromkeys(outcomes)}
