"""Pictures with their finding: what is drawn, its axes, its source, and the table behind it.

A `Chart` is plain data; `static/abasto/js/chart.js` draws it with the tokens' colours. The table behind the
picture is the chart's own rows, so that the CSV and the picture cannot differ.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from .figures import NO_FIGURE, percent
from .places import STATE_NAMES

MAX_SERIES = 6


@dataclass(frozen=True)
class Source:
    """Where the data come from, their date as text, and their origin: published, derived or synthetic."""

    name: str
    dated: str
    origin: str


@dataclass(frozen=True)
class Mark:
    """A line across the picture: a ceiling, a median."""

    label: str
    value: float


@dataclass(frozen=True)
class Chart:
    """A picture.

    shape: bars, lines, scatter, histogram or map. title: the finding, as a sentence.
    header and rows: the table behind it; the first column is the category (or x), the others the series.
    kind: how values are written: pieces, money (whole currency units), share (fraction of 1) or number.
    """

    id: str
    shape: str
    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    source: Source
    kind: str = "number"
    is_stacked: bool = False
    is_horizontal: bool = False
    marks: tuple[Mark, ...] = ()
    band: tuple[float, float] | None = None
    coverage: float | None = None
    value_name: str = ""

    @property
    def data_id(self) -> str:
        return f"{self.id}-data"

    @property
    def table_rows(self) -> list[tuple[str, ...]]:
        """The rows as text, for the table behind the picture."""
        return [(self._named(row[0]), *(written(value, self.kind) for value in row[1:])) for row in self.rows]

    def _named(self, value: object) -> str:
        if self.shape == "map":
            return STATE_NAMES[str(value)]
        return written(value, self.kind) if self.shape == "histogram" else str(value)

    @property
    def data(self) -> dict[str, object]:
        """What the script draws, ready for JSON."""
        return {
            "shape": self.shape,
            "title": str(self.title),
            "header": [str(name) for name in self.header],
            "rows": [[str(row[0]) if self.shape != "histogram" else row[0], *row[1:]] for row in self.rows],
            "kind": self.kind,
            "value": str(self.value_name or self.header[1]),
            "names": STATE_NAMES if self.shape == "map" else {},
            "stacked": self.is_stacked,
            "horizontal": self.is_horizontal,
            "marks": [{"label": str(mark.label), "value": mark.value} for mark in self.marks],
            "band": self.band,
            "source": f"{self.source.name}, {self.source.dated}",
            "synthetic": self.source.origin == "synthetic",
        }


def bars(
    id: str,
    title: str,
    category: str,
    rows: Sequence[tuple[object, ...]],
    *,
    series: Sequence[str],
    source: Source,
    value: str = "",
    kind: str = "number",
    is_stacked: bool = False,
    is_horizontal: bool = False,
) -> Chart:
    """A bar per category and series. rows: (category, value of each series...); `value` names the axis of several."""
    header = _header(category, series)
    return Chart(
        id, "bars", title, header, tuple(rows), source, kind, is_stacked, is_horizontal, value_name=value
    )  # fmt: skip


def lines(
    id: str,
    title: str,
    category: str,
    rows: Sequence[tuple[object, ...]],
    *,
    series: Sequence[str],
    source: Source,
    value: str = "",
    kind: str = "number",
    marks: Sequence[Mark] = (),
) -> Chart:
    """A line per series over ordered categories. rows: (category, value of each series...); `value` names the axis."""
    header = _header(category, series)
    return Chart(id, "lines", title, header, tuple(rows), source, kind, marks=tuple(marks), value_name=value)


def scatter(
    id: str,
    title: str,
    axes: tuple[str, str],
    rows: Sequence[tuple[str, float, float]],
    *,
    source: Source,
    label: str = "",
    kind: str = "number",
    marks: Sequence[Mark] = (),
) -> Chart:
    """Points. axes: names of x and y; rows: (label, x, y); `kind` formats y."""
    return Chart(id, "scatter", title, (label, *axes), tuple(rows), source, kind, marks=tuple(marks))


def histogram(
    id: str,
    title: str,
    values: Sequence[float],
    *,
    value: str,
    count: str,
    source: Source,
    bins: int = 20,
    marks: Sequence[Mark] = (),
    band: tuple[float, float] | None = None,
    kind: str = "number",
) -> Chart:
    """How values spread: equal bins between the least and the greatest; the last one includes its right edge."""
    rows = _binned(values, bins)
    return Chart(id, "histogram", title, (value, count), rows, source, kind, marks=tuple(marks), band=band)


def state_map(
    id: str,
    title: str,
    value: str,
    rows: Sequence[tuple[str, float]],
    *,
    source: Source,
    state: str = "",
    kind: str = "number",
    coverage: float | None = None,
) -> Chart:
    """The 32 states. rows: (INEGI key "01".."32", value); coverage: fraction of the total that could be placed."""
    return Chart(id, "map", title, (state, value), tuple(rows), source, kind, coverage=coverage)


def written(value: object, kind: str) -> str:
    """A figure of a picture as text; money is in whole currency units."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return NO_FIGURE if value is None else str(value)
    if kind == "share":
        return percent(value)
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"


def _header(category: str, series: Sequence[str]) -> tuple[str, ...]:
    if len(series) > MAX_SERIES:
        raise ValueError(f"a picture holds at most {MAX_SERIES} series, not {len(series)}")
    return (category, *series)


def _binned(values: Sequence[float], bins: int) -> tuple[tuple[object, ...], ...]:
    """(left edge, right edge) as the middle of each bin, with its count."""
    if not values:
        return ()
    low, high = min(values), max(values)
    if low == high:
        return ((low, len(values)),)
    width = (high - low) / bins
    edges = [low + width * step for step in range(1, bins)]
    counts = [0] * bins
    for value in values:
        counts[bisect_right(edges, value)] += 1
    return tuple((round(low + width * (step + 0.5), 4), count) for step, count in enumerate(counts))
