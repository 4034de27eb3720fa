"""Rounds over HTTP, with their calendar, events, runs, and the legal values of their rule set."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from ..law.reader import read_rule_set
from ..page.api import LIMIT, OFFSET, REFUSALS, Listed, listed, must_see, must_see_own
from ..people.visibility import Sight
from ..problems.queries import Asked, chosen
from ..problems.queries import visible_to as problems_visible_to
from .models import Round
from .queries import calendar, event_hashes, events_visible_to, round_named, rounds, runs_visible_to, sight

router = Router(tags=["rounds"])


class RoundSaid(Schema):
    """A round. clock: what the round calls now; is_synthetic: a rehearsal with a simulated market."""

    code: str
    name_es: str
    name_en: str
    phase: str
    clock: datetime
    first_year: int
    months: int
    starts: date
    rule_set: str
    source: str
    is_synthetic: bool
    is_derived_split: bool


class DateSaid(Schema):
    """A step of the calendar; both days included."""

    phase: str
    starts: date
    ends: date
    citation: str
    origin: str


class RoundWithDates(RoundSaid):
    """A round with its calendar."""

    calendar: list[DateSaid]


class EventSaid(Schema):
    """An event of the log; `body` is canonical JSON (RFC 8785), `leaf_hash` its leaf in the tree (hex)."""

    number: int
    kind: str
    subject: str
    actor: str
    at: datetime
    body: str
    leaf_hash: str


class HashSaid(Schema):
    """What the public sees of an event."""

    number: int
    leaf_hash: str


class RunSaid(Schema):
    """A long work: how far it is and what it took."""

    key: str
    kind: str
    state: str
    percent: int
    seconds: float
    peak_mb: float
    result_sha256: str
    error: str


class ProblemSaid(Schema):
    """A problem with its place in its source, the rule it broke, how to mend it, and who must act."""

    room: str
    kind: str
    severity: str
    state: str
    source: str
    sheet: str
    row: int
    column: str
    subject: str
    found: str
    rule: str
    mend: str
    role: str
    note: str


class LegalValueSaid(Schema):
    """A legal value from a day on: its unit, article, and whether a lawyer checked it ("checked" or "to_check")."""

    key: str
    value: str
    unit: str
    since: date
    citation: str
    state: str
    source: str


def seen(request: HttpRequest, code: str) -> tuple[Sight, Round]:
    """The round of an address, and what the reader sees of it."""
    of = round_named(code)
    return sight(request.viewer, of), of  # type: ignore[attr-defined]


@router.get("/rounds", response={200: Listed[RoundSaid], **REFUSALS}, summary="Rounds")
def all_rounds(request: HttpRequest, limit: int = LIMIT, offset: int = OFFSET) -> dict[str, Any]:
    """Every round, the newest first."""
    return listed(rounds(), limit, offset)


@router.get("/rounds/{code}", response={200: RoundWithDates, **REFUSALS}, summary="One round")
def one_round(request: HttpRequest, code: str) -> dict[str, Any]:
    """A round with its calendar."""
    of = round_named(code)
    return {**{name: getattr(of, name) for name in RoundSaid.model_fields}, "calendar": list(calendar(of))}


@router.get("/rounds/{code}/events", response={200: Listed[EventSaid], **REFUSALS}, summary="Events")
def events(request: HttpRequest, code: str, limit: int = LIMIT, offset: int = OFFSET) -> dict[str, Any]:
    """What happened, in the order of the log; for those in control. Everyone has the hashes."""
    of_reader, of = seen(request, code)
    must_see(of_reader, "event")
    return listed(events_visible_to(of_reader, of), limit, offset)


@router.get("/rounds/{code}/event-hashes", response={200: Listed[HashSaid], **REFUSALS}, summary="Hashes of the events")
def hashes(request: HttpRequest, code: str, limit: int = LIMIT, offset: int = OFFSET) -> dict[str, Any]:
    """Number and hash of every event, for whoever checks the log."""
    page = listed(event_hashes(round_named(code)), limit, offset)
    return {**page, "rows": [{"number": number, "leaf_hash": leaf} for number, leaf in page["rows"]]}


@router.get("/rounds/{code}/runs", response={200: Listed[RunSaid], **REFUSALS}, summary="Runs")
def runs(request: HttpRequest, code: str, limit: int = LIMIT, offset: int = OFFSET) -> dict[str, Any]:
    """The steps of the cycle with time and memory."""
    return listed(runs_visible_to(*seen(request, code)), limit, offset)


@router.get("/rounds/{code}/problems", response={200: Listed[ProblemSaid], **REFUSALS}, summary="Problems")
def problem_list(
    request: HttpRequest, code: str, state: str = "", limit: int = LIMIT, offset: int = OFFSET
) -> dict[str, Any]:
    """The problem list, the gravest first, of one state where named; an institution sees its own."""
    of_reader, of = seen(request, code)
    must_see_own(of_reader, "problem")
    return listed(chosen(problems_visible_to(of_reader, of.code), Asked(state=state)), limit, offset)


@router.get("/rounds/{code}/law", response={200: Listed[LegalValueSaid], **REFUSALS}, summary="Legal values")
def legal_values(request: HttpRequest, code: str, limit: int = LIMIT, offset: int = OFFSET) -> dict[str, Any]:
    """Every value of the round's rule set, by key, with all its versions."""
    rule_set = read_rule_set(round_named(code).rule_set)
    versions = [version for key in sorted(rule_set.definitions) for version in rule_set.history(key)]
    return listed([{**vars(version), "value": _written(version.value)} for version in versions], limit, offset)


def _written(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)
