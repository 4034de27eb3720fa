"""What was decided on each lot and on each bid, with the reason, and the awards that follow."""

from django.db import models

from ..base.fields import IntegersField
from ..tender.models import Bid, Lot


class LotDecision(models.Model):
    """A lot awarded, in part or not; the one reason, the count of every cause, and what is left unawarded.

    figures: the lot's own figures behind the reason (centavos, pieces), for the "why?".
    """

    lot = models.OneToOneField(Lot, on_delete=models.CASCADE, related_name="decision")
    state = models.CharField(max_length=20, db_index=True)
    reason = models.CharField(max_length=30, blank=True)
    causes = models.JSONField(default=dict)
    defects = models.JSONField(default=dict)
    figures = models.JSONField(default=dict)
    needed_pieces = models.BigIntegerField()
    awarded_pieces = models.BigIntegerField()
    unawarded_pieces = models.BigIntegerField()
    run_key = models.CharField(max_length=64)


class BidOutcome(models.Model):
    """What became of a bid: its one reason, all its defects, its rank, and the figures behind them."""

    bid = models.OneToOneField(Bid, on_delete=models.CASCADE, related_name="outcome")
    is_winner = models.BooleanField()
    reason = models.CharField(max_length=30, blank=True)
    defects = models.JSONField(default=list)
    remarks = models.JSONField(default=list)
    rank = models.PositiveSmallIntegerField()
    share_percent = models.PositiveSmallIntegerField()
    awarded_pieces = models.BigIntegerField()
    figures = models.JSONField(default=dict)


class Award(models.Model):
    """One winner of one lot: its share, its own price, and the pieces.

    minimum_by_buyer, maximum_by_buyer: the parts of the buyers, in the order of the lot's `buyers`; the award is
    their sum.
    """

    lot = models.ForeignKey(Lot, on_delete=models.CASCADE, related_name="awards")
    bid = models.OneToOneField(Bid, on_delete=models.CASCADE, related_name="award")
    key = models.CharField(max_length=100, unique=True)
    share_percent = models.PositiveSmallIntegerField()
    price_centavos = models.BigIntegerField()
    minimum_pieces = models.BigIntegerField()
    maximum_pieces = models.BigIntegerField()
    minimum_by_buyer = IntegersField()
    maximum_by_buyer = IntegersField()

    class Meta:
        ordering = ("key",)
