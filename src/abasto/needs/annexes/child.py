"""The child process that parses a workbook under limits: bytes on stdin, one JSON object on stdout.

It answers {"sheets": [...]} or {"refused": code, "values": {...}}; anything else means that a limit ended it.
It never imports a web framework, a database or another room, so it starts in 0.1 s and has nothing to lose.
"""

import io
import math
import resource
import sys

import orjson
import python_calamine

from . import limits
from .sheet_scan import SheetScan, scan_sheet, sheet_parts
from .zip_door import CountedZip, Stopped


def main() -> None:
    _take_limits()
    try:
        reply = orjson.dumps({"sheets": read_sheets(sys.stdin.buffer.read())}, default=str)
        if len(reply) > limits.MAX_REPLY_BYTES:
            raise Stopped("workbook-too-heavy")
    except Stopped as stopped:
        reply = orjson.dumps({"refused": stopped.code, "values": stopped.values})
    except python_calamine.PasswordError:
        reply = orjson.dumps({"refused": "workbook-encrypted", "values": {}})
    except python_calamine.CalamineError:
        reply = orjson.dumps({"refused": "workbook-damaged", "values": {}})
    except (MemoryError, RecursionError):
        reply = orjson.dumps({"refused": "workbook-too-heavy", "values": {}})
    sys.stdout.buffer.write(reply)


def _take_limits() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (limits.CHILD_MEMORY_BYTES, limits.CHILD_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.CHILD_CPU_SECONDS, limits.CHILD_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read_sheets(data: bytes) -> list[dict[str, object]]:
    """Every worksheet of a workbook, its size known before its values are read."""
    zipped = CountedZip(data)
    scans = {
        name: scan_sheet(zipped, name, part) for name, part in sheet_parts(zipped).items() if "worksheets/" in part
    }
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = []
    for about in workbook.sheets_metadata:
        if about.typ == python_calamine.SheetTypeEnum.WorkSheet:
            if about.name not in scans:
                raise Stopped("workbook-damaged", part=about.name)
            rows = workbook.get_sheet_by_name(about.name).to_python(skip_empty_area=False)
            sheets.append(_answer(about.name, [list(row) for row in rows], scans[about.name]))
    return sheets


def _answer(name: str, rows: list[list[object]], scan: SheetScan) -> dict[str, object]:
    for row in rows:
        for column, value in enumerate(row):
            if type(value) is float and not math.isfinite(value):
                row[column] = str(value)
    return {
        "name": name,
        "rows": rows,
        "merged": scan.merged,
        "valueless": scan.valueless,
        "errors": scan.errors,
        "rows_written": scan.rows_written,
    }


if __name__ == "__main__":
    main()
