"""What the grid of the page asks of the server: its rows, what changed since, and the saving of cells; all JSON."""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ....base.refusal import Refused
from ....law.reader import read_rule_set
from ....page.figures import pieces
from ....page.grid import grid_json
from ....page.refusals import sentence_of
from ....page.screens.typed import actor_of
from ....page.words import word
from ....people.models import Organisation
from ....people.roles import Role
from ....rounds.models import Round
from ....rounds.queries import now_in, round_named, sight
from ...minimum import LEGAL_SHARE
from ...suggest.queries import suggested_pieces
from ..actions.save_typed import Typed, save_typed
from ..cells import CellChange
from ..entry.queries import asker_chosen, entries, last_maximum, mark_of, round_before, versions_of
from ..states import EDITABLE
from .request_grid import Beside, locked_rows, request_grid

MOST_CELLS = 25_000
MOST_ROWS = 400
Screen = Callable[..., HttpResponse]


def answers_json(screen: Screen) -> Screen:
    """Around a screen: its answer, and a refusal, as JSON (403 for who may not, 422 else)."""

    @wraps(screen)
    def answered(request: HttpRequest, **in_path: Any) -> HttpResponse:
        try:
            return screen(request, **in_path)
        except Refused as refused:
            if request.viewer.role is Role.CITIZEN:  # type: ignore[attr-defined]
                refused = Refused("sign-in-first", refused.citation, refused.values)
            status = 403 if refused.code in ("not-allowed", "sign-in-first") else 422
            return as_json({"code": refused.code, "sentence": sentence_of(refused)}, status)

    return answered


def as_json(told: object, status: int = 200) -> HttpResponse:
    """An answer that no cache keeps."""
    answer = HttpResponse(orjson.dumps(told), content_type="application/json", status=status)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@answers_json
def request_rows(request: HttpRequest, round_code: str) -> HttpResponse:
    """Every row, or those of `?rows=` (claves, by commas), with versions, and which are not to be edited."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    asker = asker_chosen(seen, of, request.GET.get("organisation", ""))
    wanted = [clave for clave in request.GET.get("rows", "").split(",") if clave][:MOST_ROWS] or None
    mark = mark_of(of, asker.organisation)
    rows = entries(seen, of, asker.organisation, wanted)
    percent = read_rule_set(of.rule_set).value(LEGAL_SHARE, of.starts).decimal
    grid = request_grid(of, rows, percent, beside(request, of, asker.organisation))
    told = grid_json(grid)
    if wanted is None:
        share = percent.as_integer_ratio()
        told |= {"percent": [share[0], share[1] * 100], "words": _state_words()}
    return as_json({**told, "mark": mark, "versions": [row.version for row in rows], "locked": locked_rows(rows)})


def beside(request: HttpRequest, of: Round, organisation: Organisation) -> Beside:
    """The figures beside what is asked for, as far as there are any."""
    before = round_before(of)
    last = None if before is None else last_maximum(request.viewer, before, organisation)  # type: ignore[attr-defined]
    return Beside(last, suggested_pieces(of, organisation) or None)


def _state_words() -> dict[str, str]:
    return {state: str(word(state)) for state in (*sorted(EDITABLE), "withdrawn")}


@require_safe
@answers_json
def request_changes(request: HttpRequest, round_code: str) -> HttpResponse:
    """The mark, and where it is not `?mark=`, the version of every line: what to ask for again."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    asker = asker_chosen(seen, of, request.GET.get("organisation", ""))
    mark = mark_of(of, asker.organisation)
    if request.GET.get("mark") == str(mark):
        return as_json({"mark": mark})
    return as_json({"mark": mark, "versions": versions_of(seen, of, asker.organisation)})


@require_POST
@answers_json
def request_save(request: HttpRequest, round_code: str) -> HttpResponse:
    """Save `{"organisation", "command", "cells": [[clave, month, before, after]]}`; month -1 is the minimum."""
    of = round_named(round_code)
    viewer = request.viewer  # type: ignore[attr-defined]
    told = _read(request.body)
    asker = asker_chosen(sight(viewer, of), of, str(told.get("organisation", "")))
    changes = cells_read(told.get("cells"))
    at = now_in(of)
    done = save_typed(of, asker.organisation, viewer, actor_of(viewer), changes, at, "grid")
    return as_json({"command": told.get("command"), **answer_of(done)})


def answer_of(done: Typed) -> dict[str, Any]:
    """What became of a batch, for a program: conflicts with both values, and words for what is past editing."""
    saved = done.saved
    closed = {clave: _("The line is %(state)s.") % {"state": str(word(state)).lower()} for clave, state in
              saved.closed.items()}  # fmt: skip
    gone = {clave: sentence_of(Refused("code-withdrawn", "", {"clave": clave})) for clave in done.withdrawn}
    return {
        "applied": saved.applied,
        "conflicts": [[one.clave, one.month, one.before, one.mine, one.theirs] for one in saved.conflicts],
        "refused": closed | gone,
        "lines": [[one.clave, one.version, one.maximum, one.minimum] for one in done.lines],
        "mark": done.mark,
    }


def _read(body: bytes) -> Mapping[str, Any]:
    try:
        told = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise Refused("cells-unreadable", "", {"found": "JSON"}) from None
    if not isinstance(told, dict):
        raise Refused("cells-unreadable", "", {"found": type(told).__name__})
    return told


def cells_read(cells: object) -> Sequence[CellChange]:
    """Changes from JSON; refuses `cells-unreadable` and `cells-too-many`."""
    if not isinstance(cells, list) or not cells:
        raise Refused("cells-unreadable", "", {"found": "cells"})
    if len(cells) > MOST_CELLS:
        raise Refused("cells-too-many", "", {"count": pieces(len(cells)), "most": pieces(MOST_CELLS)})
    return [_change(cell) for cell in cells]


def _change(cell: object) -> CellChange:
    match cell:
        case [str(clave), int(month), int(before), int(after)] if not any(isinstance(one, bool) for one in cell[1:]):
            return CellChange(clave, month, before, after)
    raise Refused("cells-unreadable", "", {"found": str(cell)[:60]})
