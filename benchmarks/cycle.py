"""Time and peak memory of the national cycles as whole processes, of every step, of the import and of the pages.

    var/venv/bin/python benchmarks/cycle.py [--times 3] [--round NAME ...] [--postgres] [--no-pages]

Each cycle starts in an empty state folder, on SQLite or on a PostgreSQL that this program starts and stops itself;
the pages are served by granian as `abasto serve` does, on the last database. Prints Markdown tables, the figures of
the issue beside them. Needs a machine that does nothing else.
"""

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pages import served_pages
from postgres import postgres
from process import ROOT, Spent, expect_done, ran

ANNEX = ROOT.parent / "shared/data/mx_demanda_consolidada/2027-2028.xlsx"
ROUNDS = ("mx-2027-2028", "mx-2025-2026")
CYCLE_SECONDS, CYCLE_MB, ANNEX_SECONDS, PAGE_SECONDS, HELP_SECONDS = 60, 2048, 8, 0.3, 0.3


def main() -> None:
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="abasto-benchmark-") as folder, _database(asked.postgres) as new_url:
        state = Path(folder)
        for name in asked.round or ROUNDS:
            _cycles(name, state, new_url, asked.times)
        _other_verbs(state, new_url)
        if not asked.no_pages:
            _pages(state)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--round", action="append")
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--no-pages", action="store_true")
    return parser.parse_args()


@contextmanager
def _database(on_postgres: bool) -> Iterator[list[str]]:
    """The address of an empty PostgreSQL database each time the list is asked; an empty list: SQLite in the state."""
    if not on_postgres:
        yield []
        return
    with postgres() as server:
        yield [server]


def _cycles(name: str, state: Path, server: Sequence[str], times: int) -> None:
    """Play the round from nothing, `times` over; print every step, and the whole."""
    wholes, steps = [], []
    for _ in range(times):
        environment = _empty(state, server)
        wholes.append(spent(environment, "cycle", "--round", name))
        expect_done(wholes[-1])
        steps.append(json.loads(spent(environment, "runs", "--round", name, "--json").printed))
    print(f"\n## {name} on {'PostgreSQL' if server else 'SQLite'}, {times} times\n")
    print("| step | seconds, min | median | max | peak MB |\n|---|---:|---:|---:|---:|")
    for at, run in enumerate(steps[0]):
        seconds = [one[at]["seconds"] for one in steps]
        print(f"| {run['kind']} | {_spread(seconds)} | {max(one[at]['peak_mb'] for one in steps):,.0f} |")
    seconds = [whole.seconds for whole in wholes]
    print(f"| **whole process** | {_spread(seconds)} | {max(whole.peak_mb for whole in wholes):,.0f} |")
    print(f"| reach | | | {CYCLE_SECONDS} | {CYCLE_MB:,} |")
    calibrated = spent(environment, "calibrate", "--round", name)
    print(f"\nCalibration: {'inside' if calibrated.code == 0 else 'OUTSIDE'} (exit {calibrated.code}).")


def _other_verbs(state: Path, server: Sequence[str]) -> None:
    """A second start, help, and the annex as published, on the database of the last cycle."""
    environment = environment_of(state, server)
    name = json.loads(spent(environment, "rounds", "--json").printed)[0]["code"]
    print(
        "\n## Other commands\n\n| command | seconds | of the processor | peak MB | reach |\n|---|---:|---:|---:|---:|"
    )
    _row(f"cycle --round {name}, a second time", spent(environment, "cycle", "--round", name), "")
    _row("award --help", spent(environment, "award", "--help"), f"{HELP_SECONDS} s of the processor")
    if ANNEX.exists():
        _row(f"import-annex {ANNEX.name}", spent(environment, "import-annex", str(ANNEX)), f"{ANNEX_SECONDS} s")


def _row(title: str, took: Spent, reach: str) -> None:
    expect_done(took)
    print(f"| {title} | {took.seconds:.2f} | {took.cpu_seconds:.2f} | {took.peak_mb:,.0f} | {reach} |")


def _pages(state: Path) -> None:
    print("\n## Pages at national size, served by granian, 20 requests after another\n")
    print("| page | as | status | p50 s | p95 s | KB | reach |\n|---|---|---:|---:|---:|---:|---:|")
    for page in served_pages(environment_of(state, ())):
        print(
            f"| {page.address} | {page.username or 'citizen'} | {page.status} | {page.median_seconds:.3f} | "
            f"{page.high_seconds:.3f} | {page.size_bytes / 1024:,.0f} | {PAGE_SECONDS} |"
        )


def spent(environment: dict[str, str], *arguments: str) -> Spent:
    """`abasto ARGUMENTS` as a process."""
    return ran([sys.executable, "-m", "abasto", *arguments], environment)


def _empty(state: Path, server: Sequence[str]) -> dict[str, str]:
    """Nothing was ever played here."""
    shutil.rmtree(state)
    state.mkdir()
    for url in server:
        _renew(url)
    return environment_of(state, server)


def _renew(url: str) -> None:
    import psycopg

    base, _, name = url.rpartition("/")
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        connection.execute(f'CREATE DATABASE "{name}"'.encode())


def environment_of(state: Path, server: Sequence[str]) -> dict[str, str]:
    outer = {name: value for name, value in os.environ.items() if not name.startswith("ABASTO_")}
    url = server[0] if server else f"sqlite:///{state / 'abasto.sqlite3'}"
    return {**outer, "ABASTO_STATE": str(state), "ABASTO_DATABASE_URL": url, "COLUMNS": "200"}


def _spread(values: Sequence[float]) -> str:
    return f"{min(values):.2f} | {statistics.median(values):.2f} | {max(values):.2f}"


if __name__ == "__main__":
    main()
