"""The files of one's own institution: take the template, hand in a filled one, see what was handed in before."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from .....base.refusal import Refused
from .....page.figures import pieces
from .....page.refusals import sentence_of
from .....page.screens.download import handed_out
from .....page.table import Column, Link, Table, make_table
from .....people.models import Organisation
from .....people.roles import Role
from .....people.visibility import Sight
from .....rounds.models import Round
from .....rounds.queries import ends_of, now_in, round_named, sight
from ...actions.save_cells import may_write
from ...actions.upload_request import Handed, upload_request
from ...models import RequestUpload
from ...queries import own_askers, uploads_visible_to
from ...uploads import ALL, MODES, SOUND
from ..queries import asker_named
from .made import ALL_CODES, CODES, FORMATS, made_template, template_file, uploader_of

PER_PAGE = 20
BEFORE_READING = frozenset({"file-empty", "file-too-large"})


@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest, round_code: str) -> HttpResponse:
    """The page; POST hands in a file and goes on to what became of it."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    asked = (request.POST if request.method == "POST" else request.GET).get("organisation", "")
    asker = asker_named(seen, of, asked) if seen.viewer.own else None
    if asker is None:
        return render(request, "needs/request_files.html", {"crumbs": crumbs(of), "of": of, "closed": True}, status=403)
    error = ""
    if request.method == "POST":
        answer, error = _taken(request, of, asker.organisation)
        if answer is not None:
            return answer
    return render(request, "needs/request_files.html", _told(request, seen, of, asker.organisation, error),
                  status=422 if error else 200)  # fmt: skip


def _taken(request: HttpRequest, of: Round, organisation: Organisation) -> tuple[HttpResponse | None, str]:
    """The way to the upload's page, or what is wrong with what was chosen."""
    file = request.FILES.get("file")
    if file is None:
        return None, _("Choose a file first.")
    mode = ALL if request.POST.get("mode") == ALL else SOUND
    handed = Handed(file.name or "", file.read(), mode, previews=request.POST.get("do") != "save")
    try:
        made = upload_request(uploader_of(request, of, organisation), handed)
    except Refused as refused:
        if refused.code not in BEFORE_READING:
            raise
        return None, sentence_of(refused)
    return redirect("web:request_upload", of.code, made.pk), ""


def _told(request: HttpRequest, seen: Sight, of: Round, organisation: Organisation, error: str) -> dict[str, Any]:
    blocked = _blocked(seen, of, organisation)
    rows = uploads_visible_to(seen, of).filter(organisation=organisation).select_related("by")
    return {
        "crumbs": crumbs(of),
        "of": of,
        "organisation": organisation,
        "choices": [(one.organisation.code, str(one.organisation)) for one in own_askers(seen, of)],
        "sentence": _sentence(of, organisation, rows.count()),
        "blocked": blocked,
        "is_planner": seen.viewer.role is Role.PLANNER,
        "errors": [("id_file", error)] if error else [],
        "modes": MODES,
        "templates": _templates(of, organisation),
        "table": _table(request, of, rows),
    }


def _blocked(seen: Sight, of: Round, organisation: Organisation) -> str:
    """Why nothing can be handed in now, in a sentence; "" where it can."""
    try:
        may_write(of, organisation, seen.viewer, now_in(of))
    except Refused as refused:
        return sentence_of(refused)
    return ""


def _sentence(of: Round, organisation: Organisation, count: int) -> str:
    told = ngettext(
        "%(institution)s has handed in %(count)s file.", "%(institution)s has handed in %(count)s files.", count
    )
    ends = ends_of(of, "needs")
    until = "" if ends is None else " " + _("Needs are stated until %(day)s.") % {"day": ends.isoformat()}
    return told % {"institution": str(organisation), "count": pieces(count)} + until


def _templates(of: Round, organisation: Organisation) -> Sequence[tuple[str, str, str, str]]:
    """(label, address, kind of file, what is in it) of each template."""
    labels = {
        "xlsx": (_("Workbook"), "xlsx"),
        "csv": (_("CSV, a column a month"), "csv"),
        "tidy": (_("CSV, a row a month"), "csv"),
    }
    what = {"all": _("all codes of the round"), "last": _("only codes asked for now or last round")}
    address = reverse("web:request_template", args=[of.code])
    return [
        (
            f"{labels[kind][0]}: {what[codes]}",
            f"{address}?{urlencode({'organisation': organisation.code, 'format': kind, 'codes': codes})}",
            labels[kind][1],
            "",
        )
        for kind in FORMATS
        for codes in CODES
    ]


def _table(request: HttpRequest, of: Round, rows: Any) -> Table:
    columns = (
        Column("file", _("File"), wide=True),
        Column("at", _("Handed in"), "datetime"),
        Column("by", _("By")),
        Column("state", _("Outcome"), "state"),
        Column("cells", _("Figures changed"), "number"),
        Column("refused", _("Left out"), "number", _("cells or rows")),
        Column("conflicts", _("Conflicts open"), "number"),
        Column("original", _("As it came")),
    )
    body = [row_of(one, of) for one in rows]
    return make_table(_("Files handed in"), columns, body, request.GET, PER_PAGE)


def row_of(one: RequestUpload, of: Round) -> dict[str, object]:
    """An upload as a row."""
    return {
        "file": Link(one.file_name, reverse("web:request_upload", args=[of.code, one.pk])),
        "at": one.at,
        "by": one.by.get_username() if one.by else "–",
        "state": f"upload-{one.outcome['state']}",
        "cells": one.cells_changed,
        "refused": one.cells_refused,
        "conflicts": one.outcome.get("conflicts", 0),
        "original": Link(one.sha256[:12], reverse("web:request_original", args=[of.code, one.pk])),
    }


@require_safe
def template(request: HttpRequest, round_code: str) -> HttpResponseBase:
    """The template, as `format` (xlsx, csv, tidy) and `codes` (all, last) ask; what is unknown is the first."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    asker = asker_named(seen, of, request.GET.get("organisation", "")) if seen.viewer.own else None
    if asker is None:
        raise Refused("not-allowed", "", {"field": "request"})
    kind, codes = request.GET.get("format", FORMATS[0]), request.GET.get("codes", ALL_CODES)
    made = made_template(seen, of, asker.organisation, codes if codes in CODES else ALL_CODES)
    return handed_out(template_file(made, kind if kind in FORMATS else FORMATS[0]))


def crumbs(of: Round, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Where the files are, and what is below them."""
    own = reverse("web:request_files", args=[of.code]) if more else ""
    return [
        (of.code, reverse("web:round", args=[of.code])),
        (_("Agree on the needs"), reverse("web:asking", args=[of.code])),
        (_("Files of needs"), own),
        *more,
    ]


def safe_name(name: str) -> str:
    """A name for a header: ASCII, without what ends a quoted text."""
    kept = "".join(
        letter if letter.isascii() and letter.isprintable() and letter not in '"\\;' else "_" for letter in name
    )
    return PurePath(kept).name or "file"
