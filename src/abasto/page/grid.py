"""The grid's data, and the view that the page's address asks for.

The browser filters and sorts in `static/abasto/js/grid.js`; the workbook is made on the server. Both read
the same address with the same rules, written down here:
`q` words that must all occur in a frozen column; `f=key:operator:value` conditions that must all hold;
`hide` keys of hidden columns; `sort` a key, with "-" for descending.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

Value = str | int | float | None
NUMERIC = frozenset({"pieces", "money", "number", "share", "tenths"})
SCALE = {"money": 100, "tenths": 10}
OPERATORS = ("contains", "is", "not", "atleast", "atmost")


@dataclass(frozen=True)
class GridColumn:
    """A column: kind as in tables; frozen ones stay in sight and are searched; `group` is a line above the header."""

    key: str
    name: str
    kind: str = "text"
    frozen: bool = False
    group: str = ""
    is_totalled: bool = True

    @property
    def is_numeric(self) -> bool:
        return self.kind in NUMERIC


@dataclass(frozen=True)
class Grid:
    """Columns (the frozen first), rows in their order; `links`: where each row's first cell leads, "" for nowhere."""

    columns: tuple[GridColumn, ...]
    rows: Sequence[Sequence[Value]]
    links: Sequence[str] = ()
    is_synthetic: bool = False
    source: str = ""


@dataclass(frozen=True)
class Condition:
    """`key operator value`; operators: contains, is, not (text), atleast, atmost (numbers)."""

    key: str
    operator: str
    value: str


@dataclass(frozen=True)
class View:
    """What part of a grid is shown, and in what order."""

    words: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    hidden: frozenset[str] = frozenset()
    sort: str = ""


class Query(Protocol):
    """A query string, as Django's `request.GET`."""

    def getlist(self, key: str) -> list[str]: ...


def view_asked(query: Query) -> View:
    """The view that an address asks for; a condition that cannot be read is left out."""
    found = (_condition(text) for text in query.getlist("f"))
    return View(
        words=tuple(" ".join(query.getlist("q")).casefold().split()),
        conditions=tuple(condition for condition in found if condition),
        hidden=frozenset(key for text in query.getlist("hide") for key in text.split(",") if key),
        sort=next(iter(query.getlist("sort")), ""),
    )


def grid_json(grid: Grid) -> dict[str, object]:
    """What the grid's address answers. Totals are of all rows, by the column's key."""
    return {
        "columns": [
            {"key": c.key, "name": str(c.name), "kind": c.kind, "frozen": c.frozen, "group": str(c.group)}
            | {"total": c.is_numeric and c.is_totalled}
            for c in grid.columns
        ],
        "rows": grid.rows,
        "links": grid.links,
        "totals": totals(grid.columns, grid.rows),
        "synthetic": grid.is_synthetic,
        "source": str(grid.source),
    }


def totals(columns: Sequence[GridColumn], rows: Iterable[Sequence[Value]]) -> dict[str, int | float]:
    """Sum of each totalled column over the rows; empty cells count nothing."""
    places = [(place, column.key) for place, column in enumerate(columns) if column.is_numeric and column.is_totalled]
    sums: dict[str, int | float] = {key: 0 for _, key in places}
    for row in rows:
        for place, key in places:
            sums[key] += _number(row[place])
    return sums


def shown(grid: Grid, view: View) -> Grid:
    """The grid as the view shows it: rows kept and ordered, hidden columns gone."""
    place = {column.key: at for at, column in enumerate(grid.columns)}
    kept = [at for at, row in enumerate(grid.rows) if _holds(grid, place, row, view)]
    kept = _ordered(grid, place, kept, view.sort)
    columns = [at for at, column in enumerate(grid.columns) if column.key not in view.hidden]
    return Grid(
        tuple(grid.columns[at] for at in columns),
        [[grid.rows[row][at] for at in columns] for row in kept],
        [grid.links[row] for row in kept] if grid.links else (),
        grid.is_synthetic,
        grid.source,
    )


def _condition(text: str) -> Condition | None:
    key, _, rest = text.partition(":")
    operator, _, value = rest.partition(":")
    return Condition(key, operator, value) if key and operator in OPERATORS and value else None


def _holds(grid: Grid, place: Mapping[str, int], row: Sequence[Value], view: View) -> bool:
    if view.words:
        text = " ".join(str(row[at]) for at, column in enumerate(grid.columns) if column.frozen).casefold()
        if not all(word in text for word in view.words):
            return False
    return all(_meets(row[place[c.key]], grid.columns[place[c.key]], c) for c in view.conditions if c.key in place)


def _meets(value: Value, column: GridColumn, condition: Condition) -> bool:
    text, wanted = str("" if value is None else value).casefold(), condition.value.casefold()
    if condition.operator == "contains":
        return wanted in text
    if condition.operator in ("is", "not"):
        return (text == wanted) == (condition.operator == "is")
    try:
        limit = float(wanted.replace(",", ""))
    except ValueError:
        return True
    number = _number(value) / SCALE.get(column.kind, 1)
    return number >= limit if condition.operator == "atleast" else number <= limit


def _number(value: Value) -> int | float:
    return 0 if value is None or isinstance(value, str) else value


def _ordered(grid: Grid, place: Mapping[str, int], kept: list[int], sort: str) -> list[int]:
    key = sort.removeprefix("-")
    if key not in place:
        return kept
    at = place[key]
    if grid.columns[at].is_numeric:
        return sorted(kept, key=lambda row: _number(grid.rows[row][at]), reverse=sort.startswith("-"))
    return sorted(kept, key=lambda row: str(grid.rows[row][at] or ""), reverse=sort.startswith("-"))
