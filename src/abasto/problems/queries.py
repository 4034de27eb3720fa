"""Reads of the problem list: counts by kind, and rows as asked for."""

import json
from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, Min, Q, QuerySet, Value, When

from ..ledger.models import Event
from ..people.visibility import Sight
from .models import ListedProblem
from .settling import OPEN, SETTLED

SEVERITIES = ("critical", "warning", "note")
STATES = (OPEN, *SETTLED)


def visible_to(sight: Sight, round_code: str) -> QuerySet[ListedProblem]:
    """The problems of a round that the viewer may see: all, or those of the own institution."""
    rows = ListedProblem.objects.filter(round_code=round_code)
    if sight.sees_all("problem"):
        return rows
    return rows.filter(organisation__code__in=sight.viewer.own) if sight.sees_own("problem") else rows.none()


@dataclass(frozen=True)
class Asked:
    """What part of the list is asked for; "" asks for everything."""

    room: str = ""
    kind: str = ""
    severity: str = ""
    state: str = ""
    role: str = ""
    organisation: str = ""
    words: str = ""


def chosen(rows: QuerySet[ListedProblem], asked: Asked) -> QuerySet[ListedProblem]:
    """The rows asked for, the gravest first, then by place."""
    plain = {
        "room": asked.room,
        "kind": asked.kind,
        "severity": asked.severity,
        "state": asked.state,
        "role": asked.role,
        "organisation__code": asked.organisation,
    }
    rows = rows.filter(**{field: value for field, value in plain.items() if value})
    for word in asked.words.split():
        rows = rows.filter(
            Q(subject__icontains=word) | Q(found__icontains=word) | Q(source__icontains=word) | Q(note__icontains=word)
        )
    return rows.order_by(_gravest_first(), "kind", "sheet", "row", "column", "subject", "pk")


def _gravest_first() -> Case:
    cases = [When(severity=severity, then=Value(place)) for place, severity in enumerate(SEVERITIES)]
    return Case(*cases, default=Value(len(SEVERITIES)), output_field=IntegerField())


@dataclass(frozen=True)
class Group:
    """Problems of one kind: how many in all, and how many still open; who must act on them."""

    room: str
    kind: str
    severity: str
    role: str
    rule: str
    mend: str
    count: int
    open_count: int


def groups(rows: QuerySet[ListedProblem]) -> list[Group]:
    """The kinds among the rows, the gravest first, then those with most open."""
    counted = (
        rows.order_by()
        .values_list("room", "kind", "severity", "role")
        .annotate(
            first_rule=Min("rule"), first_mend=Min("mend"), every=Count("pk"), still=Count("pk", filter=Q(state=OPEN))
        )
    )
    return sorted((Group(*row) for row in counted), key=lambda one: (_grave(one.severity), -one.open_count, one.kind))


def _grave(severity: str) -> int:
    return SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES)


def counts_by_state(rows: QuerySet[ListedProblem]) -> dict[str, int]:
    """How many problems are in each state; 0 where none is."""
    counted = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    return {state: counted.get(state, 0) for state in STATES}


def open_critical(rows: QuerySet[ListedProblem]) -> int:
    """How many block a step."""
    return rows.filter(severity="critical", state=OPEN).count()


def open_critical_by_organisation(round_code: str, room: str) -> dict[int, int]:
    """How many problems block each organisation's step, by organisation id; for rules, not for pages."""
    rows = ListedProblem.objects.filter(
        round_code=round_code, room=room, severity="critical", state=OPEN, organisation__isnull=False
    )
    counted = rows.order_by().values_list("organisation_id").annotate(Count("pk"))
    return {organisation: count for organisation, count in counted if organisation is not None}


def rows_seen(rows: QuerySet[ListedProblem], start: int = 0, count: int | None = None) -> list[ListedProblem]:
    """Rows from `start`, `count` of them or all the rest, with their organisations."""
    stop = None if count is None else start + count
    return list(rows.select_related("organisation")[start:stop])


def settled_in(event: int, round_code: str, actor: str) -> int:
    """How many problems the actor settled in that event of the round; 0 where there is no such event."""
    found = Event.objects.filter(pk=event, kind="problems-settled", round_code=round_code, actor=actor).first()
    return len(json.loads(found.body)["before"]) if found else 0
