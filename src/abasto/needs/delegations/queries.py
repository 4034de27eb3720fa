"""Who decides for an institution: its approver, and whoever he delegated to, on a day."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from ...people.models import User
from ...people.queries import codes_below
from ...people.roles import INSTITUTION_SIDE, Role, Viewer
from ..requests.models import Delegation
from .rule import Given, is_in_force


def approves_for(viewer: Viewer, organisation_code: str, at: datetime) -> bool:
    """Whether the viewer decides on the lines of that organisation at that moment: as approver, or delegated to."""
    return organisation_code in codes_decided(viewer, at)


def codes_decided(viewer: Viewer, at: datetime) -> frozenset[str]:
    """The organisations on whose lines the viewer decides at that moment."""
    is_removed = User.objects.filter(username=viewer.username, is_active=False).exists()
    if viewer.role not in INSTITUTION_SIDE or is_removed:
        return frozenset()
    codes = set(viewer.own) if viewer.role is Role.APPROVER else set()
    for one in in_force(Delegation.objects.filter(delegate__username=viewer.username), at):
        codes |= codes_below(one.organisation)
    return frozenset(codes)


def in_force(delegations: QuerySet[Delegation], at: datetime) -> list[Delegation]:
    """Of these, the delegations that hold at that moment."""
    day = timezone.localdate(at)
    asked = delegations.select_related("organisation", "given_by", "delegate", "delegate__organisation")
    return [one for one in asked if is_in_force(as_given(one), day)]


def as_given(one: Delegation) -> Given:
    """The facts on which the rule decides."""
    giver, delegate = one.given_by, one.delegate
    return Given(
        starts=one.starts,
        ends=one.ends,
        is_revoked=one.revoked_at is not None,
        giver_decides=giver.is_active and giver.role == Role.APPROVER and giver.organisation_id == one.organisation_id,
        delegate_in_use=delegate.is_active and delegate.role in INSTITUTION_SIDE,
    )


def delegations_seen(codes: Iterable[str]) -> QuerySet[Delegation]:
    """What was ever delegated for these organisations."""
    asked = Delegation.objects.filter(organisation__code__in=list(codes))
    return asked.select_related("organisation", "given_by", "delegate")


def possible_delegates(viewer: Viewer) -> QuerySet[User]:
    """The accounts in use of the viewer's institution and its units, but for himself and its approvers."""
    people = User.objects.filter(is_active=True, organisation__code__in=viewer.own, role__in=INSTITUTION_SIDE)
    approvers = {"role": Role.APPROVER, "organisation__code": viewer.organisation_code}
    return people.exclude(username=viewer.username).exclude(**approvers).order_by("username")
