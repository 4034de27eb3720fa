"""Annex of 2027-28: one sheet, names over MIN and MAX in rows 8 and 9, totals as formulas, an image over A1:DX7."""

from abasto.base.refusal import Refused

from .paired import PairedLayout, Reading, read_header, read_paired, renamed, with_problems
from .sheet import Sheet, plain
from .table import AnnexTable, BuyerColumn

LAYOUT = PairedLayout(
    name="2027-2028",
    round_years=(2027, 2028),
    roles={"clave": "clave", "descripcion": "description"},
    minimum="min",
    maximum="max",
    totals="totales",
    header_row=9,
    order=("clave", "description"),
)
SHEET = "ApendiceVF22dic"
GROUPS = (
    ("ccinshae ", "CCINSHAE", "institution"),
    ("imss bienestar ef adherida ", "IMSS BIENESTAR", "state"),
    ("imss bienestar ", "IMSS BIENESTAR", "hospital"),
    ("salud ", "SALUD", "institution"),
)
"""How a published name begins, the group it belongs to, and what its columns are."""


def sheets_of(sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """Sheets with this layout's header."""
    return tuple(sheet for sheet in sheets if LAYOUT.is_on(sheet))


def read(sheets: tuple[Sheet, ...], reading: Reading) -> AnnexTable:
    """The need of 62 buyers; problems of the sheet included."""
    if len(sheets) > 1:
        raise Refused("sheets-alike", "", {"sheets": [sheet.name for sheet in sheets]})
    sheet = sheets[0]
    header, notes = read_header(sheet, LAYOUT)
    names = [pair.name for pair in header.pairs if plain(pair.name) != LAYOUT.totals]
    table = read_paired(sheet, LAYOUT, [buyer_named(name) for name in names], header, reading)
    return with_problems(table, notes + renamed(sheet, SHEET))


def buyer_named(name: str) -> BuyerColumn:
    """What a column of this annex is, told by how its name begins."""
    for beginning, group, level in GROUPS:
        if plain(name).startswith(beginning):
            return BuyerColumn(name, level, group)
    return BuyerColumn(name, "institution")
