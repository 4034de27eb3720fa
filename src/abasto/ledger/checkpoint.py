"""Signed checkpoints: the tree's size and root as a C2SP signed note (c2sp.org/tlog-checkpoint, c2sp.org/signed-note).

The text is origin, size, base64 of the root, one a line; an empty line; then one Ed25519 signature a line. Any witness
that knows the format can check and co-sign it.
"""

import binascii
import hashlib
from base64 import b64decode, b64encode
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ..base.refusal import Refused

ED25519 = b"\x01"
DASH = "\u2014"
CITATION = "c2sp.org/signed-note"


@dataclass(frozen=True)
class Signer:
    """A named Ed25519 key; the name is the log's origin (no spaces, no plus sign)."""

    name: str
    private_key: Ed25519PrivateKey

    @property
    def verifier_key(self) -> str:
        """The public key as others take it: name, key id and key."""
        public = self.private_key.public_key().public_bytes_raw()
        return f"{self.name}+{key_id(self.name, public).hex()}+{b64encode(ED25519 + public).decode()}"


@dataclass(frozen=True)
class Tree:
    """What a checkpoint says: whose log, how many leaves, which root (32 bytes)."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


def key_id(name: str, public: bytes) -> bytes:
    """The four bytes that name a key in a signature line."""
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]


def sign_note(text: str, signer: Signer) -> str:
    """The text with its signature line; Ed25519 is deterministic, so the same key gives the same bytes."""
    public = signer.private_key.public_key().public_bytes_raw()
    signature = key_id(signer.name, public) + signer.private_key.sign(text.encode())
    return f"{text}\n{DASH} {signer.name} {b64encode(signature).decode()}\n"


def sign_checkpoint(tree: Tree, signer: Signer) -> str:
    """The checkpoint of a tree as a signed note."""
    return sign_note(tree.text, signer)


def open_note(note: str, verifier_key: str) -> str:
    """The signed text; refuses `note-malformed`, `note-unsigned` (none of this key) and `note-forged`."""
    name, identity, public = _parse_verifier(verifier_key)
    text, separator, signatures = note.rpartition("\n\n")
    if not separator or not note.endswith("\n"):
        raise Refused("note-malformed", CITATION)
    text += "\n"
    for line in signatures.splitlines():
        if line.startswith(f"{DASH} {name} "):
            signature = _decoded(line.rsplit(" ", 1)[1])
            if signature[:4] == identity:
                return _verified(text, signature[4:], public)
    raise Refused("note-unsigned", CITATION, {"key": name})


def open_checkpoint(note: str, verifier_key: str) -> Tree:
    """The tree a signed checkpoint speaks of; refuses as `open_note` does."""
    lines = open_note(note, verifier_key).split("\n")
    if len(lines) < 4 or not lines[1].isdigit():
        raise Refused("note-malformed", "c2sp.org/tlog-checkpoint")
    return Tree(lines[0], int(lines[1]), _decoded(lines[2]))


def _parse_verifier(verifier_key: str) -> tuple[str, bytes, bytes]:
    name, identity, encoded = verifier_key.split("+", 2)
    return name, bytes.fromhex(identity), b64decode(encoded)[1:]


def _decoded(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except binascii.Error as error:
        raise Refused("note-malformed", CITATION, {"found": text}) from error


def _verified(text: str, signature: bytes, public: bytes) -> str:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, text.encode())
    except InvalidSignature as error:
        raise Refused("note-forged", CITATION) from error
    return text
