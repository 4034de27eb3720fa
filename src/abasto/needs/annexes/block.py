"""Cells become pieces: every cell that is not a whole number of pieces is named and counts 0."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from abasto.base.problem import Problem

from . import limits
from .findings import Spot, cell_findings, finding
from .header import Pair
from .lines import Lines
from .sheet import Box, Cell, Sheet, letters, text_of
from .table import Pieces

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Block:
    """Pieces of shape (codes, columns) and the cells left out of it."""

    pieces: Pieces
    left_out: Mask
    problems: tuple[Problem, ...]


def read_block(sheet: Sheet, lines: Lines, columns: Sequence[int]) -> Block:
    """The quantities of `columns` (counted from 0) for every line; blank is no need."""
    cells: list[Cell] = [sheet.rows[row][column] for row in lines.rows for column in columns]
    shape = (len(lines.rows), len(columns))
    numbers = np.fromiter((v if type(v) in (int, float) else np.nan for v in cells), np.float64, len(cells)).reshape(
        shape
    )
    kinds = {
        "negative-pieces": numbers < 0,
        "fractional-pieces": (numbers >= 0) & (numbers != np.floor(numbers)) & np.isfinite(numbers),
        "too-many-pieces": numbers > limits.MAX_PIECES,
    } | _not_numbers(sheet, lines, columns, numbers)
    left_out = np.zeros(shape, dtype=bool)
    problems: list[Problem] = []
    for kind, mask in kinds.items():
        spots = (
            Spot(lines.rows[i], columns[j], lines.claves[i], text_of(cells[i * shape[1] + j]))
            for i, j in np.argwhere(mask & ~left_out).tolist()
        )
        problems += cell_findings(kind, sheet.name, spots)
        left_out |= mask
    merged, merged_problems = _merged(sheet, lines, columns)
    left_out |= merged
    pieces = np.where(left_out | np.isnan(numbers), 0, numbers).astype(np.int64)
    return Block(pieces, left_out, (*problems, *merged_problems))


def _not_numbers(sheet: Sheet, lines: Lines, columns: Sequence[int], numbers: NDArray[np.float64]) -> dict[str, Mask]:
    """Masks of cells that hold no number although they hold something, by kind."""
    shape = numbers.shape
    masks = {
        kind: np.zeros(shape, dtype=bool)
        for kind in ("formula-without-value", "error-value", "formula-as-text", "text-in-quantity")
    }
    for i, j in np.argwhere(np.isnan(numbers)).tolist():
        place = (lines.rows[i], columns[j])
        if place in sheet.errors:
            masks["error-value"][i, j] = True
        elif place in sheet.valueless:
            masks["formula-without-value"][i, j] = True
        elif text_of(sheet.rows[place[0]][place[1]]).startswith("="):
            masks["formula-as-text"][i, j] = True
        elif sheet.rows[place[0]][place[1]] is not None:
            masks["text-in-quantity"][i, j] = True
    return masks


def _merged(sheet: Sheet, lines: Lines, columns: Sequence[int]) -> tuple[Mask, list[Problem]]:
    """Merged ranges that touch a line: nobody can tell which of their cells the figure is for."""
    mask = np.zeros((len(lines.rows), len(columns)), dtype=bool)
    problems: list[Problem] = []
    if not lines.rows:
        return mask, problems
    rows, places = np.array(lines.rows), np.array(columns)
    for box in sheet.merged:
        touched = (rows >= box[0]) & (rows <= box[2])
        if touched.any():
            mask |= np.outer(touched, (places >= box[1]) & (places <= box[3]))
            first = int(touched.argmax())
            problems.append(
                finding(
                    "merged-cells",
                    sheet.name,
                    box[0] + 1,
                    letters(box[1]),
                    subject=lines.claves[first],
                    found=_range(sheet, box),
                )
            )
    return mask, problems


def _range(sheet: Sheet, box: Box) -> str:
    """A range as written (C10:D12) and what its first cell says."""
    name = f"{letters(box[1])}{box[0] + 1}:{letters(box[3])}{box[2] + 1}"
    return f"{name} | {text_of(sheet.cell(box[0], box[1]))}"


def columns_of(pairs: Sequence[Pair]) -> tuple[list[int], list[int]]:
    """Minimum columns and maximum columns of pairs."""
    return [pair.minimum for pair in pairs], [pair.maximum for pair in pairs]
