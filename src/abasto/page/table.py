"""A table as a page shows it: columns with a kind, rows, the order and the page asked for in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

RIGHT_ALIGNED = frozenset({"pieces", "number", "money", "share", "tenths"})
KINDS = RIGHT_ALIGNED | {"text", "clave", "date", "datetime", "word", "state", "origin", "why"}


@dataclass(frozen=True)
class Column:
    """A column: the key of its value in a row, its label, and how the value is written (one of KINDS)."""

    key: str
    label: str
    kind: str = "text"
    unit: str = ""
    is_sortable: bool = True
    wide: bool = False

    @property
    def is_right(self) -> bool:
        return self.kind in RIGHT_ALIGNED


@dataclass(frozen=True)
class Link:
    """A value that leads somewhere."""

    value: object
    href: str


Row = Mapping[str, object]


@dataclass(frozen=True)
class Table:
    """Rows of one page (`number` of `pages`), in the order `sort` ("key" or "-key"), out of `total` rows."""

    caption: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    sort: str = ""
    number: int = 1
    pages: int = 1
    total: int = 0

    @property
    def sorted_key(self) -> str:
        return self.sort.removeprefix("-")

    @property
    def is_descending(self) -> bool:
        return self.sort.startswith("-")

    @property
    def near(self) -> tuple[int, ...]:
        """Page numbers to offer: first, last, and two on either side; 0 stands for a gap."""
        wanted = sorted({1, self.pages} | {n for n in range(self.number - 2, self.number + 3) if 1 <= n <= self.pages})
        offered: list[int] = []
        for page in wanted:
            if offered and page > offered[-1] + 1:
                offered.append(0)
            offered.append(page)
        return tuple(offered)


def make_table(
    caption: str, columns: Sequence[Column], rows: Sequence[Row], query: Mapping[str, str], per_page: int = 50
) -> Table:
    """Sort (`sort`) and cut (`page`) rows in memory as the address asks; what it does not know is left as it came."""
    sort = asked_sort(columns, query)
    ordered = sorted_rows(rows, sort)
    number, pages = asked_page(query, len(rows), per_page)
    shown = ordered[(number - 1) * per_page : number * per_page]
    return Table(caption, tuple(columns), shown, sort, number, pages, len(rows))


def asked_sort(columns: Sequence[Column], query: Mapping[str, str]) -> str:
    """The order the address asks for, if it names a sortable column; else ""."""
    sort = query.get("sort", "")
    known = {column.key for column in columns if column.is_sortable}
    return sort if sort.removeprefix("-") in known else ""


def asked_page(query: Mapping[str, str], total: int, per_page: int = 50) -> tuple[int, int]:
    """The page the address asks for, held within what there is, and the number of pages."""
    pages = max(1, -(-total // per_page))
    text = query.get("page", "1")
    asked = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1
    return min(max(asked, 1), pages), pages


def sorted_rows(rows: Sequence[Row], sort: str) -> Sequence[Row]:
    """Rows in the order of one column; rows without a value come last either way."""
    if not sort:
        return rows
    key = sort.removeprefix("-")
    with_value = [row for row in rows if plain(row.get(key)) is not None]
    without = [row for row in rows if plain(row.get(key)) is None]
    return sorted(with_value, key=lambda row: _order(plain(row.get(key))), reverse=sort.startswith("-")) + without


def plain(value: object) -> object:
    """The value behind a link."""
    return value.value if isinstance(value, Link) else value


def _order(value: object) -> tuple[bool, object]:
    """Numbers and dates by size, everything else by code point."""
    is_text = isinstance(value, str)
    return (is_text, value)
