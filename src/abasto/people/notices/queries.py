"""Reads of notices: a person's own, how people want to be told, and who has read an announcement."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from ..models import Organisation, User
from ..roles import Viewer
from .models import Notice, NoticePreference
from .ways import Way, way_of


def own_notices(viewer: Viewer) -> QuerySet[Notice]:
    """What the viewer was told; nobody sees what somebody else was told."""
    return Notice.objects.filter(recipient__username=viewer.username)


def unread_count(viewer: Viewer) -> int:
    """How many notices the viewer has not read."""
    return own_notices(viewer).filter(read_at=None).count() if viewer.username else 0


def people_of(codes: Iterable[str], roles: Iterable[str] = ()) -> QuerySet[User]:
    """The accounts in use of these organisations, of these roles if any are named."""
    found = User.objects.filter(is_active=True, organisation__code__in=list(codes))
    return found.filter(role__in=list(roles)).order_by("pk") if roles else found.order_by("pk")


def people_in_role(*roles: str) -> QuerySet[User]:
    """The accounts in use of these roles, of whatever organisation."""
    return User.objects.filter(is_active=True, role__in=roles).order_by("pk")


def own_way(viewer: Viewer) -> Way | None:
    """What the viewer chose; None where nothing was chosen."""
    return _as_way(NoticePreference.objects.filter(user__username=viewer.username).first())


def way_of_home(organisation_code: str) -> Way | None:
    """What the organisation chose for its people; None where nothing was chosen."""
    return _as_way(NoticePreference.objects.filter(organisation__code=organisation_code).first())


def ways_of(users: Iterable[User]) -> dict[int, Way]:
    """How each of these people is told, by account id."""
    people = list(users)
    homes = {one.organisation_id for one in people if one.organisation_id}
    asked = Q(user__in=[one.pk for one in people]) | Q(organisation__in=homes)
    own: dict[int, Way | None] = {}
    home: dict[int, Way | None] = {}
    for one in NoticePreference.objects.filter(asked):
        (own if one.user_id else home)[one.user_id or one.organisation_id or 0] = _as_way(one)
    return {one.pk: way_of(own.get(one.pk), home.get(one.organisation_id or 0), one.email) for one in people}


def _as_way(one: NoticePreference | None) -> Way | None:
    return Way(one.how, one.email, one.language) if one else None


@dataclass(frozen=True)
class Readers:
    """Of one organisation: how many people were told, how many have read it, and the roles of those who have not."""

    code: str
    name: str
    told: int
    read: int
    unread_roles: Mapping[str, int]


def readers_of(key: str) -> list[Readers]:
    """Who has read what was told under that key, by organisation, those with most unread first: counts and roles."""
    rows = Notice.objects.filter(key=key).order_by()
    counted = rows.values_list("recipient__organisation_id", "recipient__role").annotate(
        told=Count("pk"), done=Count("pk", filter=Q(read_at__isnull=False))
    )
    by_home: dict[int | None, list[tuple[str, int, int]]] = {}
    for home, role, told, read in counted:
        by_home.setdefault(home, []).append((role, told, read))
    known = {one.pk: one for one in Organisation.objects.filter(pk__in=[home for home in by_home if home])}
    found = [_readers(known.get(home or 0), roles) for home, roles in by_home.items()]
    return sorted(found, key=lambda one: (one.read - one.told, one.name))


def _readers(home: Organisation | None, roles: list[tuple[str, int, int]]) -> Readers:
    unread = {role: told - read for role, told, read in sorted(roles) if told > read}
    told, read = sum(one[1] for one in roles), sum(one[2] for one in roles)
    return Readers(home.code if home else "", str(home) if home else "", told, read, unread)
