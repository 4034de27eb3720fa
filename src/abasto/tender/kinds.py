"""The kinds of procedure a code may pass through in one round, and which bids are still sealed; pure."""

from typing import Literal

MAIN, SECOND_TENDER, INVITATION, DIRECT_AWARD = "tender", "second-tender", "invitation", "direct-award"
PREFIXES = {MAIN: "LA", SECOND_TENDER: "LA", INVITATION: "IA", DIRECT_AWARD: "AA"}
"""How the federal platform begins the number of a procedure of that kind."""
METHODS: dict[str, Literal["open", "selective", "limited", "direct"]] = {
    MAIN: "open",
    SECOND_TENDER: "open",
    INVITATION: "limited",
    DIRECT_AWARD: "direct",
}
"""Their codes in the OCDS list method."""
OPEN, DECIDED = "call", "award"
"""Phases of a procedure that follows another: its bids stay sealed until it is decided."""


def number_of(kind: str, round_code: str, position: int) -> str:
    """LA-mx-2027-2028-001: kind, round, and place among the round's procedures."""
    return f"{PREFIXES[kind]}-{round_code}-{position:03}"
