"""How many of the errors put into months of use are found, and how many of those found were put in.

`python benchmarks/needs_errors.py`: on the synthetic history of the national round, and, where the data lie beside the
checkout, on real series: contraceptives of 156 sites with their stock, and prescriptions of a country without. One
month in 200 of the series with 12 months of use and more is multiplied by 10, 100, 1,000 or divided by them (where a
piece is left); the rules see only the result. What else is odd in real series counts as a false alarm.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import ibis
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from abasto.catalogue.category import category_of
from abasto.needs.evidence.rules.engine import engine
from abasto.needs.evidence.rules.judge import judge
from abasto.rehearsal.demand_of import demand_of
from abasto.rehearsal.history import make_history
from abasto.rounds.sample import read_sample

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
FACTORS = (10.0, 100.0, 1000.0, 0.1, 0.01, 0.001)
SHARE = 1 / 200
MONTHS_OF_USE = 12
SEED = 11
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Books:
    """Pieces of shape (series, months); -1 where nothing was reported."""

    use: Ints
    stock: Ints
    received: Ints
    days: Ints

    def of(self, chosen: NDArray[np.bool_]) -> "Books":
        return Books(self.use[chosen], self.stock[chosen], self.received[chosen], self.days[chosen])


def main() -> None:
    print(f"{'series':<42}{'series':>9}{'errors':>8}{'found':>8}{'right':>8}{'recall':>8}{'precision':>10}   by factor")
    for name, books in sets():
        measure(name, books)


def sets() -> Iterator[tuple[str, Books]]:
    """(name, books)."""
    synthetic = national()
    nothing = np.full_like(synthetic.use, -1)
    yield "synthetic, national round", synthetic
    yield "the same, use alone", replace(synthetic, stock=nothing, received=nothing)
    if (folder := DATA / "ts_ci_contraceptives").is_dir():
        yield "real, contraceptives, Côte d'Ivoire", (real := contraceptives(folder))
        nothing = np.full_like(real.use, -1)
        yield "the same, use alone", replace(real, stock=nothing, received=nothing)
    if (folder := DATA / "ts_au_pbs").is_dir():
        yield "real, prescriptions, Australia, use alone", prescriptions(folder)


def national() -> Books:
    sample = read_sample(ROOT / "samples" / "mx-2027-2028")
    rows = sample.needs
    needs = (
        (sample.items[i].clave, sample.buyers[b].code, least, most)
        for i, b, least, most in zip(
            rows.item_index.tolist(), rows.buyer_index.tolist(), rows.minimum_pieces.tolist(),
            rows.maximum_pieces.tolist(), strict=True,
        )
    )  # fmt: skip
    items = [(item.clave, category_of(item.clave), item.description) for item in sample.items]
    demand = demand_of(items, [buyer.code for buyer in sample.buyers], needs, sample.round.months)
    made = make_history(demand, 0, SEED)
    use = np.where(made.factor == 1, made.consumption, np.round(made.consumption / made.factor).astype(np.int64))
    return Books(np.where(made.is_reported, use, -1), made.stock, made.received, made.stock_out_days)


def contraceptives(folder: Path) -> Books:
    columns = ("stock_distributed", "stock_end", "stock_received", "stock_stockout_days")
    found: dict[str, dict[tuple[str, str], dict[int, int]]] = {name: defaultdict(dict) for name in columns}
    with (folder / "logistics_until_2019_03.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            at = int(row["year"]) * 12 + int(row["month"]) - 1
            for name in columns:
                adjusted = float(row["stock_adjustment"] or 0) if name == "stock_received" else 0
                pieces = max(0, int(float(row[name] or 0) + adjusted))
                found[name][row["site_code"], row["product_code"]][at] = pieces
    use, stock, received, days = (_matrix(found[name]) for name in columns)
    return Books(use, stock, received, np.maximum(days, 0))


def prescriptions(folder: Path) -> Books:
    series: dict[tuple[str, ...], dict[int, int]] = defaultdict(dict)
    with next(folder.glob("*.csv")).open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            at = int(row["Month"][:4]) * 12 + int(row["Month"][5:]) - 1
            series[row["Concession"], row["Type"], row["ATC2"]][at] = int(float(row["Scripts"]))
    use = _matrix(series)[:, -36:]
    return Books(use, np.full_like(use, -1), np.full_like(use, -1), np.zeros_like(use))


def _matrix(series: Mapping[tuple[str, ...], Mapping[int, int]]) -> Ints:
    months = [at for one in series.values() for at in one]
    first, last = min(months), max(months)
    matrix = np.full((len(series), last - first + 1), -1, dtype=np.int64)
    for number, one in enumerate(series.values()):
        for at, pieces in one.items():
            matrix[number, at - first] = pieces
    return matrix


def measure(name: str, books: Books) -> None:
    """Puts errors in, has them found, prints recall and precision."""
    books = books.of((books.use > 0).sum(axis=1) >= MONTHS_OF_USE)
    use, draw = books.use, np.random.default_rng(SEED)
    factor = np.where(draw.random(use.shape) < SHARE, draw.choice(FACTORS, use.shape), 1.0)
    factor = np.where((use > 0) & (use * factor >= 1), factor, 1.0)
    found = flagged(replace(books, use=np.where(use < 0, use, (use * factor).astype(np.int64))))
    is_wrong = factor != 1
    right = sum(1 for place, told in found.items() if told == _as_told(factor[place]))
    hits = sum(1 for place in found if is_wrong[place])
    kinds = []
    for kind in FACTORS:
        put = np.argwhere(factor == kind).tolist()
        kinds.append(f"{kind:g}: {sum(1 for s, m in put if (s, m) in found) / max(len(put), 1):.3f}")
    recall, precision = hits / is_wrong.sum(), hits / max(len(found), 1)
    print(f"{name:<42}{len(use):>9,}{is_wrong.sum():>8,}{len(found):>8,}{right:>8,}{recall:>8.3f}{precision:>10.3f}   "
          + "  ".join(kinds), flush=True)  # fmt: skip


def _as_told(factor: float) -> int:
    return round(factor) if factor > 1 else -round(1 / factor)


def flagged(books: Books) -> dict[tuple[int, int], int]:
    """(series, month) of every month called out of scale, with the factor told."""
    months = []
    for at in range(books.use.shape[1]):
        told = np.flatnonzero(books.use[:, at] >= 0)
        columns = {
            "series": told,
            "month": np.full(len(told), at, dtype=np.int32),
            "consumption_pieces": books.use[told, at],
            "stock_pieces": books.stock[told, at],
            "received_pieces": books.received[told, at],
            "stock_out_days": books.days[told, at].astype(np.int16),
            "reported": np.ones(len(told), dtype=bool),
        }
        months.append(pa.table(columns))
    told = ibis.memtable(pa.concat_tables(months))
    with engine() as backend:
        return {(one.series, one.month): one.factor for one in judge(backend, [told], [(told, told)], 0).scale}


if __name__ == "__main__":
    sys.exit(main())
