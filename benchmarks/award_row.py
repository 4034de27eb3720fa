"""A row of the table, and the processes that fill it."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from award_watch import Figure, heard, spread
from process import ROOT, Spent, expect_done, ran

HEAD = "| figure | reach | seconds | of the processor | peak MB | told |\n|---|---|---:|---:|---:|---|"
MOST_SECONDS = 60
"""No further run starts when those before took this long together."""


@dataclass(frozen=True)
class Row:
    """As the table prints it."""

    name: str
    reach: str
    seconds: str
    cpu_seconds: str
    peak_mb: str
    told: str = ""

    def __str__(self) -> str:
        return f"| {self.name} | {self.reach} | {self.seconds} | {self.cpu_seconds} | {self.peak_mb} | {self.told} |"


@dataclass
class Work:
    """What every part needs. folder: of files that later parts read. state: of a national round, "" until played.

    solved: the figures of the national instances decided in this run, by how many times the national size.
    """

    folder: Path
    runs: int
    seed: int
    peer_seconds: float
    state: Path | None
    solved: dict[int, "Measured"] = field(default_factory=dict)


@dataclass(frozen=True)
class Measured:
    """The figures of one process, and the whole process."""

    figures: Sequence[Figure]
    spent: Spent

    def one(self, name: str) -> Figure:
        return next(figure for figure in self.figures if figure.name == name)

    def some(self, name: str) -> list[Figure]:
        return [figure for figure in self.figures if figure.name == name]


def measured(program: str, *arguments: str, environment: Mapping[str, str] | None = None) -> Measured:
    """A program beside this one, as a process."""
    spent = ran([sys.executable, str(ROOT / "benchmarks" / program), *arguments], environment)
    expect_done(spent)
    return Measured(heard(spent.printed), spent)


def repeated(work: Work, program: str, *arguments: str, environment: Mapping[str, str] | None = None) -> list[Measured]:
    """As often as asked for, while it is short."""
    found: list[Measured] = []
    while len(found) < work.runs and sum(one.spent.seconds for one in found) < MOST_SECONDS:
        found.append(measured(program, *arguments, environment=environment))
    return found


def row_of(title: str, reach: str, runs: Sequence[Measured], name: str, **more: str) -> Row:
    """One figure of every run; what it tells is that of the first. more: told as well."""
    figures = [run.one(name) for run in runs]
    peak = max(run.spent.peak_mb for run in runs)
    return Row(
        title,
        reach,
        spread(figure.seconds for figure in figures),
        spread(figure.cpu_seconds for figure in figures),
        f"{peak:,.0f}",
        told({**figures[0].told, **more}),
    )


def row_of_process(title: str, reach: str, runs: Sequence[Spent], more: str) -> Row:
    """Whole processes."""
    peak = max(run.peak_mb for run in runs)
    seconds, cpu = spread(run.seconds for run in runs), spread(run.cpu_seconds for run in runs)
    return Row(title, reach, seconds, cpu, f"{peak:,.0f}", more)


def told(values: Mapping[str, object]) -> str:
    """Names and values in words; a gap in percent, a digest shortened."""
    return ", ".join(f"{name} {_plain(name, value)}" for name, value in values.items())


def _plain(name: str, value: object) -> str:
    if name == "gap" and isinstance(value, float):
        return f"{value:.4%}"
    if name == "sha256":
        return str(value)[:16]
    return f"{value:,}" if isinstance(value, int) else str(value)


def as_json(**values: object) -> str:
    return json.dumps(values)
