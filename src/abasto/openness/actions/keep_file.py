"""Keeps a file of a round for good, and puts it where a person finds it."""

import os
from dataclasses import dataclass
from pathlib import Path

from ...ledger.actions.record_artifact import record_artifact
from ...ledger.store import Store
from ...rounds.models import Round


@dataclass(frozen=True)
class RoundFile:
    """A file to keep. disclosure: the field of the disclosure table that governs who may read it."""

    name: str
    content: bytes
    media_type: str
    origin: str = "synthetic"
    disclosure: str = "artifact"


def keep_file(of: Round, state: Path, file: RoundFile, run_key: str) -> str:
    """The file's SHA-256. Kept in `state`/artifacts, and as `state`/rounds/<round>/<name>, one content on disk."""
    store = Store(state / "artifacts")
    named = record_artifact(
        store,
        file.name,
        file.content,
        media_type=file.media_type,
        origin=file.origin,
        disclosure=file.disclosure,
        round_code=of.code,
        run_key=run_key,
    )
    sha256 = named.artifact.sha256
    _link(store.path_of(sha256), state / "rounds" / of.code / file.name)
    return sha256


def _link(kept: Path, shown: Path) -> None:
    """The name becomes the content in one step: it never shows half a file, also when two publish at once."""
    shown.parent.mkdir(parents=True, exist_ok=True)
    aside = kept.with_name(f".{kept.name}-{os.getpid()}")
    aside.unlink(missing_ok=True)
    os.link(kept, aside)
    os.replace(aside, shown)
    aside.unlink(missing_ok=True)
