"""What makes two runs the same run, and which code made a result."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from ..ledger.canonical import sha256_of

PACKAGE = Path(__file__).parents[1]
DOORS = frozenset({"web", "api", "cli", "page"})
SOURCES = (".py", ".yaml")


@dataclass(frozen=True)
class Asked:
    """Everything a result may depend on; inputs and parameters are plain data, large inputs by their SHA-256."""

    kind: str
    round_code: str
    inputs: Mapping[str, object]
    parameters: Mapping[str, object]
    seed: int
    code: str

    @property
    def key(self) -> str:
        """SHA-256 (hex) of its canonical JSON: the same question is the same run."""
        return sha256_of(asdict(self))


@cache
def code_version() -> str:
    """SHA-256 (hex) of the rooms' sources and legal values; the doors hold no rule and are left out."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*"), key=lambda path: path.relative_to(PACKAGE).as_posix()):
        inside = path.relative_to(PACKAGE)
        if path.suffix in SOURCES and inside.parts[0] not in DOORS and "migrations" not in inside.parts:
            digest.update(inside.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
