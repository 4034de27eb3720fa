"""The safe door for workbooks: look at the first bytes, then let a child process with limits do the parsing."""

import subprocess
import sys

import orjson

from abasto.base.refusal import Refused

from . import limits
from .sheet import Cell, Sheet

ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
CHILD_MODULE = "abasto.needs.annexes.child"
PYTHON_ERROR = 1
"""What Python ends with after an error of its own: the parser met bytes that it did not expect."""
SHEET_NAME_CHARACTERS = 31
"""As many as a spreadsheet allows."""
CITATION = "ECMA-376 Office Open XML"


def read_workbook(data: bytes) -> tuple[Sheet, ...]:
    """The worksheets of an .xlsx held in `data`.

    Refuses, whatever the bytes: `workbook-encrypted`, `workbook-old-format` (.xls), `workbook-other-format`,
    `not-a-workbook`, `workbook-damaged`, `workbook-too-many-parts`, `workbook-bomb`, `sheet-too-large`,
    `sheet-too-many-merged-cells`, `workbook-too-heavy` (memory or processor), `workbook-too-slow`.
    """
    if data.startswith(OLE_MAGIC):
        raise Refused("workbook-encrypted" if ENCRYPTED_STREAM in data else "workbook-old-format", CITATION)
    if not data.startswith(ZIP_MAGIC):
        raise Refused("not-a-workbook", CITATION)
    reply = orjson.loads(_ask_child(data))
    if "refused" in reply:
        raise Refused(reply["refused"], CITATION, reply["values"])
    return tuple(_sheet(answer) for answer in reply["sheets"])


def _ask_child(data: bytes) -> bytes:
    command = [sys.executable, "-P", "-m", CHILD_MODULE]
    try:
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.CHILD_WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused("workbook-too-slow", CITATION, {"seconds": limits.CHILD_WALL_SECONDS}) from error
    if done.returncode == PYTHON_ERROR:
        raise Refused("workbook-damaged", CITATION)
    if done.returncode != 0 or not done.stdout:
        raise Refused("workbook-too-heavy", CITATION, {"ended": done.returncode})
    return done.stdout


def _text(value: str) -> Cell:
    return storable(value) if value and not value.isspace() else None


def storable(text: str) -> str:
    """Text without NUL, which a workbook can spell (_x0000_) and PostgreSQL cannot store."""
    return text.replace("\x00", "\ufffd")


def _sheet(answer: dict[str, list[list[int]]]) -> Sheet:
    rows: list[list[Cell]] = list(answer["rows"])  # type: ignore[arg-type]
    return Sheet(
        name=storable(str(answer["name"]))[:SHEET_NAME_CHARACTERS],
        rows=tuple(tuple(_text(value) if type(value) is str else value for value in row) for row in rows),
        merged=tuple((a, b, c, d) for a, b, c, d in answer["merged"]),
        valueless=frozenset((row, column) for row, column in answer["valueless"]),
        errors=frozenset((row, column) for row, column in answer["errors"]),
        rows_written=int(answer["rows_written"]),  # type: ignore[call-overload]
    )
