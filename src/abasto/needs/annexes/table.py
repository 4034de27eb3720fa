"""What an annex says, whatever its layout: claves by buyers, minimum and maximum pieces."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from abasto.base.problem import Problem

from .sheet import Source

Pieces = NDArray[np.int64]


@dataclass(frozen=True)
class BuyerColumn:
    """A buyer as the annex names it.

    level: "institution", "state", "hospital" or "total". parent_name: the group it is published under, "" if none.
    code: what `known_institutions` says of the name, "" if it was not asked or does not know it.
    """

    name_as_published: str
    level: str
    parent_name: str = ""
    code: str = ""


@dataclass(frozen=True, eq=False)
class YearOfPieces:
    """One year's part of the quantities, each of shape (codes,); minimum and maximum columns as letters."""

    year: int
    minimum_pieces: Pieces
    maximum_pieces: Pieces
    columns: tuple[str, str]


@dataclass(frozen=True, eq=False)
class AnnexTable:
    """The need of one round as published. Arrays of pieces are int64 of shape (codes, buyers), read-only.

    layout: "2023-2024", "2025-2026", "2027-2028" or "tidy-csv". round_years: first and last, () if the file has none.
    claves are distinct, in the file's order; raw_claves, descriptions, units, cucop, partida and row_of (1-based,
    int64) go with them ("" where not published; 0 for a partida that is not). column_of: letters of minimum and
    maximum per buyer; two years joined by "+". A cell of a critical problem counts 0 here. detail: the hospitals
    behind one column, never to be added to the table; its problems are in this table's list. yearly: the two years
    of 2025-26.
    """

    layout: str
    round_years: tuple[int, ...]
    claves: tuple[str, ...]
    raw_claves: tuple[str, ...]
    descriptions: tuple[str, ...]
    units: tuple[str, ...]
    buyers: tuple[BuyerColumn, ...]
    minimum_pieces: Pieces
    maximum_pieces: Pieces
    sheet_of: str
    row_of: Pieces
    column_of: tuple[tuple[str, str], ...]
    source: Source
    problems: tuple[Problem, ...]
    detail: "AnnexTable | None" = None
    yearly: tuple[YearOfPieces, ...] = ()
    cucop: tuple[tuple[str, str], ...] = ()
    partida: tuple[int, ...] = ()

    @property
    def total_maximum_pieces(self) -> int:
        return int(self.maximum_pieces.sum())

    @property
    def total_minimum_pieces(self) -> int:
        return int(self.minimum_pieces.sum())
