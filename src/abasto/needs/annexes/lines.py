"""Which rows of a sheet are lines, and of which clave."""

from collections.abc import Collection
from dataclasses import dataclass

from abasto.base.clave import parse_clave
from abasto.base.problem import Problem
from abasto.base.refusal import Refused

from .findings import finding
from .header import Header
from .sheet import Sheet, letters, plain, text_of

TOTAL_LABELS = frozenset({"total", "totales", "total general", "subtotal"})
END_MARK = "."
SHOWN_CHARACTERS = 80


@dataclass(frozen=True)
class Lines:
    """The lines of a sheet: distinct claves with their rows (counted from 0), and the row of subtotals if any."""

    claves: tuple[str, ...]
    raw_claves: tuple[str, ...]
    rows: tuple[int, ...]
    subtotal_row: int | None
    problems: tuple[Problem, ...]


def read_lines(sheet: Sheet, header: Header, catalogue: Collection[str]) -> Lines:
    """Claves below the header; a row whose clave is missing, unreadable or repeated is left out and named."""
    column = header.columns["clave"]
    first_row: dict[str, int] = {}
    raws: list[str] = []
    problems: list[Problem] = []
    subtotal_row = None
    for number in range(header.row + 1, len(sheet.rows)):
        row = sheet.rows[number]
        if _is_empty(row):
            continue
        if plain(row[column]) in TOTAL_LABELS and subtotal_row is None:
            subtotal_row = number
            continue
        raw = text_of(row[column])
        kind, clave = understand(raw, first_row, catalogue)
        if kind:
            found = f"{raw[:SHOWN_CHARACTERS]} | {_pieces_left_out(row, header)}"
            if kind == "clave-twice":
                found = f"{raw[:SHOWN_CHARACTERS]} | {first_row[clave] + 1} | {_pieces_left_out(row, header)}"
            problems.append(finding(kind, sheet.name, number + 1, letters(column), subject=clave or raw, found=found))
            continue
        first_row[clave] = number
        raws.append(raw)
        if catalogue and clave not in catalogue:
            problems.append(finding("unknown-clave", sheet.name, number + 1, letters(column), subject=clave, found=raw))
    return Lines(tuple(first_row), tuple(raws), tuple(first_row.values()), subtotal_row, tuple(problems))


def understand(raw: str, seen: Collection[str], catalogue: Collection[str]) -> tuple[str, str]:
    """A problem's kind ("" if none) and the clave as understood."""
    if not raw:
        return "clave-missing", ""
    try:
        clave = parse_clave(raw, catalogue).text
    except Refused as refused:
        return refused.code, ""
    return ("clave-twice" if clave in seen else ""), clave


def _is_empty(row: tuple[object, ...]) -> bool:
    """Nothing in it, or only the point that ends the annex of 2025-26."""
    return all(value is None or value == END_MARK for value in row)


def _pieces_left_out(row: tuple[object, ...], header: Header) -> str:
    """Sums of the minimum and maximum columns of a row that is left out, so that nothing is lost unsaid."""
    low = [row[pair.minimum] for pair in header.pairs]
    high = [row[pair.maximum] for pair in header.pairs]
    return f"{_sum(low)} | {_sum(high)}"


def _sum(values: list[object]) -> str:
    return f"{sum(value for value in values if type(value) in (int, float)):.0f}"  # type: ignore[misc]
