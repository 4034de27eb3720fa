"""The compiled release: all releases of a procedure merged into its present state.

Source: OCDS 1.1 merging, https://standard.open-contracting.org/1.1/en/schema/merging/ (ocdsmerge agrees in the tests).
"""

from collections.abc import Iterable
from typing import Any

from .values import Json

REPLACED_WHOLE = frozenset({"roles", "tag"})


def compiled_release(releases: Iterable[Json]) -> Json:
    """Objects merge by field, lists of objects by id, all else is replaced by the later release."""
    merged: Json = {}
    for release in releases:
        merged = _merge(merged, release)
    return {**merged, "id": f"{merged['ocid']}-{merged['date']}", "tag": ["compiled"]}


def _merge(old: Json, new: Json) -> Json:
    return {**old, **{key: _merge_value(key, old.get(key), value) for key, value in new.items()}}


def _merge_value(key: str, old: Any, new: Any) -> Any:
    if isinstance(new, dict) and isinstance(old, dict):
        return _merge(old, new)
    if isinstance(new, list) and isinstance(old, list) and key not in REPLACED_WHOLE and _have_ids(new):
        return _merge_by_id(old, new)
    return new


def _have_ids(values: list[Any]) -> bool:
    return bool(values) and isinstance(values[0], dict) and "id" in values[0]


def _merge_by_id(old: list[Json], new: list[Json]) -> list[Json]:
    by_id = {one["id"]: one for one in old}
    for one in new:
        by_id[one["id"]] = _merge(by_id[one["id"]], one) if one["id"] in by_id else one
    return list(by_id.values())
