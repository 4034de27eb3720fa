"""An approver lets somebody of the own institution decide between two dates, and takes that back."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from ....base.refusal import Refused
from ....ledger.actions.record import record
from ....people.acts import must_be
from ....people.models import Organisation, User
from ....people.notices.actions.notify import notify
from ....people.roles import Role, Viewer
from ....rounds.models import Round
from ...requests.models import Delegation
from ..queries import possible_delegates
from ..rule import check_days


def delegate(
    of: Round, viewer: Viewer, actor: str, username: str, starts: date, ends: date, at: datetime
) -> Delegation:
    """Let that account decide for the viewer's institution. of: the round from whose page it is done.

    Refuses `not-allowed`, `delegate-unknown` (nobody in use of the institution, or its approver), `delegated-already`
    (its days overlap with another delegation to the same account), and what `check_days` refuses.
    """
    must_be(viewer, Role.APPROVER)
    check_days(starts, ends, timezone.localdate(at))
    with transaction.atomic():
        home = Organisation.objects.select_for_update().get(code=viewer.organisation_code)
        person = possible_delegates(viewer).filter(username=username).first()
        if person is None:
            raise Refused("delegate-unknown", "", {"value": username[:80]})
        same = Delegation.objects.filter(organisation=home, delegate=person, revoked_at=None)
        if same.filter(starts__lte=ends, ends__gte=starts).exists():
            raise Refused("delegated-already", "", {"user": username})
        by = User.objects.get(username=viewer.username)
        given = Delegation.objects.create(organisation=home, given_by=by, delegate=person, starts=starts, ends=ends)
        days = {"starts": starts.isoformat(), "ends": ends.isoformat()}
        record("delegation-given", f"{of.code}/{home.code}", actor, at, {"delegation": given.pk, **days}, of.code)
        href = reverse("web:delegates", args=[of.code])
        notify("delegation-given", [person], {"institution": str(home), **days}, href, at, of.code)
    return given


def revoke(of: Round, viewer: Viewer, actor: str, delegation: int, at: datetime) -> None:
    """Take a delegation back; what was decided stays. Refuses `not-allowed`, `not-found`."""
    must_be(viewer, Role.APPROVER)
    with transaction.atomic():
        held = Delegation.objects.select_for_update().filter(
            pk=delegation, organisation__code=viewer.organisation_code, revoked_at=None
        )
        found = held.first()
        if found is None:
            raise Refused("not-found", "", {"what": "delegation", "value": delegation})
        Delegation.objects.filter(pk=delegation).update(revoked_at=at)
        home = found.organisation
        record("delegation-revoked", f"{of.code}/{home.code}", actor, at, {"delegation": delegation}, of.code)
        href = reverse("web:delegates", args=[of.code])
        notify("delegation-revoked", [found.delegate], {"institution": str(home)}, href, at, of.code)
