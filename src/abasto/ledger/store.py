"""Content-addressed files: a file's name is the SHA-256 of its bytes, so it can neither change nor be half written."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ..base.refusal import Refused


@dataclass(frozen=True)
class Store:
    """A folder of immutable files, by the first two digits of their hash."""

    folder: Path

    def path_of(self, sha256: str) -> Path:
        """Where a content is or would be."""
        return self.folder / sha256[:2] / sha256

    def put(self, content: bytes) -> str:
        """Keep a content and return its SHA-256 (hex): written aside, flushed to disk, then renamed into place."""
        sha256 = hashlib.sha256(content).hexdigest()
        target = self.path_of(sha256)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            _write_whole(target, content)
        return sha256

    def get(self, sha256: str) -> bytes:
        """A content, verified; refuses `artifact-missing` and `artifact-damaged`."""
        try:
            content = self.path_of(sha256).read_bytes()
        except FileNotFoundError as error:
            raise Refused("artifact-missing", "", {"sha256": sha256}) from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise Refused("artifact-damaged", "", {"sha256": sha256})
        return content


def _write_whole(target: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _flush_folder(target.parent)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
