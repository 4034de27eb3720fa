"""Files of a round over HTTP."""

from typing import Any

from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse
from ninja import Router, Schema

from ..page.api import LIMIT, OFFSET, REFUSALS, Listed, listed
from ..rounds.api import seen
from .queries import files_visible_to

router = Router(tags=["openness"])


class FileSaid(Schema):
    """A file with its hash; `href` is where it is handed out, and never changes what it stands for silently."""

    name: str
    media_type: str
    size_bytes: int
    sha256: str
    origin: str
    href: str


@router.get("/rounds/{code}/files", response={200: Listed[FileSaid], **REFUSALS}, summary="Files")
def files(request: HttpRequest, code: str, limit: int = LIMIT, offset: int = OFFSET) -> dict[str, Any]:
    """The files of the round that the reader may take, by name."""
    sight, of = seen(request, code)
    kept = {name: F(f"artifact__{name}") for name in ("media_type", "size_bytes", "sha256")}
    page = listed(files_visible_to(sight, of).order_by("name"), limit, offset, "name", "origin", **kept)
    rows = [{**row, "href": reverse("web:file", args=[code, row["name"]])} for row in page["rows"]]
    return {**page, "rows": rows}
