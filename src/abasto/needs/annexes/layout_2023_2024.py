"""Annex of 2023-24: twelve institutions in one sheet, and in another the hospitals behind the column CCINSHAE.

The hospitals' pieces are those of that column once more: they are kept apart and compared, never added.
"""

from dataclasses import replace

from abasto.base.problem import Problem
from abasto.base.refusal import Refused

from .findings import finding
from .paired import PairedLayout, Reading, read_header, read_paired, renamed, with_problems
from .sheet import Sheet, plain, text_of
from .table import AnnexTable, BuyerColumn

LAYOUT = PairedLayout(
    name="2023-2024",
    round_years=(2023, 2024),
    roles={"#": "number", "claves": "clave", "descripcion": "description", "um": "unit"},
    minimum="cantidad min",
    maximum="cantidad max",
    totals="total general",
    header_row=3,
    order=("number", "clave", "description", "unit"),
)
SHEET, DETAIL_SHEET = "1 Demanda Agregada", "1.1 Detalle CCINSHAE"
GROUP = "CCINSHAE"


def sheets_of(sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """Sheets with this layout's header."""
    return tuple(sheet for sheet in sheets if LAYOUT.is_on(sheet))


def read(sheets: tuple[Sheet, ...], reading: Reading) -> AnnexTable:
    """The need of the institutions, the hospitals as `detail`. Refuses `missing-sheet` without the institutions."""
    mains = [sheet for sheet in sheets if not _is_detail(sheet)]
    details = [sheet for sheet in sheets if _is_detail(sheet)]
    if not mains:
        raise Refused("missing-sheet", "", {"sheet": SHEET, "found": [sheet.name for sheet in sheets]})
    if len(mains) > 1 or len(details) > 1:
        raise Refused("sheets-alike", "", {"sheets": [sheet.name for sheet in sheets]})
    table, notes = _read_sheet(mains[0], SHEET, "institution", "", reading)
    if not details:
        return with_problems(table, [*notes, finding("missing-sheet", DETAIL_SHEET, 0)])
    detail, detail_notes = _read_sheet(details[0], DETAIL_SHEET, "hospital", GROUP, reading)
    more = [*notes, *detail.problems, *detail_notes, *detail_against_total(table, detail)]
    return replace(with_problems(table, more), detail=replace(detail, problems=()))


def _is_detail(sheet: Sheet) -> bool:
    """The title or the name says whose detail it is."""
    title = " ".join(text_of(value) for row in sheet.rows[:1] for value in row)
    return f"({GROUP})" in title or "detalle" in plain(sheet.name)


def _read_sheet(
    sheet: Sheet, published: str, level: str, group: str, reading: Reading
) -> tuple[AnnexTable, list[Problem]]:
    header, notes = read_header(sheet, LAYOUT)
    names = [pair.name for pair in header.pairs if plain(pair.name) != LAYOUT.totals]
    buyers = [BuyerColumn(name, level, group) for name in names]
    return read_paired(sheet, LAYOUT, buyers, header, reading), notes + renamed(sheet, published)


def detail_against_total(table: AnnexTable, detail: AnnexTable) -> list[Problem]:
    """Claves whose hospitals do not add up to the group's column, both read as pieces that can be trusted."""
    column = next((j for j, buyer in enumerate(table.buyers) if plain(buyer.name_as_published) == plain(GROUP)), None)
    if column is None:
        return []
    row_of = {clave: i for i, clave in enumerate(detail.claves)}
    problems = []
    for low_or_high in (0, 1):
        published = (table.minimum_pieces, table.maximum_pieces)[low_or_high][:, column].tolist()
        summed = (detail.minimum_pieces, detail.maximum_pieces)[low_or_high].sum(axis=1).tolist()
        letters = table.column_of[column][low_or_high]
        for i, clave in enumerate(table.claves):
            expected = summed[row_of[clave]] if clave in row_of else 0
            if published[i] != expected:
                found = f"{published[i]} | {expected}"
                row = int(table.row_of[i])
                problems.append(finding("detail-disagrees", table.sheet_of, row, letters, subject=clave, found=found))
    lone = sorted(set(row_of) - set(table.claves))
    for clave in lone:
        row = int(detail.row_of[row_of[clave]])
        problems.append(finding("detail-disagrees", detail.sheet_of, row, "", subject=clave, found=f"0 | {clave}"))
    return problems
