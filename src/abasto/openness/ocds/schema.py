"""The vendored schemas, with the extensions patched in.

Source of the schemas and their licences: `schemas/SOURCES.md`. Patching is RFC 7396 (JSON Merge Patch), as OCDS
prescribes for extensions.
"""

from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema_rs
import orjson

from .values import Json

RELEASE_SCHEMA = "https://standard.open-contracting.org/schema/1__1__5/release-schema.json"
EXTENSION_NAMES = ("lots", "bids", "medicine", "abasto")


def merge_patch(target: Any, patch: Any) -> Any:
    """`target` changed by `patch`; a null in the patch takes the field away (RFC 7396)."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            merged.pop(key, None)
        else:
            merged[key] = merge_patch(merged.get(key), value)
    return merged


@cache
def release_schema() -> Json:
    """The OCDS 1.1.5 release schema with the extensions of `EXTENSION_NAMES`."""
    schema = _read("release-schema.json")
    for name in EXTENSION_NAMES:
        schema = merge_patch(schema, _read(f"extensions/{name}/release-schema.json"))
    return schema


@cache
def package_validator(kind: str) -> jsonschema_rs.Validator:
    """The validator of a "release" or a "record" package. Records here have no versioned release."""
    schema = _read(f"{kind}-package-schema.json")
    if kind == "record":
        schema = merge_patch(schema, {"definitions": {"Record": {"properties": {"versionedRelease": None}}}})
    registry = jsonschema_rs.Registry([(RELEASE_SCHEMA, release_schema())], draft=jsonschema_rs.Draft4)
    return jsonschema_rs.Draft4Validator(schema, registry=registry, validate_formats=True)


def own_extension() -> dict[str, bytes]:
    """Abasto's own extension by file name, to be published at the `extension_uri` of the packages."""
    folder = files("abasto.openness") / "schemas" / "extensions" / "abasto"
    return {name: (folder / name).read_bytes() for name in ("extension.json", "release-schema.json")}


def _read(path: str) -> Json:
    schema: Json = orjson.loads((files("abasto.openness") / "schemas" / path).read_bytes())
    return schema
