"""Evidence over HTTP: months told, one series, and the upload."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest
from ninja import File, Router, Schema
from ninja.files import UploadedFile

from ...catalogue.queries import canonical_clave
from ...ledger.actions.keep_key import kept_salt
from ...page.api import LIMIT, OFFSET, REFUSALS, Listed, listed, must_see_own
from ...rounds.api import seen
from .actions.receive_evidence import receive_evidence
from .calendar_month import month_text
from .queries import FIELD, history, months_visible_to

router = Router(tags=["evidence of need"])


class MonthTold(Schema):
    """A month of an institution in force. month: year x 12 + month - 1; flags: what the check found in it."""

    buyer_code: str
    month: int
    version: int
    rows: int
    pieces: int
    is_reported: bool
    flags: int
    sha256: str
    origin: str


class Received(Schema):
    """What came of a file: told is rows by kind of what was wrong."""

    id: int
    file_name: str
    rows: int
    accepted: int
    told: dict[str, int]
    sha256: str


class SeriesTold(Schema):
    """Months of a code: pieces used (null: not reported), stock at the end (null: not told), days without stock."""

    buyer_code: str
    clave: str
    months: list[str]
    consumption_pieces: list[int | None]
    stock_pieces: list[int | None]
    stock_out_days: list[int]


@router.get("/rounds/{code}/evidence", response={200: Listed[MonthTold], **REFUSALS}, summary="Months told")
def months(request: HttpRequest, code: str, limit: int = LIMIT, offset: int = OFFSET) -> dict[str, Any]:
    """The months in force: all for the buying side, the own for an institution."""
    sight, of = seen(request, code)
    must_see_own(sight, FIELD)
    told = ("month", "version", "rows", "pieces", "is_reported", "flags", "sha256", "origin")
    rows = months_visible_to(sight, of).order_by("organisation__code", "month")
    return listed(rows, limit, offset, *told, buyer_code=F("organisation__code"))


@router.post("/rounds/{code}/evidence", response={200: Received, **REFUSALS}, summary="Give evidence")
def give(request: HttpRequest, code: str, file: File[UploadedFile]) -> Any:
    """A Parquet, CSV or workbook file of months; needs a session of a planner or of the coordinator."""
    _, of = seen(request, code)
    viewer = request.viewer  # type: ignore[attr-defined]
    with TemporaryDirectory(prefix="abasto-upload-") as folder:
        path = Path(folder) / "evidence"
        with path.open("wb") as kept:
            for chunk in file.chunks():
                kept.write(chunk)
        return receive_evidence(of, path, file.name or "", viewer, kept_salt(settings.STATE / "keys"))


@router.get("/rounds/{code}/evidence/{buyer}/{clave}", response={200: list[SeriesTold], **REFUSALS}, summary="History")
def series(request: HttpRequest, code: str, buyer: str, clave: str) -> list[dict[str, Any]]:
    """The history of one code of one institution."""
    sight, of = seen(request, code)
    must_see_own(sight, FIELD)
    known = history(sight, of, [buyer], canonical_clave(clave))
    return [
        {
            "buyer_code": known.buyers[at],
            "clave": known.claves[at],
            "months": [month_text(known.first_month + month) for month in range(known.consumption.shape[1])],
            "consumption_pieces": [
                pieces if told else None
                for pieces, told in zip(known.consumption[at].tolist(), known.is_reported[at].tolist(), strict=True)
            ],
            "stock_pieces": [pieces if pieces >= 0 else None for pieces in known.stock[at].tolist()],
            "stock_out_days": known.stock_out_days[at].tolist(),
        }
        for at in range(len(known.claves))
    ]
