"""The tables of the public portal: columns and rows of what `portal.py` tells."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from ..page.places import STATE_NAMES
from ..page.table import Column, Link, Row, Table
from ..rounds.models import Round
from .portal import CodeLine, PlaceLine, SupplierLine
from .search_index import fold


def code_columns() -> tuple[Column, ...]:
    """Columns of codes."""
    return (
        Column("clave", _("Clave"), "clave"),
        Column("description", _("Description"), wide=True),
        Column("asked", _("Asked"), "pieces", unit=_("pieces")),
        Column("state", _("Result"), "state"),
        Column("awarded", _("Bought"), "pieces", unit=_("pieces")),
        Column("price", _("Price"), "money", unit=_("mean, MXN")),
        Column("arrived", _("Arrived"), "share", unit=_("of what was due")),
        Column("origin", _("Data"), "origin"),
    )


def code_rows(lines: Sequence[CodeLine], of: Round) -> list[Row]:
    """Rows of codes; `origin` is that of the market's figures, or of the need alone."""
    return [
        {
            "clave": line.clave,
            "description": line.description,
            "asked": line.asked,
            "state": line.state,
            "awarded": line.awarded,
            "price": line.price_centavos,
            "arrived": arrived(line.due, line.received),
            "origin": "synthetic" if of.is_synthetic and line.awarded is not None else "published",
        }
        for line in lines
    ]


def place_columns(place: str) -> tuple[Column, ...]:
    """Columns of states or institutions."""
    return (
        Column("name", place, wide=True),
        Column("asked", _("Asked"), "pieces", unit=_("pieces")),
        Column("contracted", _("Under contract"), "pieces", unit=_("pieces")),
        Column("due", _("Due by now"), "pieces", unit=_("pieces")),
        Column("received", _("Received"), "pieces", unit=_("pieces")),
        Column("arrived", _("Arrived"), "share", unit=_("of what was due")),
        Column("origin", _("Data"), "origin"),
    )


def place_rows(lines: Sequence[PlaceLine], of: Round, is_derived: bool) -> list[Row]:
    """Rows of states (derived) or institutions; `code` is there for the link."""
    origin = "synthetic" if of.is_synthetic else "published"
    return [
        {
            "code": line.code,
            "name": STATE_NAMES.get(line.code, line.name),
            "asked": line.asked,
            "contracted": line.contracted,
            "due": line.due,
            "received": line.received,
            "arrived": arrived(line.due, line.received),
            "origin": origin if line.contracted is not None else "derived" if is_derived else "published",
        }
        for line in lines
    ]


def supplier_columns() -> tuple[Column, ...]:
    """Columns of suppliers."""
    return (
        Column("name", _("Supplier"), wide=True),
        Column("codes", _("Codes"), "pieces"),
        Column("awarded", _("Bought of it"), "pieces", unit=_("pieces")),
        Column("money", _("Amount"), "money", unit="MXN"),
        Column("arrived", _("Arrived"), "share", unit=_("of what was due")),
        Column("origin", _("Data"), "origin"),
    )


def supplier_rows(lines: Sequence[SupplierLine], of: Round) -> list[Row]:
    """Rows of suppliers; `code` is there for the link."""
    return [
        {
            "code": line.code,
            "name": line.name,
            "codes": line.codes,
            "awarded": line.awarded,
            "money": line.money_centavos,
            "arrived": arrived(line.due, line.received),
            "origin": "synthetic" if of.is_synthetic else "published",
        }
        for line in lines
    ]


def point_columns() -> tuple[Column, ...]:
    """Columns of delivery points."""
    return (
        Column("name", _("Hospital or delivery point"), wide=True),
        Column("municipality", _("Municipality")),
        Column("buyer", _("Institution"), wide=True),
        Column("size", _("Staff")),
        Column("origin", _("Data"), "origin"),
    )


def point_rows(points: Sequence[tuple[str, str, str, str, str]]) -> list[Row]:
    """Rows of delivery points; the institution is derived from the name."""
    return [
        {"name": name, "municipality": town, "buyer": buyer, "size": size, "code": code, "origin": "derived"}
        for name, town, size, buyer, code in points
    ]


def arrived(due: int | None, received: int | None) -> float | None:
    """Received as a fraction of due; None where nothing is due or known."""
    return received / due if due and received is not None else None


def with_words(rows: Sequence[Row], words: str) -> list[Row]:
    """The rows in whose texts every word occurs, accents and case aside."""
    wanted = fold(words).split()
    if not wanted:
        return list(rows)
    keys = ("clave", "name", "description", "municipality", "buyer")
    return [row for row in rows if all(word in _text(row, keys) for word in wanted)]


def _text(row: Row, keys: Sequence[str]) -> str:
    return fold(" ".join(str(row[key]) for key in keys if key in row))


def linked(table: Table, key: str, address: Callable[[Row], str]) -> Table:
    """The table with a link in one column; made only for the rows shown."""
    return replace(table, rows=[{**row, key: Link(row[key], address(row))} for row in table.rows])


def to_code(of: Round) -> Callable[[Row], str]:
    """The page of a row's code."""
    return lambda row: reverse("web:item", args=[of.code, row["clave"]])


def to_supplier(of: Round) -> Callable[[Row], str]:
    """The page of a row's supplier."""
    return lambda row: reverse("web:supplier", args=[of.code, row["code"]])


def to_place(kind: str) -> Callable[[Row], str]:
    """The portal's page of a row's state or institution."""
    return lambda row: f"?by={kind}&{kind}={row['code']}"
