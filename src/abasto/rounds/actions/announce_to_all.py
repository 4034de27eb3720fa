"""Tells every department of a round that it is announced, and again those who have not read it."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from ...base.refusal import Refused
from ...ledger.actions.record import record
from ...people.acts import must_be
from ...people.models import Organisation, User
from ...people.notices.actions.notify import notify
from ...people.notices.models import Notice
from ...people.notices.queries import people_of
from ...people.roles import Role, Viewer
from ..models import Participation, Round
from ..queries import ends_of


def announcement_key(of: Round) -> str:
    """The key under which the announcement is told to each person once."""
    return f"announced/{of.code}"


def announce_to_all(of: Round, viewer: Viewer, actor: str, at: datetime) -> int:
    """A notice to every account in use of the round's institutions and the units below them; returns how many are new.

    Done again it tells only whoever came since. Refuses `not-allowed`, `round-not-announced`.
    """
    must_be(viewer, Role.COORDINATOR)
    if not of.is_announced:
        raise Refused("round-not-announced", "", {"round": of.code})
    with transaction.atomic():
        people = people_of(codes_asked(of))
        href = reverse("web:announcement", args=[of.code])
        told = notify("round-announced", people, _values(of), href, at, of.code, announcement_key(of))
        record("announcement-told", of.code, actor, at, {"people": told}, of.code)
    return told


def remind_unread(of: Round, viewer: Viewer, actor: str, at: datetime) -> int:
    """Tell once more, once a day, whoever has not read the announcement; returns how many. Refuses `not-allowed`."""
    must_be(viewer, Role.COORDINATOR)
    with transaction.atomic():
        unread = Notice.objects.filter(key=announcement_key(of), read_at=None).values("recipient")
        people = User.objects.filter(pk__in=unread, is_active=True)
        key = f"unread/{of.code}/{timezone.localdate(at).isoformat()}"
        href = reverse("web:announcement", args=[of.code])
        told = notify("read-reminder", people, _values(of), href, at, of.code, key)
        record("announcement-reminded", of.code, actor, at, {"people": told}, of.code)
    return told


def codes_asked(of: Round) -> set[str]:
    """The institutions of the round that have not left, and every organisation below them."""
    found = set(Participation.objects.filter(round=of, left_on=None).values_list("organisation__code", flat=True))
    rows = list(Organisation.objects.exclude(kind="supplier").exclude(parent=None).values_list("code", "parent__code"))
    grown = True
    while grown:
        below = {code for code, parent in rows if parent in found and code not in found}
        grown = bool(below)
        found |= below
    return found


def _values(of: Round) -> dict[str, object]:
    ends = ends_of(of, "needs")
    return {"round": of.code, "day": ends.isoformat() if ends else ""}
