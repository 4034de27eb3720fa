"""The two annexes that list buyers (2023-24 and 2027-28), and the lots of the third, from the source folder.

Figures come from the tidy extract, lot numbers, descriptions and units from the workbooks as published.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from contents import Contents, ItemRow, NeedRow
from python_calamine import CalamineWorkbook
from tree import Member, members_2023, members_2027

FOLDER = "data/mx_demanda_consolidada"


@dataclass(frozen=True)
class Layout:
    """Where an annex keeps what (columns counted from 0; None where it has none)."""

    sheet: int
    clave: int
    description: int
    lot_number: int | None
    unit: int | None


LAYOUTS = {"2023-2024": Layout(0, 1, 2, 0, 3), "2027-2028": Layout(0, 0, 1, None, None)}
MEMBERS = {"2023-2024": members_2023, "2027-2028": members_2027}


def read_csv(path: Path) -> list[dict[str, str]]:
    """All rows of a CSV with a header, in UTF-8."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def workbook_of(shared: Path, years: str) -> Path:
    """The annex as published."""
    return shared / FOLDER / f"{years}.xlsx"


@cache
def published_round(shared: Path, years: str) -> Contents:
    """Items in the order of the workbook, needs by item and then by the order of the institutions."""
    code_of_column = {member.column: member.organisation.code for member in MEMBERS[years]() if member.is_buyer}
    order = {code: position for position, code in enumerate(code_of_column.values())}
    items = _items(workbook_of(shared, years), LAYOUTS[years])
    position = {item.clave: place for place, item in enumerate(items)}
    needs = [
        NeedRow(row["clave"], code_of_column[row["institucion"]], int(row["cantidad_min"]), int(row["cantidad_max"]))
        for row in read_csv(shared / FOLDER / "tidy/demanda_larga.csv")
        if row["bienio"] == years and row["institucion"] in code_of_column
    ]
    needs.sort(key=lambda need: (position[need.clave], order[need.institution]))
    return Contents(items, needs)


def lots_of_2025(shared: Path) -> list[dict[str, str]]:
    """The 3,900 lots of 2025-26, without split by institution."""
    return read_csv(shared / FOLDER / "tidy/anexo_2025_2026.csv")


def clean(text: object) -> str:
    """A description in one line, without the marks that the workbook's format leaves in it."""
    return " ".join(str(text).replace("_x000D_", " ").split())


def _items(workbook: Path, layout: Layout) -> list[ItemRow]:
    rows = CalamineWorkbook.from_path(str(workbook)).get_sheet_by_index(layout.sheet).to_python()
    return [
        ItemRow(
            clave=clean(row[layout.clave]),
            lot_number="" if layout.lot_number is None else str(int(row[layout.lot_number])),
            description=clean(row[layout.description]),
            unit="" if layout.unit is None else clean(row[layout.unit]),
        )
        for row in rows
        if clean(row[layout.clave])[:3].isdigit() and "." in clean(row[layout.clave])[3:4]
    ]


def legal_entities(members: list[Member]) -> dict[str, str]:
    """Each buyer, and the legal entity it hangs from (itself or one above it)."""
    by_code = {member.organisation.code: member for member in members}
    found = {}
    for code, member in by_code.items():
        above = member
        while not above.is_legal_entity and above.parent:
            above = by_code[above.parent]
        if member.is_buyer:
            found[code] = above.organisation.code
    return found
