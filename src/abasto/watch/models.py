"""Projected stock of each code and buyer, and the reason where it will run short."""

from django.db import models

from ..base.fields import IntegersField
from ..catalogue.models import Item
from ..people.models import Organisation
from ..rounds.models import Round


class StockLine(models.Model):
    """Stock now, what is used, and what the stock will be by month (pieces).

    cover_tenths: months of cover at the round's clock, in tenths of a month; null where nothing is used.
    first_short_month: the first month (0-based, from the round's start) in which use is not met; null if none.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE)
    item = models.ForeignKey(Item, on_delete=models.PROTECT)
    buyer = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    opening_pieces = models.BigIntegerField()
    stock_pieces = models.BigIntegerField()
    monthly_use_pieces = models.BigIntegerField()
    used_by_month = IntegersField()
    stock_by_month = IntegersField()
    cover_tenths = models.PositiveIntegerField(null=True)
    first_short_month = models.PositiveSmallIntegerField(null=True)
    short_pieces = models.BigIntegerField(default=0)
    is_at_risk = models.BooleanField()
    reason = models.CharField(max_length=30)
    origin = models.CharField(max_length=10)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "item", "buyer"], name="one_stock_line")]
        indexes = [models.Index(fields=["round", "is_at_risk", "cover_tenths"], name="stock_risk")]
