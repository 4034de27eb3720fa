"""Signed links of e-mails: they say for whom they act, and nobody else can make one."""

from django.core import signing
from django.urls import reverse

from ....base.refusal import Refused

PAGES = {"notices": "web:notices_stop", "subscriber": "web:subscribe_stop", "confirm": "web:subscribe_confirm"}
LIVES_SECONDS = {"confirm": 3 * 86_400}
"""A link to confirm is good for three days; one to stop is good for ever."""


def stop_path(purpose: str, pk: int) -> str:
    """The path of a link for that purpose ("notices", "subscriber" or "confirm") and that row."""
    return reverse(PAGES[purpose], args=[signing.dumps(pk, salt=f"abasto.{purpose}")])


def row_of(purpose: str, token: str) -> int:
    """The row a link speaks of; refuses `link-unsound` for a link that was changed or is too old."""
    try:
        return int(signing.loads(token, salt=f"abasto.{purpose}", max_age=LIVES_SECONDS.get(purpose)))
    except signing.BadSignature as error:
        raise Refused("link-unsound", "", {}) from error
