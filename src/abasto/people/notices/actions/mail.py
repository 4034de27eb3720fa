"""One e-mail: plain text and HTML of the same words, in the reader's language, with the way to stop it."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils.translation import override


@dataclass(frozen=True)
class Item:
    """A thing told: title, sentence, and where it leads in this site ("" is nowhere)."""

    title: str
    text: str
    href: str


@dataclass(frozen=True)
class Letter:
    """An e-mail before it is sent. stop: the path at which its reader ends such mails; "" for a mail sent once."""

    to: str
    language: str
    subject: str
    opening: str
    items: Sequence[Item]
    stop: str = ""


CANNOT_SEND = (OSError, SMTPException)
log = logging.getLogger(__name__)


def opened_mail() -> BaseEmailBackend | None:
    """A way out for letters, opened once for many; None, and a line in the log, where there is none just now."""
    connection = get_connection()
    try:
        connection.open()
    except CANNOT_SEND as error:
        log.warning("E-mail cannot be sent just now; what waits stays waiting (%s).", type(error).__name__)
        return None
    return connection


def send_letter(letter: Letter, connection: BaseEmailBackend) -> None:
    """Send it; an address or a server that fails raises `OSError` or `SMTPException`."""
    site = str(settings.SITE_URL).rstrip("/")
    context = {"letter": letter, "site": site, "stop": f"{site}{letter.stop}" if letter.stop else ""}
    with override(letter.language):
        plain = render_to_string("people/mail.txt", context)
        rich = render_to_string("people/mail.html", context)
    headers = {"Auto-Submitted": "auto-generated"}
    if letter.stop:
        headers |= {"List-Unsubscribe": f"<{context['stop']}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    subject = " ".join(letter.subject.split())[:200]
    message = EmailMultiAlternatives(subject, plain, settings.DEFAULT_FROM_EMAIL, [letter.to], connection=connection)
    message.extra_headers = headers
    message.attach_alternative(rich, "text/html")
    message.send()
