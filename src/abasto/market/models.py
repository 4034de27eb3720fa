"""Sources of prices, their quotes, and the reference price of each item."""

from django.db import models

from ..catalogue.models import Item
from ..rounds.models import Round


class PriceSource(models.Model):
    """Where quotes come from: the platform's contracts, own past awards, a supplier's quotes."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=40)
    dated = models.DateField()
    origin = models.CharField(max_length=10)

    class Meta:
        ordering = ("code",)
        constraints = [models.UniqueConstraint(fields=["round", "code"], name="one_source")]


class Quote(models.Model):
    """One price of one source for one item, in centavos per piece."""

    source = models.ForeignKey(PriceSource, on_delete=models.CASCADE)
    item = models.ForeignKey(Item, on_delete=models.PROTECT)
    price_centavos = models.BigIntegerField()
    origin = models.CharField(max_length=10)


class ReferencePrice(models.Model):
    """Median and mean of the research, the authorised ceiling and the stated baseline, in centavos per piece."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE)
    item = models.ForeignKey(Item, on_delete=models.PROTECT)
    median_centavos = models.BigIntegerField()
    mean_centavos = models.BigIntegerField()
    sources = models.PositiveSmallIntegerField()
    has_enough_sources = models.BooleanField()
    ceiling_centavos = models.BigIntegerField()
    baseline_centavos = models.BigIntegerField()
    origin = models.CharField(max_length=10)
    run_key = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "item"], name="one_reference_price")]
