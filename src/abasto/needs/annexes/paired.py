"""A sheet with one line per clave and a pair of columns per buyer, as in 2023-24 and 2027-28."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from abasto.base.problem import Problem

from . import totals
from .block import columns_of, read_block
from .findings import Spot, cell_findings, finding, in_order
from .header import (
    Header,
    header_notes,
    label_rows,
    pairs_in,
    refuse_rows_above,
    role_columns,
    the_only_row,
    unread_columns,
)
from .institutions import with_codes
from .lines import Lines, read_lines
from .minimum_rules import judge_pairs
from .sheet import FORMULA_STARTS, Sheet, Source, letters, plain, text_of
from .table import AnnexTable, BuyerColumn, Pieces


@dataclass(frozen=True)
class Reading:
    """What a reader is told: aliases with their codes (None: not checked), known claves (empty: not checked)."""

    known_institutions: Mapping[str, str] | None
    catalogue: frozenset[str]
    minimum_percent: Decimal
    source: Source


@dataclass(frozen=True)
class PairedLayout:
    """Labels of one layout, without accents or case; `header_row` as published, counted from 1."""

    name: str
    round_years: tuple[int, int]
    roles: Mapping[str, str]
    minimum: str
    maximum: str
    totals: str
    header_row: int
    order: tuple[str, ...]

    def is_on(self, sheet: Sheet) -> bool:
        return bool(self.rows_on(sheet))

    def rows_on(self, sheet: Sheet) -> list[int]:
        clave = next(label for label, role in self.roles.items() if role == "clave")
        return label_rows(sheet, frozenset((clave, self.minimum, self.maximum)))


def read_header(sheet: Sheet, layout: PairedLayout) -> tuple[Header, list[Problem]]:
    """Where the columns are. Refuses a header that cannot be understood safely (see `header`)."""
    row = the_only_row(sheet, layout.rows_on(sheet))
    columns = role_columns(sheet, row, layout.roles)
    pairs = pairs_in(sheet, row, row - 1, layout.minimum, layout.maximum)
    header = Header(row, columns, tuple(sorted(pairs, key=lambda pair: plain(pair.name) == layout.totals)))
    refuse_rows_above(sheet, header)
    notes = header_notes(sheet, header, layout.header_row, layout.order)
    return header, notes + unread_columns(sheet, header, row - 1)


def read_paired(
    sheet: Sheet, layout: PairedLayout, buyers: Sequence[BuyerColumn], header: Header, reading: Reading
) -> AnnexTable:
    """The table of one sheet; `buyers` says what each pair of the header is, the total pair (if any) left out."""
    pairs = header.pairs[: len(buyers)]
    lines = read_lines(sheet, replace(header, pairs=pairs), reading.catalogue)
    low_columns, high_columns = columns_of(pairs)
    low, high = read_block(sheet, lines, low_columns), read_block(sheet, lines, high_columns)
    minimum, maximum, judged = judge_pairs(sheet.name, lines, pairs, low, high, minimum_percent=reading.minimum_percent)
    places = [(sheet.name, header.row, letters(min(pair.minimum, pair.maximum))) for pair in pairs]
    named, unknown = with_codes(buyers, reading.known_institutions, places)
    descriptions, odd = texts(sheet, lines, header.column("description"))
    summed = _check_totals(sheet, lines, header, buyers=len(buyers), minimum=minimum, maximum=maximum)
    minimum.flags.writeable = maximum.flags.writeable = False
    return AnnexTable(
        layout=layout.name,
        round_years=layout.round_years,
        claves=lines.claves,
        raw_claves=lines.raw_claves,
        descriptions=descriptions,
        units=texts(sheet, lines, header.column("unit"))[0],
        buyers=named,
        minimum_pieces=minimum,
        maximum_pieces=maximum,
        sheet_of=sheet.name,
        row_of=np.array(lines.rows, dtype=np.int64) + 1,
        column_of=tuple(pair.letters for pair in pairs),
        source=reading.source,
        problems=(*lines.problems, *_once(low.problems, high.problems), *judged, *unknown, *odd, *summed),
    )


def _check_totals(
    sheet: Sheet, lines: Lines, header: Header, *, buyers: int, minimum: Pieces, maximum: Pieces
) -> list[Problem]:
    pairs = list(header.pairs)
    if len(pairs) == buyers:
        missing = [finding("totals-missing", sheet.name, header.row + 1)]
        return missing + totals.subtotals(sheet, lines, pairs, minimum, maximum, counted=header.column("description"))
    with_total = [np.column_stack([block, block.sum(axis=1)]) for block in (minimum, maximum)]
    return [
        *totals.row_totals(sheet, lines, pairs[-1], minimum, maximum),
        *totals.subtotals(sheet, lines, pairs, with_total[0], with_total[1], counted=header.column("description")),
    ]


def texts(sheet: Sheet, lines: Lines, column: int | None) -> tuple[tuple[str, ...], list[Problem]]:
    """A column of words, one per line; a number or a text like a formula is kept as text and told."""
    if column is None:
        return ("",) * len(lines.rows), []
    spots = [
        Spot(row, column, clave, text_of(sheet.rows[row][column]))
        for row, clave in zip(lines.rows, lines.claves, strict=True)
        if sheet.rows[row][column] is not None and not isinstance(sheet.rows[row][column], str)
    ]
    words = tuple(text_of(sheet.rows[row][column]) for row in lines.rows)
    formulas = [
        Spot(row, column, clave, text)
        for row, clave, text in zip(lines.rows, lines.claves, words, strict=True)
        if text.startswith(FORMULA_STARTS)
    ]
    told = cell_findings("description-not-text", sheet.name, spots)
    return words, told + cell_findings("formula-like-text", sheet.name, formulas)


def _once(*groups: tuple[Problem, ...]) -> list[Problem]:
    """Problems of both halves of a pair; a merged range across both is told once."""
    return list(dict.fromkeys(problem for group in groups for problem in group))


def renamed(sheet: Sheet, published: str) -> list[Problem]:
    if plain(sheet.name) == plain(published):
        return []
    return [finding("renamed-sheet", sheet.name, 0, "", found=f"{sheet.name} | {published}")]


def with_problems(table: AnnexTable, more: list[Problem]) -> AnnexTable:
    """The same table with further problems, all in order."""
    return replace(table, problems=in_order((*table.problems, *more)))
