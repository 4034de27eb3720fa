"""A sheet's XML read as a stream: how far it reaches, and what the parser of values does not tell.

That parser gives an empty cell for a formula without a cached value and for an error (#REF!), and allocates the whole
box up to the farthest value; all three must be known before. Runs in the child.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from . import limits
from .plain_cells import PlainCells
from .sheet import column_number
from .zip_door import CountedZip, Stopped

REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})\Z")
RELATIONS = "xl/_rels/workbook.xml.rels"
WORKBOOK = "xl/workbook.xml"


def place_of(reference: str) -> tuple[int, int]:
    """Row and column, counted from 0, of a reference such as XFD1048576."""
    match = REFERENCE.match(reference)
    if match is None:
        raise Stopped("workbook-damaged", part=reference[:20])
    return int(match[2]) - 1, column_number(match[1])


def parse_xml(chunks: Iterator[bytes], parser: expat.XMLParserType, part: str) -> None:
    """Feed a parser; a document type is refused, since it can hold entities that grow."""

    def no_doctype(*_: object) -> None:
        raise Stopped("workbook-damaged", part=part)

    parser.StartDoctypeDeclHandler = no_doctype
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Stopped("workbook-damaged", part=part) from error


def sheet_parts(zipped: CountedZip) -> dict[str, str]:
    """Member of the zip that holds each sheet, by the sheet's name."""
    if WORKBOOK not in zipped.members or RELATIONS not in zipped.members:
        raise Stopped("workbook-other-format")
    targets = {a.get("Id", ""): a.get("Target", "") for a in _elements(zipped, RELATIONS, "Relationship")}
    parts = {}
    for sheet in _elements(zipped, WORKBOOK, "sheet"):
        relation = next((value for key, value in sheet.items() if key.endswith(":id")), "")
        target = targets.get(relation, "")
        parts[sheet.get("name", "")] = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return parts


def _elements(zipped: CountedZip, part: str, wanted: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == wanted:
            found.append(attributes)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parse_xml(zipped.chunks(part), parser, part)
    return found


@dataclass
class SheetScan:
    """What one sheet's XML says beside its values; places count from 0."""

    last_row: int = -1
    last_column: int = -1
    rows_written: int = 0
    farthest: str = ""
    merged: list[list[int]] = field(default_factory=list)
    valueless: list[tuple[int, int]] = field(default_factory=list)
    errors: list[tuple[int, int]] = field(default_factory=list)

    def reach(self, rows: Collection[bytes], columns: Collection[bytes]) -> None:
        """Reach as far as the plain cells, whose rows are numbers from 1 and whose columns are letters."""
        if not rows:
            return
        row = max(map(int, rows)) - 1
        column = max(column_number(letters.decode()) for letters in columns)
        if row > self.last_row or column > self.last_column:
            self.last_row, self.last_column = max(self.last_row, row), max(self.last_column, column)
            self.farthest = f"row {self.last_row + 1}, column {self.last_column + 1}"

    def check(self, sheet: str) -> None:
        rows, columns = self.last_row + 1, self.last_column + 1
        if rows > limits.MAX_ROWS or columns > limits.MAX_COLUMNS or rows * columns > limits.MAX_BOX_CELLS:
            raise Stopped("sheet-too-large", sheet=sheet, cell=self.farthest, rows=rows, columns=columns)
        if len(self.merged) > limits.MAX_MERGED_RANGES:
            raise Stopped("sheet-too-many-merged-cells", sheet=sheet, found=len(self.merged))


class Unplaced(Exception):
    """A cell or row without reference."""


class _Scanner:
    """Handlers of the stream; a cell without reference stands right of the one before it, as the format says.

    Where plain cells were taken out (`needs_references`), such a cell has lost its neighbour: `Unplaced`.
    """

    def __init__(self, parser: expat.XMLParserType, needs_references: bool) -> None:
        self.needs_references = needs_references
        self.parser = parser
        self.scan = SheetScan()
        self.row = -1
        self.column = -1
        self.is_error = False
        self.formula_open = False
        self.columns: dict[str, int] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._close_formula()
            self._cell(attributes)
        elif name in ("v", "is"):
            self._value()
        elif name == "row":
            self._close_formula()
            if self.needs_references and "r" not in attributes:
                raise Unplaced
            self.row = int(attributes["r"]) - 1 if "r" in attributes else self.row + 1
            self.column = -1
            self.scan.rows_written = max(self.scan.rows_written, self.row + 1)
        elif name == "f":
            self.formula_open = True
        elif name == "mergeCell":
            self._merge(attributes["ref"])
        elif ":" in name and name.rpartition(":")[2] in ("c", "v", "is", "row", "f", "mergeCell"):
            self.start(name.rpartition(":")[2], attributes)

    def _cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            if self.needs_references:
                raise Unplaced
            self.column += 1
        else:
            text = reference.rstrip("0123456789")
            column = self.columns.get(text)
            if column is None:
                column = self.columns[text] = place_of(reference)[1]
            self.column = column
            self.row = int(reference[len(text) :]) - 1
        self.is_error = attributes.get("t") == "e"

    def _value(self) -> None:
        if self.formula_open:
            self.parser.CharacterDataHandler = self._text
        scan = self.scan
        if self.row > scan.last_row or self.column > scan.last_column:
            scan.last_row = max(scan.last_row, self.row)
            scan.last_column = max(scan.last_column, self.column)
            scan.farthest = f"row {self.row + 1}, column {self.column + 1}"
        if self.is_error:
            scan.errors.append((self.row, self.column))

    def _text(self, text: str) -> None:
        if text.strip():
            self.formula_open = False
            self.parser.CharacterDataHandler = None

    def _close_formula(self) -> None:
        if self.formula_open:
            self.scan.valueless.append((self.row, self.column))
            self.formula_open = False
            self.parser.CharacterDataHandler = None

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        self.scan.merged.append([*place_of(first), *place_of(last or first)])

    def finish(self) -> SheetScan:
        self._close_formula()
        return self.scan


def scan_sheet(zipped: CountedZip, sheet: str, part: str) -> SheetScan:
    """Scan one sheet; refuses `sheet-too-large` when a value stands beyond the limits."""
    if part not in zipped.members:
        raise Stopped("workbook-damaged", part=part[:80])
    plain = PlainCells()
    try:
        scan = _scanned(plain.without(zipped.chunks(part)), part, needs_references=True)
        scan.reach(plain.rows, plain.columns)
    except Unplaced:
        scan = _scanned(zipped.chunks(part), part, needs_references=False)
    scan.check(sheet)
    return scan


def _scanned(chunks: Iterator[bytes], part: str, needs_references: bool) -> SheetScan:
    parser = expat.ParserCreate()
    scanner = _Scanner(parser, needs_references)
    parser.StartElementHandler = scanner.start
    try:
        parse_xml(chunks, parser, part)
    except (KeyError, ValueError) as error:
        raise Stopped("workbook-damaged", part=part) from error
    return scanner.finish()
