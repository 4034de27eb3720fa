"""Files of needs over HTTP: the template, and the upload of a filled one."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from ninja.files import UploadedFile
from ninja.params.functions import File, Form
from ninja.security import SessionAuth

from ....base.refusal import Refused
from ....page.api import LIMIT, OFFSET, REFUSALS, Listed, listed, must_see_own
from ....page.screens.download import handed_out
from ....people.models import Organisation
from ....people.visibility import Sight
from ....rounds.api import seen
from ....rounds.models import Round
from ..actions.upload_request import Handed, upload_request
from ..models import RequestUpload
from ..queries import uploads_visible_to
from ..uploads import MODES
from .queries import asker_named, kept_of, upload_numbered
from .screens.corrected import corrected_file
from .screens.made import ALL_CODES, CODES, FORMATS, made_template, template_file, uploader_of

router = Router(tags=["files of needs"])


class UploadSaid(Schema):
    """An upload. state: unreadable, stopped, preview, held or applied; refused: cells and rows that were left out."""

    number: int
    organisation: str
    at: datetime
    file_name: str
    sha256: str
    kind: str
    state: str
    cells_changed: int
    lines_changed: int
    refused: int
    conflicts: int
    problems: int


class ProblemSaid(Schema):
    """A problem at its place in the file; rule and mend are keys, found is what stood there."""

    sheet: str
    row: int
    column: str
    kind: str
    severity: str
    subject: str
    found: str


@router.get(
    "/rounds/{code}/requests/template",
    response={200: bytes, **REFUSALS},
    summary="Template of needs",
)
def template(
    request: HttpRequest, code: str, organisation: str = "", format: str = "xlsx", codes: str = ALL_CODES
) -> HttpResponse:
    """The template of an organisation of yours. format: xlsx, csv or tidy; codes: all, or last (asked last round)."""
    of_reader, of = seen(request, code)
    if format not in FORMATS or codes not in CODES:
        raise Refused("request-not-understood", "", {"errors": [f"format: {FORMATS}", f"codes: {CODES}"]})
    made = made_template(of_reader, of, _own(of_reader, of, organisation), codes)
    return handed_out(template_file(made, format))


@router.post(
    "/rounds/{code}/requests/uploads",
    response={200: UploadSaid, **REFUSALS},
    auth=SessionAuth(),
    summary="Hand in a file of needs",
)
def hand_in(
    request: HttpRequest,
    code: str,
    file: UploadedFile = File(...),
    organisation: str = Form(""),
    mode: str = Form(MODES[0]),
    preview: bool = Form(False),
) -> dict[str, Any]:
    """By the planner. mode: sound (what is sound is saved) or all (all or nothing); preview saves nothing."""
    of_reader, of = seen(request, code)
    by = uploader_of(request, of, _own(of_reader, of, organisation))
    return _said(upload_request(by, Handed(file.name or "", file.read(), mode, preview)))


@router.get("/rounds/{code}/requests/uploads", response={200: Listed[UploadSaid], **REFUSALS}, summary="Uploads")
def uploads(request: HttpRequest, code: str, limit: int = LIMIT, offset: int = OFFSET) -> dict[str, Any]:
    """What your institution handed in, the newest first."""
    of_reader, of = seen(request, code)
    must_see_own(of_reader, "request_file")
    page = listed(uploads_visible_to(of_reader, of).select_related("organisation"), limit, offset)
    return {**page, "rows": [_said(one) for one in page["rows"]]}


@router.get(
    "/rounds/{code}/requests/uploads/{upload}/problems",
    response={200: Listed[ProblemSaid], **REFUSALS},
    summary="Problems of an upload",
)
def problems(request: HttpRequest, code: str, upload: int, limit: int = LIMIT, offset: int = OFFSET) -> dict[str, Any]:
    """What was wrong, the gravest first."""
    of_reader, of = seen(request, code)
    kept = kept_of(upload_numbered(of_reader, of, upload))
    return listed([vars(one) for one in kept.problems], limit, offset)


@router.get(
    "/rounds/{code}/requests/uploads/{upload}/corrected",
    response={200: bytes, **REFUSALS},
    summary="Corrected workbook",
)
def corrected(request: HttpRequest, code: str, upload: int) -> HttpResponse:
    """The file's own cells, those with a problem coloured and with a comment each."""
    of_reader, of = seen(request, code)
    return handed_out(corrected_file(of, upload_numbered(of_reader, of, upload)))


def _own(of_reader: Sight, of: Round, organisation: str) -> Organisation:
    found = asker_named(of_reader, of, organisation)
    if found is None:
        raise Refused("not-allowed", "", {"field": "request"})
    return found.organisation


def _said(one: RequestUpload) -> dict[str, Any]:
    told = ("at", "file_name", "sha256", "kind", "cells_changed", "lines_changed", "problems")
    return {
        **{name: getattr(one, name) for name in told},
        "number": one.pk,
        "organisation": one.organisation.code,
        "state": one.outcome["state"],
        "refused": one.cells_refused,
        "conflicts": one.outcome.get("conflicts", 0),
    }
