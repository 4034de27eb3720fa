"""Lines of a tidy CSV that name a clave and a buyer, each pair once."""

from collections.abc import Collection
from dataclasses import dataclass, field

from abasto.base.problem import Problem

from .findings import finding
from .header import Header
from .lines import understand
from .sheet import Cell, Sheet, letters, plain, text_of


@dataclass
class Needs:
    """Rows count from 0.

    rows: row of each clave and buyer's key. claves: first row and raw text of each. buyers: name and first row by key.
    """

    rows: dict[tuple[str, str], int] = field(default_factory=dict)
    claves: dict[str, tuple[int, str]] = field(default_factory=dict)
    buyers: dict[str, tuple[str, int]] = field(default_factory=dict)


def read_needs(sheet: Sheet, header: Header, catalogue: Collection[str]) -> tuple[Needs, list[Problem]]:
    """What can be told apart; a line without clave or buyer, or a pair told twice, is left out and named."""
    needs = Needs()
    problems = []
    clave_column, buyer_column = header.columns["clave"], header.columns["institucion"]
    understood: dict[str, tuple[str, str]] = {}
    for number in range(header.row + 1, len(sheet.rows)):
        row = sheet.rows[number]
        if all(value is None for value in row):
            continue
        raw, name = text_of(row[clave_column]), text_of(row[buyer_column])
        if raw not in understood:
            understood[raw] = understand(raw, (), catalogue)
        kind, clave = understood[raw]
        key = (clave, plain(name))
        kind = kind or _kind_of_line(key, needs)
        if kind:
            column = letters(buyer_column if kind == "buyer-missing" else clave_column)
            problems.append(
                finding(kind, "", number + 1, column, subject=clave or raw, found=_line(row, needs.rows.get(key)))
            )
            continue
        if catalogue and clave not in needs.claves and clave not in catalogue:
            problems.append(finding("unknown-clave", "", number + 1, letters(clave_column), subject=clave, found=raw))
        needs.rows[key] = number
        needs.claves.setdefault(clave, (number, raw))
        needs.buyers.setdefault(key[1], (name, number))
    return needs, problems


def _kind_of_line(key: tuple[str, str], needs: Needs) -> str:
    if not key[1]:
        return "buyer-missing"
    return "clave-twice" if key in needs.rows else ""


def _line(row: tuple[Cell, ...], first: int | None) -> str:
    """The line as it stood, and the row that said the same before it."""
    told = [text_of(value)[:80] for value in row]
    return " | ".join(told if first is None else [str(first + 1), *told])
