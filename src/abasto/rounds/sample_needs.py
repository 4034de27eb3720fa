"""needs.csv as arrays: read by Arrow in one pass, each fault told with its row."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
from numpy.typing import NDArray

from .sample_rows import ORIGINS, refuse, table

FILE = "needs.csv"
COLUMNS = ("clave", "institution", "minimum_pieces", "maximum_pieces", "origin", "rule")
WHOLE_PIECES = r"^[0-9]{1,15}$"


@dataclass(frozen=True, eq=False)
class SampleNeeds:
    """One entry per need, all arrays of shape (needs,), in the order of the file.

    item_index, buyer_index: places in the sample's items and buyers.
    minimum_pieces, maximum_pieces: int64, in the unit as published.
    origin_index, rule_index: places in `origins` and `rules` ("" where a figure is published as it is).
    """

    item_index: NDArray[np.int64]
    buyer_index: NDArray[np.int64]
    minimum_pieces: NDArray[np.int64]
    maximum_pieces: NDArray[np.int64]
    origin_index: NDArray[np.int64]
    rule_index: NDArray[np.int64]
    origins: tuple[str, ...]
    rules: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.item_index)


def read_needs(data: bytes, claves: Sequence[str], buyers: Sequence[str], rules: Sequence[str]) -> SampleNeeds:
    """Read the rows and refuse what is off: header, width, unknown or repeated codes, pieces, origin, rule."""
    cells = _cells(data)
    told_rules = ("", *rules)
    item = _places(cells, "clave", claves, "sample-unknown-clave", "list-it-in-items")
    buyer = _places(cells, "institution", buyers, "sample-unknown-institution", "use-the-code-of-a-buyer")
    minimum, maximum = _pieces(cells, "minimum_pieces"), _pieces(cells, "maximum_pieces")
    origin = _places(cells, "origin", ORIGINS, "sample-value", "use-one-of: " + ", ".join(ORIGINS))
    rule = _places(cells, "rule", told_rules, "sample-value", "use-a-rule-of-round-yaml")
    _refuse_first(minimum > maximum, cells, "minimum_pieces", "minimum-above-maximum", "lower-the-minimum")
    _refuse_first(_repeated(item * len(buyers) + buyer), cells, "clave", "sample-duplicate", "keep-one-row")
    return SampleNeeds(item, buyer, minimum, maximum, origin, rule, ORIGINS, told_rules)


def _cells(data: bytes) -> pa.Table:
    """All cells as text."""
    try:
        read = arrow_csv.read_csv(
            pa.BufferReader(data),
            parse_options=arrow_csv.ParseOptions(ignore_empty_lines=False),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(COLUMNS, pa.string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid as error:
        for _ in table(data, FILE, COLUMNS):
            pass
        raise refuse("sample-row-width", (FILE, 0, ""), str(error)[:200], "separate-with-commas") from error
    if tuple(read.column_names) != COLUMNS:
        raise refuse("sample-header", (FILE, 1, ""), ",".join(read.column_names)[:200], "restore-the-header")
    return read.combine_chunks()


def _places(cells: pa.Table, column: str, known: Sequence[str], code: str, mend: str) -> NDArray[np.int64]:
    """The place of each cell's text in `known`."""
    found = pc.index_in(cells[column], value_set=pa.array(known, pa.string()))
    places: NDArray[np.int64] = pc.fill_null(found, -1).to_numpy().astype(np.int64)
    _refuse_first(places < 0, cells, column, code, mend)
    return places


def _pieces(cells: pa.Table, column: str) -> NDArray[np.int64]:
    is_whole = pc.match_substring_regex(cells[column], WHOLE_PIECES).to_numpy()
    _refuse_first(~is_whole.astype(bool), cells, column, "quantity-unreadable", "write-whole-pieces-without-signs")
    pieces: NDArray[np.int64] = cells[column].cast(pa.int64()).to_numpy()
    return pieces


def _repeated(keys: NDArray[np.int64]) -> NDArray[np.bool_]:
    """True where a key stood already in an earlier row."""
    repeated = np.ones(len(keys), dtype=bool)
    repeated[np.unique(keys, return_index=True)[1]] = False
    return repeated


def _refuse_first(is_off: NDArray[np.bool_], cells: pa.Table, column: str, code: str, mend: str) -> None:
    if is_off.any():
        place = int(np.argmax(is_off))
        raise refuse(code, (FILE, place + 2, column), cells[column][place].as_py(), mend)
