"""Reads of the ledger: events, artifacts, checkpoints and proofs. Rooms below decide who may see them."""

from dataclasses import dataclass

from django.db.models import QuerySet

from ..base.refusal import Refused
from .merkle import consistency_path, inclusion_path, root
from .models import Artifact, ArtifactName, Checkpoint, Event
from .store import Store

CITATION = "RFC 6962"


@dataclass(frozen=True)
class InclusionProof:
    """What shows that an event is in the log: its leaf (hex), place, path (hex, leaf up), and the signed tree."""

    leaf_hash: str
    index: int
    size: int
    root: str
    path: tuple[str, ...]
    note: str


def events_of_round(round_code: str) -> QuerySet[Event]:
    """The numbered events of a round, in the order of the log."""
    return Event.objects.filter(round_code=round_code, number__isnull=False).order_by("number")


def events_of_subject(subject: str) -> QuerySet[Event]:
    """The numbered events about a business key, in the order of the log."""
    return Event.objects.filter(subject=subject, number__isnull=False).order_by("number")


def latest_checkpoint() -> Checkpoint | None:
    """The last signed checkpoint."""
    return Checkpoint.objects.last()


def artifacts_of_round(round_code: str) -> QuerySet[ArtifactName]:
    """The named files of a round with their contents' hashes, by name."""
    return ArtifactName.objects.filter(round_code=round_code).select_related("artifact").order_by("name")


def artifact_named(round_code: str, name: str) -> ArtifactName:
    """The file of that name today; refuses `artifact-missing`."""
    for named in artifacts_of_round(round_code).filter(name=name):
        return named
    raise Refused("artifact-missing", "", {"name": name, "round": round_code})


def content_of(store: Store, artifact: Artifact) -> bytes:
    """The bytes of an artifact, verified against its name; refuses `artifact-missing` and `artifact-damaged`."""
    return store.get(artifact.sha256)


def inclusion_of(event: Event, checkpoint: Checkpoint) -> InclusionProof:
    """The proof that an event is in the tree of a checkpoint; refuses `event-not-in-tree`."""
    if event.number is None or event.number >= checkpoint.size:
        raise Refused("event-not-in-tree", CITATION, {"number": event.number, "size": checkpoint.size})
    path = inclusion_path(event.number, checkpoint.size, _root_between)
    hashes = tuple(node.hex() for node in path)
    return InclusionProof(event.leaf_hash, event.number, checkpoint.size, checkpoint.root, hashes, checkpoint.note)


def consistency_of(old: Checkpoint, new: Checkpoint) -> tuple[str, ...]:
    """The proof (hex) that the tree of `new` extends the tree of `old`; refuses `checkpoints-in-wrong-order`."""
    if old.size > new.size:
        raise Refused("checkpoints-in-wrong-order", CITATION, {"old": old.size, "new": new.size})
    return tuple(node.hex() for node in consistency_path(old.size, new.size, _root_between))


def _root_between(start: int, end: int) -> bytes:
    leaves = Event.objects.filter(number__gte=start, number__lt=end).order_by("number")
    return root([bytes.fromhex(leaf) for leaf in leaves.values_list("leaf_hash", flat=True)])
