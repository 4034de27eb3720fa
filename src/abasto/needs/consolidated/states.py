"""States of a version and of a merger: tables, and nothing else decides."""

from collections.abc import Mapping

from ...base.refusal import Refused

OPEN = "open"
LOCKED = "locked"
REOPENED = "reopened"
REPLACED = "replaced"
VERSION_MOVES: Mapping[tuple[str, str], str] = {
    (OPEN, "lock"): LOCKED,
    (OPEN, "replace"): REPLACED,
    (LOCKED, "reopen"): REOPENED,
}

PROPOSED = "proposed"
CONSULTED = "consulted"
ADOPTED = "adopted"
REJECTED = "rejected"
MERGER_MOVES: Mapping[tuple[str, str], str] = {
    (PROPOSED, "consult"): CONSULTED,
    (PROPOSED, "reject"): REJECTED,
    (CONSULTED, "adopt"): ADOPTED,
    (CONSULTED, "reject"): REJECTED,
    (ADOPTED, "undo"): CONSULTED,
}
"""An adopted merger is taken back while no version that holds it is locked."""

AGREE = "agree"
OBJECT = "object"
ANSWERS = (AGREE, OBJECT)


def moved(moves: Mapping[tuple[str, str], str], state: str, act: str) -> str:
    """The state an act leads to; refuses `not-from-this-state`."""
    if (state, act) not in moves:
        raise Refused("not-from-this-state", "", {"state": state, "act": act})
    return moves[state, act]
