"""Bytes of a CSV become records: encoding and separator recognised, never guessed beyond the header."""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from abasto.base.problem import Problem
from abasto.base.refusal import Refused

from . import limits
from .findings import finding
from .sheet import plain

CITATION = "RFC 4180"
SEPARATORS = (",", ";", "\t")
FIELD_CHARACTERS = 1 << 17
"""Longest field; the longest description of the annexes has 5,000 characters."""


def decode(data: bytes) -> tuple[str, list[Problem]]:
    """Text of a CSV: UTF-8 with or without BOM, else Latin-1 as spreadsheets write it (Windows-1252), which is told.

    Refuses `file-not-text`.
    """
    if b"\x00" in data:
        raise Refused("file-not-text", CITATION)
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    return text, [finding("encoding-latin-1", "", row)]


def records_of(text: str, header: frozenset[str]) -> tuple[list[list[str]], int, list[Problem]]:
    """All records, the number of the header's record counted from 0, and a note if the separator is not a comma.

    Refuses `layout-unknown` without the header's labels, `csv-broken` (a quote without end), `sheet-too-large`.
    """
    for separator in SEPARATORS:
        top = list(islice(_reader(text, separator), limits.HEADER_ROWS))
        rows = [number for number, record in enumerate(top) if header <= {plain(value) for value in record}]
        if rows:
            records = list(islice(_reader(text, separator), limits.MAX_CSV_ROWS + 1))
            if len(records) > limits.MAX_CSV_ROWS:
                raise Refused("sheet-too-large", CITATION, {"rows": len(records), "limit": limits.MAX_CSV_ROWS})
            found = "" if separator == "," else repr(separator)
            notes = [finding("separator-not-comma", "", rows[0] + 1, "", found=found)] if found else []
            return records, rows[0], notes
    raise Refused("layout-unknown", CITATION, {"labels": sorted(header)})


def _reader(text: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(FIELD_CHARACTERS)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    except csv.Error as error:
        raise Refused("csv-broken", CITATION, {"reason": str(error)}) from error
