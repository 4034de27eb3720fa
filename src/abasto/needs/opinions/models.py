"""Who reviews for an institution, and what reviewers think of a line."""

from django.db import models

from ...base.fields import IntegersField
from ...people.models import Organisation, User
from ..requests.models import RequestLine


class ReviewerSeat(models.Model):
    """Between two dates, both included, `reviewer` gives opinions for the organisation and the units below it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    starts = models.DateField()
    ends = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-starts", "-pk")


class Opinion(models.Model):
    """What one reviewer thinks of a line with the figures seen; it holds for these figures and for no others."""

    line = models.ForeignKey(RequestLine, on_delete=models.CASCADE, related_name="opinions")
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    seen_minimum_pieces = models.BigIntegerField()
    seen_by_month = IntegersField()
    verdict = models.CharField(max_length=14)
    suggested_pieces = models.BigIntegerField(null=True)
    text = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["line", "reviewer", "seen_minimum_pieces", "seen_by_month"], name="one_opinion_on_figures"
            )
        ]
