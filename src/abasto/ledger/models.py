"""Events, checkpoints of their tree, and artifacts with their names."""

from django.db import models

__all__ = ["Artifact", "ArtifactName", "Checkpoint", "Event"]


class Event(models.Model):
    """One thing that happened. `body` is canonical JSON (RFC 8785); `number` is null until sequenced, then for ever.

    actor: role, organisation and a salted hash of the person, as text; at: the caller's clock, not the machine's.
    leaf_hash: SHA-256 of the event as leaf of the tree, lowercase hex.
    """

    number = models.BigIntegerField(null=True, unique=True)
    kind = models.CharField(max_length=80)
    subject = models.CharField(max_length=200)
    actor = models.CharField(max_length=200)
    round_code = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    body = models.TextField()
    leaf_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("number",)
        indexes = [
            models.Index(fields=["round_code", "number"], name="event_of_round"),
            models.Index(fields=["subject"], name="event_of_subject"),
        ]


class Checkpoint(models.Model):
    """The tree at a size: its root (hex), its signed note, and its compact range (hex, largest subtree first)."""

    size = models.BigIntegerField(unique=True)
    root = models.CharField(max_length=64)
    note = models.TextField()
    compact_range = models.JSONField()

    class Meta:
        ordering = ("size",)


class Artifact(models.Model):
    """An immutable content, named by its SHA-256 (hex); the bytes are in the store."""

    sha256 = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(max_length=120)
    size_bytes = models.BigIntegerField()

    class Meta:
        ordering = ("sha256",)


class ArtifactName(models.Model):
    """A named output of a round and the content it stands for today; events keep what it stood for before.

    disclosure: the field of `law/<country>/disclosure.yaml` that governs who may read it.
    origin: "published", "derived" or "synthetic"; run_key: the run that made it, "" for an upload.
    """

    round_code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    artifact = models.ForeignKey(Artifact, on_delete=models.PROTECT, related_name="names")
    origin = models.CharField(max_length=10)
    disclosure = models.CharField(max_length=40)
    run_key = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("round_code", "name")
        constraints = [models.UniqueConstraint(fields=["round_code", "name"], name="one_artifact_per_name")]
