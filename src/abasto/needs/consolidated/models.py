"""Versions of the consolidated need, and mergers of codes with the answers of their users."""

from django.db import models

from ...catalogue.models import Item
from ...people.models import Organisation
from ...rounds.models import Round
from .states import OPEN, PROPOSED


class NeedVersion(models.Model):
    """One version of what all ask for together, as a file.

    content_sha256: of its Parquet file. changes: counts of what differs from the version before, {} for the first;
    changes_sha256: the file with every difference. signature: a signed note over the hash, "" until it is locked;
    verifier_key: the key that checks it. left_out: what the lock left waiting, buyer code to note. why: as its maker
    says; reopened_*: who asked, and why. run_key: of lines, mergers and code.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="need_versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, default=OPEN)
    made_by = models.CharField(max_length=150)
    why = models.TextField()
    at = models.DateTimeField()
    lines = models.PositiveIntegerField()
    codes = models.PositiveIntegerField()
    buyers = models.PositiveIntegerField()
    minimum_pieces = models.BigIntegerField()
    maximum_pieces = models.BigIntegerField()
    content_sha256 = models.CharField(max_length=64)
    changes = models.JSONField(default=dict)
    changes_sha256 = models.CharField(max_length=64, blank=True)
    mergers = models.JSONField(default=list)
    run_key = models.CharField(max_length=64)
    locked_at = models.DateTimeField(null=True)
    signature = models.TextField(blank=True)
    verifier_key = models.CharField(max_length=200, blank=True)
    left_out = models.JSONField(default=dict)
    reopened_at = models.DateTimeField(null=True)
    reopened_why = models.TextField(blank=True)
    reopened_for = models.TextField(blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="one_need_version")]


class MergeProposal(models.Model):
    """A code whose pieces would become pieces of another: one piece of `from_item` is worth numerator / denominator.

    opinion and basis: the clinical opinion, and the citation or document it rests on. deadline: until when its users
    answer, null until they are asked. decision_note: why it was adopted or rejected.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="merge_proposals")
    number = models.PositiveIntegerField()
    from_item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    to_item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    numerator = models.PositiveBigIntegerField()
    denominator = models.PositiveBigIntegerField()
    opinion = models.TextField(blank=True)
    basis = models.TextField(blank=True)
    proposed_by = models.CharField(max_length=150)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, default=PROPOSED)
    deadline = models.DateField(null=True)
    decision_note = models.TextField(blank=True)

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="one_merge_proposal")]


class MergeAnswer(models.Model):
    """What a user of the code says to its merger, and what the coordinator answers to an objection."""

    proposal = models.ForeignKey(MergeProposal, on_delete=models.CASCADE, related_name="answers")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    answer = models.CharField(max_length=10)
    reason = models.TextField(blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    reply = models.TextField(blank=True)

    class Meta:
        ordering = ("organisation__code",)
        constraints = [models.UniqueConstraint(fields=["proposal", "organisation"], name="one_merge_answer")]
