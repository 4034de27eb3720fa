"""Makes a file of the whole need and keeps it, until something happens in the round."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

from ....base.refusal import Refused
from ....ledger.actions.record_artifact import record_artifact
from ....ledger.models import ArtifactName
from ....page.export import CSV_TYPE, XLSX_TYPE, Sheet, as_csv
from ....people.visibility import Sight
from ....rounds.models import Round
from ....rounds.queries import buyers
from ..annex import TIDY_HEADER, AnnexColumn, annex_workbook, plain_workbook, tidy_rows
from ..file import PARQUET, table_bytes
from ..queries import store_of
from ..views.figures import Figures

DISCLOSURE = "need"
OF_LINES = ("clave", "buyer", "minimum_pieces", "maximum_pieces")
ENDINGS = {"annex": "xlsx", "workbook": "xlsx", "parquet": "parquet", "csv": "csv"}
TYPES = {"xlsx": XLSX_TYPE, "parquet": PARQUET, "csv": CSV_TYPE}


def export_name(of: Round, kind: str) -> str:
    """The name of an export; refuses `not-found` for a kind nobody knows."""
    if kind not in ENDINGS:
        raise Refused("not-found", "", {"what": "file", "value": kind})
    mark = "-synthetic" if of.is_synthetic and of.is_announced else ""
    return f"needs/consolidated-{kind}{mark}.{ENDINGS[kind]}"


def keep_export(of: Round, kind: str, figures: Figures, sight: Sight, state: Path) -> ArtifactName:
    """The file of that kind, of every buyer; refuses `not-allowed` while the needs are closed, and `not-found`."""
    name = export_name(of, kind)
    if not sight.sees_all(DISCLOSURE):
        raise Refused("not-allowed", "", {"field": DISCLOSURE})
    is_synthetic = of.is_synthetic and of.is_announced
    makers: dict[str, Callable[[], bytes]] = {
        "annex": lambda: annex_workbook(figures, annex_columns(of, figures), of.name_es, is_synthetic),
        "workbook": lambda: _workbook(figures, is_synthetic),
        "parquet": lambda: table_bytes(_table(figures)),
        "csv": lambda: as_csv(_sheet(figures, is_synthetic)).body,
    }
    origin = "synthetic" if is_synthetic else "derived"
    return record_artifact(
        store_of(state), name, makers[kind](), media_type=TYPES[ENDINGS[kind]], origin=origin, disclosure=DISCLOSURE,
        round_code=of.code,
    )  # fmt: skip


def annex_columns(of: Round, figures: Figures) -> list[AnnexColumn]:
    """Every buyer under its published name, else its own; in the round's order, no name twice."""
    named = {place.organisation.code: place.column_as_published or place.organisation.name for place in buyers(of)}
    seen: set[str] = set()
    columns = []
    for at, buyer in enumerate(figures.buyers):
        name = named.get(buyer.code, buyer.name)
        name = name if name not in seen else f"{name} ({buyer.code})"
        seen.add(name)
        columns.append(AnnexColumn(name, at))
    return columns


def _sheet(figures: Figures, is_synthetic: bool) -> Sheet:
    return Sheet("consolidated", TIDY_HEADER, list(tidy_rows(figures)), is_synthetic)


def _workbook(figures: Figures, is_synthetic: bool) -> bytes:
    """The lines by clave and buyer; the codes, the buyers and the months, a sheet each."""
    places = [TIDY_HEADER.index(name) for name in OF_LINES]
    lines = [[row[place] for place in places] for row in tidy_rows(figures)]
    least, most = figures.minimum.sum(axis=1).tolist(), figures.maximum.sum(axis=1).tolist()
    codes = [
        (code.clave, code.description, code.unit, code.category, least[at], most[at])
        for at, code in enumerate(figures.codes)
        if most[at]
    ]
    pieces = figures.maximum.sum(axis=0).tolist()
    names = [(one.code, one.name, one.top_name, one.state, pieces[at]) for at, one in enumerate(figures.buyers)]
    months = [(at + 1, *parts) for at, parts in enumerate(figures.by_month.sum(axis=0).T.tolist())]
    sheets = (
        ("lines", OF_LINES, lines),
        ("codes", ("clave", "description", "unit", "category", "minimum_pieces", "maximum_pieces"), codes),
        ("buyers", ("buyer", "buyer_name", "institution", "state", "maximum_pieces"), names),
        ("months", ("month", *figures.categories), months),
    )
    return plain_workbook("consolidated", sheets, is_synthetic)


def _table(figures: Figures) -> pa.Table:
    columns = list(zip(*tidy_rows(figures), strict=True)) or [()] * len(TIDY_HEADER)
    kinds = [pa.string()] * 8 + [pa.int64()] * 2
    arrays = [pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
    return pa.Table.from_arrays(arrays, names=list(TIDY_HEADER))
