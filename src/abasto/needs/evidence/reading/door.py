"""The door for files of evidence: what a file is, told by its first bytes, and its rows as a table with row numbers."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ....base.refusal import Refused
from ...annexes import limits
from ...annexes.csv_text import decode
from ...annexes.sheet import Cell, Sheet, text_of
from ...annexes.workbook import OLE_MAGIC, ZIP_MAGIC, read_workbook
from .columns import named

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from ibis.backends.duckdb import Backend

PARQUET_MAGIC = b"PAR1"
MAX_FILE_BYTES = 4 * 2**30
"""A month of 20,000 delivery points takes some 30 MB as Parquet and 300 MB as CSV."""
KINDS = {".parquet": "parquet", ".csv": "csv", ".txt": "csv", ".xlsx": "workbook", ".xlsm": "workbook"}
ROW = "file_row"


def kind_of(path: Path, file_name: str) -> str:
    """ "parquet", "csv" or "workbook", by its bytes.

    Refuses `file-empty`, `file-too-large`, and `evidence-not-what-it-says` where name and bytes differ.
    """
    size = path.stat().st_size
    if size == 0:
        raise Refused("file-empty")
    if size > MAX_FILE_BYTES:
        raise Refused("file-too-large", "", {"bytes": size, "limit": MAX_FILE_BYTES})
    with path.open("rb") as file:
        head = file.read(8)
    is_workbook = head.startswith((ZIP_MAGIC, OLE_MAGIC))
    kind = "parquet" if head.startswith(PARQUET_MAGIC) else "workbook" if is_workbook else "csv"
    said = KINDS.get(Path(file_name).suffix.lower(), kind)
    if said != kind:
        raise Refused("evidence-not-what-it-says", "", {"file": file_name, "said": said, "is": kind})
    return kind


def raw_rows(backend: "Backend", path: Path, kind: str, scratch: Path) -> "tuple[ir.Table, str]":
    """The columns of the schema that the file has, with `file_row` as a spreadsheet counts it; and the sheet's name.

    scratch: a folder for what has to be written anew. Refuses whatever cannot be read.
    """
    if kind == "workbook":
        return _workbook(path)
    table = _parquet(backend, path) if kind == "parquet" else _csv(backend, path, scratch)
    return _with_rows(table), ""


def _parquet(backend: "Backend", path: Path) -> "ir.Table":
    import duckdb

    try:
        return backend.read_parquet(str(path))
    except duckdb.Error as error:
        raise Refused("evidence-damaged", "", {"reason": str(error)[:200]}) from error


def _csv(backend: "Backend", path: Path, scratch: Path) -> "ir.Table":
    import duckdb

    try:
        return backend.read_csv(str(_utf8(path, scratch)), all_varchar=True, header=True, strict_mode=True)
    except duckdb.Error as error:
        raise Refused("csv-broken", "RFC 4180", {"reason": str(error)[:200]}) from error


def _utf8(path: Path, scratch: Path) -> Path:
    """The file itself, or a copy in UTF-8 where it is short enough to be looked at and is written otherwise."""
    if path.stat().st_size > limits.MAX_FILE_BYTES:
        return path
    text, notes = decode(path.read_bytes())
    if not notes:
        return path
    copy = scratch / "utf8.csv"
    copy.write_text(text, "utf-8", newline="")
    return copy


def _with_rows(table: "ir.Table") -> "ir.Table":
    import ibis

    columns = named(table.columns)
    told = table.mutate(**{ROW: ibis.row_number() + 2})
    return told.select(ROW, **{column: told[label] for column, label in columns.items()})


def _workbook(path: Path) -> "tuple[ir.Table, str]":
    """The one sheet with the columns of the schema, in its first rows. Refuses `evidence-column-missing`."""
    if path.stat().st_size > limits.MAX_FILE_BYTES:
        raise Refused("file-too-large", "", {"bytes": path.stat().st_size, "limit": limits.MAX_FILE_BYTES})
    refused: Refused | None = None
    for sheet in read_workbook(path.read_bytes()):
        for top, row in enumerate(sheet.rows[: limits.HEADER_ROWS]):
            try:
                columns = named([text_of(value) for value in row])
            except Refused as error:
                refused = refused or error
                continue
            return _sheet_rows(sheet, top, columns, row), sheet.name
    raise refused or Refused("file-empty")


def _sheet_rows(sheet: Sheet, top: int, columns: dict[str, str], header: Sequence[Cell]) -> "ir.Table":
    import ibis
    import pyarrow as pa

    labels = [text_of(value) for value in header]
    told: dict[str, object] = {ROW: pa.array(range(top + 2, len(sheet.rows) + 1), pa.int64())}
    for column, label in columns.items():
        at = labels.index(label)
        told[column] = pa.array([text_of(row[at]) or None for row in sheet.rows[top + 1 :]], pa.string())
    return ibis.memtable(pa.table(told)).filter(ibis._.clave.notnull() | ibis._.institution.notnull())
