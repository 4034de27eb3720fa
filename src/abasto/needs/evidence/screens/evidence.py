"""The evidence of a round: who has told which month, the upload, what came of it, and the check."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ....base.refusal import Refused
from ....ledger.actions.keep_key import kept_salt
from ....page.refusals import sentence_of
from ....page.screens.download import asked_for
from ....page.screens.typed import actor_of
from ....page.table import make_table
from ....people.acts import must_be
from ....people.roles import Viewer
from ....people.visibility import Sight
from ....problems.models import ListedProblem
from ....rounds.models import Round
from ....rounds.queries import round_named, sight
from ....rounds.screens.closed import closed
from ..actions.check_evidence import check_evidence
from ..actions.receive_evidence import WHO_TELLS, receive_evidence
from ..models import EvidenceUpload
from ..queries import FIELD, completeness, upload_numbered, uploads_visible_to
from .tables import (
    counts_of_kinds,
    kind_columns,
    matrix,
    matrix_columns,
    matrix_file_rows,
    problem_columns,
    problem_rows,
    upload_columns,
    upload_rows,
)

ELSEWHERE = frozenset({"not-allowed", "sign-in-first", "not-found"})
SHOWN_MONTHS = {"12": 12, "24": 24, "36": 36, "60": 60}


@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: HttpRequest, round_code: str) -> HttpResponse:
    """The matrix of institutions and months, the files that came, and the form; a refusal stands above the form."""
    of = round_named(round_code)
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    seen = sight(viewer, of)
    crumbs = _crumbs(of, (_("Evidence"), ""))
    if not (seen.sees_all(FIELD) or seen.sees_own(FIELD)):
        return render(request, "needs/evidence.html", {"crumbs": crumbs, "closed": closed(seen, of, FIELD)}, status=403)
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        try:
            return redirect("web:need_evidence_file", of.code, _received(request, of, viewer).pk)
        except Refused as refused:
            if refused.code in ELSEWHERE:
                raise
            errors = [("id_file", sentence_of(refused))]
    return _page(request, of, seen, errors)


def _page(request: HttpRequest, of: Round, seen: Sight, errors: list[tuple[str, str]]) -> HttpResponse:
    chosen = request.GET.get("months", "12")
    known = completeness(seen, of, SHOWN_MONTHS.get(chosen, 12))
    columns, rows = matrix_columns(known), matrix_file_rows(known)
    if file := asked_for(request, f"evidence-{of.code}", columns, rows, _is_synthetic(seen, of)):
        return file
    uploads = uploads_visible_to(seen, of)
    told = {
        "crumbs": _crumbs(of, (_("Evidence"), "")),
        "known": known,
        "matrix": matrix(known),
        "heads": [column.label for column in columns[1:]],
        "choices": list(SHOWN_MONTHS),
        "chosen": chosen if chosen in SHOWN_MONTHS else "12",
        "uploads": make_table(_("Files that came"), upload_columns(), upload_rows(list(uploads), of), request.GET),
        "may_tell": seen.viewer.role in WHO_TELLS and of.phase != "closed",
        "is_synthetic": _is_synthetic(seen, of),
        "errors": errors,
    }
    return render(request, "needs/evidence.html", told, status=422 if errors else 200)


def _received(request: HttpRequest, of: Round, viewer: Viewer) -> EvidenceUpload:
    """The file of the form, through a folder that goes away."""
    given = request.FILES.get("file")
    if not isinstance(given, UploadedFile) or not given.size:
        must_be(viewer, *WHO_TELLS)
        raise Refused("file-empty")
    with TemporaryDirectory(prefix="abasto-upload-") as folder:
        path = Path(folder) / "evidence"
        with path.open("wb") as file:
            for chunk in given.chunks():
                file.write(chunk)
        return receive_evidence(of, path, given.name or "", viewer, kept_salt(settings.STATE / "keys"))


@require_safe
def upload(request: HttpRequest, round_code: str, version: int) -> HttpResponse:
    """What came of one file: rows that count, and what was wrong, by kind and row by row."""
    of = round_named(round_code)
    seen = sight(request.viewer, of)  # type: ignore[attr-defined]
    found = upload_numbered(seen, of, version)
    source = f"{found.pk} {found.file_name}"
    problems = list(ListedProblem.objects.filter(round_code=of.code, room="needs", source=source).order_by("row"))
    rows = problem_rows(problems)
    if file := asked_for(
        request, f"evidence-{found.pk}-problems", problem_columns(), rows, found.origin == "synthetic"
    ):
        return file
    told = {
        "crumbs": _crumbs(of, (_("Evidence"), reverse("web:need_evidence", args=[of.code])), (found.file_name, "")),
        "upload": found,
        "left_out": found.rows - found.accepted,
        "months": found.months.count(),
        "kinds": make_table(_("What was wrong"), kind_columns(), counts_of_kinds(found), {}),
        "problems": make_table(_("Rows with something wrong"), problem_columns(), rows, request.GET),
        "may_check": seen.viewer.role in WHO_TELLS,
    }
    return render(request, "needs/evidence_file.html", told)


@require_POST
def check(request: HttpRequest, round_code: str) -> HttpResponse:
    """Runs the rules over all months in force."""
    of = round_named(round_code)
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    must_be(viewer, *WHO_TELLS)
    check_evidence(of, actor_of(viewer))
    messages.success(request, _("The months were checked; what was found is on the problem list."))
    return redirect("web:need_evidence", of.code)


def _crumbs(of: Round, *more: tuple[str, str]) -> list[tuple[str, str]]:
    here = (of.code, reverse("web:round", args=[of.code]))
    return [here, (_("Needs"), reverse("web:needs", args=[of.code])), *more]


def _is_synthetic(seen: Sight, of: Round) -> bool:
    return uploads_visible_to(seen, of).filter(origin="synthetic").exists() or of.is_synthetic
