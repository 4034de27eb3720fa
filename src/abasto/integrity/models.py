"""Flags raised on a procedure: a reason to look, never by itself a ground to reject."""

from django.db import models

from ..people.models import Organisation
from ..tender.models import Lot, Procedure


class Flag(models.Model):
    """One flag on one subject, with the figures that raised it."""

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE)
    code = models.CharField(max_length=40, db_index=True)
    key = models.CharField(max_length=160, unique=True)
    lot = models.ForeignKey(Lot, null=True, on_delete=models.CASCADE)
    supplier = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT)
    category = models.CharField(max_length=12, blank=True)
    figures = models.JSONField(default=dict)

    class Meta:
        ordering = ("code", "key")
