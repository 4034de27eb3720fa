"""The way in: the bytes of a file of requests, whatever they are, become a reading with all its problems."""

from abasto.base.problem import Problem
from abasto.base.refusal import Refused

from ...annexes import limits
from ...annexes.sheet import Sheet, letters
from ...annexes.workbook import OLE_MAGIC, ZIP_MAGIC, read_workbook
from .header_row import columns_of, header_rows
from .headers import DATA_SHEET, STATE_SHEET
from .kinds import in_order, problem
from .read_csv import sheet_of_csv
from .read_table import read_table
from .reading import Expected, Reading
from .state import State, StateDamaged, state_of

MACROS = b"vbaProject.bin"
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")


def read_request(data: bytes, file_name: str, expected: Expected) -> Reading:
    """The reading of an uploaded file, recognised by its first bytes.

    Refuses `file-empty`, `file-too-large`, and what `read_workbook` and `csv_text` refuse: files that cannot be read.
    """
    if not data:
        raise Refused("file-empty")
    if len(data) > limits.MAX_FILE_BYTES:
        raise Refused("file-too-large", "", {"bytes": len(data), "limit": limits.MAX_FILE_BYTES})
    if data.startswith((ZIP_MAGIC, OLE_MAGIC)) or file_name.lower().endswith(WORKBOOK_SUFFIXES):
        notes = [problem("macros-unread", "", -1)] if MACROS in data else []
        return read_sheets(read_workbook(data), expected, "workbook", notes)
    kind, sheet, notes = sheet_of_csv(data, expected)
    return read_sheets((sheet,), expected, kind, notes)


def read_sheets(sheets: tuple[Sheet, ...], expected: Expected, kind: str, notes: list[Problem]) -> Reading:
    """The reading of a workbook's sheets."""
    problems = list(notes)
    state = _state(sheets, expected, kind, problems)
    place, row = _table_place(sheets, problems)
    if place < 0:
        return _unread(sheets, kind, state, problems)
    sheet = sheets[place]
    columns = columns_of(sheet, row, expected)
    problems += [one for one in columns.problems if kind != "tidy-csv" or one.kind != "minimum-column-missing"]
    problems += _unread_sheets(sheets, sheet)
    table = read_table(sheet, columns, expected)
    problems += table.problems
    return Reading(
        kind, state, tuple(table.claves), table.cells, sheets, place, table.row_of,
        (*columns.months, columns.minimum), row, columns.total, in_order(problems),
    )  # fmt: skip


def _state(sheets: tuple[Sheet, ...], expected: Expected, kind: str, problems: list[Problem]) -> State | None:
    """What the hidden sheet says; another institution's or round's template is no file of this one."""
    hidden = [sheet for sheet in sheets if sheet.name == STATE_SHEET]
    if not hidden:
        if kind == "workbook":
            problems.append(problem("state-missing", "", -1))
        return None
    try:
        state = state_of(hidden[0])
    except StateDamaged:
        problems.append(problem("state-damaged", STATE_SHEET, -1))
        return None
    if state.round != expected.round or state.months != expected.months:
        problems.append(problem("other-round", "", -1, found=state.round))
    if state.organisation != expected.organisation:
        problems.append(problem("other-institution", "", -1, found=state.organisation))
    return state


def _table_place(sheets: tuple[Sheet, ...], problems: list[Problem]) -> tuple[int, int]:
    """(place of the sheet with the figures, its header's row), or (-1, -1) with a problem."""
    found = [(place, rows) for place, sheet in enumerate(sheets) if (rows := header_rows(sheet))]
    named = [one for one in found if sheets[one[0]].name in DATA_SHEET.values()]
    chosen = named if len(named) == 1 else found
    if len(chosen) == 1 and len(chosen[0][1]) == 1:
        return chosen[0][0], chosen[0][1][0]
    if not found:
        told = ", ".join(sheet.name for sheet in sheets)
        problems.append(problem("header-missing", "", -1, found=told))
    else:
        told = ", ".join(f"{sheets[place].name}: {', '.join(str(row + 1) for row in rows)}" for place, rows in found)
        problems.append(problem("sheets-alike", "", -1, found=told))
    return -1, -1


def _unread_sheets(sheets: tuple[Sheet, ...], read: Sheet) -> list[Problem]:
    """Sheets that were brought along: those of the template say nothing, others are told."""
    return [
        problem("request-sheet-unread", sheet.name, -1, found=_box(sheet))
        for sheet in sheets
        if sheet is not read and sheet.rows and sheet.name not in OWN_SHEETS
    ]


OWN_SHEETS = {STATE_SHEET, *DATA_SHEET.values(), "Instrucciones", "Instructions", "Problemas", "Problems"}


def _box(sheet: Sheet) -> str:
    return f"A1:{letters(sheet.width - 1)}{len(sheet.rows)}"


def _unread(sheets: tuple[Sheet, ...], kind: str, state: State | None, problems: list[Problem]) -> Reading:
    import numpy as np

    empty = np.zeros((0, 0), dtype=np.int64)
    return Reading(kind, state, (), empty, sheets, -1, {}, (), -1, -1, in_order(problems))
