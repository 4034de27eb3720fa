"""The one place that decides whether a viewer may see a field; pure, so that a table can prove it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from .roles import BUYING_SIDE, CONTROL_SIDE, PARTICIPANTS, Role, Viewer

SEEN_BY: dict[str, frozenset[Role]] = {
    "public": frozenset(Role),
    "participants": PARTICIPANTS,
    "buyer": BUYING_SIDE,
    "internal": CONTROL_SIDE,
    "owner": frozenset(),
    "sealed": frozenset(),
}
OWNER_SEES = frozenset(SEEN_BY) - {"internal"}


@dataclass(frozen=True)
class Sight:
    """What one viewer sees of one round in its present phase.

    classes: the disclosure class of every field in that phase, from the rule set.
    """

    viewer: Viewer
    classes: Mapping[str, str]

    def sees_all(self, field: str) -> bool:
        """Whether every row of the field is open to the viewer."""
        return self.viewer.role in SEEN_BY[self.classes[field]]

    def sees_own(self, field: str) -> bool:
        """Whether the field is open on the rows of the viewer's own organisation."""
        return bool(self.viewer.own) and self.classes[field] in OWNER_SEES

    def sees(self, field: str, owner: str = "") -> bool:
        """Whether the viewer sees the field on a row that belongs to organisation `owner`."""
        return self.sees_all(field) or (self.sees_own(field) and owner in self.viewer.own)

    def opening(self, fields: Iterable[str]) -> "Sight":
        """The same sight with these fields open on every row, for rows in which the viewer has standing."""
        return replace(self, classes={**self.classes, **dict.fromkeys(fields, "public")})
