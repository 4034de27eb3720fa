"""Secrets of the log, made once, readable by their owner only: signing key, salt of persons, secret of commitments."""

import os
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ..checkpoint import Signer

ORIGIN = "abasto/ledger"
SECRET_BYTES = 32


def kept_signer(folder: Path, origin: str = ORIGIN) -> Signer:
    """The log's signer; its key is `ledger-ed25519` in the folder."""
    return Signer(origin, Ed25519PrivateKey.from_private_bytes(_kept_secret(folder / "ledger-ed25519")))


def kept_salt(folder: Path) -> bytes:
    """The salt under which persons are hashed; it is `person-salt` in the folder."""
    return _kept_secret(folder / "person-salt")


def kept_commitment_secret(folder: Path) -> bytes:
    """The secret from which those of all commitments follow; it is `commitment-secret` in the folder."""
    return _kept_secret(folder / "commitment-secret")


def _kept_secret(path: Path) -> bytes:
    """Whoever links first wins, so two processes that start together keep the same secret."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}-{os.getpid()}")
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(os.urandom(SECRET_BYTES))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(aside, path)
        aside.unlink()
    return path.read_bytes()
