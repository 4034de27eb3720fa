"""A tidy CSV: one need per line, `clave,institucion,cantidad_min,cantidad_max[,descripcion,unidad]`.

Its lines become a sheet with one pair of columns, so that the rules of the workbooks judge them too.
"""

import re

import numpy as np

from abasto.base.problem import Problem
from abasto.base.refusal import Refused

from . import limits
from .block import read_block
from .csv_needs import Needs, read_needs
from .csv_text import CITATION, decode, records_of
from .findings import Spot, cell_findings, finding, in_order
from .header import Header, Pair, header_notes
from .institutions import with_codes
from .lines import Lines
from .minimum_rules import judge_pairs
from .paired import Reading
from .sheet import FORMULA_STARTS, Cell, Sheet, letters, plain
from .table import AnnexTable, BuyerColumn, Pieces

NAME = "tidy-csv"
REQUIRED = ("clave", "institucion", "cantidad min", "cantidad max")
OPTIONAL = ("descripcion", "unidad")
NUMBER = re.compile(r"[+-]?[0-9]{1,20}(\.[0-9]{1,20})?\Z")


def read(data: bytes, reading: Reading) -> AnnexTable:
    """The need of a tidy CSV.

    Refuses `layout-unknown`, `column-unknown`, `column-twice`, `csv-broken`, `file-not-text`, `sheet-too-large`,
    `table-too-large`.
    """
    text, notes = decode(data)
    records, top, separator_notes = records_of(text, frozenset(REQUIRED))
    columns = _columns(records[top], top)
    sheet, ragged = _sheet(records, top, columns)
    pair = Pair("", columns["cantidad min"], columns["cantidad max"])
    header = Header(top, columns, (pair,))
    needs, problems = read_needs(sheet, header, reading.catalogue)
    lines = Lines(tuple(clave for clave, _ in needs.rows), (), tuple(needs.rows.values()), None, ())
    low, high = read_block(sheet, lines, [pair.minimum]), read_block(sheet, lines, [pair.maximum])
    minimum, maximum, judged = judge_pairs(
        sheet.name, lines, [pair], low, high, minimum_percent=reading.minimum_percent
    )
    order = REQUIRED + tuple(label for label in OPTIONAL if label in columns)
    notes += separator_notes + header_notes(sheet, header, 1, order)
    found = [*notes, *ragged, *problems, *low.problems, *high.problems, *judged, *_formula_like(sheet, columns, top)]
    return _table(sheet, header, needs, (minimum[:, 0], maximum[:, 0]), reading, found=found)


def _columns(record: list[str], row: int) -> dict[str, int]:
    columns: dict[str, int] = {}
    for column, label in enumerate(record):
        place = {"row": row + 1, "column": letters(column), "label": label}
        if plain(label) in columns:
            raise Refused("column-twice", CITATION, place)
        if plain(label) not in REQUIRED + OPTIONAL:
            raise Refused("column-unknown", CITATION, place)
        columns[plain(label)] = column
    return columns


def _sheet(records: list[list[str]], top: int, columns: dict[str, int]) -> tuple[Sheet, list[Problem]]:
    """Records as cells, quantities as numbers where they spell one; a record of another length is left out."""
    width = len(records[top])
    quantities = {columns["cantidad min"], columns["cantidad max"]}
    empty: tuple[Cell, ...] = (None,) * width
    rows: list[tuple[Cell, ...]] = []
    problems = []
    for number, record in enumerate(records):
        if number <= top:
            rows.append(empty)
        elif len(record) < width or any(value.strip() for value in record[width:]):
            rows.append(empty)
            if any(value.strip() for value in record):
                found = " | ".join(record)[:200]
                problems.append(finding("row-ragged", "", number + 1, "", subject=record[0][:40], found=found))
        else:
            rows.append(tuple(_cell(record[column], column in quantities) for column in range(width)))
    return Sheet("", tuple(rows)), problems


def _cell(text: str, is_quantity: bool) -> Cell:
    text = text.strip()
    if not text:
        return None
    return float(text) if is_quantity and NUMBER.match(text) else text


def _formula_like(sheet: Sheet, columns: dict[str, int], top: int) -> list[Problem]:
    """Texts that a spreadsheet would run as a formula; they stay text."""
    spots = [
        Spot(number, columns[label], "", str(sheet.rows[number][columns[label]])[:200])
        for label in ("institucion", *OPTIONAL)
        if label in columns
        for number in range(top + 1, len(sheet.rows))
        if str(sheet.rows[number][columns[label]] or "").startswith(FORMULA_STARTS)
    ]
    return cell_findings("formula-like-text", sheet.name, spots)


def _table(
    sheet: Sheet, header: Header, needs: Needs, pieces: tuple[Pieces, Pieces], reading: Reading, *, found: list[Problem]
) -> AnnexTable:
    """Lines spread over claves by buyers, both in the order in which the file names them."""
    shape = (len(needs.claves), len(needs.buyers))
    if shape[0] * shape[1] > limits.MAX_TABLE_CELLS:
        raise Refused("table-too-large", CITATION, {"claves": shape[0], "buyers": shape[1]})
    code_at = {clave: i for i, clave in enumerate(needs.claves)}
    buyer_at = {key: j for j, key in enumerate(needs.buyers)}
    places = [(code_at[clave], buyer_at[key]) for clave, key in needs.rows]
    minimum, maximum = (_spread(shape, places, values) for values in pieces)
    column = letters(header.columns["institucion"])
    buyers = [BuyerColumn(name, "institution") for name, _ in needs.buyers.values()]
    named, unknown = with_codes(
        buyers, reading.known_institutions, [("", row + 1, column) for _, row in needs.buyers.values()]
    )
    firsts = [row for row, _ in needs.claves.values()]
    return AnnexTable(
        layout=NAME,
        round_years=(),
        claves=tuple(needs.claves),
        raw_claves=tuple(raw for _, raw in needs.claves.values()),
        descriptions=_words(sheet, header.column("descripcion"), firsts),
        units=_words(sheet, header.column("unidad"), firsts),
        buyers=named,
        minimum_pieces=minimum,
        maximum_pieces=maximum,
        sheet_of="",
        row_of=np.array(firsts, dtype=np.int64) + 1,
        column_of=(header.pairs[0].letters,) * len(named),
        source=reading.source,
        problems=in_order([*found, *unknown]),
    )


def _spread(shape: tuple[int, int], places: list[tuple[int, int]], values: Pieces) -> Pieces:
    grid = np.zeros(shape, dtype=np.int64)
    if places:
        grid[tuple(np.array(places).T)] = values
    grid.flags.writeable = False
    return grid


def _words(sheet: Sheet, column: int | None, rows: list[int]) -> tuple[str, ...]:
    return tuple("" if column is None else str(sheet.rows[row][column] or "") for row in rows)
