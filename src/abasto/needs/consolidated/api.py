"""Versions of the consolidated need over HTTP: which there are, their lines, what differs from the one before."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Router, Schema

from ...page.api import LIMIT, OFFSET, REFUSALS, Listed, listed, must_see
from ...rounds.api import seen
from .changes import read_changes
from .queries import rows_of_version, store_of, version_numbered, versions_visible_to

router = Router(tags=["needs"])


class VersionSaid(Schema):
    """A version. content_sha256: of its Parquet file; signature: a signed note over it, "" until it is locked."""

    number: int
    state: str
    why: str
    at: datetime
    lines: int
    codes: int
    buyers: int
    minimum_pieces: int
    maximum_pieces: int
    content_sha256: str
    changes: dict[str, int]
    locked_at: datetime | None
    signature: str
    verifier_key: str
    reopened_at: datetime | None
    reopened_why: str
    reopened_for: str


class VersionLineSaid(Schema):
    """A line of a version, in pieces; merged_from: canonical JSON of what was merged into it, "" for nothing."""

    clave: str
    buyer_code: str
    minimum_pieces: int
    maximum_pieces: int
    maximum_by_month: list[int]
    origin: str
    merged_from: str


class ChangeSaid(Schema):
    """A line that differs from the version before: added, removed or changed; why, as code and text."""

    kind: str
    clave: str
    buyer: str
    minimum_before: int
    minimum_after: int
    maximum_before: int
    maximum_after: int
    only_months: bool
    reason: str
    note: str


@router.get("/rounds/{code}/need-versions", response={200: Listed[VersionSaid], **REFUSALS}, summary="Need versions")
def versions(request: HttpRequest, code: str, limit: int = LIMIT, offset: int = OFFSET) -> dict[str, Any]:
    """The versions of the consolidated need, the newest first."""
    sight, of = seen(request, code)
    must_see(sight, "consolidated_need")
    return listed(versions_visible_to(sight, of), limit, offset, *VersionSaid.model_fields)


@router.get(
    "/rounds/{code}/need-versions/{number}/lines",
    response={200: Listed[VersionLineSaid], **REFUSALS},
    summary="Lines of a need version",
)
def version_lines(
    request: HttpRequest, code: str, number: int, limit: int = LIMIT, offset: int = OFFSET
) -> dict[str, Any]:
    """The lines of a version by clave and buyer, where each buyer's need is open to the reader."""
    sight, of = seen(request, code)
    must_see(sight, "need")
    rows = rows_of_version(store_of(Path(settings.STATE)), version_numbered(sight, of, number))
    told = [
        {
            "clave": rows.claves[rows.code_of[at]], "buyer_code": rows.buyers[rows.buyer_of[at]],
            "minimum_pieces": int(rows.minimum[at]), "maximum_pieces": int(rows.maximum[at]),
            "maximum_by_month": rows.months[at].tolist(), "origin": rows.origins[at],
            "merged_from": rows.merged_from[at],
        }
        for at in range(min(offset, rows.lines), min(offset + limit, rows.lines))
    ]  # fmt: skip
    return {"total": rows.lines, "limit": limit, "offset": offset, "rows": told}


@router.get(
    "/rounds/{code}/need-versions/{number}/changes",
    response={200: Listed[ChangeSaid], **REFUSALS},
    summary="Differences of a need version",
)
def version_changes(
    request: HttpRequest, code: str, number: int, limit: int = LIMIT, offset: int = OFFSET
) -> dict[str, Any]:
    """What differs from the version before, by clave and buyer; nothing for the first."""
    sight, of = seen(request, code)
    must_see(sight, "need")
    one = version_numbered(sight, of, number)
    store = store_of(Path(settings.STATE))
    found = [vars(change) for change in read_changes(store.get(one.changes_sha256))] if one.changes_sha256 else []
    return listed(found, limit, offset)
