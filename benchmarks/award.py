"""What the award takes, lot by lot and across lots, beside what is to be reached; ours and HiGHS in the same run.

    python benchmarks/award.py [PART ...] [--runs 3] [--seed 1] [--peer-seconds 300] [--state FOLDER]

Parts: lawful act x1 x2 x10 highs small verify reasons scenario pages; all of them if none is named. Prints a Markdown
table. Every measurement is a process of its own: seconds of the clock and of the processor for the work itself, peak
memory for the whole process; short ones are repeated: median (least to most). Instances are synthetic and seeded.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from award_decided import across_rows, lawful_rows, reasons_rows, scenario_rows, small_rows, verify_rows
from award_national import act_rows, page_rows
from award_rivals import highs_rows
from award_row import HEAD, Row, Work

PARTS: dict[str, Callable[[Work], Iterator[Row]]] = {
    "lawful": lawful_rows,
    "act": act_rows,
    "x1": lambda work: across_rows(work, 1),
    "x2": lambda work: across_rows(work, 2),
    "x10": lambda work: across_rows(work, 10),
    "highs": highs_rows,
    "small": small_rows,
    "verify": verify_rows,
    "reasons": reasons_rows,
    "scenario": scenario_rows,
    "pages": page_rows,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=" ".join(PARTS))
    parser.add_argument("--runs", type=int, default=3, help="of what is short")
    parser.add_argument("--seed", type=int, default=1, help="of the instances")
    parser.add_argument("--peer-seconds", type=float, default=300, help="after which HiGHS is stopped")
    parser.add_argument("--state", type=Path, help="of a national round already played, for act and pages")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - PARTS.keys():
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    print(HEAD, flush=True)
    with tempfile.TemporaryDirectory(prefix="abasto-award-") as folder:
        work = Work(Path(folder), asked.runs, asked.seed, asked.peer_seconds, asked.state)
        failed = [part for part in asked.parts or PARTS if not _printed(part, work)]
    if failed:
        sys.exit(f"Failed: {', '.join(failed)}.")


def _printed(part: str, work: Work) -> bool:
    """The rows of a part; what failed is told beside the table, and the other parts go on."""
    try:
        for row in PARTS[part](work):
            print(row, flush=True)
    except SystemExit as failure:
        print(f"{part}: {failure}", file=sys.stderr, flush=True)
        return False
    return True


if __name__ == "__main__":
    main()
