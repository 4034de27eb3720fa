"""The way in: a file of need, as published, becomes one table with all its problems."""

import hashlib
from collections.abc import Collection, Mapping
from decimal import Decimal
from pathlib import Path

from abasto.base.refusal import Refused

from . import layout_2023_2024, layout_2025_2026, layout_2027_2028, limits, tidy_csv
from .findings import finding
from .paired import Reading, with_problems
from .sheet import Sheet, Source
from .table import AnnexTable
from .workbook import OLE_MAGIC, ZIP_MAGIC, read_workbook

LAYOUTS = (layout_2023_2024, layout_2025_2026, layout_2027_2028)
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")


def read_annex(
    path: Path,
    known_institutions: Mapping[str, str] | None,
    catalogue: Collection[str],
    minimum_percent: Decimal,
) -> AnnexTable:
    """The demand annex in `path`, whatever its layout, recognised by its headers.

    known_institutions: aliases with their codes, None to leave names unchecked. catalogue: known claves, empty to leave
    them unchecked. minimum_percent: what a minimum must be of its maximum (40 for 40 %), rounded up to the piece.
    Refuses a file that cannot be read safely; the codes and their sentences are in `words.REFUSAL_WORDS`.
    """
    data = _bytes_of(path)
    source = Source(path.name, hashlib.sha256(data).hexdigest())
    reading = Reading(known_institutions, frozenset(catalogue), minimum_percent, source)
    if data.startswith((ZIP_MAGIC, OLE_MAGIC)) or path.suffix.lower() in WORKBOOK_SUFFIXES:
        return read_sheets(read_workbook(data), reading)
    return tidy_csv.read(data, reading)


def read_sheets(sheets: tuple[Sheet, ...], reading: Reading) -> AnnexTable:
    """The table of a workbook's sheets. Refuses `layout-unknown` and `layout-ambiguous`."""
    recognised = [(layout, mine) for layout in LAYOUTS if (mine := layout.sheets_of(sheets))]
    if len(recognised) != 1:
        code = "layout-ambiguous" if recognised else "layout-unknown"
        raise Refused(code, "", {"sheets": [sheet.name for sheet in sheets]})
    layout, mine = recognised[0]
    table: AnnexTable = layout.read(mine, reading)
    unread = [
        finding("unread-sheet", sheet.name, 0, "", found=str(len(sheet.rows)))
        for sheet in sheets
        if sheet.rows and sheet not in mine
    ]
    return with_problems(table, unread)


def _bytes_of(path: Path) -> bytes:
    size = path.stat().st_size
    if size > limits.MAX_FILE_BYTES:
        raise Refused("file-too-large", "", {"bytes": size, "limit": limits.MAX_FILE_BYTES})
    if size == 0:
        raise Refused("file-empty")
    return path.read_bytes()
