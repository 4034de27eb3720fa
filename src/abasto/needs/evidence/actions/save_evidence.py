"""Saves clean months: the file as it came, its part, and which months are now in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from django.db.models import Max
from numpy.typing import NDArray

from ....ledger.actions.record import record
from ....ledger.actions.record_artifact import record_artifact
from ....people.models import Organisation
from ....rounds.models import Round
from ..models import CURRENT, SUPERSEDED, EvidenceMonth, EvidencePlace, EvidenceUpload
from ..parts import MEDIA_TYPE, as_part
from ..queries import FIELD, rows_in_force, store
from ..rules.partial import MONTH_PLACES
from ..series_key import CLAVE_BITS

if TYPE_CHECKING:
    import pyarrow as pa

Ints = NDArray[np.int64]
MEDIA_TYPES = {"parquet": MEDIA_TYPE, "csv": "text/csv", "workbook": "application/zip"}


@dataclass(frozen=True, eq=False)
class NewEvidence:
    """A file and what was understood of it. places: new ones, by code and unit; told: rows by kind of problem."""

    file_name: str
    kind: str
    content: bytes
    months: "pa.Table"
    places: Mapping[tuple[str, str], int]
    rows: int
    told: Mapping[str, int]
    origin: str


def save_evidence(of: Round, new: NewEvidence, organisation: Organisation | None, actor: str) -> EvidenceUpload:
    """One upload; each month it holds takes the place of the one in force, which is kept. In the caller's transaction.

    Rows of the month in force that the file does not name are carried over: a file of one code changes that code.
    """
    sha256 = _keep(of, f"evidence/{new.file_name}", new.content, MEDIA_TYPES[new.kind], new.origin)
    months = _with_rows_in_force(of, new)
    part = _keep(of, f"evidence/{sha256}.parquet", as_part(months), MEDIA_TYPE, new.origin)
    upload = EvidenceUpload.objects.create(
        round=of, organisation=organisation, file_name=new.file_name, sha256=sha256, part_sha256=part, kind=new.kind,
        size_bytes=len(new.content), rows=new.rows, accepted=new.months.num_rows, told=dict(new.told),
        origin=new.origin, at=of.clock,
    )  # fmt: skip
    codes = {code for code, _unit in new.places}
    ids = dict(Organisation.objects.filter(code__in=codes).values_list("code", "pk"))
    EvidencePlace.objects.bulk_create(
        EvidencePlace(round=of, number=number, organisation_id=ids[code], unit=unit)
        for (code, unit), number in new.places.items()
    )
    count = _put_in_force(of, upload, months)
    told = {"rows": new.rows, "accepted": new.months.num_rows, "months": count, "sha256": sha256, "part": part}
    record("evidence-received", new.file_name, actor, of.clock, told, of.code)
    return upload


def _with_rows_in_force(of: Round, new: NewEvidence) -> "pa.Table":
    """The new rows, and those in force of the same institutions and months that they do not replace."""
    import pyarrow as pa

    owner = dict(EvidencePlace.objects.filter(round=of).values_list("number", "organisation_id"))
    base = int(new.months["month"].to_numpy().min())
    known = [number for number in np.unique(_places(new.months)).tolist() if number in owner]
    kept = EvidenceMonth.objects.filter(
        round=of, state=CURRENT, organisation_id__in={owner[number] for number in known},
        month__in=np.unique(new.months["month"].to_numpy()).tolist(),
    )  # fmt: skip
    before = rows_in_force(kept, of)
    if not before.num_rows:
        return new.months
    organisation = np.zeros(max(owner) + 1, dtype=np.int64)
    organisation[list(owner)] = list(owner.values())
    mine = new.months.filter(pa.array(np.isin(_places(new.months), known)))
    touched = np.isin(_months_of(before, organisation, base), _months_of(mine, organisation, base))
    carried = touched & ~np.isin(_cells(before, base), _cells(new.months, base))
    rows = new.months.select(before.column_names).cast(before.schema)
    return pa.concat_tables([rows, before.filter(pa.array(carried))])


def _places(rows: "pa.Table") -> Ints:
    places: Ints = rows["series"].to_numpy() >> CLAVE_BITS
    return places


def _cells(rows: "pa.Table", base: int) -> Ints:
    """Series and month as one integer."""
    cells: Ints = rows["series"].to_numpy() * MONTH_PLACES + (rows["month"].to_numpy().astype(np.int64) - base)
    return cells


def _months_of(rows: "pa.Table", organisation: Ints, base: int) -> Ints:
    """Organisation and month as one integer."""
    months: Ints = organisation[_places(rows)] * MONTH_PLACES + (rows["month"].to_numpy().astype(np.int64) - base)
    return months


def _keep(of: Round, name: str, content: bytes, media_type: str, origin: str) -> str:
    named = record_artifact(
        store(), name, content, media_type=media_type, origin=origin, disclosure=FIELD, round_code=of.code
    )
    return named.artifact.sha256


def _put_in_force(of: Round, upload: EvidenceUpload, months: "pa.Table") -> int:
    """Every month of every institution in the part, as its newest version; how many there are."""
    owner = dict(EvidencePlace.objects.filter(round=of).values_list("number", "organisation_id"))
    sums = _sums(months, owner)
    mine = EvidenceMonth.objects.filter(round=of, organisation_id__in={one for one, _ in sums})
    versions = {
        (one, month): last
        for one, month, last in mine.order_by().values_list("organisation_id", "month").annotate(Max("version"))
    }
    before = [pk for pk, one, month in mine.filter(state=CURRENT).values_list("pk", "organisation_id", "month")
              if (one, month) in sums]  # fmt: skip
    EvidenceMonth.objects.filter(pk__in=before).update(state=SUPERSEDED)
    EvidenceMonth.objects.bulk_create(
        (
            EvidenceMonth(
                round=of, organisation_id=one, month=month, version=versions.get((one, month), 0) + 1, rows=rows,
                pieces=pieces, is_reported=reported > 0, sha256=upload.part_sha256, origin=upload.origin, upload=upload,
            )
            for (one, month), (rows, pieces, reported) in sorted(sums.items())
        ),
        batch_size=500,
    )  # fmt: skip
    return len(sums)


def _sums(months: "pa.Table", owner: Mapping[int, int]) -> dict[tuple[int, int], tuple[int, int, int]]:
    """(rows, pieces used, rows that report) by organisation and month."""
    place = months["series"].to_numpy() >> CLAVE_BITS
    month = months["month"].to_numpy().astype(np.int64)
    pieces = months["consumption_pieces"].fill_null(0).to_numpy()
    reported = months["reported"].to_numpy(zero_copy_only=False).astype(np.int64)
    keys, row = np.unique(place << 20 | month, return_inverse=True)
    added = [np.bincount(row, minlength=len(keys))]
    for values in (pieces * reported, reported):
        sums = np.zeros(len(keys), dtype=np.int64)
        np.add.at(sums, row, values)
        added.append(sums)
    found: dict[tuple[int, int], tuple[int, int, int]] = {}
    for key, *three in zip(keys.tolist(), *(one.tolist() for one in added), strict=True):
        at = owner[key >> 20], key & ((1 << 20) - 1)
        past = found.get(at, (0, 0, 0))
        found[at] = (past[0] + three[0], past[1] + three[1], past[2] + three[2])
    return found
