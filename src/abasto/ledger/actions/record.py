"""Write down that something happened, in the transaction of the action that did it."""

from datetime import datetime

from django.db import transaction

from ...base.refusal import Refused
from ..canonical import canonical_text
from ..leaf import EventData, hash_of
from ..models import Event


def record(kind: str, subject: str, actor: str, at: datetime, body: object, round_code: str = "") -> Event:
    """One event, saved with the caller's writes or not at all; refuses `event-outside-transaction`.

    kind: kebab-case, e.g. "lots-decided"; subject: the business key it is about (a bulk decision: its run key).
    actor: as text, a person only as `person.hashed_person`; at: the round's clock, with a zone.
    body: what was decided, as plain data; money as Decimal or `Money`.
    """
    if not transaction.get_connection().in_atomic_block:
        raise Refused("event-outside-transaction", "", {"kind": kind})
    data = EventData(kind, subject, actor, round_code, at, canonical_text(body))
    return Event.objects.create(
        kind=kind,
        subject=subject,
        actor=actor,
        round_code=round_code,
        at=at,
        body=data.body,
        leaf_hash=hash_of(data).hex(),
    )
