"""Rows of a file become clean months; what cannot be used is told row by row, and left out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..calendar_month import days_in, month_number, window
from ..rules.engine import kept
from ..rules.logs import OCTAVES
from ..series_key import CLAVE_BITS, number_of_clave
from .columns import FIGURES
from .door import ROW

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa
    from ibis.backends.duckdb import Backend

LISTED = 1000
"""Rows of one kind that are told one by one; of more, their number is told too."""
MAX_PIECES = 2**OCTAVES
NO_WORDS = ("0", "no", "false", "falso", "n")
REJECTED = (
    "month-unreadable", "month-in-future", "month-too-old", "institution-unknown", "institution-not-yours",
    "clave-unknown", "figure-unreadable", "figure-negative", "figure-too-large", "days-impossible", "nothing-told",
    "row-contradicted", "row-twice",
)  # fmt: skip
"""Kinds for which a row is left out, the first that holds is told."""
TOLD = ("use-out-of-stock", "figures-not-reported")
"""Kinds that are told of rows that are kept."""


@dataclass(frozen=True)
class Known:
    """What names mean. institution: code of a spelling, None if unknown; clave: dotted code, None if not of the round.

    allowed: institutions whose rows may be given, None for all. places: numbers by institution and unit. last_month:
    the newest there may be.
    """

    institution: Callable[[str], str | None]
    clave: Callable[[str], str | None]
    allowed: frozenset[str] | None
    places: Mapping[tuple[str, str], int]
    last_month: int


@dataclass(frozen=True)
class RowFound:
    """A row with something wrong: its number in the file, whose it is as written, and what stood there."""

    kind: str
    row: int
    institution: str
    clave: str
    month: str
    found: str


@dataclass(frozen=True, eq=False)
class Cleaned:
    """months: clean rows by place, series and month (`rules` says the columns). places: new ones, with their numbers.

    rows: how many the file has. counts: rows by kind; found: the first of each.
    """

    months: "pa.Table"
    places: Mapping[tuple[str, str], int]
    rows: int
    counts: Mapping[str, int]
    found: tuple[RowFound, ...]


def clean(backend: "Backend", raw: "ir.Table", known: Known) -> Cleaned:
    """All rows of a file, each kept or told. raw: of `door.raw_rows`."""
    typed = kept(backend, _typed(raw))
    institutions, claves, months = (_distinct(backend, typed, name) for name in ("institution", "clave", "month"))
    codes = {text: known.institution(text) for text in institutions}
    places, new = _places(backend, typed, codes, known)
    judged = kept(backend, _judged(_mapped(typed, codes, claves, months, places, known), known))
    found, counts = _found(backend, judged)
    ok = judged.filter(judged.kind.isnull() | judged.kind.isin(TOLD))
    columns = ("series", "month", *FIGURES, "reported")
    clean_rows = ok.select(series="series", month="month_number", **{name: f"n_{name}" for name in FIGURES},
                           reported="is_reported").select(*columns).order_by("month", "series")  # fmt: skip
    total = int(backend.to_pyarrow(raw.count()).as_py())
    return Cleaned(backend.to_pyarrow(clean_rows), new, total, counts, found)


def _typed(raw: "ir.Table") -> "ir.Table":
    """Every column of the schema as stripped text, absent ones empty; figures as numbers beside their text."""
    import ibis

    def text(column: str) -> "ir.StringValue":
        if column not in raw.columns:
            return ibis.literal("")
        value = raw[column]
        written = value if value.type().is_string() else value.cast("string")
        return written.fill_null("").strip()

    names = {name: text(name) for name in ("institution", "clave", "month", "unit", "reported")}
    figures = {f"t_{name}": text(name) for name in FIGURES}
    return raw.select(ROW, **names, **figures)


def _distinct(backend: "Backend", typed: "ir.Table", column: str) -> list[str]:
    return [text or "" for text in backend.to_pyarrow(typed.select(column).distinct())[column].to_pylist()]


def _places(
    backend: "Backend", typed: "ir.Table", codes: Mapping[str, str | None], known: Known
) -> tuple[dict[tuple[str, str], int], dict[tuple[str, str], int]]:
    """Numbers by institution as written and unit; and the new places among them, by code and unit."""
    pairs = backend.to_pyarrow(typed.select("institution", "unit").distinct()).to_pylist()
    asked = sorted(
        (code, row["unit"][:40]) for row in pairs
        if (code := codes[row["institution"]]) and (known.allowed is None or code in known.allowed)
    )  # fmt: skip
    numbers, new = dict(known.places), {}
    for place in asked:
        if place not in numbers:
            numbers[place] = new[place] = max(numbers.values(), default=0) + 1
    own = frozenset(asked)
    return {
        (row["institution"], row["unit"]): numbers[place] if place in own else 0
        for row in pairs
        for place in [(codes[row["institution"]] or "", row["unit"][:40])]
    }, new


def _mapped(
    typed: "ir.Table", codes: Mapping[str, str | None], claves: list[str], months: list[str],
    places: Mapping[tuple[str, str], int], known: Known,
) -> "ir.Table":  # fmt: skip
    """With month_number, place and clave_number; 0 where unknown, and place -1 where the institution is another's."""
    import ibis
    import pyarrow as pa

    def standing(text: str, number: int) -> int:
        return number if number or not codes[text] else -1

    place_table = pa.table({
        "institution": [text for text, _ in places], "unit": [unit for _, unit in places],
        "place": pa.array([standing(text, number) for (text, _), number in places.items()], pa.int64()),
    })  # fmt: skip
    dotted = {text: known.clave(text) for text in claves}
    clave_table = pa.table({
        "clave": list(dotted), "clave_number": pa.array([number_of_clave(c) if c else 0 for c in dotted.values()],
                                                        pa.int64()),
    })  # fmt: skip
    numbers = {text: month_number(text) or 0 for text in months}
    month_table = pa.table({
        "month": list(numbers), "month_number": pa.array(numbers.values(), pa.int32()),
        "month_days": pa.array([days_in(number) if number else 31 for number in numbers.values()], pa.int32()),
    })  # fmt: skip
    told = typed.inner_join(ibis.memtable(place_table), ["institution", "unit"])
    return told.inner_join(ibis.memtable(clave_table), "clave").inner_join(ibis.memtable(month_table), "month")


def _judged(mapped: "ir.Table", known: Known) -> "ir.Table":
    """With series, the figures as numbers (n_*), is_reported, and `kind`: the first thing wrong, else null."""
    import ibis

    numbers = {f"f_{name}": mapped[f"t_{name}"].replace(",", "").nullif("").try_cast("float64") for name in FIGURES}
    told = mapped.mutate(
        **numbers,
        series=ibis.greatest(mapped.place, 0) * (1 << CLAVE_BITS) + mapped.clave_number,
        is_reported=~mapped.reported.lower().isin(NO_WORDS),
    )
    figures = [told[f"f_{name}"] for name in FIGURES]
    unread = [(told[f"t_{n}"] != "") & (told[f"f_{n}"].isnull() | (told[f"f_{n}"] != told[f"f_{n}"].floor()))
              for n in FIGURES]  # fmt: skip
    same = ibis.window(group_by=[told.series, told.month_number], order_by=told[ROW])
    whole = ibis.window(group_by=[told.series, told.month_number])
    values = told.is_reported.cast("string").concat(*("|" + told[f"t_{name}"] for name in FIGURES))
    told = told.mutate(nth=ibis.row_number().over(same), texts_low=values.min().over(whole),
                       texts_high=values.max().over(whole))  # fmt: skip
    oldest = window(known.last_month).start
    days = told.f_stock_out_days.fill_null(0)
    rules: list[tuple[ir.BooleanValue, str]] = [
        (told.month_number == 0, "month-unreadable"),
        (told.month_number > known.last_month, "month-in-future"),
        (told.month_number < oldest, "month-too-old"),
        (told.place == 0, "institution-unknown"),
        (told.place < 0, "institution-not-yours"),
        (told.clave_number == 0, "clave-unknown"),
        (ibis.or_(*unread), "figure-unreadable"),
        (ibis.or_(*(value < 0 for value in figures)), "figure-negative"),
        (ibis.or_(*(value >= MAX_PIECES for value in figures)), "figure-too-large"),
        (days > told.month_days, "days-impossible"),
        (told.is_reported & told.f_consumption_pieces.isnull() & told.f_stock_pieces.isnull(), "nothing-told"),
        (told.texts_low != told.texts_high, "row-contradicted"),
        (told.nth > 0, "row-twice"),
        (told.is_reported & (days >= told.month_days) & (told.f_consumption_pieces > 0), "use-out-of-stock"),
        (~told.is_reported & (told.f_consumption_pieces > 0), "figures-not-reported"),
    ]
    typed = {f"n_{name}": told[f"f_{name}"].try_cast("int64") for name in FIGURES}
    return told.mutate(kind=ibis.cases(*((test.fill_null(False), kind) for test, kind in rules), else_=None), **typed)


def _found(backend: "Backend", judged: "ir.Table") -> tuple[tuple[RowFound, ...], dict[str, int]]:
    import ibis

    wrong = judged.filter(judged.kind.notnull())
    counted = backend.to_pyarrow(wrong.group_by("kind").aggregate(n=wrong.count())).to_pylist()
    stood = " · ".join(f"{{{name}}}" for name in FIGURES)
    first = wrong.mutate(nth=ibis.row_number().over(ibis.window(group_by=wrong.kind, order_by=wrong[ROW])))
    rows = backend.to_pyarrow(first.filter(first.nth < LISTED).order_by("kind", ROW)).to_pylist()
    found = tuple(
        RowFound(row["kind"], row[ROW], row["institution"][:80], row["clave"][:40], row["month"][:20],
                 stood.format(**{name: row[f"t_{name}"] or "—" for name in FIGURES})[:200])
        for row in rows
    )  # fmt: skip
    return found, {row["kind"]: row["n"] for row in sorted(counted, key=lambda row: row["kind"])}
