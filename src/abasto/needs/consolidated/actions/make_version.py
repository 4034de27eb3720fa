"""Makes a version of the consolidated need from the lines that were accepted: a file, and what differs from before."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Max

from ....base.refusal import Refused
from ....ledger.actions.record import record
from ....ledger.actions.record_artifact import record_artifact
from ....ledger.store import Store
from ....people.acts import must_be
from ....people.roles import Role, Viewer
from ....rounds.models import Round
from ....runs.key import Asked, code_version
from ..changes import Change, changes, changes_bytes, counted, with_grounds
from ..file import PARQUET, version_bytes
from ..models import NeedVersion
from ..queries import adopted_mergers, grounds_of, locked_version, rows_now, rows_of_version, store_of
from ..rows import VersionRows
from ..states import OPEN, REPLACED

KIND = "need-version"
LONGEST_WHY = 500
FIELD = "need"
"""The field of the disclosure table that governs the file: it holds the need of every buyer."""


@dataclass(frozen=True)
class Maker:
    """Who makes it, as the log names him; why, and when in the round."""

    viewer: Viewer
    actor: str
    why: str
    at: datetime


def make_version(of: Round, maker: Maker, state: Path) -> NeedVersion:
    """The next version of the round; one that is still open is replaced by it. state: the folder of the files.

    Refuses `sign-in-first`, `not-allowed`, `round-not-announced`, `phase-over`, `note-missing`, `need-locked` (reopen
    it first), `nothing-accepted`, and `need-version-same` where nothing changed since the last one.
    """
    must_be(maker.viewer, Role.COORDINATOR)
    why = maker.why.strip()[:LONGEST_WHY]
    _check(of, why)
    store = store_of(state)
    with transaction.atomic():
        Round.objects.select_for_update().get(pk=of.pk)
        if locked := locked_version(of):
            raise Refused("need-locked", "", {"number": locked.number})
        rows = rows_now(of)
        if not rows.lines:
            raise Refused("nothing-accepted", "", {"round": of.code})
        content = version_bytes(rows)
        before = NeedVersion.objects.filter(round=of).order_by("-number").first()
        return _saved(of, maker, why, rows, content, before, store)


def _check(of: Round, why: str) -> None:
    if not of.is_announced:
        raise Refused("round-not-announced", "", {"round": of.code})
    if of.phase != "needs":
        raise Refused("phase-over", "", {"phase": of.phase, "asked": "needs"})
    if not why:
        raise Refused("note-missing", "", {})


def _saved(
    of: Round, maker: Maker, why: str, rows: VersionRows, content: bytes, before: NeedVersion | None, store: Store
) -> NeedVersion:
    number = (NeedVersion.objects.filter(round=of).aggregate(last=Max("number"))["last"] or 0) + 1
    sha256 = store.put(content)
    if before is not None and before.state == OPEN and before.content_sha256 == sha256:
        raise Refused("need-version-same", "", {"number": before.number})
    mergers = [vars(one) for one in adopted_mergers(of)]
    inputs = {"content": sha256, "mergers": mergers}
    key = Asked(KIND, of.code, inputs, {"number": number}, of.seed, code_version()).key
    name = artifact_name(of, number)
    origin = "synthetic" if of.is_synthetic else "derived"
    record_artifact(store, name, content, media_type=PARQUET, origin=origin, disclosure=FIELD, round_code=of.code,
                    run_key=key)  # fmt: skip
    found = _differences(of, before, rows, store)
    version = NeedVersion.objects.create(
        round=of, number=number, made_by=maker.viewer.username, why=why, at=maker.at, lines=rows.lines,
        codes=len(rows.claves), buyers=len(rows.buyers), minimum_pieces=int(rows.minimum.sum()),
        maximum_pieces=int(rows.maximum.sum()), content_sha256=sha256, mergers=mergers, run_key=key,
        changes=counted(found) if found is not None else {},
        changes_sha256="" if found is None else _kept_changes(of, number, found, store, key, origin),
    )  # fmt: skip
    NeedVersion.objects.filter(round=of, state=OPEN).exclude(pk=version.pk).update(state=REPLACED)
    told = {"version": number, "sha256": sha256, "why": why, "lines": rows.lines, "codes": version.codes,
            "minimum_pieces": version.minimum_pieces, "maximum_pieces": version.maximum_pieces,
            "changes": version.changes, "changes_sha256": version.changes_sha256}  # fmt: skip
    record("need-version-made", subject_of(of, number), maker.actor, maker.at, told, of.code)
    return version


def _differences(of: Round, before: NeedVersion | None, rows: VersionRows, store: Store) -> list[Change] | None:
    """What differs from the version before, with why; None for the first."""
    if before is None:
        return None
    found = changes(rows_of_version(store, before), rows)
    return with_grounds(found, grounds_of(of, [(one.clave, one.buyer) for one in found]))


def _kept_changes(of: Round, number: int, found: list[Change], store: Store, key: str, origin: str) -> str:
    named = record_artifact(
        store, artifact_name(of, number, "-changes"), changes_bytes(found), media_type=PARQUET, origin=origin,
        disclosure=FIELD, round_code=of.code, run_key=key,
    )  # fmt: skip
    return named.artifact.sha256


def subject_of(of: Round, number: int) -> str:
    """The business key of a version in the log."""
    return f"{of.code}/needs/{number}"


def artifact_name(of: Round, number: int, what: str = "", ending: str = "parquet") -> str:
    """The name of a file of a version; what is synthetic says so."""
    return f"needs/version-{number}{what}{'-synthetic' if of.is_synthetic else ''}.{ending}"
