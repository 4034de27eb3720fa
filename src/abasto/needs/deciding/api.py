"""Lines that are asked for, with their states, and decisions on any selection of them."""

from typing import Any

from django.db.models import F
from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.security import SessionAuth

from ...base.refusal import Refused
from ...page.api import LIMIT, OFFSET, REFUSALS, Listed, listed
from ...rounds.api import seen
from ...rounds.queries import now_in
from ..requests.actions.ask_decision import ask_decision
from ..requests.models import RequestDecision
from ..requests.queries import Asked, chosen, decisions_visible_to, may_look, visible_to
from ..requests.screens.lines import start

router = Router(tags=["needs"])


class LineSaid(Schema):
    """A line that is asked for; pieces. verdict: below, inside or above the suggested interval, "" without one."""

    clave: str
    organisation: str
    state: str
    version: int
    minimum_pieces: int
    maximum_pieces: int
    verdict: str
    reason: str
    reason_text: str
    decision_note: str
    origin: str


class Decide(Schema):
    """An act on every line that the filter selects; the same command again is the same decision.

    act: submit, withdraw, review, approve, return, reject, restore, accept. "" in a filter asks for everything.
    """

    command: str = Field(min_length=8, max_length=40, pattern="^[A-Za-z0-9_-]+$")
    act: str
    note: str = ""
    organisation: str = ""
    state: str = ""
    category: str = ""
    verdict: str = ""
    words: str = ""
    clave: str = ""


class Decided(Schema):
    """answer: success, partly, invalid-data, error-occurred; "" while lines are still being decided."""

    command: str
    act: str
    lines: int
    answer: str
    outcomes: dict[str, int]


class LineDecided(Schema):
    """What became of one line: "done", or why not."""

    clave: str
    organisation: str
    outcome: str
    before: str


@router.get("/rounds/{code}/requests", response={200: Listed[LineSaid], **REFUSALS}, summary="Lines asked for")
def requests(
    request: HttpRequest, code: str, organisation: str = "", state: str = "", limit: int = LIMIT, offset: int = OFFSET
) -> dict[str, Any]:
    """The lines the reader may see: of the own institution, or those that have left their institution."""
    sight, of = seen(request, code)
    if not may_look(sight):
        raise Refused("not-allowed", "", {"field": "request"})
    lines = chosen(visible_to(sight, of), Asked(organisation=organisation, state=state))
    told = ("state", "version", "minimum_pieces", "maximum_pieces", "verdict", "reason", "reason_text",
            "decision_note", "origin")  # fmt: skip
    names = {"clave": F("item__clave"), "organisation": F("organisation__code")}
    # The names of the schema are not those of the table: a query cannot rename a column onto a field it has.
    rows = lines.values(*told, clave=names["clave"], asks=names["organisation"])
    page = listed(rows, limit, offset)
    return {**page, "rows": [{**row, "organisation": row["asks"]} for row in page["rows"]]}


@router.post(
    "/rounds/{code}/decisions", response={200: Decided, **REFUSALS}, auth=SessionAuth(), summary="Decide lines"
)
def decide(request: HttpRequest, code: str, asked: Decide) -> dict[str, Any]:
    """Decide each selected line by itself; many lines go on in a process, to be looked at under the command."""
    sight, of = seen(request, code)
    selected = Asked(asked.organisation, asked.state, asked.category, asked.verdict, asked.words, asked.clave)
    lines = chosen(visible_to(sight, of), selected)
    told = {name: value for name, value in vars(selected).items() if value}
    decision = ask_decision(of, sight.viewer, asked.command, asked.act, asked.note, lines, told, now_in(of))
    start(decision)
    decision.refresh_from_db()
    return _said(decision)


@router.get("/rounds/{code}/decisions/{command}", response={200: Decided, **REFUSALS}, summary="A decision")
def decision(request: HttpRequest, code: str, command: str) -> dict[str, Any]:
    """How far it is, and how many lines had each outcome."""
    return _said(_found(request, code, command))


@router.get(
    "/rounds/{code}/decisions/{command}/lines", response={200: Listed[LineDecided], **REFUSALS}, summary="Its lines"
)
def decided(request: HttpRequest, code: str, command: str, limit: int = LIMIT, offset: int = OFFSET) -> dict[str, Any]:
    """What became of every line, in the order in which they were decided."""
    rows = _found(request, code, command).decided.order_by("pk")
    names = {"clave": F("line__item__clave"), "organisation": F("line__organisation__code")}
    return listed(rows, limit, offset, "outcome", "before", **names)


def _found(request: HttpRequest, code: str, command: str) -> RequestDecision:
    sight, of = seen(request, code)
    for found in decisions_visible_to(sight, of).filter(command=command):
        return found
    raise Refused("not-found", "", {"what": "decision", "value": command})


def _said(decision: RequestDecision) -> dict[str, Any]:
    outcomes: dict[str, int] = {}
    for outcome in decision.decided.values_list("outcome", flat=True):
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
    return {
        "command": decision.command,
        "act": decision.act,
        "lines": decision.count,
        "answer": decision.answer,
        "outcomes": outcomes,
    }
