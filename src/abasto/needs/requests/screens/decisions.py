"""What became of a batch decision: one of four answers, and every line that could not be processed with its mend."""

from collections import Counter

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from ....base.refusal import Refused
from ....page.figures import pieces
from ....page.screens.download import asked_for, wants_file
from ....page.table import Column, Link, Row, Table, asked_page, make_table
from ....people.roles import Viewer
from ....rounds.models import Round
from ....rounds.queries import round_named, sight
from ....runs.queries import RunState, run_asked
from ..actions.decide_lines import asked_of
from ..judging import DONE
from ..models import DecidedLine, RequestDecision
from ..queries import decisions_visible_to, may_look
from .lines import start
from .words import ACTS, ANSWERS, DEEDS, OUTCOMES

PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, round_code: str, command: str) -> HttpResponse:
    """How far it is, then its answer; a POST goes on with one that stopped."""
    of = round_named(round_code)
    found = _found(request, of, command)
    if request.method == "POST":
        if found.by is None or found.by.username != request.viewer.username:  # type: ignore[attr-defined]
            raise Refused("not-allowed", "", {"what": "decision"})
        start(found)
        return redirect("web:request_decision", of.code, command)
    left = found.decided.exclude(outcome=DONE).select_related("line__item", "line__organisation")
    if wants_file(request):
        body = [_row(one, of) for one in found.decided.select_related("line__item", "line__organisation")]
        if file := asked_for(request, f"decision-{found.command[:8]}", _columns(), body, of.is_synthetic):
            return file
    told = {
        "crumbs": [
            (of.code, reverse("web:round", args=[of.code])),
            (_("Agree on the needs"), reverse("web:asking", args=[of.code])),
            (_("Decisions"), reverse("web:request_decisions", args=[of.code])),
            (str(DEEDS[found.act]), ""),
        ],
        "of": of,
        "decision": found,
        "deed": DEEDS[found.act],
        "answer": str(ANSWERS[found.answer]) % {"deed": DEEDS[found.act]} if found.answer else "",
        "news": _news(run_asked(asked_of(found))),
        "counts": _counts(found),
        "table": _table(request, left, of),
    }
    return render(request, "needs/decision.html", told)


@require_safe
def decisions(request: HttpRequest, round_code: str) -> HttpResponse:
    """The batch decisions of a round that the viewer may see, the last first."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    if not may_look(seen):
        raise Refused("not-allowed", "", {"field": "request"})
    columns = (
        Column("at", _("When"), "datetime"),
        Column("act", _("Act")),
        Column("lines", _("Lines"), "number"),
        Column("answer", _("Answer"), "state"),
        Column("by", _("By")),
    )
    rows: list[Row] = [
        {
            "at": one.at,
            "act": Link(str(ACTS[one.act]), reverse("web:request_decision", args=[of.code, one.command])),
            "lines": one.count,
            "answer": one.answer or "running",
            "by": one.by.username if one.by else None,
        }
        for one in decisions_visible_to(seen, of).select_related("by")
    ]
    told = {
        "crumbs": [
            (of.code, reverse("web:round", args=[of.code])),
            (_("Agree on the needs"), reverse("web:asking", args=[of.code])),
            (_("Decisions"), ""),
        ],
        "of": of,
        "sentence": ngettext("%(count)s decision.", "%(count)s decisions.", len(rows)) % {"count": pieces(len(rows))},
        "table": make_table(_("Decisions on lines"), columns, rows, request.GET),
    }
    return render(request, "needs/decisions.html", told)


def _found(request: HttpRequest, of: Round, command: str) -> RequestDecision:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = decisions_visible_to(sight(viewer, of), of).select_related("by", "round").filter(command=command).first()
    if found is None:
        raise Refused("not-found", "", {"what": "decision", "value": command})
    return found


def _news(run: RunState | None) -> dict[str, object]:
    if run is None:
        return {"state": "none", "done": 0, "total": 0, "left": ""}
    return {
        "state": "stopped" if run.is_stopped else run.state,
        "done": run.done_units,
        "total": run.total_units,
        "left": "" if run.eta_seconds is None else f"{round(run.eta_seconds)} s",
    }


def _counts(found: RequestDecision) -> list[tuple[str, str, str, int]]:
    """(outcome, what stood in the way, what mends it, lines), the most first; done lines at the head."""
    counted = Counter(found.decided.values_list("outcome", flat=True))
    ordered = sorted(counted.items(), key=lambda pair: (pair[0] != DONE, -pair[1]))
    return [(code, str(OUTCOMES[code][0]), str(OUTCOMES[code][1]), count) for code, count in ordered]


def _table(request: HttpRequest, left: QuerySet[DecidedLine], of: Round) -> Table:
    total = left.count()
    number, pages = asked_page(request.GET, total, PER_PAGE)
    shown = [_row(one, of) for one in left[(number - 1) * PER_PAGE : number * PER_PAGE]]
    return Table(_("Items that could not be processed"), _columns(), shown, "", number, pages, total)


def _columns() -> tuple[Column, ...]:
    return (
        Column("clave", _("Clave"), "clave", is_sortable=False),
        Column("organisation", _("Asks"), is_sortable=False),
        Column("outcome", _("Outcome"), wide=True, is_sortable=False),
        Column("mend", _("What to do"), wide=True, is_sortable=False),
        Column("before", _("State before"), "state", is_sortable=False),
        Column("state", _("State now"), "state", is_sortable=False),
    )


def _row(one: DecidedLine, of: Round) -> Row:
    line = one.line
    outcome, mend = OUTCOMES[one.outcome]
    return {
        "clave": Link(line.item.clave, reverse("web:item", args=[of.code, line.item.clave])),
        "organisation": str(line.organisation),
        "outcome": str(outcome),
        "mend": str(mend),
        "before": one.before,
        "state": line.state,
    }
