"""The grid of what an organisation asks for: a row per code of the round, a column per month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ....page.grid import Grid, GridColumn, Value
from ....page.words import word
from ....rounds.models import Round
from ..cells import MINIMUM
from ..entry.queries import Entry
from ..states import EDITABLE, STATES

MARK = "clave"


def month_key(month: int) -> str:
    """The key of a month's column: m0 is the round's first."""
    return f"m{month}"


def first_days(of: Round) -> list[date]:
    """The first day of every month of the round."""
    start = of.starts.year * 12 + of.starts.month - 1
    return [date((start + at) // 12, (start + at) % 12 + 1, 1) for at in range(of.months)]


def month_names(of: Round) -> list[str]:
    """Every month of the round in the reader's language, with its year."""
    return [date_format(day, "M Y") for day in first_days(of)]


def cell_name(of: Round, month: int) -> str:
    """What a cell is called: its month, or the minimum."""
    return _("Minimum") if month == MINIMUM else month_names(of)[month]


@dataclass(frozen=True)
class Beside:
    """Figures to stand beside what is asked for, by item id; None where there are none to show.

    last: maximum of the round before; suggested: pieces that the forecast suggests.
    """

    last: Mapping[int, int] | None = None
    suggested: Mapping[int, int] | None = None


def request_grid(
    of: Round, rows: Sequence[Entry], percent: Decimal, beside: Beside, query: str = "", with_months: bool = True
) -> Grid:
    """The grid; each clave leads to the code's own form. query: "?organisation=x", kept in the links.

    The legal minimum is that of `minimum.legal_minimum`, its share taken once.
    """
    words = {state: str(word(state)) for state in (*STATES, "withdrawn")}
    unpublished = _("not published")
    before, _mark, after = reverse("web:request_code", args=[of.code, MARK]).rpartition(MARK)
    share, whole = (Fraction(percent) / 100).as_integer_ratio()
    body: list[list[Value]] = []
    for row in rows:
        state = "withdrawn" if row.withdrawn_on else row.state
        told: list[Value] = [row.clave, row.description, row.unit or unpublished, words[state]]
        if beside.suggested is not None:
            told.append(beside.suggested.get(row.item_id))
        if beside.last is not None:
            told.append(beside.last.get(row.item_id))
        told += [row.maximum, row.minimum, -(-row.maximum * share // whole)]
        body.append([*told, *row.months] if with_months else told)
    columns = _columns(of, beside) + (_month_columns(of) if with_months else [])
    links = [f"{before}{row.clave}{after}{query}" for row in rows]
    return Grid(tuple(columns), body, links, of.is_synthetic, of.source.partition("\n")[0])


def _columns(of: Round, beside: Beside) -> list[GridColumn]:
    columns = [
        GridColumn("clave", _("Clave"), "clave", frozen=True),
        GridColumn("description", _("Description"), "text", frozen=True),
        GridColumn("unit", _("Unit"), "text"),
        GridColumn("state", _("State"), "text"),
    ]
    if beside.suggested is not None:
        columns.append(GridColumn("suggested", _("Suggested"), "pieces"))
    if beside.last is not None:
        columns.append(GridColumn("last", _("Maximum, last round"), "pieces"))
    return [
        *columns,
        GridColumn("total", _("Asked (maximum)"), "pieces"),
        GridColumn("minimum", _("Minimum"), "pieces"),
        GridColumn("legal", _("Legal minimum"), "pieces"),
    ]


def _month_columns(of: Round) -> list[GridColumn]:
    return [
        GridColumn(month_key(at), date_format(day, "M"), "pieces", group=str(day.year))
        for at, day in enumerate(first_days(of))
    ]


def locked_rows(rows: Sequence[Entry]) -> list[int]:
    """Places of the rows that cannot be edited: past editing, or withdrawn."""
    return [at for at, row in enumerate(rows) if row.withdrawn_on or row.state not in EDITABLE]
