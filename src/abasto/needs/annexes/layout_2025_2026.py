"""Annex of 2025-26: one lot per row, no institutions, each year's minimum and maximum in its own pair of columns."""

import numpy as np

from abasto.base.problem import Problem
from abasto.base.refusal import Refused

from .block import columns_of, read_block
from .findings import Spot, cell_findings
from .header import (
    Header,
    Pair,
    header_notes,
    label_rows,
    pairs_in,
    refuse_rows_above,
    role_columns,
    the_only_row,
    the_only_text,
)
from .lines import Lines, read_lines
from .minimum_rules import judge_pairs
from .paired import Reading, renamed, texts, with_problems
from .sheet import Sheet, plain, text_of
from .table import AnnexTable, BuyerColumn, Pieces, YearOfPieces

NAME = "2025-2026"
SHEET = "MED_MAT"
HEADER_ROW = 4
QUANTITY = "cantidad solicitada"
ROLES = {
    "no. partida": "partida",
    "clave": "clave",
    "cucop": "cucop",
    "cucop +": "cucop-plus",
    "descripcion del bien ofertado": "description",
    "unidad de medida": "unit",
}
ORDER = ("partida", "clave", "cucop", "cucop-plus", "description")
YEARS_PUBLISHED = 2


def sheets_of(sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """Sheets with this layout's header."""
    return tuple(sheet for sheet in sheets if _header_rows(sheet))


def _header_rows(sheet: Sheet) -> list[int]:
    return label_rows(sheet, frozenset(("no. partida", "clave", QUANTITY)))


def read(sheets: tuple[Sheet, ...], reading: Reading) -> AnnexTable:
    """One buyer column TOTAL, the sum of both years; the years apart in `yearly`."""
    if len(sheets) > 1:
        raise Refused("sheets-alike", "", {"sheets": [sheet.name for sheet in sheets]})
    sheet = sheets[0]
    header, notes = read_header(sheet)
    lines = read_lines(sheet, header, reading.catalogue)
    low_columns, high_columns = columns_of(header.pairs)
    low, high = read_block(sheet, lines, low_columns), read_block(sheet, lines, high_columns)
    minimum, maximum, judged = judge_pairs(
        sheet.name, lines, header.pairs, low, high, minimum_percent=reading.minimum_percent
    )
    descriptions, odd = texts(sheet, lines, header.column("description"))
    partidas, gaps = _partidas(sheet, lines, header)
    found = dict.fromkeys((*lines.problems, *low.problems, *high.problems, *judged, *odd, *gaps, *notes))
    table = AnnexTable(
        layout=NAME,
        round_years=tuple(int(pair.name) for pair in header.pairs),
        claves=lines.claves,
        raw_claves=lines.raw_claves,
        descriptions=descriptions,
        units=texts(sheet, lines, header.column("unit"))[0],
        buyers=(BuyerColumn("TOTAL", "total"),),
        minimum_pieces=_read_only(minimum.sum(axis=1, keepdims=True)),
        maximum_pieces=_read_only(maximum.sum(axis=1, keepdims=True)),
        sheet_of=sheet.name,
        row_of=np.array(lines.rows, dtype=np.int64) + 1,
        column_of=(_joined(header.pairs),),
        source=reading.source,
        problems=tuple(found),
        yearly=tuple(
            YearOfPieces(int(pair.name), _read_only(minimum[:, j]), _read_only(maximum[:, j]), pair.letters)
            for j, pair in enumerate(header.pairs)
        ),
        cucop=_cucop(sheet, lines, header),
        partida=partidas,
    )
    return with_problems(table, renamed(sheet, SHEET))


def read_header(sheet: Sheet) -> tuple[Header, list[Problem]]:
    """Labels in one row, minimum and maximum in the next, the year in the one above; offers' columns are not read."""
    labels = the_only_row(sheet, _header_rows(sheet))
    years = []
    for pair in pairs_in_groups(sheet, labels):
        name = the_only_text(sheet, labels - 1, min(pair.minimum, pair.maximum))
        if not (name.isascii() and name.isdigit() and len(name) == 4):
            raise Refused("year-unreadable", "", {"sheet": sheet.name, "row": labels, "found": name})
        years.append(Pair(name, pair.minimum, pair.maximum))
    years.sort(key=lambda pair: pair.name)
    if len({pair.name for pair in years}) != YEARS_PUBLISHED or len(years) != YEARS_PUBLISHED:
        raise Refused("year-missing", "", {"sheet": sheet.name, "row": labels, "found": [pair.name for pair in years]})
    header = Header(labels + 1, role_columns(sheet, labels, ROLES), tuple(years))
    refuse_rows_above(sheet, header)
    return header, header_notes(sheet, header, HEADER_ROW, ORDER)


def pairs_in_groups(sheet: Sheet, labels: int) -> list[Pair]:
    """Pairs below "Cantidad Solicitada"; the pairs below "Importe total" are the bidders'."""
    found = pairs_in(sheet, labels + 1, labels, "minimo", "maximo", names_may_repeat=True)
    return [pair for pair in found if plain(pair.name) == QUANTITY]


def _partidas(sheet: Sheet, lines: Lines, header: Header) -> tuple[tuple[int, ...], list[Problem]]:
    """Lot numbers; they run without gaps, so a gap tells of a row that was taken out."""
    column = header.columns["partida"]
    numbers: list[int] = []
    spots: list[Spot] = []
    for row, clave in zip(lines.rows, lines.claves, strict=True):
        value = sheet.rows[row][column]
        number = int(value) if type(value) in (int, float) and value == int(value) else 0  # type: ignore[arg-type]
        if number != (numbers[-1] if numbers else 0) + 1:
            spots.append(Spot(row, column, clave, f"{text_of(value)} | {(numbers[-1] if numbers else 0) + 1}"))
        numbers.append(number)
    return tuple(numbers), cell_findings("numbering-gap", sheet.name, spots)


def _cucop(sheet: Sheet, lines: Lines, header: Header) -> tuple[tuple[str, str], ...]:
    """CUCoP and CUCoP+ of each lot as published; neither is a key (3,080 distinct values in 3,900 lots)."""
    columns = header.column("cucop"), header.column("cucop-plus")
    first, second = ([text_of(sheet.rows[r][c]) if c is not None else "" for r in lines.rows] for c in columns)
    return tuple(zip(first, second, strict=True))


def _joined(pairs: tuple[Pair, ...]) -> tuple[str, str]:
    return "+".join(pair.letters[0] for pair in pairs), "+".join(pair.letters[1] for pair in pairs)


def _read_only(pieces: Pieces) -> Pieces:
    pieces = pieces.copy()
    pieces.flags.writeable = False
    return pieces
