"""Who may act; pure, so that each door asks the same."""

from ..base.refusal import Refused
from .roles import Role, Viewer


def must_be(viewer: Viewer, *roles: Role) -> None:
    """Refuse an act by any other role: `sign-in-first` for the citizen, `not-allowed` for everyone else."""
    if viewer.role in roles:
        return
    code = "sign-in-first" if viewer.role is Role.CITIZEN else "not-allowed"
    raise Refused(code, "", {"role": viewer.role.value, "asked": [role.value for role in roles]})
