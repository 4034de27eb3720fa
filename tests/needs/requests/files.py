"""Files of an announced round: its template for an organisation, changed as a planner would, and handed in."""

import io
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import numpy as np
import openpyxl
from django.conf import settings

from abasto.ledger.store import Store
from abasto.needs.requests.actions.upload_request import Handed, Uploader, upload_request
from abasto.needs.requests.cells import Cells
from abasto.needs.requests.models import RequestLine, RequestUpload
from abasto.needs.requests.queries import cells_of, codes_open
from abasto.needs.requests.sheet.template import Template, TemplateCode, template_workbook
from abasto.people.models import Organisation
from abasto.people.roles import Viewer
from abasto.rounds.models import Round

from .announced import AT, viewer_for

WORDS = {
    "title": "Needs", "note": "Fill in the months", "sums": "Sums", "legend": "Instructions",
    "instructions": "How to fill it in\nOne row a code", "validation_title": "Pieces", "validation": "Whole numbers",
}  # fmt: skip
FIRST_MONTH, FIRST_ROW = 5, 4
"""Column and row, counted from 0, of the first code's first month, where nothing is told beside it."""
Change = Callable[[Any], None]


def template_of(of: Round, organisation: Organisation, token: str = "one", **more: Any) -> Template:
    """The template of what stands there now."""
    codes = [TemplateCode(clave, f"description of {clave}", "ENVASE") for clave in codes_open(of)]
    cells = cells_of(RequestLine.objects.filter(round=of, organisation=organisation))
    told = {"language": "es", **more}
    return Template(of.code, organisation.code, of.starts, of.months, codes, cells, token=token, words=WORDS, **told)


def filled(data: bytes, values: Mapping[tuple[int, int], object], change: Change | None = None) -> bytes:
    """The workbook with values by (row of the code, month), both from 0; month -2 is the minimum."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    page = book.worksheets[0]
    for (row, month), value in values.items():
        page.cell(FIRST_ROW + row + 1, FIRST_MONTH + month + 1).value = value  # type: ignore[assignment]
    if change:
        change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def uploader(of: Round, organisation: Organisation, viewer: Viewer | None = None, at: datetime = AT) -> Uploader:
    """Somebody of the organisation, with the store of the tests."""
    who = viewer or viewer_for(organisation)
    return Uploader(of, organisation, who, "planner", at, Store(settings.STATE / "artifacts"))


def handed_in(by: Uploader, content: bytes, name: str = "needs.xlsx", **more: Any) -> RequestUpload:
    return upload_request(by, Handed(name, content, **more))


def figures(of: Round, organisation: Organisation, clave: str) -> list[int]:
    """The months of a line, as they are."""
    line = RequestLine.objects.filter(round=of, organisation=organisation, item__clave=clave).first()
    return [] if line is None else line.maximum_by_month.tolist()


def cells(*months: int, minimum: int = 0, of: int = 24) -> Cells:
    """Cells that begin with these months."""
    return np.array([*months, *[0] * (of - len(months)), minimum], dtype=np.int64)


def workbook_of(template: Template) -> bytes:
    return template_workbook(template)
