"""The needs grid: a row per code, a column per buyer or per institution, totals, and what was asked last time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.urls import reverse
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from ...page.grid import Grid, GridColumn, Value, View
from ...page.words import CATEGORIES, ORIGINS
from ...people.visibility import Sight
from ...rounds.models import Round
from ...rounds.queries import sight as sight_of
from ..queries import (
    MEASURES,
    Buyer,
    Code,
    CodeSum,
    buyers_seen,
    codes_of,
    earlier_pieces,
    earlier_round,
    pieces_by_buyer,
    sums_by_item,
)

BUYER, INSTITUTION = "b-", "i-"
MARK = "clave"
GROUPINGS = ("buyer", "institution", "none")
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Choice:
    """What the switches above the grid ask for; anything unknown is the first of the list."""

    measure: str = MEASURES[0]
    by: str = GROUPINGS[0]


def choice_asked(query: Mapping[str, str]) -> Choice:
    """The switches in the address."""
    measure, by = query.get("measure", ""), query.get("by", "")
    return Choice(
        measure if measure in MEASURES else MEASURES[0],
        by if by in GROUPINGS else GROUPINGS[0],
    )


def buyers_of_view(buyers: Sequence[Buyer], view: View) -> tuple[Buyer, ...]:
    """The buyers whose columns the conditions and the order of a view need."""
    keys = {condition.key for condition in view.conditions} | {view.sort.removeprefix("-")}
    return tuple(buyer for buyer in buyers if BUYER + buyer.code in keys)


def need_grid(
    sight: Sight,
    of: Round,
    choice: Choice,
    medians: Mapping[int, int] | None,
    only: Sequence[Buyer] | None = None,
) -> Grid:
    """Every code of the round with a need that the viewer may see.

    medians: reference price in centavos by item id, None where money may not be shown. only: the buyers' columns,
    all that may be seen if None.
    """
    buyers = buyers_seen(sight, of)
    sums = sums_by_item(sight, of)
    codes = [code for code in codes_of(of) if code.item_id in sums]
    shown = () if choice.by == "none" and only is None else buyers if only is None else tuple(only)
    pieces = pieces_by_buyer(sight, of, choice.measure, codes, shown)
    last = _last(sight, of, buyers)
    columns = list(_code_columns(choice, last is not None, medians is not None))
    if choice.by == "institution" and only is None:
        extra, pieces = _by_institution(shown, pieces)
    else:
        extra = [GridColumn(BUYER + one.code, one.name, "pieces", group=one.top_name) for one in shown]
    rows = _rows(codes, sums, choice.measure, last, medians, pieces)
    # One address for all: asking for each of thousands takes longer than reading them.
    before, _mark, after = reverse("web:item", args=[of.code, MARK]).rpartition(MARK)
    links = [f"{before}{code.clave}{after}" for code in codes]
    return Grid(tuple(columns + extra), rows, links, is_synthetic=False, source=of.source)


def _last(sight: Sight, of: Round, buyers: Sequence[Buyer]) -> Mapping[int, int] | None:
    """Maximum pieces by item id asked last time by whoever is summed here; None where there was no last time."""
    earlier = earlier_round(of)
    if earlier is None:
        return None
    before = sight_of(sight.viewer, earlier)
    return earlier_pieces(before, earlier, None if sight.sees_all("need") else [buyer.code for buyer in buyers])


def _code_columns(choice: Choice, has_last: bool, has_money: bool) -> Sequence[GridColumn]:
    total = _("Maximum, buyers shown") if choice.measure == "maximum" else _("Minimum, buyers shown")
    columns = [
        GridColumn("clave", _("Clave"), "clave", frozen=True),
        GridColumn("description", _("Description"), "text", frozen=True),
        GridColumn("unit", _("Unit"), "clave", frozen=True),
        GridColumn("category", _("Category"), "text"),
        GridColumn("buyers", _("Buyers"), "number", is_totalled=False),
        GridColumn("total", total, "pieces"),
    ]
    if has_last:
        columns.append(GridColumn("last", _("Maximum, last round"), "pieces"))
        columns.append(GridColumn("change", _("Difference"), "pieces"))
    if has_money:
        columns.append(GridColumn("value", _("MXN at the reference price"), "money"))
    columns.append(GridColumn("origin", _("Origin"), "clave"))
    return columns


def _by_institution(buyers: Sequence[Buyer], pieces: Ints) -> tuple[list[GridColumn], Ints]:
    """One column per institution at the top of the tree, with the sum of its buyers."""
    tops = list(dict.fromkeys((buyer.top_code, buyer.top_name) for buyer in buyers))
    place = {code: at for at, (code, _name) in enumerate(tops)}
    summed = np.zeros((len(tops), pieces.shape[0]), dtype=np.int64)
    np.add.at(summed, [place[buyer.top_code] for buyer in buyers], pieces.T)
    return [GridColumn(INSTITUTION + code, name, "pieces") for code, name in tops], summed.T


def _rows(
    codes: Sequence[Code],
    sums: Mapping[int, CodeSum],
    measure: str,
    last: Mapping[int, int] | None,
    medians: Mapping[int, int] | None,
    pieces: Ints,
) -> list[list[Value]]:
    unpublished = _("not published")
    categories, origins = ({code: str(text) for code, text in table.items()} for table in (CATEGORIES, ORIGINS))
    rows: list[list[Value]] = []
    for code, by_buyer in zip(codes, pieces.tolist(), strict=True):
        summed = sums[code.item_id]
        total = summed.pieces(measure)
        row: list[Value] = [
            code.clave, code.description, code.unit or unpublished, categories[code.category], summed.buyers, total,
        ]  # fmt: skip
        if last is not None:
            before = last.get(code.item_id)
            row += [before, None if before is None else summed.maximum_pieces - before]
        if medians is not None:
            median = medians.get(code.item_id)
            row.append(None if median is None else total * median)
        row += [origins[summed.origin], *by_buyer]
        rows.append(row)
    return rows
