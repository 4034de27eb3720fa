"""Keep a file for good, under a name of the round."""

from django.db import transaction

from ..models import Artifact, ArtifactName
from ..store import Store


def record_artifact(
    store: Store,
    name: str,
    content: bytes,
    *,
    media_type: str,
    origin: str,
    disclosure: str = "artifact",
    round_code: str = "",
    run_key: str = "",
) -> ArtifactName:
    """The name, pointing to the content; the same content is kept once, a new content moves the name to it.

    The file is safe on disk before its row is written, so a row never points to nothing.
    """
    sha256 = store.put(content)
    kept = {"media_type": media_type, "size_bytes": len(content)}
    with transaction.atomic():
        artifact, _ = Artifact.objects.get_or_create(sha256=sha256, defaults=kept)
        named, _ = ArtifactName.objects.update_or_create(
            round_code=round_code,
            name=name,
            defaults={"artifact": artifact, "origin": origin, "disclosure": disclosure, "run_key": run_key},
        )
    return named
