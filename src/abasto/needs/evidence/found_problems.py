"""What the rules and the reading found, as problems for the list."""

from collections.abc import Mapping

from ...base.problem import Problem
from .calendar_month import month_text
from .pack import is_by_pack
from .reading.clean import LISTED, RowFound
from .rules.judge import OutOfScale, StockFromNowhere
from .series_key import place_and_clave

WARNING, NOTE = "warning", "note"


def of_row(row: RowFound) -> Problem:
    """A row of a file; the place is its row."""
    subject = row.clave or row.institution
    told = f"{row.institution} · {row.month} · {row.found}"
    return _problem(row.kind, "", row.row, subject, told, NOTE if row.kind == "row-twice" else WARNING)


def of_more(counts: Mapping[str, int]) -> list[Problem]:
    """One problem for each kind that has more rows than are told one by one."""
    return [_problem(kind, "", 0, "", f"{count:,}", WARNING) for kind, count in counts.items() if count > LISTED]


def of_scale(one: OutOfScale, packs: Mapping[str, int | None]) -> Problem:
    """A month out of scale, with what it would be."""
    _place, clave = place_and_clave(one.series)
    is_high, size = one.factor > 0, abs(one.factor)
    larger, smaller = (one.used, one.usual) if is_high else (one.usual, one.used)
    kind = "use-too-high" if is_high else "use-too-low"
    pack = packs.get(clave)
    if pack is not None and is_by_pack(larger, smaller, pack):
        kind, size = ("use-in-pieces" if is_high else "use-in-boxes"), pack
    corrected = f"÷{size:,} = {one.used // size:,}" if is_high else f"×{size:,} = {one.used * size:,}"
    told = f"{one.used:,}; ≈ {one.usual:,}; {one.others}; {corrected}"
    return _problem(kind, month_text(one.month), 0, clave, told, WARNING)


def of_stock(one: StockFromNowhere) -> Problem:
    """A month whose books do not add up."""
    _place, clave = place_and_clave(one.series)
    told = f"{one.used:,} + {one.left:,} > {one.there:,}"
    return _problem("stock-from-nowhere", month_text(one.month), 0, clave, told, WARNING)


def of_month(month: int) -> Problem:
    """A month that an institution did not report."""
    return _problem("month-not-reported", month_text(month), 0, "", month_text(month), WARNING)


def _problem(kind: str, sheet: str, row: int, subject: str, found: str, severity: str) -> Problem:
    return Problem(sheet, row, "", kind, severity, subject, found, f"rule-{kind}", f"mend-{kind}")
