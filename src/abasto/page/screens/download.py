"""The answer that hands out what a page shows, as CSV or as a workbook."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse

from ..export import File, Sheet, as_csv, as_xlsx, sheet_of_table
from ..table import Column, Row

MAKERS = {"csv": as_csv, "xlsx": as_xlsx}


def asked_for(
    request: HttpRequest, name: str, columns: Sequence[Column], rows: Sequence[Row], is_synthetic: bool
) -> HttpResponse | None:
    """The file of these rows, if the address asks for one (`?format=csv`, `?format=xlsx`)."""
    return asked_sheet(request, sheet_of_table(name, columns, rows, is_synthetic)) if wants_file(request) else None


def asked_sheet(request: HttpRequest, sheet: Sheet) -> HttpResponse | None:
    """The file of this sheet, if the address asks for one."""
    return handed_out(MAKERS[request.GET["format"]](sheet)) if wants_file(request) else None


def wants_file(request: HttpRequest) -> bool:
    """Whether the address asks for a file; ask before fetching all rows."""
    return request.GET.get("format", "") in MAKERS


def handed_out(file: File) -> HttpResponse:
    """A file as an attachment."""
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return HttpResponse(file.body, content_type=file.content_type, headers=headers)
