"""Reads of evidence: which months are in force, their rows, history as arrays, completeness."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from django.conf import settings
from django.db.models import QuerySet
from numpy.typing import NDArray

from ...base.refusal import Refused
from ...ledger.store import Store
from ...people.visibility import Sight
from ...rounds.models import Round
from ...rounds.queries import buyers
from .calendar_month import WINDOW_MONTHS
from .models import CURRENT, EvidenceMonth, EvidencePlace, EvidenceUpload
from .series_key import CLAVE_BITS, clave_of_number, number_of_clave

if TYPE_CHECKING:
    import pyarrow as pa

FIELD = "consumption"
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def store() -> Store:
    """Where parts and files are."""
    return Store(Path(settings.STATE) / "artifacts")


def months_visible_to(sight: Sight, of: Round) -> QuerySet[EvidenceMonth]:
    """The months in force that the viewer may see: all, or the own institution's."""
    rows = EvidenceMonth.objects.filter(round=of, state=CURRENT).select_related("organisation")
    if sight.sees_all(FIELD):
        return rows
    return rows.filter(organisation__code__in=sight.viewer.own) if sight.sees_own(FIELD) else rows.none()


def uploads_visible_to(sight: Sight, of: Round) -> QuerySet[EvidenceUpload]:
    """The files that came, the newest first: all, or those of the own institution."""
    rows = EvidenceUpload.objects.filter(round=of).select_related("organisation").order_by("-pk")
    if sight.sees_all(FIELD):
        return rows
    return rows.filter(organisation__code__in=sight.viewer.own) if sight.sees_own(FIELD) else rows.none()


def upload_numbered(sight: Sight, of: Round, number: int) -> EvidenceUpload:
    """One upload; refuses `not-found`."""
    for upload in uploads_visible_to(sight, of).filter(pk=number):
        return upload
    raise Refused("not-found", "", {"what": "file", "value": number})


def rows_in_force(months: QuerySet[EvidenceMonth], of: Round, clave: str = "") -> "pa.Table":
    """The rows of these months (columns: `parts`), of all codes or one, with no row of a superseded month."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    wanted: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for sha256, organisation, month in months.order_by().values_list("sha256", "organisation_id", "month"):
        wanted[sha256].add((organisation, month))
    place_of = _places(of)
    tables = []
    for sha256 in sorted(wanted):
        table = pq.read_table(store().path_of(sha256), filters=_filter(place_of, wanted[sha256], clave))
        series, month = table["series"].to_numpy(), table["month"].to_numpy()
        tables.append(table.filter(pa.array(_is_wanted(series >> CLAVE_BITS, month, place_of, wanted[sha256]))))
    return pa.concat_tables(tables) if tables else _no_rows()


def _no_rows() -> "pa.Table":
    import pyarrow as pa

    ints = {name: pa.array([], pa.int64()) for name in ("consumption_pieces", "stock_pieces", "received_pieces")}
    return pa.table({"series": pa.array([], pa.int64()), "month": pa.array([], pa.int32()), **ints,
                     "stock_out_days": pa.array([], pa.int16()), "reported": pa.array([], pa.bool_())})  # fmt: skip


def _places(of: Round) -> dict[int, int]:
    """Organisation by the number of a place."""
    return dict(EvidencePlace.objects.filter(round=of).values_list("number", "organisation_id"))


def _filter(place_of: Mapping[int, int], wanted: Collection[tuple[int, int]], clave: str) -> object:
    """What a reader of Parquet may skip by; the exact choice is `_is_wanted`."""
    organisations = {organisation for organisation, _ in wanted}
    numbers = [number for number, organisation in place_of.items() if organisation in organisations]
    if not clave:
        low, high = min(numbers, default=0) << CLAVE_BITS, (max(numbers, default=0) + 1) << CLAVE_BITS
        return [("series", ">=", low), ("series", "<", high)]
    return [("series", "in", [number << CLAVE_BITS | number_of_clave(clave) for number in numbers])]


def _is_wanted(places: Ints, months: Ints, place_of: Mapping[int, int], wanted: Collection[tuple[int, int]]) -> Flags:
    if not len(places):
        return np.zeros(0, dtype=np.bool_)
    base = int(months.min())
    grid = np.zeros((max(max(place_of, default=0), int(places.max())) + 1, int(months.max()) - base + 1), np.bool_)
    by_organisation: dict[int, list[int]] = defaultdict(list)
    for number, organisation in place_of.items():
        by_organisation[organisation].append(number)
    for organisation, month in wanted:
        if 0 <= month - base < grid.shape[1]:
            grid[by_organisation[organisation], month - base] = True
    chosen: Flags = grid[places, months - base]
    return chosen


@dataclass(frozen=True, eq=False)
class History:
    """Months of use by buyer and code; arrays of shape (series, months), the oldest month first.

    buyers, claves: of each series. first_month: number of the oldest (year x 12 + month - 1). consumption: pieces, 0
    where not reported. stock: pieces at the month's end, -1 where not told. stock_out_days: 0 where not told.
    is_reported: False means that nothing is known of the month, not that nothing was used.
    """

    buyers: tuple[str, ...]
    claves: tuple[str, ...]
    first_month: int
    consumption: Ints
    stock: Ints
    stock_out_days: Ints
    is_reported: Flags


def history(sight: Sight, of: Round, buyer_codes: Collection[str] = (), clave: str = "") -> History:
    """The history of the buyers named (all seen, if none), units added up, of all codes or one."""
    months = months_visible_to(sight, of)
    if buyer_codes:
        months = months.filter(organisation__code__in=list(buyer_codes))
    table = rows_in_force(months, of, clave)
    names = dict(EvidencePlace.objects.filter(round=of).values_list("number", "organisation__code"))
    return history_of(table, names)


def history_of(table: "pa.Table", names: Mapping[int, str]) -> History:
    """Rows as arrays. names: buyer code by number of place."""
    codes = sorted(set(names.values()))
    rank = np.zeros(max(names, default=0) + 1, dtype=np.int64)
    for number, code in names.items():
        rank[number] = codes.index(code)
    series, month = table["series"].to_numpy(), table["month"].to_numpy().astype(np.int64)
    key = rank[series >> CLAVE_BITS] << CLAVE_BITS | series & ((1 << CLAVE_BITS) - 1)
    keys, row = np.unique(key, return_inverse=True)
    first = int(month.min()) if len(month) else 0
    shape = (len(keys), int(month.max()) - first + 1 if len(month) else 0)
    told = table["reported"].to_numpy(zero_copy_only=False).astype(np.bool_)
    told &= ~table["consumption_pieces"].is_null().to_numpy(zero_copy_only=False)
    place = row, month - first
    consumption, stock, days = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    np.add.at(consumption, place, np.where(told, _filled(table, "consumption_pieces", 0), 0))
    held = _filled(table, "stock_pieces", -1)
    np.add.at(stock, place, np.maximum(held, 0))
    np.maximum.at(days, place, _filled(table, "stock_out_days", 0))
    is_reported, has_stock = np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
    np.logical_or.at(is_reported, place, told)
    np.logical_or.at(has_stock, place, held >= 0)
    mask = (1 << CLAVE_BITS) - 1
    return History(
        tuple(codes[at] for at in (keys >> CLAVE_BITS).tolist()),
        tuple(clave_of_number(number) for number in (keys & mask).tolist()),
        first, consumption, np.where(has_stock, stock, -1), days, is_reported,
    )  # fmt: skip


def _filled(table: "pa.Table", column: str, absent: int) -> Ints:
    values: Ints = table[column].fill_null(absent).to_numpy().astype(np.int64)
    return values


@dataclass(frozen=True)
class Completeness:
    """Who has told which month. months: numbers, the oldest first; cells by buyer code and month."""

    buyers: Sequence[tuple[str, str]]
    months: Sequence[int]
    cells: Mapping[tuple[str, int], EvidenceMonth]

    @property
    def expected(self) -> int:
        return len(self.buyers) * len(self.months)

    @property
    def reported(self) -> int:
        return sum(1 for cell in self.cells.values() if cell.is_reported)


def completeness(sight: Sight, of: Round, most: int = WINDOW_MONTHS) -> Completeness:
    """The last months that anyone seen has told, for every buyer whose evidence the viewer may see."""
    cells = {(one.organisation.code, one.month): one for one in months_visible_to(sight, of)}
    told = [month for _, month in cells]
    numbers = range(max(min(told), max(told) - most + 1), max(told) + 1) if told else range(0)
    named = [
        (one.organisation.code, str(one.organisation)) for one in buyers(of) if sight.sees(FIELD, one.organisation.code)
    ]
    return Completeness(named, list(numbers), cells)
