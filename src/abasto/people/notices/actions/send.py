"""Sends by e-mail what waits: one letter a notice to whoever wants it at once, one letter in all to the others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from ...models import User
from ..models import Notice
from ..queries import ways_of
from ..screens.told import told
from ..ways import DAILY, IMMEDIATE, Way
from .links import stop_path
from .mail import CANNOT_SEND, Item, Letter, log, opened_mail, send_letter

FRESH = timedelta(days=7)
"""What is older is not sent any more: whoever gives an address today is not flooded with last month."""


@dataclass(frozen=True)
class Sent:
    """How many letters went out, how many notices they held, and how many letters failed and wait."""

    letters: int = 0
    notices: int = 0
    failed: int = 0


def send_waiting(at: datetime, how: str = DAILY, recipients: Iterable[int] = ()) -> Sent:
    """Send what waits, unread, for those who are told in that way; of these recipients alone if any are named.

    Each notice is claimed before it is sent, so that two senders at once send it once; a failure gives it back.
    """
    waiting = Notice.objects.filter(sent_at=None, read_at=None, made_at__gte=at - FRESH, recipient__is_active=True)
    named = tuple(recipients)
    if named:
        waiting = waiting.filter(recipient__in=named)
    people = list(User.objects.filter(pk__in=waiting.order_by().values("recipient")).order_by("pk"))
    ways = {pk: way for pk, way in ways_of(people).items() if way.reaches and way.how == how}
    sent = Sent()
    if not ways:
        return sent
    connection = opened_mail()
    if connection is None:
        return Sent(failed=len(ways))
    for person in people:
        if person.pk in ways:
            claimed = _claim(waiting.filter(recipient=person).values_list("pk", flat=True), at)
            sent = added(sent, _deliver(person, ways[person.pk], claimed, connection))
    connection.close()
    return sent


def _claim(asked: Iterable[int], at: datetime) -> list[Notice]:
    with transaction.atomic():
        held = list(
            Notice.objects.select_for_update().filter(pk__in=list(asked), sent_at=None).order_by("made_at", "pk")
        )
        Notice.objects.filter(pk__in=[one.pk for one in held]).update(sent_at=at)
    return held


def _deliver(person: User, way: Way, claimed: Sequence[Notice], connection: BaseEmailBackend) -> Sent:
    parts = [[one] for one in claimed] if way.how == IMMEDIATE else [list(claimed)] if claimed else []
    sent = Sent()
    for part in parts:
        try:
            send_letter(_letter(person, way, part), connection)
        except CANNOT_SEND as error:
            log.warning("An e-mail could not be sent and waits (%s).", type(error).__name__)
            Notice.objects.filter(pk__in=[one.pk for one in part]).update(sent_at=None)
            sent = added(sent, Sent(failed=1))
        else:
            sent = added(sent, Sent(1, len(part)))
    return sent


def _letter(person: User, way: Way, part: Sequence[Notice]) -> Letter:
    with override(way.language):
        said = [told(one.kind, one.values) for one in part]
        items = [Item(one.title, one.text, row.href) for one, row in zip(said, part, strict=True)]
        if len(items) == 1:
            subject = items[0].title
        else:
            subject = ngettext("%(count)s notice", "%(count)s notices", len(items)) % {"count": len(items)}
        opening = _("This is for %(user)s.") % {"user": person.get_username()}
    return Letter(way.email, way.language, f"Abasto: {subject}", opening, items, stop_path("notices", person.pk))


def added(one: Sent, other: Sent) -> Sent:
    return Sent(one.letters + other.letters, one.notices + other.notices, one.failed + other.failed)
