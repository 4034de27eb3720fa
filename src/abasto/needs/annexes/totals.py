"""Totals and subtotals as published, against the sum of what was read."""

from collections.abc import Sequence

from abasto.base.problem import Problem

from .findings import Spot, cell_findings
from .header import Pair
from .lines import Lines
from .sheet import Cell, Sheet, text_of
from .table import Pieces


def row_totals(sheet: Sheet, lines: Lines, total: Pair, minimum: Pieces, maximum: Pieces) -> list[Problem]:
    """Totals at the end of each line; minimum and maximum of shape (codes, buyers)."""
    checks = []
    for column, sums in ((total.minimum, minimum.sum(axis=1)), (total.maximum, maximum.sum(axis=1))):
        for row, clave, expected in zip(lines.rows, lines.claves, sums.tolist(), strict=True):
            checks.append((row, column, clave, sheet.rows[row][column], expected))
    return _compare(sheet, "total-disagrees", checks)


def subtotals(
    sheet: Sheet, lines: Lines, pairs: Sequence[Pair], minimum: Pieces, maximum: Pieces, *, counted: int | None
) -> list[Problem]:
    """The row of subtotals, if there is one; `counted` is the column that holds the number of claves."""
    row = lines.subtotal_row
    if row is None:
        return []
    checks: list[tuple[int, int, str, Cell, int]] = []
    for position, pair in enumerate(pairs):
        for column, block in ((pair.minimum, minimum), (pair.maximum, maximum)):
            checks.append((row, column, pair.name, sheet.rows[row][column], int(block[:, position].sum())))
    if counted is not None:
        checks.append((row, counted, "", sheet.rows[row][counted], len(lines.claves)))
    return _compare(sheet, "subtotal-disagrees", checks)


def _compare(sheet: Sheet, kind: str, checks: Sequence[tuple[int, int, str, Cell, int]]) -> list[Problem]:
    disagreeing, unreadable = [], []
    for row, column, subject, published, expected in checks:
        if type(published) not in (int, float):
            unreadable.append(Spot(row, column, subject, text_of(published)))
        elif published != expected:
            disagreeing.append(Spot(row, column, subject, f"{text_of(published)} | {expected}"))
    return cell_findings(kind, sheet.name, disagreeing) + cell_findings("total-unreadable", sheet.name, unreadable)
