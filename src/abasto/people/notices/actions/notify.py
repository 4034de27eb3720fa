"""Tells people something, in the transaction of whoever did it; e-mails follow its commit and can undo nothing."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ...models import User
from ..models import Notice
from ..ways import IMMEDIATE
from .send import send_waiting

MOST_AT_ONCE = 50
"""So many people get their e-mail with the commit; of a larger circle all get it from `abasto notices send`."""


def notify(
    kind: str,
    recipients: Iterable[User],
    values: Mapping[str, object],
    href: str,
    at: datetime,
    round_code: str = "",
    key: str = "",
) -> int:
    """One notice per person in use, once per key where there is one; returns how many are new.

    kind: of `words.KINDS`; values: plain data that its words need; at: the moment of what is told.
    """
    people = {one.pk: one for one in recipients if one.is_active}
    if key:
        told = Notice.objects.filter(key=key, recipient__in=people).values_list("recipient_id", flat=True)
        people = {pk: one for pk, one in people.items() if pk not in set(told)}
    rows = [
        Notice(recipient=one, kind=kind, values=dict(values), href=href, round_code=round_code, key=key, at=at)
        for one in people.values()
    ]
    Notice.objects.bulk_create(rows, batch_size=500, ignore_conflicts=bool(key))
    if rows and len(rows) <= MOST_AT_ONCE:

        def send() -> None:
            send_waiting(timezone.now(), IMMEDIATE, tuple(people))

        transaction.on_commit(send, robust=True)
    return len(rows)
