"""What was delivered on each contract line, and how each supplier fills its orders."""

from django.db import models

from ..base.fields import IntegersField
from ..contracts.models import ContractLine
from ..people.models import Organisation
from ..rounds.models import Round


class LineDelivery(models.Model):
    """Pieces due and received on a line up to the round's clock, in all and by month."""

    line = models.OneToOneField(ContractLine, on_delete=models.CASCADE, related_name="delivery")
    due_pieces = models.BigIntegerField()
    received_pieces = models.BigIntegerField()
    on_time_pieces = models.BigIntegerField()
    received_by_month = IntegersField()
    on_time_by_month = IntegersField()
    origin = models.CharField(max_length=10)


class SupplierFill(models.Model):
    """A supplier's fill in a round: pieces due, received, and received on time."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE)
    supplier = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    due_pieces = models.BigIntegerField()
    received_pieces = models.BigIntegerField()
    on_time_pieces = models.BigIntegerField()
    lines_count = models.PositiveIntegerField()
    origin = models.CharField(max_length=10)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "supplier"], name="one_fill_per_supplier")]
