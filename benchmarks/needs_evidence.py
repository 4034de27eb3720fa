"""97 million rows of use, in 36 files by month: sums and validation against the time pyarrow takes to decode the files.

`python benchmarks/needs_evidence.py [folder] [share]`: makes the files (seeded) in a folder that is deleted at the end,
and runs every measure as a process of its own, so that none counts the memory of another; prints seconds of the clock
and of the processor, their ratio to the decoding, and peak memory. share: of the 20,000 places, for a quick look (1 in
so many).
"""

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

PLACES, CODES, SERIES, MONTHS = 20_000, 4_498, 4_210_000, 36
PRESENT = 0.6408
BASE = 2024 * 12
STRIPES = 8
BLOCK = 625
"""Places in a row group: stripes of places then read no row group twice."""
CLAVE_BITS = 40
ERRORS = 1 / 20_000
SEED = 7


def main(folder: str = "", share: int = 1) -> None:
    root = Path(tempfile.mkdtemp(prefix="abasto-evidence-", dir=folder or None))
    try:
        command = [sys.executable, __file__, "--make", str(root), str(share)]
        rows = int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        size = sum(path.stat().st_size for path in root.glob("*.parquet")) / 2**20
        print(f"{rows:,} rows in {MONTHS} files, {size:,.0f} MB")
        print(f"{'':<44}{'s':>8}{'core-s':>9}{'x decode':>10}{'x core-s':>10}{'MB':>8}")
        against = measured(root, "decode", None)
        measured(root, "decode3", against)
        measured(root, "sums", against)
        whole = measured(root, "validation", against)
        new = measured(root, "month", against)
        print(f"a new month: 1/{whole[0] / new[0]:.0f} of the validation of all (clock), "
              f"1/{whole[1] / new[1]:.0f} (processor)")  # fmt: skip
    finally:
        shutil.rmtree(root)


def measured(root: Path, part: str, against: tuple[float, float] | None) -> tuple[float, float]:
    """The part in a process of its own, after its imports; prints its line."""
    done = subprocess.run(
        [sys.executable, __file__, "--part", part, str(root)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    told = json.loads(done.stdout.splitlines()[-1])
    seconds, core = told["seconds"], told["core"]
    ratios = f"{seconds / against[0]:>10.2f}{core / against[1]:>10.2f}" if against else " " * 20
    print(f"{told['name']:<44}{seconds:>8.2f}{core:>9.2f}{ratios}{told['peak']:>8.0f}   {told['found']}", flush=True)
    return seconds, core


def make(root: Path, share: int) -> int:
    """The files: one row a series and month, in the order of series, with books that balance and errors put in."""
    draw = np.random.default_rng(SEED)
    places = PLACES // share
    chosen = np.sort(draw.choice(places * CODES, SERIES // share, replace=False))
    place, code = chosen // CODES, chosen % CODES
    series = place << CLAVE_BITS | (10_000_000_000 + code * 100)
    level = np.exp(draw.normal(4, 1.5, len(series)))
    rows = 0
    for at in range(MONTHS):
        here = draw.random(len(series)) < PRESENT
        rows += _month(root, at, series[here], place[here], level[here], draw)
    return rows


def _month(
    root: Path, at: int, series: np.ndarray, place: np.ndarray, level: np.ndarray, draw: np.random.Generator
) -> int:
    count = len(series)
    days = np.where(draw.random(count) < 0.06, draw.integers(1, 20, count), 0)
    use = np.round(level * np.exp(draw.normal(0, 0.4, count)) * (30 - days) / 30).astype(np.int64)
    is_wrong = draw.random(count) < ERRORS
    told = np.where(is_wrong, use * draw.choice([10, 100, 1000], count), use)
    columns = {
        "series": series,
        "month": np.full(count, BASE + at, dtype=np.int32),
        "consumption_pieces": told,
        "stock_pieces": (2 * level).astype(np.int64),
        "received_pieces": use,
        "stock_out_days": days.astype(np.int16),
        "reported": np.ones(count, dtype=bool),
    }
    table = pa.table(columns)
    cuts = np.searchsorted(place, np.arange(0, int(place.max()) + BLOCK, BLOCK))
    plain = ["month", "stock_out_days"]
    encoding = {"series": "DELTA_BINARY_PACKED"}
    path = root / f"{(BASE + at) // 12}-{(BASE + at) % 12 + 1:02d}.parquet"
    with pq.ParquetWriter(
        path, table.schema, compression="zstd", use_dictionary=plain, column_encoding=encoding
    ) as out:
        for start, end in zip(cuts, [*cuts[1:], count], strict=True):
            if end > start:
                out.write_table(table.slice(start, end - start))
    return count


def run(part: str, root: Path) -> None:
    """One part, in this process."""
    import duckdb  # noqa: F401
    import ibis  # noqa: F401

    import abasto.needs.evidence.rules.news  # noqa: F401

    files = sorted(root.glob("????-??.parquet"))
    name, work = PARTS[part]
    prepared = PREPARED.get(part, lambda files: None)(files)
    before, started = _core(), time.perf_counter()
    found = work(files) if prepared is None else work(files, prepared)
    told = {"name": name, "seconds": time.perf_counter() - started, "core": _core() - before, "found": found,
            "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}  # fmt: skip
    print(json.dumps(told))


def _core() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def decode(files: list[Path], columns: list[str] | None = None) -> str:
    return f"{sum(pq.read_table(path, columns=columns).num_rows for path in files):,} rows"


def decode_three(files: list[Path]) -> str:
    return decode(files, ["series", "month", "consumption_pieces"])


def sums(files: list[Path]) -> str:
    from abasto.needs.evidence.rules.engine import engine

    groups = pieces = 0
    with engine() as backend:
        months = backend.read_parquet([str(path) for path in files])
        for low, high in stripes(files):
            rows = months.filter(months.series.between(low, high))
            made = backend.to_pyarrow(rows.group_by("series").aggregate(pieces=rows.consumption_pieces.sum()))
            groups, pieces = groups + made.num_rows, pieces + int(made["pieces"].to_numpy().sum())
    return f"{groups:,} sums, {pieces:,} pieces"


def validation(files: list[Path]) -> str:
    from abasto.needs.evidence.rules.engine import engine
    from abasto.needs.evidence.rules.judge import judge

    with engine() as backend:
        each = [backend.read_parquet(str(path)) for path in files]
        every = backend.read_parquet([str(path) for path in files])
        pairs = list(pairwise(each))
        found = judge(backend, [every], pairs, BASE, stripes(files))
    return f"{len(found.scale):,} out of scale, {len(found.stock):,} stock from nowhere"


def kept_state(files: list[Path]) -> Path:
    """State and limits of all months but the last, as a check leaves them; not measured."""
    from abasto.needs.evidence.rules.engine import engine
    from abasto.needs.evidence.rules.news import limits
    from abasto.needs.evidence.rules.partial import partial

    folder = files[0].parent / "state"
    folder.mkdir(exist_ok=True)
    with engine() as backend:
        months = backend.read_parquet([str(path) for path in files[:-1]])
        for at, (low, high) in enumerate(stripes(files)):
            path = folder / f"state-{at}.parquet"
            backend.to_parquet(partial(months.filter(months.series.between(low, high)), BASE).order_by("series"), path)
            backend.to_parquet(
                limits(backend.read_parquet(str(path))).order_by("series"), folder / f"limits-{at}.parquet"
            )
    return folder


def new_month(files: list[Path], folder: Path) -> str:
    from abasto.needs.evidence.rules.engine import engine
    from abasto.needs.evidence.rules.news import judge_month

    with engine() as backend:
        state = backend.read_parquet(str(folder / "state-*.parquet"))
        known = backend.read_parquet(str(folder / "limits-*.parquet"))
        before, month = (backend.read_parquet(str(path)) for path in files[-2:])
        found = judge_month(backend, month, before, state, known, BASE)
    return f"{len(found.scale):,} out of scale, {len(found.stock):,} stock from nowhere"


def stripes(files: list[Path]) -> list[tuple[int, int]]:
    """Places in equal parts, cut between row groups."""
    series = pq.read_table(files[0], columns=["series"])["series"].to_numpy()
    blocks = (int(series.max()) >> CLAVE_BITS) // BLOCK + 1
    cuts = [round(blocks * at / STRIPES) * BLOCK for at in range(STRIPES + 1)]
    return [(low << CLAVE_BITS, (high << CLAVE_BITS) - 1) for low, high in pairwise(cuts) if high > low]


PARTS: dict[str, tuple[str, Callable[..., str]]] = {
    "decode": ("pyarrow decodes the files", decode),
    "decode3": ("pyarrow decodes series, month and use", decode_three),
    "sums": ("sums by series", sums),
    "validation": ("with validation by all rules", validation),
    "month": ("a new month by all rules", new_month),
}
PREPARED: dict[str, Callable[[list[Path]], Path]] = {"month": kept_state}


if __name__ == "__main__":
    if sys.argv[1:2] == ["--make"]:
        print(make(Path(sys.argv[2]), int(sys.argv[3])))
    elif sys.argv[1:2] == ["--part"]:
        run(sys.argv[2], Path(sys.argv[3]))
    else:
        main(*sys.argv[1:2], *map(int, sys.argv[2:3]))
