"""The suggestion for each buyer and item of a round, with every term and how far it can be believed."""

from django.db import models

from ...base.fields import IntegersField
from ...catalogue.models import Item
from ...people.models import Organisation
from ...rounds.models import Round


class SuggestedNeed(models.Model):
    """Pieces over the period. low, middle, high: the 80 % interval of the use; use: its chosen quantile.

    suggested = use + safety - usable stock - open orders, zero at least; expired: stock expected to expire unused.
    route: kind of series, which says what was mixed; error_per_mille: mean absolute miss of a month over mean use, out
    of sample (null: no hold-out could be made); middle_by_month: pieces of each month of the period.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE)
    item = models.ForeignKey(Item, on_delete=models.PROTECT)
    buyer = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    low_pieces = models.BigIntegerField()
    middle_pieces = models.BigIntegerField()
    high_pieces = models.BigIntegerField()
    use_pieces = models.BigIntegerField()
    safety_pieces = models.BigIntegerField()
    usable_stock_pieces = models.BigIntegerField()
    open_order_pieces = models.BigIntegerField()
    expired_pieces = models.BigIntegerField()
    suggested_pieces = models.BigIntegerField()
    middle_by_month = IntegersField()
    route = models.CharField(max_length=12)
    error_per_mille = models.BigIntegerField(null=True)
    months_used = models.PositiveSmallIntegerField()
    months_without_report = models.PositiveSmallIntegerField()
    months_without_stock = models.PositiveSmallIntegerField()
    quantile_per_mille = models.PositiveSmallIntegerField()
    origin = models.CharField(max_length=10)
    run_key = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "item", "buyer"], name="one_suggested_need")]
