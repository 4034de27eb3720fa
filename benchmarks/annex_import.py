"""Time and peak memory to read the annexes as published: `python benchmarks/annex_import.py FOLDER`.

Prints one line per workbook: claves x buyers, pieces, problems, seconds, and the peak memory of the reader and of the
child that parses. Nothing is stored.
"""

import resource
import sys
import time
from decimal import Decimal
from pathlib import Path

from abasto.needs.annexes.read import read_annex

PROCESSES = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN


def main(folder: Path) -> None:
    for path in sorted(folder.glob("*.xlsx")):
        started = time.perf_counter()
        table = read_annex(path, None, (), Decimal(40))
        seconds = time.perf_counter() - started
        codes, buyers = table.maximum_pieces.shape
        reader, child = (resource.getrusage(who).ru_maxrss // 1024 for who in PROCESSES)
        print(
            f"{path.name}: {codes:,} x {buyers}, {table.total_maximum_pieces:,} pieces, "
            f"{len(table.problems)} problems, "
            f"{seconds:.2f} s, reader {reader} MB, child {child} MB"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
