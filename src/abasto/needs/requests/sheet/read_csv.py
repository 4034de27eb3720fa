"""A CSV of requests as a sheet: wide as the template is, or tidy with a row per clave and month."""

from collections.abc import Sequence
from itertools import islice

from abasto.base.problem import Problem
from abasto.base.refusal import Refused

from ...annexes import limits
from ...annexes.csv_text import CITATION, decode, records_of
from ...annexes.sheet import Cell, Sheet, plain
from .headers import CLAVE, HEADERS, MONTH_HEAD, PIECES_HEAD, TIDY_KNOWN, month_labels, month_of, month_places
from .kinds import problem
from .reading import KEEP, Expected

CSV_SHEET = "CSV"


def sheet_of_csv(data: bytes, expected: Expected) -> tuple[str, Sheet, list[Problem]]:
    """("csv" or "tidy-csv", the sheet it amounts to, problems); cells stay text.

    Refuses `file-not-text`, `layout-unknown` (no column with the clave), `csv-broken`, `sheet-too-large`.
    """
    text, _notes = decode(data)
    records, header, _more = records_of(text, frozenset({plain(HEADERS[CLAVE]["es"])}))
    known = [TIDY_KNOWN.get(plain(label)) for label in records[header]]
    if MONTH_HEAD in known and PIECES_HEAD in known:
        return _pivoted(records, header, known, expected)
    width = max(len(record) for record in records)
    if width > limits.MAX_COLUMNS:
        raise Refused("sheet-too-large", CITATION, {"columns": width, "limit": limits.MAX_COLUMNS})
    return "csv", Sheet(CSV_SHEET, tuple(_row(record, width) for record in records)), []


def _row(record: Sequence[str], width: int) -> tuple[Cell, ...]:
    """Cells of a record, as wide as the widest."""
    cells: list[Cell] = [value.strip() or None for value in record]
    return tuple(cells + [None] * (width - len(cells)))


def _pivoted(
    records: list[list[str]], header: int, known: list[str | None], expected: Expected
) -> tuple[str, Sheet, list[Problem]]:
    """A row per clave in the order of the file, `KEEP` in the months that a clave does not name, or names twice."""
    at = {key: known.index(key) for key in (CLAVE, MONTH_HEAD, PIECES_HEAD)}
    places = month_places(expected.starts, expected.months)
    rows: dict[str, list[Cell]] = {}
    named: set[tuple[str, int]] = set()
    problems = []
    for number, record in enumerate(islice(records, header + 1, None), header + 1):
        values = [value.strip() for value in record] + [""] * (len(known) - len(record))
        clave, month, pieces = (values[at[key]] for key in (CLAVE, MONTH_HEAD, PIECES_HEAD))
        if not any(values):
            continue
        place = places.get(month_of(month) or (0, 0), -1)
        if not clave:
            problems.append(problem("request-clave-missing", CSV_SHEET, number))
        elif place < 0:
            column = at[MONTH_HEAD]
            problems.append(problem("month-outside-round", CSV_SHEET, number, column, subject=clave, found=month))
        else:
            line = rows.setdefault(clave, [clave, *[KEEP] * expected.months])
            is_twice = (clave, place) in named
            if is_twice:
                problems.append(problem("request-clave-twice", CSV_SHEET, number, subject=clave, found=month))
            line[1 + place] = KEEP if is_twice else (pieces or None)
            named.add((clave, place))
    labels: tuple[Cell, ...] = (HEADERS[CLAVE]["es"], *month_labels(expected.starts, expected.months))
    return "tidy-csv", Sheet(CSV_SHEET, (labels, *(tuple(line) for line in rows.values()))), problems
