"""Keeps what belongs to an upload in the store of files: nobody's but its institution's."""

import hashlib

from ....ledger.actions.record_artifact import record_artifact
from ....ledger.store import Store
from ....people.models import Organisation
from ....rounds.models import Round

DISCLOSURE = "request_file"


def keep_original(store: Store, of: Round, organisation: Organisation, name: str, content: bytes) -> str:
    """The file as it came; returns its SHA-256."""
    digest = hashlib.sha256(content).hexdigest()
    named = f"requests/{organisation.code}/{digest[:16]}/{name}"
    return _kept(store, of, named, content, "application/octet-stream")


def keep_corrected(store: Store, of: Round, organisation: Organisation, upload: int, content: bytes) -> str:
    """The corrected workbook of an upload; returns its SHA-256."""
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _kept(store, of, f"requests/{organisation.code}/corrected-{upload}.xlsx", content, media)


def _kept(store: Store, of: Round, name: str, content: bytes, media_type: str) -> str:
    origin = "synthetic" if of.is_synthetic else "stated"
    named = record_artifact(
        store, name[:200], content, media_type=media_type, origin=origin, disclosure=DISCLOSURE, round_code=of.code
    )
    return named.artifact.sha256
