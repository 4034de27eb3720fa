"""What was decided on each lot and on each bid, with the reason, and the awards that follow."""

from django.db import models

from ..tender.models import Bid, Lot


class LotDecision(models.Model):
    """A lot awarded or not, the one reason, the count of every cause, and what is left unawarded."""

    lot = models.OneToOneField(Lot, on_delete=models.CASCADE, related_name="decision")
    is_awarded = models.BooleanField()
    reason = models.CharField(max_length=30, blank=True)
    causes = models.JSONField(default=dict)
    lowest_solvent_centavos = models.BigIntegerField(null=True)
    spread_limit_centavos = models.BigIntegerField(null=True)
    awarded_pieces = models.BigIntegerField()
    unawarded_pieces = models.BigIntegerField()
    run_key = models.CharField(max_length=64)


class BidOutcome(models.Model):
    """What became of a bid: its one reason, all its defects, its rank, and the figures behind them."""

    bid = models.OneToOneField(Bid, on_delete=models.CASCADE, related_name="outcome")
    is_winner = models.BooleanField()
    reason = models.CharField(max_length=30)
    defects = models.JSONField(default=list)
    rank = models.PositiveSmallIntegerField(null=True)
    figures = models.JSONField(default=dict)


class Award(models.Model):
    """One winner of one lot: its share, its own price, and the pieces (sums of the buyers' parts)."""

    lot = models.ForeignKey(Lot, on_delete=models.CASCADE, related_name="awards")
    bid = models.OneToOneField(Bid, on_delete=models.CASCADE, related_name="award")
    key = models.CharField(max_length=100, unique=True)
    share_percent = models.PositiveSmallIntegerField()
    price_centavos = models.BigIntegerField()
    minimum_pieces = models.BigIntegerField()
    maximum_pieces = models.BigIntegerField()
    buyers = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("key",)


class AwardSplit(models.Model):
    """The buyers' parts of every award of a lot: int64 little-endian (winners, buyers), buyers in round order."""

    lot = models.OneToOneField(Lot, on_delete=models.CASCADE)
    buyers = models.JSONField()
    maximum_pieces = models.BinaryField()
    minimum_pieces = models.BinaryField()
