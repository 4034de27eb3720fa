"""Sends the e-mails that wait, or reminds before the last day for needs."""

from django.utils import timezone

from ..base.refusal import Refused
from ..needs.reminders.actions.remind import remind
from ..people.notices.actions.send import send_waiting
from ..people.notices.actions.subscribe import tell_subscribers
from ..people.notices.ways import DAILY, IMMEDIATE
from ..rounds.queries import now_in, rounds
from .reads import chosen, show


def run_notices(what: str, round_code: str, as_json: bool) -> None:
    """`send` or `remind`; refuses `choice-unknown`. A round named is the only one that reminds."""
    run = {"send": _send, "remind": _remind}.get(what)
    if run is None:
        raise Refused("choice-unknown", "", {"value": what})
    run(round_code, as_json)


def _send(round_code: str, as_json: bool) -> None:
    """At once first, for what a commit could not send; then the daily letters; then those to subscribers."""
    at = timezone.now()
    sent = {how: send_waiting(at, how) for how in (IMMEDIATE, DAILY)} | {"subscribers": tell_subscribers()}
    rows = [
        {"to": to, "letters": one.letters, "notices": one.notices, "failed": one.failed} for to, one in sent.items()
    ]
    show(rows, ("to", "letters", "notices", "failed"), as_json)


def _remind(round_code: str, as_json: bool) -> None:
    asked = [chosen(round_code)] if round_code else list(rounds())
    show([{"round": of.code, "notices": remind(of, now_in(of))} for of in asked], ("round", "notices"), as_json)
