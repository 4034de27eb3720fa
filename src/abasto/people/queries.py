"""Who looks: the viewer of a user; organisations; delivery points."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from .models import DeliveryPoint, Organisation, User
from .roles import CITIZEN, Role, Viewer


def viewer_of(user: User | AnonymousUser) -> Viewer:
    """The viewer behind an account; the citizen where there is none."""
    if not isinstance(user, User):
        return CITIZEN
    own: frozenset[str] = frozenset()
    code = ""
    if user.organisation is not None:
        code = user.organisation.code
        own = frozenset(codes_below(user.organisation))
    return Viewer(Role(user.role), code, own, user.get_username())


def codes_below(organisation: Organisation) -> set[str]:
    """The organisation's code and those of every organisation below it."""
    children: dict[str, list[str]] = {}
    for child, parent in Organisation.objects.exclude(parent=None).values_list("code", "parent__code"):
        children.setdefault(parent, []).append(child)
    found: set[str] = set()
    waiting = [organisation.code]
    while waiting:
        code = waiting.pop()
        found.add(code)
        waiting.extend(children.get(code, []))
    return found


def accounts() -> QuerySet[User]:
    """Every account, for the role picker of the demo."""
    return User.objects.select_related("organisation").order_by("role", "username")


def points_of(organisation_codes: set[str] | frozenset[str]) -> QuerySet[DeliveryPoint]:
    """Delivery points of these organisations; public facts (INEGI, DENUE)."""
    return DeliveryPoint.objects.filter(organisation__code__in=organisation_codes).select_related("organisation")
