"""Fill many codes at once: the form's target, and its undo."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ....law.reader import read_rule_set
from ....page.figures import pieces
from ....page.grid import shown, view_asked
from ....page.screens.typed import actor_of
from ....rounds.models import Round
from ....rounds.queries import now_in, round_named, sight
from ...minimum import LEGAL_SHARE
from ..actions.fill_lines import Basis, fill_lines, filling_event, unfill_lines
from ..entry.filling import LAST, LAST_CHANGED, SUGGESTED, YEARLY, Filling, read_filling
from ..entry.queries import Entry, asker_chosen, entries, round_before
from ..queries import Asker
from .request_data import beside
from .request_grid import Beside, request_grid

LONGEST_ID = 15
VIEW = ("q", "f", "hide", "sort")


def fill_choices(of: Round, has_suggestion: bool) -> list[tuple[str, str]]:
    """The sources to fill from, as far as there are any."""
    choices = []
    if round_before(of) is not None:
        choices += [
            (LAST, _("the maximum of the last round")),
            (LAST_CHANGED, _("the maximum of the last round, more or less a percentage")),
        ]
    choices.append((YEARLY, _("a total of pieces a year")))
    if has_suggestion:
        choices.append((SUGGESTED, _("the suggested need")))
    return choices


@require_POST
def request_fill(request: HttpRequest, round_code: str) -> HttpResponse:
    """Fill the codes that the view in `view` shows (the query of the page), all of them where it is empty."""
    of = round_named(round_code)
    viewer = request.viewer  # type: ignore[attr-defined]
    seen = sight(viewer, of)
    asker = asker_chosen(seen, of, request.POST.get("organisation", ""))
    filling = read_filling(
        request.POST.get("source", ""), request.POST.get("percent", ""), request.POST.get("yearly", "")
    )
    view = QueryDict(request.POST.get("view", "").lstrip("?"))
    rows = entries(seen, of, asker.organisation)
    figures = beside(request, of, asker.organisation)
    claves = _claves_shown(of, rows, figures, view, request.POST.get("only") == "empty")
    basis = _basis(of, rows, figures, filling)
    done = fill_lines(of, asker.organisation, viewer, actor_of(viewer), claves, filling, basis, now_in(of))
    told = _("%(codes)s codes filled (%(cells)s cells); %(left)s of those shown stay as they were.")
    values = {"codes": pieces(done.codes), "cells": pieces(done.cells), "left": pieces(done.left)}
    messages.success(request, told % values, extra_tags="done")
    return HttpResponseRedirect(_back(of, asker, view, filled=str(done.event)))


def _claves_shown(of: Round, rows: Sequence[Entry], figures: Beside, view: QueryDict, only_empty: bool) -> list[str]:
    """The claves that a view of the page shows; of them those without pieces, if only these are wanted."""
    percent = read_rule_set(of.rule_set).value(LEGAL_SHARE, of.starts).decimal
    kept = shown(request_grid(of, rows, percent, figures), replace(view_asked(view), hidden=frozenset()))
    asked = {row.clave for row in rows if row.maximum} if only_empty else set()
    return [str(row[0]) for row in kept.rows if row[0] not in asked]


def _basis(of: Round, rows: Sequence[Entry], figures: Beside, filling: Filling) -> Basis:
    """The figures by clave that a filling starts from, and over how many months they stand."""
    clave_of = {row.item_id: row.clave for row in rows}
    before = round_before(of)
    from_last = filling.source != SUGGESTED
    pieces_of = (figures.last if from_last else figures.suggested) or {}
    by_clave = {clave_of[item]: count for item, count in pieces_of.items() if item in clave_of}
    return Basis(by_clave, before.months if before and from_last else of.months)


@require_POST
def request_unfill(request: HttpRequest, round_code: str, event: int) -> HttpResponse:
    """Take a filling back."""
    of = round_named(round_code)
    viewer = request.viewer  # type: ignore[attr-defined]
    asker = asker_chosen(sight(viewer, of), of, request.GET.get("organisation", ""))
    given, left = unfill_lines(of, asker.organisation, viewer, actor_of(viewer), event, now_in(of))
    messages.info(
        request,
        _("%(cells)s cells are as they were before filling; %(left)s were changed since and stay.")
        % {"cells": pieces(given), "left": pieces(left)},
    )
    return HttpResponseRedirect(_back(of, asker, QueryDict()))


def filled_before(request: HttpRequest, of: Round, asker: Asker) -> Mapping[str, Any] | None:
    """The undo to offer after a filling: where it leads, and what it says."""
    text = request.GET.get("filled", "")
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_ID):
        return None
    if filling_event(of, asker.organisation, actor_of(request.viewer), int(text)) is None:  # type: ignore[attr-defined]
        return None
    query = urlencode({"organisation": asker.organisation.code})
    return {"action": f"{reverse('web:request_unfill', args=[of.code, int(text)])}?{query}",
            "text": _("Codes were filled.")}  # fmt: skip


def _back(of: Round, asker: Asker, view: QueryDict, **more: str) -> str:
    query = QueryDict(mutable=True)
    for key in VIEW:
        query.setlist(key, view.getlist(key))
    query["organisation"] = asker.organisation.code
    query.update(more)
    return f"{reverse('web:request', args=[of.code])}?{query.urlencode()}"
