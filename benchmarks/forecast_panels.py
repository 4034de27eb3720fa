"""The three real panels as arrays, and a synthetic national one; the months held back for others are not in these
files."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from process import ROOT

DATA = ROOT.parent / "shared" / "data"


@dataclass(frozen=True)
class Panel:
    """y, reported: (series, months); code: (series,); first_month: 1 to 12; first: (series,) place of the first
    report.

    months_ahead: how far it is forecast; origins: months of history at each rolling origin; least: fewest of a series.
    """

    name: str
    y: np.ndarray
    reported: np.ndarray
    code: np.ndarray
    first_month: int
    months_ahead: int
    origins: tuple[int, ...]
    least: int

    @property
    def first(self) -> np.ndarray:
        return self.reported.argmax(axis=1)

    def judged(self, origin: int, months: int) -> np.ndarray:
        """Series with `least` months or more before the origin and no month missing until the last one forecast."""
        whole = [self.reported[i, start : origin + months].all() for i, start in enumerate(self.first)]
        return np.flatnonzero(np.array(whole) & (origin - self.first >= self.least))


def months_of(text: str) -> int:
    year, month = text.split("-")[:2]
    return 12 * int(year) + int(month) - 1


Row = tuple[tuple[str, ...], int, float]


def arrays(rows: Iterable[Row]) -> tuple[list[tuple[str, ...]], np.ndarray, np.ndarray, int]:
    listed = list(rows)
    keys = sorted({key for key, _, _ in listed})
    place = {key: at for at, key in enumerate(keys)}
    first = min(month for _, month, _ in listed)
    months = max(month for _, month, _ in listed) - first + 1
    y, reported = np.zeros((len(keys), months)), np.zeros((len(keys), months), bool)
    for key, month, value in listed:
        y[place[key], month - first], reported[place[key], month - first] = value, True
    return keys, y, reported, first


def read(name: str, row: Callable[[dict[str, str]], Row]) -> tuple[list[tuple[str, ...]], np.ndarray, np.ndarray, int]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return arrays(row(line) for line in csv.DictReader(file))


def codes(keys: list[str]) -> np.ndarray:
    return np.unique(np.array(keys), return_inverse=True)[1]


def contraceptives() -> Panel:
    keys, y, reported, first = read(
        "ts_ci_contraceptives/logistics_until_2019_03.csv",
        lambda line: (
            (line["site_code"], line["product_code"]),
            12 * int(line["year"]) + int(line["month"]) - 1,
            float(line["stock_distributed"] or 0),
        ),
    )
    product = codes([key[1] for key in keys])
    return Panel("contraceptives", y, reported, product, first % 12 + 1, 3, (36, 33, 30, 27), 12)


def carparts() -> Panel:
    """Series with a month that was not known are left out."""
    _, y, reported, first = read(
        "ts_carparts/carparts_monthly_long.csv",
        lambda line: ((line["series"],), months_of(line["month"]), float(line["value"] or -1)),
    )
    known = (y >= 0).all(axis=1)
    return Panel("carparts", y[known], reported[known], np.arange(known.sum()), first % 12 + 1, 6, (45, 39, 33), 12)


def pbs() -> Panel:
    keys, y, reported, first = read(
        "ts_au_pbs/PBS_until_2006_06.csv",
        lambda line: (
            (line["ATC2"], line["Concession"], line["Type"]),
            months_of(line["Month"]),
            float(line["Scripts"]),
        ),
    )
    return Panel("PBS", y, reported, codes([key[0] for key in keys]), first % 12 + 1, 12, (168, 156, 144), 60)


def national(series: int = 116_948, codes: int = 4_498, months: int = 36, seed: int = 1) -> tuple[np.ndarray, ...]:
    """Synthetic use, reports, days without stock, codes: a fifth smooth and seasonal, the rest with months of none."""
    rng = np.random.default_rng(seed)
    code = np.sort(rng.integers(0, codes, series))
    mean, empty = np.exp(rng.normal(3, 2.2, series))[:, None], rng.random(series)[:, None] ** 2 * 0.9
    turn = (np.arange(months) + rng.integers(0, 12, codes)[code][:, None]) / 12 * 2 * np.pi
    smooth = 20 * mean * (1 + 0.3 * np.sin(turn)) * rng.normal(1, 0.12, (series, months))
    sparse = (rng.random((series, months)) > empty) * mean * rng.gamma(2, 0.5, (series, months))
    used = np.where(rng.random(series)[:, None] < 0.2, smooth, sparse)
    reported = rng.random((series, months)) > 0.03
    short = np.where(rng.random((series, months)) < 0.04, 5, 0)
    return np.maximum(used, 0).astype(np.int64), reported, short, code


PANELS = {"contraceptives": contraceptives, "carparts": carparts, "PBS": pbs}
