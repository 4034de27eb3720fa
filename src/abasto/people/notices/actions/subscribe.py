"""Addresses from outside: asked for, confirmed by a signed link, told of what the log says is public, ended."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from ....base.refusal import Refused
from ....ledger.models import Event
from ..models import Subscriber
from ..screens.told import told
from ..ways import LANGUAGES, TOPICS
from .choose_way import check_address
from .links import row_of, stop_path
from .mail import CANNOT_SEND, Item, Letter, log, opened_mail, send_letter
from .send import Sent, added

AGAIN = timedelta(hours=1)
"""Before that an address gets no second letter, whoever types it."""
TOLD_BY = {
    "round-announced": ("announcements", "round-announced"),
    "call-published": ("calls", "call-published"),
    "award-act-signed": ("awards", "awards-signed"),
}
"""Topic and kind of notice by kind of event."""


def subscribe(email: str, language: str, topics: Sequence[str], at: datetime) -> None:
    """Ask an address whether it wants to be told; it is told nothing before it says yes.

    Refuses `address-unfit`, `choice-unknown`, `topic-missing`. Says nothing of whether the address was known.
    """
    check_address(email)
    if language not in LANGUAGES or not set(topics) <= set(TOPICS):
        raise Refused("choice-unknown", "", {"value": ", ".join([language, *topics])[:120]})
    if not topics:
        raise Refused("topic-missing", "", {})
    asked = {"language": language, "topics": sorted(topics), "asked_at": at}
    with transaction.atomic():
        one, is_new = Subscriber.objects.select_for_update().get_or_create(email=email.lower(), defaults=asked)
        if not is_new and at - one.asked_at < AGAIN:
            return
        Subscriber.objects.filter(pk=one.pk).update(asked_at=at)
        if one.confirmed_at is None or one.ended_at is not None:
            Subscriber.objects.filter(pk=one.pk).update(language=language, topics=sorted(topics))
        transaction.on_commit(lambda: _ask(one.pk, email, language), robust=True)


def _ask(pk: int, email: str, language: str) -> None:
    with override(language):
        subject = _("Abasto: confirm your address")
        opening = _("Somebody, you we hope, asked that this address be told of public purchases. If not, do nothing.")
        item = Item(_("Confirm that you want it"), _("The link is good for three days."), stop_path("confirm", pk))
    connection = opened_mail()
    if connection is None:
        Subscriber.objects.filter(pk=pk).update(asked_at=F("asked_at") - AGAIN)
        return
    send_letter(Letter(email, language, subject, opening, [item]), connection)
    connection.close()


def confirm(token: str, at: datetime) -> None:
    """The address says yes; it is told of what happens from now on. Refuses `link-unsound`."""
    last = Event.objects.aggregate(last=Max("pk"))["last"] or 0
    found = Subscriber.objects.filter(pk=row_of("confirm", token))
    if not found.update(confirmed_at=at, ended_at=None, told_event=last):
        raise Refused("link-unsound", "", {})


def end(token: str, at: datetime) -> None:
    """The address is told nothing more. Refuses `link-unsound`."""
    Subscriber.objects.filter(pk=row_of("subscriber", token)).update(ended_at=at)


def tell_subscribers() -> Sent:
    """Send each confirmed address what the log holds of its topics since it was last told; each event once."""
    last = Event.objects.aggregate(last=Max("pk"))["last"] or 0
    waiting = Subscriber.objects.filter(confirmed_at__isnull=False, ended_at=None, told_event__lt=last).order_by("pk")
    people = list(waiting)
    connection = opened_mail() if people else None
    if connection is None:
        return Sent(failed=len(people))
    sent = Sent()
    for one in people:
        events = Event.objects.filter(kind__in=TOLD_BY, pk__gt=one.told_event, pk__lte=last).order_by("pk")
        mine = [event for event in events if TOLD_BY[event.kind][0] in one.topics]
        # Whoever moves the mark sends; another sender at the same time finds it moved.
        if Subscriber.objects.filter(pk=one.pk, told_event=one.told_event).update(told_event=last) and mine:
            sent = added(sent, _tell(one, mine, last, connection))
    connection.close()
    return sent


def _tell(one: Subscriber, mine: Sequence[Event], last: int, connection: BaseEmailBackend) -> Sent:
    try:
        send_letter(_letter(one, mine), connection)
    except CANNOT_SEND as error:
        log.warning("An e-mail could not be sent and waits (%s).", type(error).__name__)
        Subscriber.objects.filter(pk=one.pk, told_event=last).update(told_event=one.told_event)
        return Sent(failed=1)
    return Sent(1, len(mine))


def _needs_end(event: Event) -> str:
    """The last day for needs, where the event tells the round's calendar, which is public; else ""."""
    calendar = json.loads(event.body).get("calendar", [])
    return next((ends for phase, _starts, ends in calendar if phase == "needs"), "")


def _letter(one: Subscriber, events: Sequence[Event]) -> Letter:
    with override(one.language):
        said = [told(TOLD_BY[event.kind][1], {"round": event.round_code, "day": _needs_end(event)}) for event in events]
        hrefs = [reverse("web:public_round", args=[event.round_code]) for event in events]
        items = [Item(text.title, text.text, href) for text, href in zip(said, hrefs, strict=True)]
        subject = items[0].title if len(items) == 1 else _("News of public purchases")
        opening = _("You asked to be told.")
    return Letter(one.email, one.language, f"Abasto: {subject}", opening, items, stop_path("subscriber", one.pk))
