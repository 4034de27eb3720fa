"""What was decided on each lot and on each bid, with the reason, and the awards that follow."""

from django.db import models

from ..base.fields import IntegersField
from ..tender.models import Bid, Lot, Procedure


class LotDecision(models.Model):
    """A lot awarded, in part or not; the one reason, the count of every cause, and what is left unawarded.

    figures: the lot's own figures behind the reason (centavos, pieces), for the "why?".
    certificate_sha256: of the proof of the award across lots that decided it, "" where it was decided alone.
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
    certificate_sha256 = models.CharField(max_length=64, blank=True, default="")


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
    their sum. is_ended: it was annulled or not signed; what remains of it is what was delivered until then.
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
    is_ended = models.BooleanField(default=False)

    class Meta:
        ordering = ("key",)


class Route(models.Model):
    """Where pieces that a lot left unawarded go on: to another procedure, back to the buyers, or nowhere.

    lot: where they were left; the two series are pieces by buyer, in the order of the lot's `buyers`.
    kind: one of `routes.KINDS`; state: one of `routes.STATES`; change: what must change (`changes.Change` as JSON).
    opened_in: the procedure that asks for them again. authorised_by: role, only where the route needs it.
    """

    lot = models.ForeignKey(Lot, on_delete=models.CASCADE, related_name="routes")
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=12)
    ground = models.CharField(max_length=250)
    change = models.JSONField(default=dict)
    minimum_by_buyer = IntegersField()
    maximum_by_buyer = IntegersField()
    maximum_pieces = models.BigIntegerField()
    chosen_by = models.CharField(max_length=30)
    chosen_at = models.DateTimeField()
    authorised_by = models.CharField(max_length=30, blank=True)
    authorised_at = models.DateTimeField(null=True)
    authorisation = models.CharField(max_length=160, blank=True)
    opened_in = models.ForeignKey(Procedure, null=True, on_delete=models.CASCADE, related_name="routes")

    class Meta:
        ordering = ("lot", "pk")


class PastDecision(models.Model):
    """A decision on a lot that another one replaced: why, by which document, and all it said.

    cause: "annulled" or "did-not-sign"; told: state, pieces, bids and awards as they stood; delivered by supplier.
    """

    lot = models.ForeignKey(Lot, on_delete=models.CASCADE, related_name="past_decisions")
    position = models.PositiveSmallIntegerField()
    cause = models.CharField(max_length=20)
    document = models.CharField(max_length=160)
    replaced_at = models.DateTimeField()
    told = models.JSONField()

    class Meta:
        ordering = ("lot", "position")
        constraints = [models.UniqueConstraint(fields=["lot", "position"], name="one_past_decision_per_position")]
