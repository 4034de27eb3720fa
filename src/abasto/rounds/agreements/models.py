"""What the institutions of a round agree on, and what each of them says to it."""

from django.db import models

from ...people.models import Organisation, User
from ..models import Round
from .states import PROPOSED


class Agreement(models.Model):
    """A sentence all are asked to agree on. claves: the codes it concerns; citations: the articles it rests on.

    by_organisation is null where the coordinator proposed it. outcome: why it was adopted or withdrawn.
    sha256: of what was adopted, with all positions; note: that hash signed by the log's key.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="agreements")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    text = models.TextField()
    claves = models.JSONField(default=list)
    citations = models.TextField(blank=True)
    by_organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    by_user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=PROPOSED)
    outcome = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="one_agreement_per_number")]


class Position(models.Model):
    """What one institution says to an agreement; a position changed after its answer is unanswered again."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="positions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    stance = models.CharField(max_length=8)
    reason = models.TextField(blank=True)
    by_user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("organisation__code",)
        constraints = [models.UniqueConstraint(fields=["agreement", "organisation"], name="one_position")]
