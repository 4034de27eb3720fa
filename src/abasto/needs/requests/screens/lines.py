"""The lines of a round that a person may see: filtered, taken away as a file, decided by the batch."""

import uuid
from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ....base.refusal import Refused
from ....page.figures import pieces
from ....page.screens.download import asked_for, wants_file
from ....page.screens.typed import hashed_name, ticked
from ....page.shorten import shortened
from ....page.table import Column, Link, Row, Table, asked_page
from ....page.words import CATEGORIES, word
from ....people.roles import Viewer
from ....rounds.models import Round
from ....rounds.queries import now_in, round_named, sight
from ....runs.actions.ask import ask
from ....runs.actions.start_command import start_command
from ...suggest.screens.words import NEED_REASONS
from ..actions.ask_decision import ask_decision
from ..actions.decide_lines import asked_of, decide_lines
from ..models import RequestDecision, RequestLine
from ..queries import Asked, acts_open_to, chosen, counts_by_state, may_look, organisations_of, visible_to
from ..states import MOVES, STATES
from .words import ACTS

PER_PAGE = 50
AT_ONCE = 400
FILTERS = ("organisation", "state", "category", "verdict", "words", "clave")
VERDICTS = ("below", "inside", "above")


@require_GET
def lines(request: HttpRequest, round_code: str) -> HttpResponse:
    """What is asked for, line by line, with what the viewer can decide about it."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    if not may_look(seen):
        raise Refused("not-allowed", "", {"field": "request"})
    every, asked = visible_to(seen, of), _asked(request.GET)
    rows = chosen(every, asked)
    if wants_file(request):
        body = [_row(line, of) for line in rows.select_related("item", "organisation").iterator(chunk_size=2000)]
        if file := asked_for(request, f"requests-{of.code}", _columns(), body, of.is_synthetic):
            return file
    total = rows.count()
    number, pages = asked_page(request.GET, total, PER_PAGE)
    start = (number - 1) * PER_PAGE
    shown = list(rows.select_related("item", "organisation")[start : start + PER_PAGE])
    acts = acts_open_to(request.viewer, now_in(of))  # type: ignore[attr-defined]
    states = counts_by_state(every)
    told = {
        "crumbs": _crumbs(of, _("Lines")),
        "of": of,
        "asked": asked,
        "states": [(state, states[state]) for state in STATES if states[state]],
        "sentence": _sentence(states, total),
        "rows": [(line.pk, _row(line, of)) for line in shown],
        "table": Table(_("Lines asked for"), _columns(), [], number=number, pages=pages, total=total),
        "options": _options(every),
        "filters": [(name, getattr(asked, name)) for name in FILTERS if getattr(asked, name)],
        "acts": [(act, ACTS[act], act in _asking_why()) for act in acts],
        "command": uuid.uuid4().hex,
        "total": total,
    }
    return render(request, "needs/lines.html", told)


@require_POST
def decide(request: HttpRequest, round_code: str) -> HttpResponse:
    """Decide the ticked lines, or all that the filter shows; many of them in a process that outlives the page."""
    of = round_named(round_code)
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    asked = _asked(request.POST)
    rows = chosen(visible_to(sight(viewer, of), of), asked)
    if request.POST.get("scope") != "all":
        rows = rows.filter(pk__in=ticked(request))
    act, note = request.POST.get("act", ""), request.POST.get("note", "")
    told = {name: value for name, value in vars(asked).items() if value}
    decision = ask_decision(of, viewer, request.POST.get("command", ""), act, note, rows, told, now_in(of))
    start(decision)
    return redirect("web:request_decision", of.code, decision.command)


def start(decision: RequestDecision) -> None:
    """Work on it now where it is short; else in a process of its own."""
    if decision.answer:
        return
    if decision.count <= AT_ONCE:
        decide_lines(decision, hashed_name, lambda done, total: None)
        return
    ask(asked_of(decision))
    start_command("decide", decision.command)


def _asking_why() -> frozenset[str]:
    return frozenset(act for (_state, act), move in MOVES.items() if move.asks_why)


def _asked(query: Mapping[str, str]) -> Asked:
    return Asked(**{name: query.get(name, "").strip()[:80] for name in FILTERS})


def _crumbs(of: Round, here: str) -> list[tuple[str, str]]:
    return [
        (of.code, reverse("web:round", args=[of.code])),
        (_("Agree on the needs"), reverse("web:asking", args=[of.code])),
        (here, ""),
    ]


def _sentence(states: Mapping[str, int], shown: int) -> str:
    total = sum(states.values())
    if not total:
        return _("Nothing has been asked for yet that you may see.")
    told = {"shown": pieces(shown), "total": pieces(total), "locked": pieces(states["accepted"] + states["locked"])}
    return _("%(shown)s of %(total)s lines shown; %(locked)s are accepted for consolidation.") % told


def _options(every: object) -> dict[str, Sequence[tuple[str, object]]]:
    return {
        "organisation": organisations_of(every),  # type: ignore[arg-type]
        "state": [(state, word(state)) for state in STATES],
        "category": list(CATEGORIES.items()),
        "verdict": [*((one, word(one)) for one in VERDICTS), ("none", _("No interval"))],
    }


def _columns() -> tuple[Column, ...]:
    return (
        Column("clave", _("Clave"), "clave", is_sortable=False),
        Column("description", _("Description"), wide=True, is_sortable=False),
        Column("organisation", _("Asks"), is_sortable=False),
        Column("maximum", _("Maximum"), "pieces", _("pieces"), is_sortable=False),
        Column("minimum", _("Minimum"), "pieces", _("pieces"), is_sortable=False),
        Column("verdict", _("Against the suggestion"), "state", is_sortable=False),
        Column("reason", _("Reason given"), wide=True, is_sortable=False),
        Column("state", _("State"), "state", is_sortable=False),
        Column("note", _("Note of the decision"), wide=True, is_sortable=False),
        Column("origin", _("Origin"), "origin", is_sortable=False),
    )


def _row(line: RequestLine, of: Round) -> Row:
    reason = f"{NEED_REASONS[line.reason]}: {line.reason_text}" if line.reason else line.reason_text
    return {
        "clave": Link(line.item.clave, reverse("web:item", args=[of.code, line.item.clave])),
        "description": shortened(line.item.description, 90),
        "organisation": str(line.organisation),
        "maximum": line.maximum_pieces,
        "minimum": line.minimum_pieces,
        "verdict": line.verdict or None,
        "reason": reason,
        "state": line.state,
        "note": line.decision_note,
        "origin": line.origin,
    }
