"""The approver of an institution names its two technical reviewers, with dates, and ends a naming."""

from datetime import datetime

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
from ..models import ReviewerSeat
from ..seats import Period, check_seat


def name_reviewer(of: Round, viewer: Viewer, actor: str, reviewer: str, period: Period, at: datetime) -> ReviewerSeat:
    """Seat that account for the viewer's institution. of: the round from whose page it is done.

    Refuses `not-allowed`, `reviewer-unknown` (no reviewer's account of the institution), `reviewer-named-already`, and
    what `check_seat` refuses.
    """
    must_be(viewer, Role.APPROVER)
    with transaction.atomic():
        home = Organisation.objects.select_for_update().get(code=viewer.organisation_code)
        person = _reviewer(viewer, reviewer)
        others = ReviewerSeat.objects.filter(organisation=home, ended_at=None)
        for one in others.filter(reviewer=person, starts__lte=period.ends, ends__gte=period.starts):
            raise Refused("reviewer-named-already", "", {"user": reviewer, "until": one.ends.isoformat()})
        check_seat(period, [Period(one.starts, one.ends) for one in others], timezone.localdate(at))
        by = User.objects.get(username=viewer.username)
        seat = ReviewerSeat.objects.create(
            organisation=home, reviewer=person, named_by=by, starts=period.starts, ends=period.ends
        )
        days = {"starts": period.starts.isoformat(), "ends": period.ends.isoformat()}
        record("reviewer-named", f"{of.code}/{home.code}", actor, at, {"seat": seat.pk, **days}, of.code)
        values = {"institution": str(home), **days}
        notify("reviewer-named", [person], values, reverse("web:opinions", args=[of.code]), at, of.code)
    return seat


def end_seat(of: Round, viewer: Viewer, actor: str, seat: int, at: datetime) -> None:
    """End a naming; opinions given stay. Refuses `not-allowed`, `not-found`."""
    must_be(viewer, Role.APPROVER)
    with transaction.atomic():
        held = ReviewerSeat.objects.select_for_update().filter(
            pk=seat, organisation__code=viewer.organisation_code, ended_at=None
        )
        found = held.select_related("reviewer", "organisation").first()
        if found is None:
            raise Refused("not-found", "", {"what": "reviewer", "value": seat})
        ReviewerSeat.objects.filter(pk=seat).update(ended_at=at)
        home = found.organisation
        record("reviewer-ended", f"{of.code}/{home.code}", actor, at, {"seat": seat}, of.code)
        href = reverse("web:opinions", args=[of.code])
        notify("reviewer-ended", [found.reviewer], {"institution": str(home)}, href, at, of.code)


def _reviewer(viewer: Viewer, username: str) -> User:
    people = User.objects.filter(is_active=True, role=Role.REVIEWER, organisation__code__in=viewer.own)
    found = people.filter(username=username).first()
    if found is None:
        raise Refused("reviewer-unknown", "", {"value": username[:80]})
    return found
