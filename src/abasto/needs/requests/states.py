"""The states of a request line, and who may move it from one to the next: a table, and nothing else decides."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...people.roles import Role

DRAFT = "draft"
SUBMITTED = "submitted"
IN_REVIEW = "in-review"
RETURNED = "returned"
REJECTED = "rejected"
APPROVED = "approved"
ACCEPTED = "accepted"
LOCKED = "locked"
STATES = (DRAFT, SUBMITTED, IN_REVIEW, RETURNED, REJECTED, APPROVED, ACCEPTED, LOCKED)

EDITABLE = frozenset({DRAFT, RETURNED})
"""In these states the institution changes its figures."""
UNSEEN = frozenset({DRAFT, RETURNED})
"""In these states a line is its institution's own matter; the coordinator sees only how many there are."""
COUNTED = frozenset({ACCEPTED, LOCKED})
"""In these states a line counts in the consolidated need."""


@dataclass(frozen=True)
class Move:
    """Where an act leads, and whose act it is; the institution's own where `own`.

    not_own_work: whoever wrote or submitted the line may not do it. asks_why: a note is needed.
    """

    target: str
    role: Role
    own: bool = True
    not_own_work: bool = False
    asks_why: bool = False


def _decided(target: str, asks_why: bool = True) -> Move:
    return Move(target, Role.APPROVER, not_own_work=True, asks_why=asks_why)


def _coordinated(target: str, asks_why: bool = True) -> Move:
    return Move(target, Role.COORDINATOR, own=False, asks_why=asks_why)


MOVES: Mapping[tuple[str, str], Move] = {
    (DRAFT, "submit"): Move(SUBMITTED, Role.PLANNER),
    (RETURNED, "submit"): Move(SUBMITTED, Role.PLANNER),
    (SUBMITTED, "withdraw"): Move(DRAFT, Role.PLANNER),
    (SUBMITTED, "review"): Move(IN_REVIEW, Role.APPROVER),
    (SUBMITTED, "approve"): _decided(APPROVED, asks_why=False),
    (IN_REVIEW, "approve"): _decided(APPROVED, asks_why=False),
    (SUBMITTED, "return"): _decided(RETURNED),
    (IN_REVIEW, "return"): _decided(RETURNED),
    (SUBMITTED, "reject"): _decided(REJECTED),
    (IN_REVIEW, "reject"): _decided(REJECTED),
    (REJECTED, "restore"): _decided(RETURNED, asks_why=False),
    (APPROVED, "accept"): _coordinated(ACCEPTED, asks_why=False),
    (APPROVED, "return"): _coordinated(RETURNED),
    (APPROVED, "reject"): _coordinated(REJECTED),
    (ACCEPTED, "return"): _coordinated(RETURNED),
}
"""Lines are locked, and opened again, only with the consolidated version that holds them."""
ACTS = tuple(dict.fromkeys(act for _state, act in MOVES))


def acts_of(role: Role) -> tuple[str, ...]:
    """What a role can do to some line, in the order of the process."""
    return tuple(act for act in ACTS if any(move.role is role for (_s, name), move in MOVES.items() if name == act))
