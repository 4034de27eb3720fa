"""What a form hands in: days, pieces, ticked rows, the actor for the log; and a refusal shown on the form itself."""

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.http import HttpRequest

from ...base.refusal import Refused
from ...ledger.actions.keep_key import kept_salt
from ...ledger.person import hashed_person
from ...people.roles import Viewer
from ..refusals import sentence_of

OF_THE_DOOR = frozenset({"not-found", "not-allowed", "sign-in-first"})
"""Refusals that are a page of their own: no form mends them."""
LONGEST_ID = 15


def tried(act: Callable[[], object], target: str) -> list[tuple[str, str]]:
    """Do it; nothing where it was done, else (id of the field, sentence) of the refusal, for the form's own page."""
    try:
        act()
    except Refused as refused:
        if refused.code in OF_THE_DOOR:
            raise
        return [(target, sentence_of(refused))]
    return []


def actor_of(viewer: Viewer) -> str:
    """Who acts, as the log says it: role, organisation, and the person as a salted hash."""
    person = hashed_name(viewer.username) if viewer.username else ""
    return " ".join(part for part in (viewer.role.value, viewer.organisation_code, person) if part)


def hashed_name(username: str) -> str:
    """A person as the log names him, under the salt kept with this installation's keys."""
    return hashed_person(username, kept_salt(settings.STATE / "keys"))


def typed_day(text: str) -> date:
    """A day as a date field sends it; refuses `dates-unfit`."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused("dates-unfit", "", {"starts": text[:20], "ends": text[:20]}) from error


def typed_pieces(text: str) -> int | None:
    """Pieces as typed, with or without separators; None where nothing was typed; refuses `suggestion-unfit`."""
    plain = text.replace(",", "").replace(" ", "").replace("\xa0", "")
    if not plain:
        return None
    if not (plain.isascii() and plain.isdigit() and len(plain) <= LONGEST_ID):
        raise Refused("suggestion-unfit", "", {"value": text[:40]})
    return int(plain)


def ticked(request: HttpRequest, name: str = "pick") -> list[int]:
    """The ids of the rows that were ticked; what is no id is left out."""
    texts = request.POST.getlist(name)
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) <= LONGEST_ID]
