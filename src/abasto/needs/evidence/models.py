"""Uploads as they came, the places of a round, and its months: the one in force and those it superseded."""

from django.db import models

from ...people.models import Organisation
from ...rounds.models import Round

CURRENT = "current"
SUPERSEDED = "superseded"


class EvidencePlace(models.Model):
    """A place whose use is told: an institution, or one of its delivery units; its number is part of series' keys."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE)
    number = models.PositiveIntegerField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    unit = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="one_evidence_place_per_number"),
            models.UniqueConstraint(fields=["round", "organisation", "unit"], name="one_evidence_place"),
        ]


class EvidenceUpload(models.Model):
    """A file of evidence. sha256: of the file as it came; part_sha256: of its clean rows, "" where none was usable.

    organisation: whose planner gave it, null where the coordinator did. told: rows by kind of what was wrong.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT)
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    part_sha256 = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=10)
    size_bytes = models.BigIntegerField()
    rows = models.PositiveIntegerField()
    accepted = models.PositiveIntegerField()
    told = models.JSONField(default=dict)
    origin = models.CharField(max_length=10)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["round", "sha256"], name="one_evidence_upload_per_file")]


class EvidenceMonth(models.Model):
    """A month of an institution: which rows are in force. month: year x 12 + month - 1; version counts from 1.

    sha256: of the part that holds the rows. is_reported: whether any of them reports. flags: what the check found.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    month = models.PositiveIntegerField()
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, default=CURRENT)
    rows = models.PositiveIntegerField()
    pieces = models.BigIntegerField()
    is_reported = models.BooleanField()
    flags = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    origin = models.CharField(max_length=10)
    upload = models.ForeignKey(EvidenceUpload, on_delete=models.PROTECT, related_name="months")

    class Meta:
        ordering = ("organisation", "month", "version")
        constraints = [
            models.UniqueConstraint(fields=["round", "organisation", "month", "version"], name="one_evidence_version"),
        ]
