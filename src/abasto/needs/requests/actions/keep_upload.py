"""Names what belongs to an upload among the files of the round: nobody's but its institution's."""

from ....ledger.actions.record_artifact import record_artifact
from ....ledger.store import Store
from ..models import RequestUpload

DISCLOSURE = "request_file"
MEDIA = "application/octet-stream"


def name_original(store: Store, upload: RequestUpload) -> None:
    """The file as it came, which is in the store already."""
    name = f"requests/{upload.organisation.code}/{upload.sha256[:16]}/{upload.file_name}"
    origin = "synthetic" if upload.round.is_synthetic else "stated"
    record_artifact(
        store, name[:200], store.get(upload.sha256), media_type=MEDIA, origin=origin, disclosure=DISCLOSURE,
        round_code=upload.round.code,
    )  # fmt: skip
