"""Contracts of a legal entity with a supplier, and their lines by buyer."""

from django.db import models

from ..award.models import Award
from ..base.fields import IntegersField
from ..people.models import Organisation
from ..rounds.models import Round
from ..tender.models import Procedure


class Contract(models.Model):
    """One legal entity and one supplier: what all their lines amount to (centavos), and the guarantee."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE)
    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE)
    number = models.CharField(max_length=120, unique=True)
    legal_entity = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contracts_as_buyer")
    supplier = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contracts_as_supplier")
    state = models.CharField(max_length=20)
    minimum_centavos = models.BigIntegerField()
    maximum_centavos = models.BigIntegerField()
    maximum_pieces = models.BigIntegerField()
    guarantee_centavos = models.BigIntegerField()
    lines_count = models.PositiveIntegerField()

    class Meta:
        ordering = ("number",)


class ContractLine(models.Model):
    """What one buyer may order of one award: minimum and maximum (pieces), and the calendar by month."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="lines")
    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="lines")
    buyer = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    minimum_pieces = models.BigIntegerField()
    maximum_pieces = models.BigIntegerField()
    price_centavos = models.BigIntegerField()
    ordered_by_month = IntegersField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["award", "buyer"], name="one_line_per_award_and_buyer")]
