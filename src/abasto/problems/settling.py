"""Who may settle a problem, and from which state to which."""

from ..people.roles import Role, Viewer

OPEN = "open"
SETTLED = ("mended", "accepted", "explained")
TRANSITIONS: dict[str, frozenset[str]] = {OPEN: frozenset(SETTLED), **{state: frozenset({OPEN}) for state in SETTLED}}
DESK = frozenset({Role.COORDINATOR, Role.BUYER})


def may_settle(viewer: Viewer, role: str, organisation_code: str) -> bool:
    """Whether a problem waits for the viewer: of the own institution in the role named, or of no institution for the
    desk that consolidates (coordinator and buyer), which answers for what no institution owns.
    """
    if organisation_code:
        return viewer.role.value == role and organisation_code in viewer.own
    return viewer.role in DESK
