"""One code of what we ask for: its months and minimum, its reason and source of funds; works without JavaScript."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ....base.refusal import Refused
from ....catalogue.queries import canonical_clave
from ....law.reader import read_rule_set
from ....page.figures import pieces
from ....page.refusals import sentence_of
from ....page.screens.typed import actor_of
from ....page.words import word
from ....rounds.models import Round
from ....rounds.queries import now_in, round_named, sight
from ...minimum import LEGAL_SHARE, legal_minimum
from ...suggest.models import SuggestedNeed
from ...suggest.screens.beside import Beside, LastRound
from ...suggest.screens.beside import beside as told_beside
from ...suggest.screens.words import NEED_REASONS
from ..actions.explain_line import explain_line
from ..actions.save_typed import save_typed
from ..budget.passbook import FUNDS
from ..cells import MINIMUM, CellChange, Conflict
from ..entry.queries import Entry, adds_up, asker_chosen, entries, line_of, parts_of, round_before
from ..entry.reasons import LONGEST_REASON, REASONS
from ..entry.typed_number import read_pieces
from ..models import PriceEstimate
from ..queries import Asker
from .method_words import TITLES
from .request import query_of, why_not
from .request_data import beside
from .request_grid import Beside as Figures
from .request_grid import cell_name, month_names

LONGEST_CELL = 40


@dataclass(frozen=True)
class Field:
    """An input of the form: what it is called, what it holds, what its author saw, and what is wrong with it."""

    name: str
    label: str
    value: str
    seen: int
    error: str = ""


def form_name(month: int) -> str:
    """The name of a cell's input."""
    return "minimum" if month == MINIMUM else f"m{month}"


@require_http_methods(["GET", "HEAD", "POST"])
def request_code(
    request: HttpRequest,
    round_code: str,
    clave: str,
) -> HttpResponse:
    """The form; what could not be read or was changed by somebody else is shown beside its field, the rest is saved."""
    of = round_named(round_code)
    asker, row = _asked_for(request, of, clave)
    wrong: Mapping[int, str] = {}
    conflicts: Mapping[int, Conflict] = {}
    if request.method == "POST":
        changes, wrong = _changes(request.POST, of, row.clave)
        if changes:
            viewer = request.viewer  # type: ignore[attr-defined]
            done = save_typed(of, asker.organisation, viewer, actor_of(viewer), changes, now_in(of), "form")
            _refuse_closed(row.clave, done.saved.closed, done.withdrawn)
            conflicts = {one.month: one for one in done.saved.conflicts}
            told = _("%(cells)s cells saved.") % {"cells": pieces(done.saved.applied)}
            messages.success(request, told, extra_tags="done")
        if not wrong and not conflicts:
            return HttpResponseRedirect(f"{reverse('web:request_code', args=[of.code, row.clave])}?{query_of(asker)}")
        asker, row = _asked_for(request, of, clave)
    told_page = _told(request, of, asker, row) | {"fields": _fields(request, of, row, wrong, conflicts)}
    told_page["errors"] = [(f"id_{one.name}", f"{one.label}: {one.error}") for one in told_page["fields"] if one.error]
    return render(request, "needs/request_code.html", told_page, status=422 if wrong or conflicts else 200)


def _asked_for(request: HttpRequest, of: Round, clave: str) -> tuple[Asker, Entry]:
    """For whom, and the code's row; refuses `not-allowed` and `not-found`."""
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    code = request.POST.get("organisation") or request.GET.get("organisation", "")
    asker = asker_chosen(seen, of, code)
    for row in entries(seen, of, asker.organisation, [canonical_clave(clave)]):
        return asker, row
    raise Refused("not-found", "", {"what": "item", "value": clave})


def _refuse_closed(clave: str, closed: Mapping[str, str], withdrawn: tuple[str, ...]) -> None:
    if closed:
        raise Refused("line-past-editing", "", {"clave": clave, "state": closed[clave]})
    if withdrawn:
        raise Refused("code-withdrawn", "", {"clave": clave})


def _changes(typed: Mapping[str, str], of: Round, clave: str) -> tuple[list[CellChange], dict[int, str]]:
    """The cells that were changed, and by month the sentence of those that could not be read."""
    changes, wrong = [], {}
    for month in (*range(of.months), MINIMUM):
        text, saw = typed.get(form_name(month)), typed.get(f"saw-{form_name(month)}", "0")
        if text is None:
            continue
        try:
            after, before = read_pieces(text), read_pieces(saw)
        except Refused as refused:
            wrong[month] = sentence_of(refused)
            continue
        if after != before:
            changes.append(CellChange(clave, month, before, after))
    return changes, wrong


def _fields(
    request: HttpRequest, of: Round, row: Entry, wrong: Mapping[int, str], conflicts: Mapping[int, Conflict]
) -> list[Field]:
    """The months in their order, then the minimum; a cell somebody else changed holds mine, and tells theirs."""
    found = []
    for month in (*range(of.months), MINIMUM):
        there = row.minimum if month == MINIMUM else row.months[month]
        name, label = form_name(month), cell_name(of, month)
        if month in wrong:
            found.append(Field(name, label, request.POST[name][:LONGEST_CELL], there, wrong[month]))
        elif month in conflicts:
            error = _("Somebody else wrote %(theirs)s meanwhile; save again to put yours in its place.")
            found.append(Field(name, label, str(conflicts[month].mine), there, error % {"theirs": pieces(there)}))
        else:
            found.append(Field(name, label, str(there), there))
    return found


def _told(request: HttpRequest, of: Round, asker: Asker, row: Entry) -> dict[str, Any]:
    percent = read_rule_set(of.rule_set).value(LEGAL_SHARE, of.starts)
    figures = beside(request, of, asker.organisation)
    line = line_of(sight(request.viewer, of), of, asker.organisation, row.clave)  # type: ignore[attr-defined]
    state = "withdrawn" if row.withdrawn_on else row.state
    facts = [(_("Unit"), row.unit or _("not published"))]
    facts += [
        (_("Asked (maximum)"), pieces(row.maximum)),
        (_("Minimum"), pieces(row.minimum)),
        (_("Legal minimum (%(percent)s %%)") % {"percent": f"{percent.decimal.normalize():f}"},
         pieces(legal_minimum(row.maximum, percent.decimal))),
    ]  # fmt: skip
    closed = state if state not in ("draft", "returned") else ""
    return {
        "crumbs": crumbs_of(of, asker, row.clave),
        "of": of,
        "asker": asker,
        "query": query_of(asker),
        "row": row,
        "line": line,
        "state": state,
        "facts": facts,
        "law": percent.citation,
        "cannot": _closed_told(closed) if closed else why_not(request, of, asker.organisation),
        "method_told": TITLES.get(line.method, word(line.method)) if line else "",
        "reason_told": NEED_REASONS[line.reason] if line and line.reason else "",
        "reasons": [(code, NEED_REASONS[code]) for code in REASONS],
        "funds": [(code, word(f"funds-{code}")) for code in FUNDS],
        "funds_told": word(f"funds-{line.funds}") if line and line.funds else "",
        "longest": LONGEST_REASON,
        "points": parts_of(line).count() if line else 0,
        "is_split_stale": line is not None and not adds_up(line),
        "months": month_names(of),
        "beside": _beside(of, asker, row, figures),
    }


def _beside(of: Round, asker: Asker, row: Entry, figures: Figures) -> Sequence[Beside]:
    """What speaks for the figure; prices are those of the passbook."""
    before = round_before(of)
    last = None if figures.last is None else figures.last.get(row.item_id, 0)
    suggested = SuggestedNeed.objects.filter(round=of, buyer=asker.organisation, item=row.item_id).first()
    price = PriceEstimate.objects.filter(round=of, item=row.item_id).values_list("centavos", flat=True).first()
    return told_beside(row.maximum, of.months, suggested, LastRound(last, before.months if before else 0), price)


def _closed_told(state: str) -> str:
    return _("This line is read only: %(state)s.") % {"state": str(word(state)).lower()}


def crumbs_of(of: Round, asker: Asker, clave: str) -> list[tuple[str, str]]:
    """Where a page of one code stands."""
    return [
        (of.code, reverse("web:round", args=[of.code])),
        (_("What we ask for"), f"{reverse('web:request', args=[of.code])}?{query_of(asker)}"),
        (clave, ""),
    ]


@require_POST
def request_explain(request: HttpRequest, round_code: str, clave: str) -> HttpResponse:
    """Save the reason and the source of funds."""
    of = round_named(round_code)
    asker, row = _asked_for(request, of, clave)
    viewer, told = request.viewer, request.POST  # type: ignore[attr-defined]
    reason, text, funds = (told.get(name, "") for name in ("reason", "text", "funds"))
    explain_line(of, asker.organisation, viewer, actor_of(viewer), row.clave, reason, text, funds, now_in(of))
    messages.success(request, _("Reason and source of funds saved."), extra_tags="done")
    return HttpResponseRedirect(f"{reverse('web:request_code', args=[of.code, row.clave])}?{query_of(asker)}")
