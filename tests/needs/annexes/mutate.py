"""Seeded damage to a miniature, and the slow account of what became of every cell."""

import random
from collections.abc import Callable

from abasto.base.problem import Problem
from abasto.needs.annexes.sheet import letters, plain
from abasto.needs.annexes.table import AnnexTable

from .miniatures import Formula, Miniature, MiniSheet, Place

LOW = ("min", "cantidad min", "minimo")
HIGH = ("max", "cantidad max", "maximo")
ROW_KINDS = ("clave-missing", "clave-unreadable", "clave-ambiguous", "clave-twice")


def label_row(sheet: MiniSheet) -> int:
    """The row that says minimum and maximum."""
    rows = [row for (row, _), value in sheet.cells.items() if plain(str(value)) in LOW]
    return max(set(rows), key=rows.count)


def quantity_columns(sheet: MiniSheet) -> list[int]:
    """Columns of pieces, pair by pair: totals and the bidders' amounts apart."""
    row = label_row(sheet)
    labelled = [c for c in range(sheet.last_column + 1) if plain(str(sheet.value(row, c))) in LOW + HIGH]
    found = []
    for pair in zip(labelled[::2], labelled[1::2], strict=False):
        above = {plain(str(sheet.value(row - 1, column))) for column in pair}
        if not above & {"totales", "total general", "importe total"}:
            found += pair
    return found


def data_rows(sheet: MiniSheet) -> list[int]:
    first = label_row(sheet) + 1
    rows = sorted({row for row, _ in sheet.cells if row >= first})
    return [
        row for row in rows if "Total" not in [sheet.value(row, c) for c in range(3)] and sheet.value(row, 0) != "."
    ]


def clave_column(sheet: MiniSheet) -> int:
    return next(
        column for (_, column), value in sorted(sheet.cells.items()) if plain(str(value)) in ("clave", "claves")
    )


Mutation = Callable[[MiniSheet, random.Random], None]


def _put_into_quantity(*values: object) -> Mutation:
    def mutate(sheet: MiniSheet, chance: random.Random) -> None:
        place = chance.choice(data_rows(sheet)), chance.choice(quantity_columns(sheet))
        sheet.cells[place] = chance.choice(values)

    return mutate


def _swap_minimum_and_maximum(sheet: MiniSheet, chance: random.Random) -> None:
    row, column = chance.choice(data_rows(sheet)), chance.choice(quantity_columns(sheet)[::2])
    _swap_cells(sheet, (row, column), (row, column + 1))


def _empty_cell(sheet: MiniSheet, chance: random.Random) -> None:
    sheet.cells.pop((chance.choice(data_rows(sheet)), chance.choice(quantity_columns(sheet))), None)


def _spoil_clave(sheet: MiniSheet, chance: random.Random) -> None:
    spoilt = chance.choice(["0100005941", "XX", 100004272, "", "010.000.42", "010 000 4272 00 01"])
    sheet.cells[chance.choice(data_rows(sheet)), clave_column(sheet)] = spoilt


def _repeat_clave(sheet: MiniSheet, chance: random.Random) -> None:
    one, other = chance.sample(data_rows(sheet), 2)
    sheet.cells[one, clave_column(sheet)] = sheet.cells[other, clave_column(sheet)]


def _merge(sheet: MiniSheet, chance: random.Random) -> None:
    row, column = chance.choice(data_rows(sheet)[:-2]), chance.choice(quantity_columns(sheet)[:-2])
    sheet.merges.append((row, column, row + chance.randrange(2), column + chance.randrange(1, 3)))


def _spoil_label(sheet: MiniSheet, chance: random.Random) -> None:
    row = label_row(sheet) - chance.randrange(2)
    places = [place for place in sheet.cells if place[0] == row]
    sheet.cells[chance.choice(sorted(places))] = chance.choice(["", "OTRA", "MIN", "IMSS", 7])


def _shift(sheet: MiniSheet, chance: random.Random) -> None:
    move_rows(sheet, label_row(sheet) - 2, chance.randrange(1, 5))


def _swap_pairs(sheet: MiniSheet, chance: random.Random) -> None:
    one, other = chance.sample(quantity_columns(sheet)[::2], 2)
    swap_columns(sheet, one, other)
    swap_columns(sheet, one + 1, other + 1)


def _swap_single_columns(sheet: MiniSheet, chance: random.Random) -> None:
    swap_columns(sheet, *chance.sample(range(sheet.last_column + 1), 2))


def _delete_row(sheet: MiniSheet, chance: random.Random) -> None:
    row = chance.choice(data_rows(sheet))
    for place in [place for place in sheet.cells if place[0] == row]:
        del sheet.cells[place]


def _delete_header(sheet: MiniSheet, chance: random.Random) -> None:
    row = label_row(sheet) - chance.randrange(2)
    for place in [place for place in sheet.cells if place[0] == row]:
        del sheet.cells[place]


MUTATIONS: dict[str, Mutation] = {
    "text": _put_into_quantity("n/d", "1,200", "doce", "-", "12 pzas", "O"),
    "formula as text": _put_into_quantity("=A1+2"),
    "negative": _put_into_quantity(-1, -40, -0.5),
    "fraction": _put_into_quantity(0.5, 12.25, 1e-9),
    "huge": _put_into_quantity(10**13, 1e300),
    "boolean": _put_into_quantity(True, False),
    "no cached value": _put_into_quantity(Formula("=1+1", "")),
    "error": _put_into_quantity(Formula("=1/0", "#DIV/0!"), Formula("=A0", "#REF!")),
    "formula with value": _put_into_quantity(Formula("=2+2", 4)),
    "another number": _put_into_quantity(0, 1, 999, 77777),
    "minimum and maximum": _swap_minimum_and_maximum,
    "emptied": _empty_cell,
    "clave": _spoil_clave,
    "clave twice": _repeat_clave,
    "merge": _merge,
    "label": _spoil_label,
    "shift": _shift,
    "pairs": _swap_pairs,
    "columns": _swap_single_columns,
    "row": _delete_row,
    "header": _delete_header,
}


def move_rows(sheet: MiniSheet, first: int, by: int) -> None:
    """Everything from row `first` on stands `by` rows lower."""
    sheet.cells = {(row + by * (row >= first), column): value for (row, column), value in sheet.cells.items()}
    sheet.merges = [box for box in sheet.merges if box[2] < first]


def swap_columns(sheet: MiniSheet, one: int, other: int) -> None:
    for row in range(sheet.last_row + 1):
        _swap_cells(sheet, (row, one), (row, other))
    sheet.merges = [box for box in sheet.merges if box[0] == 0]


def _swap_cells(sheet: MiniSheet, one: Place, other: Place) -> None:
    values = sheet.cells.pop(one, None), sheet.cells.pop(other, None)
    if values[1] is not None:
        sheet.cells[one] = values[1]
    if values[0] is not None:
        sheet.cells[other] = values[0]


def unaccounted(annex: Miniature, table: AnnexTable) -> list[str]:
    """Quantity cells that are neither stored as they stand nor named by a problem, under the name above them."""
    lost = []
    for part in [table, table.detail] if table.detail else [table]:
        sheet = next(sheet for sheet in annex.sheets if sheet.name == part.sheet_of)
        stored = stored_cells(part)
        named = [problem for problem in table.problems if problem.sheet == sheet.name]
        for row in data_rows(sheet):
            for column in quantity_columns(sheet):
                value = sheet.value(row, column)
                kept = stored.pop((row, column), None)
                is_kept = (type(value) in (int, float) and kept == value) or (value in (None, "") and not kept)
                if value == "" and (row, column) in sheet.cells:
                    is_kept = not isinstance(sheet.cells[row, column], Formula)
                if not is_kept and not any(names(problem, row, column) for problem in named):
                    lost.append(f"{sheet.name} {letters(column)}{row + 1}: {value!r} kept as {kept}")
        lost += [f"{sheet.name} {place}: made up {value}" for place, value in stored.items() if value]
        lost += misnamed(sheet, part)
    return lost


def misnamed(sheet: MiniSheet, table: AnnexTable) -> list[str]:
    """Buyers whose name does not stand above their pair."""
    row = label_row(sheet) - 1
    wrong = []
    for buyer, pair in zip(table.buyers, table.column_of, strict=True):
        above = {str(sheet.value(row, number(text))) for text in pair if "+" not in text}
        if above and buyer.name_as_published not in above:
            wrong.append(f"{buyer.name_as_published} at {pair}")
    return wrong


def stored_cells(table: AnnexTable) -> dict[Place, int]:
    """Pieces by the cell that they came from."""
    blocks = [(year.columns, year.minimum_pieces, year.maximum_pieces) for year in table.yearly] or [
        (columns, table.minimum_pieces[:, j], table.maximum_pieces[:, j]) for j, columns in enumerate(table.column_of)
    ]
    return {
        (int(row) - 1, number(columns[half])): int(pieces[half][i])
        for columns, *pieces in blocks
        for half in range(2)
        for i, row in enumerate(table.row_of)
    }


def names(problem: Problem, row: int, column: int) -> bool:
    """The problem says that this cell was left out: the cell, its partner in the pair, its row, or its merged range."""
    if problem.severity != "critical":
        return False
    if problem.kind == "merged-cells":
        first, last = problem.found.split(" | ")[0].split(":")
        return place_of(first)[0] <= row <= place_of(last)[0] and place_of(first)[1] <= column <= place_of(last)[1]
    if problem.row != row + 1:
        return False
    near = 1 if problem.kind == "minimum-above-maximum" else 0
    return problem.kind in ROW_KINDS or abs(number(problem.column) - column) <= near


def place_of(reference: str) -> Place:
    text = reference.rstrip("0123456789")
    return int(reference[len(text) :]) - 1, number(text)


def number(text: str) -> int:
    total = 0
    for letter in text:
        total = total * 26 + ord(letter) - 64
    return total - 1
