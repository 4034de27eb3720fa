"""What each buyer asks for, where it came from, and the sum of all."""

from django.db import models

from ..base.fields import IntegersField
from ..catalogue.models import Item
from ..people.models import Organisation
from ..rounds.models import Round


class NeedImport(models.Model):
    """A file from which needs came: an annex as published, or a sample."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE)
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    layout = models.CharField(max_length=20)
    codes = models.PositiveIntegerField()
    maximum_pieces = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "sha256"], name="one_import_per_file")]


class NeedLine(models.Model):
    """The need of one buyer for one item: minimum and maximum, in all and by month (pieces)."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE)
    item = models.ForeignKey(Item, on_delete=models.PROTECT)
    buyer = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    minimum_pieces = models.BigIntegerField()
    maximum_pieces = models.BigIntegerField()
    minimum_by_month = IntegersField()
    maximum_by_month = IntegersField()
    origin = models.CharField(max_length=10)
    rule = models.CharField(max_length=60)
    need_import = models.ForeignKey(NeedImport, on_delete=models.PROTECT)
    place = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "item", "buyer"], name="one_need_line")]


class ConsolidatedNeed(models.Model):
    """The sum of all buyers for one item, with how many of them ask for it."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE)
    item = models.ForeignKey(Item, on_delete=models.PROTECT)
    minimum_pieces = models.BigIntegerField()
    maximum_pieces = models.BigIntegerField()
    buyers = models.PositiveSmallIntegerField()
    run_key = models.CharField(max_length=64)

    class Meta:
        ordering = ("item__clave",)
        constraints = [models.UniqueConstraint(fields=["round", "item"], name="one_consolidated_need")]
