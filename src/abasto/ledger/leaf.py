"""The bytes of an event as a leaf of the tree; a verifier makes the same bytes from the published row."""

from dataclasses import dataclass
from datetime import datetime

from .canonical import canonical_text, utc_text
from .merkle import leaf_hash


@dataclass(frozen=True)
class EventData:
    """An event before it is saved; `body` is canonical JSON text."""

    kind: str
    subject: str
    actor: str
    round_code: str
    at: datetime
    body: str


def leaf_bytes(event: EventData) -> bytes:
    """Canonical JSON of {actor, at, body, kind, round, subject}; `body` goes in as it is, being canonical already."""
    before = canonical_text({"actor": event.actor, "at": utc_text(event.at)})
    after = canonical_text({"kind": event.kind, "round": event.round_code, "subject": event.subject})
    return f'{before[:-1]},"body":{event.body},{after[1:]}'.encode()


def hash_of(event: EventData) -> bytes:
    """The leaf hash of an event, 32 bytes."""
    return leaf_hash(leaf_bytes(event))
