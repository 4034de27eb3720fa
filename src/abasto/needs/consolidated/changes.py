"""What differs between two versions, line by line: what, by whom, why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from .file import table_bytes
from .rows import VersionRows

ADDED = "added"
REMOVED = "removed"
CHANGED = "changed"
Key = tuple[str, str]


@dataclass(frozen=True)
class Change:
    """A line that differs: pieces before and after, whether only its months moved, and why (code and text)."""

    kind: str
    clave: str
    buyer: str
    minimum_before: int
    minimum_after: int
    maximum_before: int
    maximum_after: int
    only_months: bool
    reason: str = ""
    note: str = ""


@dataclass(frozen=True)
class Ground:
    """Why a line stands as it does: code of a reason, and what was written."""

    reason: str = ""
    note: str = ""


NO_GROUND = Ground()


def changes(before: VersionRows, after: VersionRows) -> list[Change]:
    """Lines added, removed and changed, by clave and buyer."""
    old = dict(zip(before.keys, range(before.lines), strict=True))
    new = dict(zip(after.keys, range(after.lines), strict=True))
    both = [(key, old[key], place) for key, place in new.items() if key in old]
    found = [_one(ADDED, key, before, None, after, place) for key, place in new.items() if key not in old]
    found += [_one(REMOVED, key, before, place, after, None) for key, place in old.items() if key not in new]
    for at in _differing(before, after, both):
        key, was, now = both[at]
        found.append(_one(CHANGED, key, before, was, after, now))
    return sorted(found, key=lambda one: (one.clave, one.buyer))


def _differing(before: VersionRows, after: VersionRows, both: Sequence[tuple[Key, int, int]]) -> list[int]:
    was = np.array([one[1] for one in both], dtype=np.int64)
    now = np.array([one[2] for one in both], dtype=np.int64)
    if not len(was):
        return []
    same = (before.minimum[was] == after.minimum[now]) & (before.maximum[was] == after.maximum[now])
    same &= (before.months[was] == after.months[now]).all(axis=1)
    merges = [before.merged_from[one[1]] == after.merged_from[one[2]] for one in both]
    return [int(at) for at in np.flatnonzero(~(same & np.array(merges, dtype=bool)))]


def _one(
    kind: str, key: Key, before: VersionRows, was: int | None, after: VersionRows, now: int | None
) -> Change:  # fmt: skip
    least = (0 if was is None else int(before.minimum[was]), 0 if now is None else int(after.minimum[now]))
    most = (0 if was is None else int(before.maximum[was]), 0 if now is None else int(after.maximum[now]))
    only_months = kind == CHANGED and least[0] == least[1] and most[0] == most[1]
    return Change(kind, *key, *least, *most, only_months)


def with_grounds(found: Sequence[Change], grounds: Mapping[Key, Ground]) -> list[Change]:
    """The changes, each with its reason and note where there is one."""
    told = []
    for one in found:
        why = grounds.get((one.clave, one.buyer), NO_GROUND)
        told.append(Change(one.kind, one.clave, one.buyer, one.minimum_before, one.minimum_after, one.maximum_before,
                           one.maximum_after, one.only_months, why.reason, why.note))  # fmt: skip
    return told


def counted(found: Sequence[Change]) -> dict[str, int]:
    """How many of each kind, of how many buyers, and the pieces (maximum) that came and went."""
    rises = [one.maximum_after - one.maximum_before for one in found]
    return {
        **{kind: sum(one.kind == kind for one in found) for kind in (ADDED, REMOVED, CHANGED)},
        "buyers": len({one.buyer for one in found}),
        "more_pieces": sum(rise for rise in rises if rise > 0),
        "fewer_pieces": -sum(rise for rise in rises if rise < 0),
    }


FIELDS = tuple(Change.__dataclass_fields__)


def changes_bytes(found: Sequence[Change]) -> bytes:
    """The changes as Parquet; the same changes give the same bytes."""
    kinds = {"minimum_before": pa.int64(), "minimum_after": pa.int64(), "maximum_before": pa.int64(),
             "maximum_after": pa.int64(), "only_months": pa.bool_()}  # fmt: skip
    columns = [pa.array([getattr(one, name) for one in found], kinds.get(name, pa.string())) for name in FIELDS]
    return table_bytes(pa.Table.from_arrays(columns, names=list(FIELDS)))


def read_changes(content: bytes) -> list[Change]:
    """The changes of a file."""
    import io

    import pyarrow.parquet as pq

    table = pq.read_table(io.BytesIO(content), use_threads=False)
    return [Change(**row) for row in table.to_pylist()]
