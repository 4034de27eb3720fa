"""Reminds before the last day for needs, and escalates; done twice a day it tells nobody twice."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from ....ledger.actions.record import record
from ....people.notices.actions.notify import notify
from ....people.notices.queries import people_in_role, people_of
from ....people.queries import viewer_of
from ....people.roles import Role
from ....rounds.models import Round
from ....rounds.queries import ends_of
from ...opinions.queries import seats_on, waiting_for
from ...requests.queries import askers, states_by_organisation
from ..plan import Standing, reminders


def remind(of: Round, at: datetime) -> int:
    """Tell whoever is due to be told on that day; returns how many notices are new.

    A round that was not announced, has left the phase of needs, or has no last day reminds nobody.
    """
    last_day = ends_of(of, "needs")
    if not of.is_announced or of.phase != "needs" or last_day is None:
        return 0
    today = timezone.localdate(at)
    told = 0
    with transaction.atomic():
        href = reverse("web:agreement", args=[of.code])
        for one in reminders(list(standings(of)), last_day, today):
            people = [*people_of([one.code], one.roles)]
            if one.to_desk:
                people += people_in_role(Role.COORDINATOR)
            key = f"{one.kind}/{of.code}/{one.code}/{today.isoformat()}"
            told += notify(one.kind, people, {**one.values, "round": of.code}, href, at, of.code, key)
        told += _remind_reviewers(of, last_day, at)
        if told:
            record("reminders-sent", of.code, "notices", at, {"day": today.isoformat(), "notices": told}, of.code)
    return told


def _remind_reviewers(of: Round, last_day: date, at: datetime) -> int:
    """Every reviewer for whose opinion lines wait, once a day."""
    told = 0
    today = timezone.localdate(at)
    for seat in seats_on(today).select_related("reviewer", "reviewer__organisation").distinct():
        count = waiting_for(viewer_of(seat.reviewer), of, at).count()
        if count:
            values = {"count": count, "round": of.code, "day": last_day.isoformat()}
            key = f"opinions/{of.code}/{today.isoformat()}"
            href = reverse("web:opinions", args=[of.code])
            told += notify("opinions-asked", [seat.reviewer], values, href, at, of.code, key)
    return told


def standings(of: Round) -> Iterator[Standing]:
    """How far every buyer of the round is that has not left, with the units it collects from."""
    states = states_by_organisation(of)
    by_buyer: dict[str, Counter[str]] = {}
    names = {}
    for one in askers(of):
        if not one.has_left:
            names[one.buyer.code] = str(one.buyer)
            by_buyer.setdefault(one.buyer.code, Counter()).update(states.get(one.organisation.code, Counter()))
    for code, counted in by_buyer.items():
        yield Standing(code, names[code], counted)
