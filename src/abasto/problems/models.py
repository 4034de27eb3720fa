"""One row of the problem list."""

from django.db import models

from ..people.models import Organisation


class ListedProblem(models.Model):
    """A problem with its place, its state and who must act; `key` makes listing it twice one row."""

    key = models.CharField(max_length=64, unique=True)
    round_code = models.CharField(max_length=40, db_index=True)
    room = models.CharField(max_length=20)
    kind = models.CharField(max_length=60)
    severity = models.CharField(max_length=10)
    source = models.CharField(max_length=120, blank=True)
    sheet = models.CharField(max_length=60, blank=True)
    row = models.PositiveIntegerField(default=0)
    column = models.CharField(max_length=12, blank=True)
    subject = models.CharField(max_length=120, blank=True)
    found = models.TextField(blank=True)
    rule = models.TextField(blank=True)
    mend = models.TextField(blank=True)
    role = models.CharField(max_length=24)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT)
    state = models.CharField(max_length=10, default="open")
    note = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("severity", "kind", "sheet", "row", "column", "subject")
