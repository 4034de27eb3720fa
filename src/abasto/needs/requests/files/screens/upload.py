"""What became of one upload: what changed or would change, what is wrong, conflicts to decide, files to take back."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from .....base.problem import Problem
from .....base.refusal import Refused
from .....page.export import File
from .....page.figures import pieces
from .....page.refusals import sentence_of
from .....page.screens.download import asked_for, handed_out, wants_file
from .....page.table import Column, Row, make_table
from .....page.totals import Totals
from .....page.why import Why
from .....page.words import word
from .....people.roles import Role
from .....rounds.models import Round
from .....rounds.queries import round_named, sight
from ...actions.decide_conflicts import MINE, THEIRS, decide_conflicts
from ...actions.upload_request import apply_upload
from ...cells import MINIMUM, Conflict
from ...models import RequestUpload
from ...sheet.headers import month_labels
from ...uploads import ALL, APPLIED, HELD, PREVIEW, SOUND, STOPPED, UNREADABLE
from ..queries import kept_of, store, upload_numbered
from .corrected import corrected_file
from .files import crumbs, safe_name
from .made import uploader_of

PER_PAGE = 50
PLACES_TOLD = 12


@require_safe
def upload_page(request: HttpRequest, round_code: str, upload: int) -> HttpResponse:
    """The page; `?format=` hands out its problems."""
    of, found = _found(request, round_code, upload)
    kept = kept_of(found)
    columns, rows = _problem_columns(), [_problem_row(one) for one in kept.problems]
    if wants_file(request):
        name = f"problems-{of.code}-{found.pk}"
        if file := asked_for(request, name, columns, rows, of.is_synthetic):
            return file
    state = found.outcome["state"]
    chosen = request.GET.get("kind", "")
    shown = [row for row in rows if not chosen or row["kind"] == chosen]
    told = {
        "crumbs": crumbs(of, (found.file_name, "")),
        "of": of,
        "one": found,
        "state": f"upload-{state}",
        "sentence": _sentence(found),
        "tone": {APPLIED: "done", PREVIEW: "info", HELD: "waiting"}.get(state, "bad"),
        "why": _why(found),
        "before": _totals(found, "before"),
        "after": _totals(found, "after"),
        "is_planner": request.viewer.role is Role.PLANNER,  # type: ignore[attr-defined]
        "may_apply": state in (PREVIEW, HELD) and (found.cells_changed or found.outcome.get("conflicts")),
        "groups": _groups(kept.problems),
        "chosen": chosen,
        "table": make_table(_("Problems one by one"), columns, shown, request.GET, PER_PAGE),
        "conflicts": _conflicts(kept.conflicts, of) if state == APPLIED else [],
        "conflicts_left": max(0, len(kept.conflicts) - PER_PAGE),
        "may_correct": bool(kept.problems) and state != UNREADABLE,
    }
    return render(request, "needs/request_upload.html", told)


@require_POST
def apply(request: HttpRequest, round_code: str, upload: int) -> HttpResponse:
    """Save what the preview showed."""
    of, found = _found(request, round_code, upload)
    mode = ALL if request.POST.get("mode") == ALL else SOUND
    done = apply_upload(uploader_of(request, of, found.organisation), found, mode)
    if done.outcome["state"] == APPLIED:
        messages.success(request, _sentence(done), extra_tags="done")
    return redirect("web:request_upload", of.code, upload)


@require_POST
def decide(request: HttpRequest, round_code: str, upload: int) -> HttpResponse:
    """Decide conflicts cell by cell, or all at once."""
    of, found = _found(request, round_code, upload)
    done = decide_conflicts(uploader_of(request, of, found.organisation), found, _choice(request.POST))
    left = done.outcome["conflicts"]
    told = ngettext("%(count)s conflict is still open.", "%(count)s conflicts are still open.", left)
    messages.success(request, told % {"count": pieces(left)}, extra_tags="done" if not left else "info")
    return redirect("web:request_upload", of.code, upload)


@require_safe
def original(request: HttpRequest, round_code: str, upload: int) -> HttpResponse:
    """The file as it came; never shown by the browser, since it came from outside."""
    _of, found = _found(request, round_code, upload)
    return handed_out(File(safe_name(found.file_name), "application/octet-stream", store().get(found.sha256)))


@require_safe
def corrected(request: HttpRequest, round_code: str, upload: int) -> HttpResponse:
    """The corrected workbook."""
    of, found = _found(request, round_code, upload)
    file = corrected_file(of, found)
    return handed_out(File(safe_name(file.name), file.content_type, file.body))


def _found(request: HttpRequest, round_code: str, upload: int) -> tuple[Round, RequestUpload]:
    of = round_named(round_code)
    return of, upload_numbered(sight(request.viewer, of), of, upload)  # type: ignore[attr-defined]


def _choice(posted: Mapping[str, str]) -> Callable[[Conflict], str]:
    """One side for all, or what each cell's buttons say."""
    every = posted.get("all", "")
    if every in (MINE, THEIRS):
        return lambda one: every
    return lambda one: posted.get(f"{one.clave}|{one.month}|{one.theirs}", "")


def _sentence(one: RequestUpload) -> str:
    outcome = one.outcome
    told = {
        "cells": pieces(one.cells_changed), "lines": pieces(one.lines_changed),
        "refused": pieces(one.cells_refused), "conflicts": pieces(outcome.get("conflicts", 0)),
        "closed": pieces(outcome.get("closed", 0)),
    }  # fmt: skip
    if outcome["state"] == UNREADABLE:
        code, citation, values = outcome["refused"]
        return sentence_of(Refused(code, citation, values))
    if outcome["state"] == STOPPED:
        return _("Nothing was changed: the file cannot be trusted as a whole, for the reasons below.")
    if outcome["state"] == PREVIEW:
        first = _("It would change %(cells)s figures in %(lines)s codes; nothing is saved yet.")
    elif outcome["state"] == HELD:
        first = _(
            "Nothing was saved, since all or nothing was asked for; %(cells)s figures in %(lines)s codes are sound."
        )
    else:
        first = _("%(cells)s figures in %(lines)s codes were saved.")
    rest = _(
        "%(refused)s cells or rows left out, %(conflicts)s conflicts, %(closed)s codes that cannot be changed now."
    )
    return f"{first} {rest}" % told


def _why(one: RequestUpload) -> Why:
    return Why(
        _("A figure changes where the file says something else than what its author saw when it was downloaded."),
        (
            (_("File"), one.file_name),
            (_("Read as"), str(word(f"upload-{one.kind}")) if one.kind else "–"),
            (_("Mode"), str(word(f"upload-mode-{one.outcome['mode']}"))),
        ),
        source=_("the file as it came"),
        run_hash=one.sha256,
    )


def _totals(one: RequestUpload, when: str) -> Totals | None:
    told = one.outcome.get(when)
    return Totals(told["codes"], told["pieces"], None) if told else None


def _groups(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Problems of one kind together, with their first places."""
    groups: dict[str, dict[str, Any]] = {}
    for one in problems:
        group = groups.setdefault(one.kind, {"kind": one.kind, "severity": one.severity, "rule": one.rule,
                                             "mend": one.mend, "count": 0, "places": []})  # fmt: skip
        group["count"] += 1
        if one.row and len(group["places"]) < PLACES_TOLD:
            group["places"].append(f"{one.column}{one.row}")
    for group in groups.values():
        group["more"] = group["count"] - len(group["places"]) if group["places"] else 0
    return list(groups.values())


def _problem_columns() -> tuple[Column, ...]:
    return (
        Column("severity", _("Weight"), "state"),
        Column("kind", _("What is wrong"), "word", wide=True),
        Column("sheet", _("Sheet")),
        Column("row", _("Row"), "number"),
        Column("column", _("Column")),
        Column("subject", _("Clave"), "clave"),
        Column("found", _("Found"), wide=True),
        Column("mend", _("What to do"), "word", wide=True),
    )


def _problem_row(one: Problem) -> Row:
    return {
        "severity": one.severity, "kind": one.kind, "sheet": one.sheet, "row": one.row or None, "column": one.column,
        "subject": one.subject, "found": one.found, "mend": one.mend,
    }  # fmt: skip


def _conflicts(conflicts: Sequence[Conflict], of: Round) -> list[dict[str, Any]]:
    labels = month_labels(of.starts, of.months)
    minimum = _("Minimum")
    return [
        {
            "clave": one.clave,
            "href": reverse("web:item", args=[of.code, one.clave]),
            "month": minimum if one.month == MINIMUM else labels[one.month],
            "before": one.before, "mine": one.mine, "theirs": one.theirs,
            "key": f"{one.clave}|{one.month}|{one.theirs}",
        }
        for one in conflicts[:PER_PAGE]
    ]  # fmt: skip
