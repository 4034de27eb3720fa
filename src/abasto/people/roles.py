"""The roles, and the side of the table on which each sits."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Who may act; the anonymous citizen has no account."""

    PLANNER = "planner"
    REVIEWER = "reviewer"
    APPROVER = "approver"
    COORDINATOR = "coordinator"
    BUYER = "buyer"
    SUPPLIER = "supplier"
    WAREHOUSE = "warehouse"
    CONTRACT_ADMINISTRATOR = "contract-administrator"
    SOCIAL_WITNESS = "social-witness"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    CITIZEN = "citizen"


INSTITUTION_SIDE = frozenset({Role.PLANNER, Role.REVIEWER, Role.APPROVER, Role.WAREHOUSE, Role.CONTRACT_ADMINISTRATOR})
BUYING_SIDE = frozenset({Role.COORDINATOR, Role.BUYER, Role.SOCIAL_WITNESS, Role.AUDITOR})
CONTROL_SIDE = frozenset({Role.AUDITOR})
STATING = frozenset({Role.PLANNER, Role.REVIEWER, Role.APPROVER, Role.COORDINATOR})
"""Who works on a round while its needs are stated."""
PARTICIPANTS = INSTITUTION_SIDE | BUYING_SIDE


@dataclass(frozen=True)
class Viewer:
    """Who looks: a role, and the organisation with all that belongs to it ("" for the citizen).

    own: codes of the organisation and of every organisation below it.
    """

    role: Role = Role.CITIZEN
    organisation_code: str = ""
    own: frozenset[str] = frozenset()
    username: str = ""

    @property
    def is_supplier(self) -> bool:
        return self.role is Role.SUPPLIER


CITIZEN = Viewer()
