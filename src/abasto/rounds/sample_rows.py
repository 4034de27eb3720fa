"""The small tables of a sample: institutions, items, delivery points; and how any of its files is opened."""

import csv
import gzip
import io
import zlib
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..base.refusal import Refused
from .sample_facts import CITATION

ORIGINS = ("published", "derived", "synthetic")
KINDS = ("group", "legal_entity", "unit")
MAXIMUM_BYTES = 100_000_000

INSTITUTION_COLUMNS = (
    "code", "name", "short_name", "parent", "kind", "state", "is_buyer", "is_legal_entity", "column_as_published",
    "aliases",
)  # fmt: skip
ITEM_COLUMNS = ("clave", "lot_number", "description", "unit", "cucop", "origin", "rule")
POINT_COLUMNS = (
    "code", "name", "institution", "state", "municipality", "latitude", "longitude", "size_class", "origin",
)  # fmt: skip


@dataclass(frozen=True)
class SampleInstitution:
    """Who takes part: parent is "" at the top; state is an INEGI key, "" where it works in all of them."""

    code: str
    name: str
    short_name: str
    parent: str
    kind: str
    state: str
    is_buyer: bool
    is_legal_entity: bool
    column_as_published: str
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class SampleItem:
    """A code as the round lists it; lot_number, unit, cucop, rule are "" where there is none."""

    clave: str
    lot_number: str
    description: str
    unit: str
    cucop: str
    origin: str
    rule: str


@dataclass(frozen=True)
class SamplePoint:
    """A place of delivery; institution is "" where the public name does not say whose it is."""

    code: str
    name: str
    institution: str
    state: str
    municipality: str
    latitude: float
    longitude: float
    size_class: str
    origin: str


def refuse(code: str, place: tuple[str, int, str], value: object, mend: str) -> Refused:
    """A refusal with its place: file, row as a spreadsheet counts it (the header is 1; 0 = the file), column."""
    file, row, column = place
    return Refused(code, CITATION, {"file": file, "row": row, "column": column, "value": value, "mend": mend})


def read_bytes(folder: Path, file: str) -> bytes:
    """The file, or what its .gz holds where there is no plain one; UTF-8, at most 100 MB."""
    plain, packed = folder / file, folder / f"{file}.gz"
    if plain.exists():
        data = plain.read_bytes()
    elif packed.exists():
        data = _unpacked(packed)
    else:
        raise refuse("sample-file-missing", (file, 0, ""), str(folder), "name-a-sample-folder")
    if len(data) > MAXIMUM_BYTES:
        raise refuse("sample-file-too-large", (file, 0, ""), MAXIMUM_BYTES, "give-a-smaller-file")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        raise refuse("sample-not-utf8", (file, row, ""), repr(data[error.start : error.end]), "save-as-utf8") from error
    return data


def _unpacked(packed: Path) -> bytes:
    try:
        with gzip.open(packed) as file:
            return file.read(MAXIMUM_BYTES + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise refuse("sample-not-gzip", (packed.name, 0, ""), str(error), "restore-the-file") from error


def table(data: bytes, file: str, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Row number and cells of each row. Refuses another header, and a row with more or fewer cells."""
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    header = next(rows, [])
    if header != list(columns):
        raise refuse("sample-header", (file, 1, ""), ",".join(header)[:200], "restore-the-header")
    for cells in rows:
        if len(cells) != len(columns):
            raise refuse("sample-row-width", (file, rows.line_num, ""), len(cells), "separate-with-commas")
        yield rows.line_num, dict(zip(columns, cells, strict=True))


def institutions(data: bytes, file: str = "institutions.csv") -> tuple[SampleInstitution, ...]:
    """Participants in order; each parent stands before what hangs from it."""
    found: dict[str, SampleInstitution] = {}
    for row, cells in table(data, file, INSTITUTION_COLUMNS):
        _one_of(file, row, "kind", cells["kind"], KINDS)
        for column in ("is_buyer", "is_legal_entity"):
            _one_of(file, row, column, cells[column], ("0", "1"))
        _new(file, row, "code", cells["code"], found)
        if cells["parent"] and cells["parent"] not in found:
            raise refuse("sample-unknown-institution", (file, row, "parent"), cells["parent"], "list-the-parent-first")
        found[cells["code"]] = SampleInstitution(
            code=cells["code"],
            name=cells["name"],
            short_name=cells["short_name"],
            parent=cells["parent"],
            kind=cells["kind"],
            state=cells["state"],
            is_buyer=cells["is_buyer"] == "1",
            is_legal_entity=cells["is_legal_entity"] == "1",
            column_as_published=cells["column_as_published"],
            aliases=tuple(alias for alias in cells["aliases"].split("|") if alias),
        )
    return tuple(found.values())


def items(data: bytes, file: str = "items.csv") -> tuple[SampleItem, ...]:
    """Codes in the order of the round."""
    found: dict[str, SampleItem] = {}
    for row, cells in table(data, file, ITEM_COLUMNS):
        _one_of(file, row, "origin", cells["origin"], ORIGINS)
        _new(file, row, "clave", cells["clave"], found)
        found[cells["clave"]] = SampleItem(**cells)
    return tuple(found.values())


def delivery_points(
    data: bytes, institution_codes: set[str], file: str = "delivery_points.csv"
) -> tuple[SamplePoint, ...]:
    """Places of delivery; the institution is one of the round or nobody."""
    found: dict[str, SamplePoint] = {}
    for row, cells in table(data, file, POINT_COLUMNS):
        _one_of(file, row, "origin", cells["origin"], ORIGINS)
        _new(file, row, "code", cells["code"], found)
        if cells["institution"] and cells["institution"] not in institution_codes:
            raise refuse("sample-unknown-institution", (file, row, "institution"), cells["institution"], "use-its-code")
        degrees = {name: _degrees(file, row, name, cells.pop(name)) for name in ("latitude", "longitude")}
        found[cells["code"]] = SamplePoint(**cells, **degrees)  # type: ignore[arg-type]
    return tuple(found.values())


def _one_of(file: str, row: int, column: str, value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        raise refuse("sample-value", (file, row, column), value, "use-one-of: " + ", ".join(allowed))


def _new(file: str, row: int, column: str, value: str, found: Container[str]) -> None:
    if not value:
        raise refuse("sample-value", (file, row, column), value, "fill-the-cell")
    if value in found:
        raise refuse("sample-duplicate", (file, row, column), value, "keep-one-row")


def _degrees(file: str, row: int, column: str, value: str) -> float:
    try:
        return float(value)
    except ValueError as error:
        raise refuse("sample-value", (file, row, column), value, "write-decimal-degrees") from error
