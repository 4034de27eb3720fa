"""Keeps the corrected workbook of an upload, so that what was handed back can be shown again."""

from django.db import transaction

from ....ledger.actions.record_artifact import record_artifact
from ....ledger.store import Store
from ..models import RequestUpload
from .keep_upload import DISCLOSURE

MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def keep_corrected(store: Store, upload: RequestUpload, content: bytes) -> None:
    """The first that was made stays."""
    of = upload.round
    name = f"requests/{upload.organisation.code}/corrected-{upload.pk}.xlsx"
    origin = "synthetic" if of.is_synthetic else "stated"
    with transaction.atomic():
        named = record_artifact(
            store, name, content, media_type=MEDIA, origin=origin, disclosure=DISCLOSURE, round_code=of.code
        )
        RequestUpload.objects.filter(pk=upload.pk, corrected_sha256="").update(corrected_sha256=named.artifact.sha256)
