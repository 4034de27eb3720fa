"""Release packages, record packages and JSON Lines, as bytes that repeat.

Keys are sorted, amounts have two decimals, dates come from the facts: same facts, same bytes.
"""

from collections.abc import Iterable, Iterator

import orjson

from ..facts import PHASES, PackageFacts, Phase, ProcedureFacts
from .compiled import compiled_release
from .releases import releases
from .values import Json, without_empty

REGISTRY = "https://raw.githubusercontent.com/open-contracting-extensions"
EXTENSIONS = (
    f"{REGISTRY}/ocds_bid_extension/v1.1.5/extension.json",
    f"{REGISTRY}/ocds_lots_extension/v1.1.5/extension.json",
    f"{REGISTRY}/ocds_medicine_extension/master/extension.json",
)


def release_package(package: PackageFacts, procedures: Iterable[ProcedureFacts], phase: Phase) -> Iterator[bytes]:
    """A release package of every procedure up to `phase`, in parts to write one after the other."""
    members = (release for procedure in procedures for release in releases(procedure, _reached(procedure, phase)))
    return _parts(package, "releases", members)


def package_of(package: PackageFacts, releases_told: Iterable[Json]) -> Iterator[bytes]:
    """A release package of releases made elsewhere, in parts."""
    return _parts(package, "releases", releases_told)


def record_package(
    package: PackageFacts, releases_uri: str, procedures: Iterable[ProcedureFacts], phase: Phase
) -> Iterator[bytes]:
    """A record package: per procedure its compiled release, and links into the release package at `releases_uri`."""
    members = (_record(releases_uri, procedure, phase) for procedure in procedures)
    return _parts(package, "records", members)


def json_lines(procedures: Iterable[ProcedureFacts], phase: Phase) -> Iterator[bytes]:
    """One compiled release per line."""
    for procedure in procedures:
        yield _bytes(compiled_release(releases(procedure, _reached(procedure, phase)))) + b"\n"


def _reached(procedure: ProcedureFacts, phase: Phase) -> Phase:
    """The phase, or the last one of the procedure if that comes first."""
    return min(phase, procedure.last_phase, key=PHASES.index)


def _record(releases_uri: str, procedure: ProcedureFacts, phase: Phase) -> Json:
    told = releases(procedure, _reached(procedure, phase))
    return {
        "ocid": procedure.ocid,
        "compiledRelease": compiled_release(told),
        "releases": [
            {"url": f"{releases_uri}#{release['id']}", "date": release["date"], "tag": release["tag"]}
            for release in told
        ],
    }


def _parts(package: PackageFacts, key: str, members: Iterable[Json]) -> Iterator[bytes]:
    """The package with its members one by one; `key` sorts before "uri" and after "publisher"."""
    head, tail = _bytes(_head(package)), _bytes({"uri": package.uri, "version": "1.1"})
    yield head[:-1] + f',"{key}":['.encode()
    for position, member in enumerate(members):
        yield (b"," if position else b"") + _bytes(member)
    yield b"]," + tail[1:] + b"\n"


def _head(package: PackageFacts) -> Json:
    return without_empty(
        {
            "extensions": sorted((*EXTENSIONS, package.extension_uri)),
            "license": package.licence_uri,
            "publicationPolicy": package.policy_uri,
            "publishedDate": package.published_at,
            "publisher": {"name": package.publisher_name},
        }
    )


def _bytes(value: Json) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
